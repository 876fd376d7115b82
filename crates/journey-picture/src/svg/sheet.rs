//! What the style sheet of a picture says of an element: the cascade of CSS, for the few properties of labels.

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, Element, PseudoClass, StyleSheet};

/// The style sheet of a picture.
pub(super) struct Sheet<'a> {
    rules: StyleSheet<'a>,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(document: &'a Document<'_>) -> Self {
        let mut rules = StyleSheet::new();
        for style in document.descendants().filter(|node| node.has_tag_name((SVG, "style"))) {
            rules.parse_more(style.text().unwrap_or_default());
        }
        Self { rules }
    }

    /// The value of a property on an element: what is said of the element itself, else what it inherits.
    pub(super) fn inherited(&self, node: Node<'a, '_>, property: &str) -> Option<&'a str> {
        node.ancestors().filter(Node::is_element).find_map(|node| self.own(node, property))
    }

    /// The value of a property that is said of an element itself.
    pub(super) fn own(&self, node: Node<'a, '_>, property: &str) -> Option<&'a str> {
        let mut winner: Option<(&str, bool)> = node.attribute(property).map(|value| (value, false));
        let mut consider = |declaration: Declaration<'a>| {
            if declaration.name == property
                && (declaration.important || !winner.is_some_and(|(_, important)| important))
            {
                winner = Some((declaration.value, declaration.important));
            }
        };
        // Rules are sorted by how specific they are: of those that say it, the last counts.
        for rule in &self.rules.rules {
            let says = rule.declarations.iter().any(|declaration| declaration.name == property);
            if says && rule.selector.matches(&Styled(node)) {
                rule.declarations.iter().copied().for_each(&mut consider);
            }
        }
        DeclarationTokenizer::from(node.attribute("style").unwrap_or_default()).for_each(&mut consider);
        winner.map(|(value, _)| value).filter(|value| !matches!(*value, "inherit" | ""))
    }
}

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

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
