; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/brackets.scm. Do not edit.

("{" @open "}" @close)
(text "\"" @open "\"" @close)
(block_text "\"\"\"" @open "\"\"\"" @close)
