; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/injections.scm. Do not edit.

((comment) @injection.content
  (#set! injection.language "comment"))

((doc_comment) @injection.content
  (#set! injection.language "markdown.inline"))
