//! Typed access to the tree: declarations by keyword, properties by their parts.

use crate::keyword::Keyword;
use crate::kind::SyntaxKind;
use crate::node::{Children, Node};
use crate::range::TextRange;

/// A declaration, of a known keyword or an unknown one, or a block that no keyword opens.
#[derive(Clone, Debug)]
pub struct Declaration<'tree> {
    node: Node<'tree>,
    documentation: Vec<Node<'tree>>,
}

impl<'tree> Declaration<'tree> {
    /// The declaration at `node`, if it is one. Its documentation stands before it, so it is not known here:
    /// [`declarations`] and [`entries`] know it.
    pub fn cast(node: Node<'tree>) -> Option<Self> {
        node.kind().is_branch().then(|| Self { node, documentation: Vec::new() })
    }

    /// The node behind it.
    pub fn node(&self) -> Node<'tree> {
        self.node
    }

    /// Where it is, its block included.
    pub fn range(&self) -> TextRange {
        self.node.range()
    }

    /// What it declares; `None` for a keyword that the language does not know.
    pub fn keyword(&self) -> Option<Keyword> {
        self.node.child(SyntaxKind::Keyword).and_then(|keyword| Keyword::from_name(keyword.text()))
    }

    /// The word it starts with, known or not; `None` for a block without one.
    pub fn keyword_node(&self) -> Option<Node<'tree>> {
        self.node.children().find(|node| matches!(node.kind(), SyntaxKind::Keyword | SyntaxKind::UnknownKeyword))
    }

    /// The id.
    pub fn name(&self) -> Option<Node<'tree>> {
        self.node.child(SyntaxKind::Name)
    }

    /// The label as it is written, quotes included.
    pub fn label(&self) -> Option<Node<'tree>> {
        self.node.children().find(|node| node.kind().is_label())
    }

    /// From its first word to its id or label, without the block.
    pub fn head_range(&self) -> TextRange {
        let start = TextRange::empty(self.range().start);
        let head = self.node.children().take_while(|node| node.kind() != SyntaxKind::Body);
        head.fold(start, |range, node| range.joined(node.range()))
    }

    /// The block, braces included.
    pub fn body(&self) -> Option<Node<'tree>> {
        self.node.child(SyntaxKind::Body)
    }

    /// What stands in the block.
    pub fn entries(&self) -> Entries<'tree> {
        entries(self.body().map_or_else(|| no_children(self.node), Node::children))
    }

    /// The properties in the block, in order.
    pub fn properties(&self) -> impl Iterator<Item = Property<'tree>> {
        self.body().into_iter().flat_map(Node::children).filter_map(Property::cast)
    }

    /// The first property with that key.
    pub fn property(&self, key: &str) -> Option<Property<'tree>> {
        self.properties().find(|property| property.key().text() == key)
    }

    /// The declarations in the block, in order, those of unknown keywords included.
    pub fn declarations(&self) -> impl Iterator<Item = Declaration<'tree>> {
        declarations(self.body().map_or_else(|| no_children(self.node), Node::children))
    }

    /// The documentation comments (`///`) right before it, one node a line.
    pub fn documentation(&self) -> &[Node<'tree>] {
        &self.documentation
    }
}

fn no_children(node: Node<'_>) -> Children<'_> {
    let mut children = node.children();
    while children.next().is_some() {}
    children
}

/// Something that stands in a block or at the top level.
#[derive(Clone, Debug)]
pub enum Entry<'tree> {
    /// A property.
    Property(Property<'tree>),
    /// A declaration, of a known keyword or not.
    Declaration(Declaration<'tree>),
    /// A comment, or something that is wrong.
    Other(Node<'tree>),
}

/// What stands among `children`, with documentation comments given to the declarations they stand before.
pub fn entries<'tree, C: IntoIterator<Item = Node<'tree>>>(children: C) -> Entries<'tree, C::IntoIter> {
    Entries { children: children.into_iter(), documentation: Vec::new() }
}

/// The declarations among `children`, with their documentation.
pub fn declarations<'tree>(
    children: impl IntoIterator<Item = Node<'tree>>,
) -> impl Iterator<Item = Declaration<'tree>> {
    entries(children).filter_map(|entry| match entry {
        Entry::Declaration(declaration) => Some(declaration),
        _ => None,
    })
}

/// See [`entries`].
#[derive(Clone, Debug)]
pub struct Entries<'tree, C = Children<'tree>> {
    children: C,
    documentation: Vec<Node<'tree>>,
}

impl<'tree, C> Entries<'tree, C> {
    /// The documentation comments that stand last and belong to no declaration here: to the first of the next chunk.
    pub fn into_documentation(self) -> Vec<Node<'tree>> {
        self.documentation
    }
}

impl<'tree, C: Iterator<Item = Node<'tree>>> Iterator for Entries<'tree, C> {
    type Item = Entry<'tree>;

    fn next(&mut self) -> Option<Entry<'tree>> {
        loop {
            let node = self.children.next()?;
            match node.kind() {
                SyntaxKind::Documentation => self.documentation.push(node),
                // An ordinary comment may stand between documentation and declaration.
                SyntaxKind::Comment => return Some(Entry::Other(node)),
                kind if kind.is_branch() => {
                    let documentation = std::mem::take(&mut self.documentation);
                    return Some(Entry::Declaration(Declaration { node, documentation }));
                }
                kind => {
                    self.documentation.clear();
                    return Some(match Property::cast(node) {
                        Some(property) if kind == SyntaxKind::Property => Entry::Property(property),
                        _ => Entry::Other(node),
                    });
                }
            }
        }
    }
}

/// `key qualifier: value, value from source`.
#[derive(Clone, Copy, Debug)]
pub struct Property<'tree> {
    node: Node<'tree>,
    key: Node<'tree>,
}

impl<'tree> Property<'tree> {
    /// The property at `node`, if it is one.
    pub fn cast(node: Node<'tree>) -> Option<Self> {
        if node.kind() != SyntaxKind::Property {
            return None;
        }
        node.children().next().map(|key| Self { node, key })
    }

    /// The node behind it.
    pub fn node(self) -> Node<'tree> {
        self.node
    }

    /// Where it is, from the key to the last value or source.
    pub fn range(self) -> TextRange {
        self.node.range()
    }

    /// The word before the colon.
    pub fn key(self) -> Node<'tree> {
        self.key
    }

    /// The name between key and colon.
    pub fn qualifier(self) -> Option<Node<'tree>> {
        self.node.child(SyntaxKind::Qualifier)
    }

    /// The values in order, broken ones included. A value is one or more nodes that no comma parts, such as `-1` and
    /// `"irritated"`.
    pub fn values(self) -> Vec<Vec<Node<'tree>>> {
        let mut values: Vec<Vec<Node<'tree>>> = Vec::new();
        let mut before: Option<Node<'tree>> = None;
        for node in self.node.children().filter(|node| node.kind().is_value()) {
            // Between the parts of one value stands space, between two values a comma.
            let parted = before.is_none_or(|before| before.text_until(node).contains([',', '\n', '\r']));
            match values.last_mut() {
                Some(value) if !parted => value.push(node),
                _ => values.push(vec![node]),
            }
            before = Some(node);
        }
        values
    }

    /// The sources after `from`.
    pub fn sources(self) -> impl Iterator<Item = Node<'tree>> {
        let citations = self.node.children().filter(|node| node.kind() == SyntaxKind::Citation);
        citations.flat_map(Node::children).filter(|node| node.kind() == SyntaxKind::Reference)
    }
}

/// A type for the declarations of one keyword, with the declarations that may stand in it.
macro_rules! declaration {
    ($(#[$documentation:meta])* $name:ident { $($(#[$nested_documentation:meta])* $nested:ident: $nested_name:ident),* $(,)? }) => {
        $(#[$documentation])*
        #[derive(Clone, Debug)]
        pub struct $name<'tree>(Declaration<'tree>);

        impl<'tree> $name<'tree> {
            /// The declaration as this type, if its keyword says so.
            pub fn cast(declaration: Declaration<'tree>) -> Option<Self> {
                (declaration.keyword() == Some(Keyword::$name)).then_some(Self(declaration))
            }

            $(
                $(#[$nested_documentation])*
                pub fn $nested(&self) -> impl Iterator<Item = $nested_name<'tree>> + use<'tree> {
                    self.0.declarations_of(Keyword::$nested_name).map($nested_name)
                }
            )*
        }

        impl<'tree> std::ops::Deref for $name<'tree> {
            type Target = Declaration<'tree>;

            fn deref(&self) -> &Declaration<'tree> {
                &self.0
            }
        }
    };
}

impl<'tree> Declaration<'tree> {
    fn declarations_of(&self, keyword: Keyword) -> impl Iterator<Item = Declaration<'tree>> + use<'tree> {
        let children = self.body().map_or_else(|| no_children(self.node), Node::children);
        declarations(children).filter(move |declaration| declaration.keyword() == Some(keyword))
    }
}

declaration!(
    /// A `persona`.
    Persona {}
);
declaration!(
    /// A `channel`.
    Channel {}
);
declaration!(
    /// An `actor`.
    Actor {}
);
declaration!(
    /// A `source`.
    Source {}
);
declaration!(
    /// A `metric`.
    Metric {}
);
declaration!(
    /// A `journey`.
    Journey {
        /// Its stages, in order.
        stages: Stage,
        /// The pains of the journey as a whole.
        pains: Pain,
        /// The gains of the journey as a whole.
        gains: Gain,
        /// Its opportunities.
        opportunities: Opportunity,
    }
);
declaration!(
    /// A `stage`.
    Stage {
        /// Its touchpoints, in order.
        touchpoints: Touchpoint,
        /// The pains of the stage as a whole.
        pains: Pain,
        /// The gains of the stage as a whole.
        gains: Gain,
        /// Its opportunities.
        opportunities: Opportunity,
    }
);
declaration!(
    /// A `touchpoint`.
    Touchpoint {
        /// What hurts here.
        pains: Pain,
        /// What pleases here.
        gains: Gain,
        /// Its opportunities.
        opportunities: Opportunity,
    }
);
declaration!(
    /// A `pain`.
    Pain {
        /// The opportunities that address it.
        opportunities: Opportunity,
    }
);
declaration!(
    /// A `gain`.
    Gain {}
);
declaration!(
    /// An `opportunity`.
    Opportunity {}
);
