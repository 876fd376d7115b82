; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/indents.scm. Do not edit.

(body) @indent
(body "}" @end)
