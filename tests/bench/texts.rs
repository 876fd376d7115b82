//! Large texts made of the examples.

use std::fs;
use std::path::Path;

/// The single-file examples, one after the other, without their byte-order marks.
fn examples() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/examples");
    let entries = fs::read_dir(&folder).expect("the examples are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let journeys = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "journey"));
    let texts: Vec<String> = journeys.map(|path| fs::read_to_string(path).expect("a readable example")).collect();
    assert!(!texts.is_empty(), "no examples in {}", folder.display());
    texts.join("\n")
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
