//! The journey language for tree-sitter: customer journeys as text.

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_journey() -> *const ();
}

/// The language, for `tree_sitter::Parser::set_language`.
// SAFETY: the function is the one that tree-sitter generates, and it gives a language.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_journey) };

/// What each node can hold, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// Colours.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// Other languages inside of comments.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// Names and their uses.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// Declarations, for search by symbol.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");

#[cfg(test)]
mod tests {
    #[test]
    fn the_language_loads_and_its_queries_fit() {
        let language = super::LANGUAGE.into();
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&language).unwrap();
        let tree = parser.parse("persona maya \"Maya\" { tag: a", None).unwrap();
        assert_eq!(tree.root_node().child(0).unwrap().kind(), "declaration");
        assert!(!tree.root_node().has_error());
        for query in [super::HIGHLIGHTS_QUERY, super::INJECTIONS_QUERY, super::LOCALS_QUERY, super::TAGS_QUERY] {
            tree_sitter::Query::new(&language, query).unwrap();
        }
    }
}
