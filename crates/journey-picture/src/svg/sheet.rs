//! What the style sheet of a picture says of an element: the cascade of CSS, for the few properties that labels have.

use std::collections::HashMap;

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, Element, PseudoClass, Rule, StyleSheet};

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// The style sheet of a picture: the rules that say something of a property, by property. What counts most comes last.
pub(super) struct Sheet<'a> {
    rules: HashMap<&'a str, Vec<Rule<'a>>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(document: &'a Document<'_>) -> Self {
        let mut sheet = StyleSheet::new();
        for style in document.descendants().filter(|node| node.has_tag_name((SVG, "style"))) {
            sheet.parse_more(style.text().unwrap_or_default());
        }
        let mut rules: HashMap<&str, Vec<Rule<'_>>> = HashMap::new();
        for Rule { selector, declarations } in sheet.rules {
            for declaration in declarations {
                rules
                    .entry(declaration.name)
                    .or_default()
                    .push(Rule { selector: selector.clone(), declarations: vec![declaration] });
            }
        }
        Self { rules }
    }

    /// The value of a property of an element: what is said of the element itself, else of what it stands in.
    pub(super) fn inherited(&self, node: Node<'a, '_>, property: &str) -> Option<&'a str> {
        node.ancestors().filter(Node::is_element).find_map(|node| self.own(node, property))
    }

    fn own(&self, node: Node<'a, '_>, property: &str) -> Option<&'a str> {
        let mut winner: Option<(&str, bool)> = node.attribute(property).map(|value| (value, false));
        let mut consider = |declaration: Declaration<'a>| {
            if declaration.important || !winner.is_some_and(|(_, important)| important) {
                winner = Some((declaration.value, declaration.important));
            }
        };
        let rules = self.rules.get(property).into_iter().flatten();
        for rule in rules.filter(|rule| rule.selector.matches(&Styled(node))) {
            rule.declarations.iter().copied().for_each(&mut consider);
        }
        let inline = DeclarationTokenizer::from(node.attribute("style").unwrap_or_default());
        inline.filter(|declaration| declaration.name == property).for_each(&mut consider);
        winner.map(|(value, _)| value).filter(|value| !matches!(*value, "inherit" | ""))
    }
}

/// A length in pixels, for the sizes of fonts.
pub(super) fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let (number, factor) = match length.strip_suffix("ex") {
        // The height of an x in DejaVu Sans, at the size that browsers start with.
        Some(number) => (number, 0.547 * 16.0),
        None => (length.trim_end_matches("px"), 1.0),
    };
    number.parse().ok().map(|number: f64| number * factor).filter(|size| (1.0..=200.0).contains(size))
}

/// An element of the picture, for [`simplecss`].
struct Styled<'a, 'input>(Node<'a, 'input>);

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.0.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(style: &str, property: &str) -> Option<String> {
        let xml = format!(
            r#"<svg xmlns="{SVG}" id="p"><style>{style}</style><g class="node head"><a style="font-size:9px"><b/></a></g></svg>"#
        );
        let document = Document::parse(&xml).unwrap();
        let sheet = Sheet::of(&document);
        let node = document.descendants().find(|node| node.has_tag_name((SVG, "b"))).unwrap();
        sheet.inherited(node, property).map(str::to_owned)
    }

    #[test]
    fn the_nearest_element_counts_and_then_the_more_specific_rule() {
        assert_eq!(of("#p{color:red}", "color").as_deref(), Some("red"));
        assert_eq!(of("#p .head b{color:blue}b{color:red}#p{color:red}", "color").as_deref(), Some("blue"));
        assert_eq!(of("#p{font-size:20px}", "font-size").as_deref(), Some("9px"));
        assert_eq!(of("#p a{font-size:20px!important}", "font-size").as_deref(), Some("20px"));
        assert_eq!(of("#p :root{color:red}", "color"), None);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let style = "@keyframes x{from{color:red}to{color:red}}.a:not(.b) c{color:red}#p g{color:blue}}}";
        assert_eq!(of(style, "color").as_deref(), Some("blue"));
    }

    #[test]
    fn sizes_are_read_as_pixels() {
        assert_eq!(pixels(" 14px "), Some(14.0));
        assert_eq!(pixels("16"), Some(16.0));
        assert_eq!(pixels("4ex"), Some(35.008));
        assert_eq!(pixels("1000px"), None);
        assert_eq!(pixels("large"), None);
    }
}
