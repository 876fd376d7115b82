//! What the tree-sitter grammar, its scanner and its queries take from the schema.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::Words;
use crate::generate::Derived;

const FOLDER: &str = "grammar/tree-sitter-journey";

pub(super) fn derived(_root: &Path, words: &Words) -> Result<Vec<Derived>> {
    let file = |path: &str, text| Derived { path: format!("{FOLDER}/{path}"), text };
    Ok(vec![
        file("keywords.json", format!("{:#}\n", json!({ "keywords": words.keywords, "keys": words.keys }))),
        file("src/keywords.h", keywords_header(words)),
        file("src/identifiers.h", identifiers_header()),
    ])
}

const WRITTEN: &str = "// Written by `cargo xtask generate`. Do not edit.\n";

fn keywords_header(words: &Words) -> String {
    let count = words.keywords.len();
    let names: Vec<String> = words.keywords.iter().map(|keyword| format!("\"{keyword}\"")).collect();
    let top_level = words.keywords.iter().map(|keyword| words.top_level.contains(keyword).to_string());
    let top_level: Vec<String> = top_level.collect();
    format!(
        "{WRITTEN}\n#ifndef JOURNEY_KEYWORDS_H_\n#define JOURNEY_KEYWORDS_H_\n\n#include <stdbool.h>\n\n\
         enum {{ KEYWORD_COUNT = {count} }};\n\n\
         static const char *const KEYWORDS[KEYWORD_COUNT] = {{\n  {},\n}};\n\n\
         // The keywords that stand only at the top of a file.\n\
         static const bool IS_TOP_LEVEL[KEYWORD_COUNT] = {{\n  {},\n}};\n\n#endif\n",
        names.join(",\n  "),
        top_level.join(",\n  "),
    )
}

/// Which characters may stand in an id, in ranges. A grammar for tree-sitter has no library that knows.
fn identifiers_header() -> String {
    format!(
        "{WRITTEN}\n#ifndef JOURNEY_IDENTIFIERS_H_\n#define JOURNEY_IDENTIFIERS_H_\n\n#include <stddef.h>\n#include <stdint.h>\n\n\
         struct CharacterRange {{\n  int32_t first;\n  int32_t last;\n}};\n\n\
         // XID_Start and XID_Continue beyond ASCII.\n{}\n{}\n#endif\n",
        ranges("IDENTIFIER_START", unicode_ident::is_xid_start),
        ranges("IDENTIFIER_CONTINUE", unicode_ident::is_xid_continue),
    )
}

fn ranges(name: &str, holds: fn(char) -> bool) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for character in ('\u{80}'..=char::MAX).filter(|character| holds(*character)) {
        let at = u32::from(character);
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => ranges.push((at, at)),
        }
    }
    let mut text = format!(
        "enum {{ {name}_COUNT = {count} }};\nstatic const struct CharacterRange {name}[{name}_COUNT] = {{\n",
        count = ranges.len()
    );
    for row in ranges.chunks(6) {
        let row: Vec<String> = row.iter().map(|(first, last)| format!("{{0x{first:X}, 0x{last:X}}},")).collect();
        writeln!(text, "  {}", row.join(" ")).expect("a string takes all");
    }
    text + "};\n"
}
