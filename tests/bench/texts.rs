//! Large texts made of the examples.

#[path = "../../grammar/examples.rs"]
mod examples;

use std::fs;
use std::path::Path;

/// The examples that stand alone, one after the other.
fn examples() -> String {
    let mut projects = examples::example_projects();
    projects.retain(|files| files.len() == 1);
    projects.concat().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// The examples again and again, at least `bytes` bytes.
#[allow(dead_code, clippy::allow_attributes, reason = "each benchmark needs some of these")]
pub(crate) fn of_bytes(bytes: usize) -> String {
    let examples = examples() + "\n";
    examples.repeat(bytes.div_ceil(examples.len()))
}

/// The examples again and again, `lines` lines or a few more, up to the end of an example.
#[allow(dead_code, clippy::allow_attributes, reason = "each benchmark needs some of these")]
pub(crate) fn of_lines(lines: usize) -> String {
    let examples = examples() + "\n";
    examples.repeat(lines.div_ceil(examples.lines().count()))
}

/// All single-file examples with every top-level name, and every use of one, made its own by `suffix`.
#[allow(dead_code, clippy::allow_attributes, reason = "each benchmark needs some of these")]
pub(crate) fn renamed(suffix: &str) -> String {
    use journey_model::syntax::{SyntaxKind, parse};
    use std::sync::LazyLock;
    static EXAMPLE: LazyLock<(String, Vec<u32>)> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/examples");
        let text = fs::read_to_string(folder.join("weekly-shop.journey")).expect("a readable example");
        let tree = parse(&text);
        let nodes: Vec<_> = tree.children().flat_map(|node| node.descendants()).collect();
        let names: Vec<&str> =
            tree.children().filter_map(|node| node.child(SyntaxKind::Name)).map(|node| node.text()).collect();
        let named = nodes.iter().filter(|node| {
            matches!(node.kind(), SyntaxKind::Name | SyntaxKind::Reference | SyntaxKind::Qualifier)
                && names.contains(&node.text())
        });
        let mut ends: Vec<u32> = named.map(|node| node.range().end).collect();
        ends.sort_unstable();
        (text, ends)
    });
    let (text, ends) = &*EXAMPLE;
    let mut renamed = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for end in ends {
        renamed.push_str(&text[done..*end as usize]);
        renamed.push('_');
        renamed.push_str(suffix);
        done = *end as usize;
    }
    renamed.push_str(&text[done..]);
    renamed.push('\n');
    renamed
}
