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
#[cfg_attr(not(any()), expect(dead_code))]
pub(crate) fn of_bytes(bytes: usize) -> String {
    let examples = examples() + "\n";
    examples.repeat(bytes.div_ceil(examples.len()))
}

/// The examples again and again, `lines` lines or a few more, up to the end of an example.
#[cfg_attr(not(any()), expect(dead_code))]
pub(crate) fn of_lines(lines: usize) -> String {
    let examples = examples() + "\n";
    examples.repeat(lines.div_ceil(examples.lines().count()))
}
