//! What the tree-sitter grammar, its scanner and its queries take from the schema.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use super::Words;
use crate::generate::Derived;

const FOLDER: &str = "grammar/tree-sitter-journey";

pub(super) fn derived(root: &Path, words: &Words) -> Result<Vec<Derived>> {
    let file = |path: &str, text| Derived { path: format!("{FOLDER}/{path}"), text };
    let highlights = format!("{FOLDER}/queries/highlights.scm");
    let queries = fs::read_to_string(root.join(&highlights)).with_context(|| format!("cannot read {highlights}"))?;
    Ok(vec![
        file("keywords.json", format!("{:#}\n", json!({ "keywords": words.keywords, "keys": words.keys }))),
        file("src/keywords.h", keywords_header(words)),
        file("src/identifiers.h", identifiers_header()),
        Derived {
            text: with_words(&queries, words)
                .with_context(|| format!("{highlights} has lost a marker line: {BEGIN}{END}"))?,
            path: highlights,
        },
    ])
}

const BEGIN: &str = "; Written by `cargo xtask generate` from here to the end marker. Do not edit.\n";
const END: &str = "; The end marker.\n";

/// The queries with what a bare word is by its key; `None` where a marker is missing.
fn with_words(queries: &str, words: &Words) -> Option<String> {
    let (before, rest) = queries.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let list = |words: &[String]| words.iter().map(|word| format!(" \"{word}\"")).collect::<String>();
    let mut part = String::new();
    // The key is captured by its own name, because some editors drop a pattern of which another one takes a node over.
    let mut pattern = |capture: &str, predicates: String| {
        let line = format!("((property key: (key) @property value: (reference) @{capture})\n  {predicates})\n");
        part.push_str(&line);
    };
    for (key, known) in &words.enumerations {
        pattern("constant", format!("(#eq? @property \"{key}\") (#any-of? @constant{})", list(known)));
    }
    pattern("string", format!("(#any-of? @property{})", list(&words.as_written)));
    Some(format!("{before}{BEGIN}{part}{END}{after}"))
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
