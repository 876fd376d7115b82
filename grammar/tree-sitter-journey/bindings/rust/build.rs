//! Compiles the parser and its scanner.

fn main() {
    let sources = ["src/parser.c", "src/scanner.c"];
    // The generated parser has parameters that it does not use.
    cc::Build::new()
        .std("c11")
        .include("src")
        .flag_if_supported("-Wno-unused-parameter")
        .files(sources)
        .compile("tree-sitter-journey");
    for file in sources.into_iter().chain(["src/keywords.h", "src/identifiers.h"]) {
        println!("cargo::rerun-if-changed={file}");
    }
}
