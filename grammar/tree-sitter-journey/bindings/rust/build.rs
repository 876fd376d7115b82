//! Compiles the parser and its scanner.

fn main() {
    // The generated parser has parameters that it does not use.
    cc::Build::new()
        .std("c11")
        .include("src")
        .flag_if_supported("-Wno-unused-parameter")
        .files(["src/parser.c", "src/scanner.c"])
        .compile("tree-sitter-journey");
    // The headers beside them as well.
    println!("cargo::rerun-if-changed=src");
}
