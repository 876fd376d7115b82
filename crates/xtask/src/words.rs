//! `cargo xtask words`: what the grammar of record takes each word for, for the test that compares the grammars.

use std::fs;
use std::io::{BufRead as _, BufWriter, Write as _, stdin, stdout};

use anyhow::{Context, Result};
use journey_model::syntax::{Node, SyntaxKind, parse};
use serde_json::{Value, json};

/// Reads names of files from the standard input, one a line, and writes a line of JSON for each: `words` are all nodes of
/// the tree but the chunks, parents first, each as its kind, start and end in bytes, and the kind of its parent; `errors`
/// are the places of errors, `chunks` where the parts of the file start that are parsed by themselves, also in bytes.
pub(crate) fn tell() -> Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    for path in stdin().lock().lines() {
        let path = path?;
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let tree = parse(&text);
        let mut words = Vec::new();
        let mut chunks = Vec::new();
        for chunk in tree.chunks() {
            chunks.push(chunk.range().start);
            collect(chunk.node(), &mut words);
        }
        let errors = tree.errors();
        let errors: Vec<_> = errors.iter().map(|error| (error.range.start, error.range.end)).collect();
        writeln!(out, "{}", json!({ "words": words, "errors": errors, "chunks": chunks }))?;
    }
    Ok(out.flush()?)
}

fn collect(node: Node<'_>, words: &mut Vec<Value>) {
    for child in node.children() {
        let range = child.range();
        words.push(json!([name(child.kind()), range.start, range.end, name(node.kind())]));
        collect(child, words);
    }
}

fn name(kind: SyntaxKind) -> String {
    format!("{kind:?}")
}
