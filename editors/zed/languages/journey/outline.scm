; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/outline.scm. Do not edit.

(declaration
  keyword: (keyword) @context
  id: (id) @name
  label: (label)? @name) @item

(declaration
  keyword: (keyword) @context
  .
  label: (label) @name) @item
