; The outline, as Zed reads it: the keyword, then id and label.

(declaration
  keyword: (keyword) @context
  id: (id) @name
  label: (label)? @name) @item

(declaration
  keyword: (keyword) @context
  .
  label: (label) @name) @item
