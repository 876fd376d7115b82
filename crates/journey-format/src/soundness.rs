//! What is too broken to be laid out.

use journey_syntax::{Node, SyntaxKind};

/// Whether a chunk stays as it is as a whole: where its braces do not match, its indentation tells what belongs to what;
/// and where a `"""` has no partner, how far it reaches depends on how later lines start.
pub(crate) fn stays_as_it_is(chunk: Node<'_>) -> bool {
    chunk.may_have_errors()
        && chunk.descendants().any(|node| match node.kind() {
            SyntaxKind::StrayClose | SyntaxKind::Unclosed | SyntaxKind::MissingOpen | SyntaxKind::NestedTooDeep => true,
            kind => kind.is_error() && node.text().contains("\"\"\""),
        })
}

/// Whether the node or something below it is a syntax error. For a declaration, this includes its block.
pub(crate) fn is_broken(node: Node<'_>) -> bool {
    node.may_have_errors() && (is_error(node) || node.descendants().any(is_error))
}

/// Whether the words before the block of a declaration have a syntax error.
pub(crate) fn has_broken_head(declaration: Node<'_>) -> bool {
    declaration.may_have_errors() && declaration.children().any(is_error)
}

fn is_error(node: Node<'_>) -> bool {
    match node.kind() {
        SyntaxKind::HeadlessBlock => true,
        SyntaxKind::Name | SyntaxKind::Key | SyntaxKind::Reference => node.text().ends_with('-'),
        kind => kind.is_error(),
    }
}
