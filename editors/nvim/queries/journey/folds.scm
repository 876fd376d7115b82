; What can be folded. Neovim reads this; Helix does not fold, and Zed folds by indentation.

[
  (declaration)
  (unknown_declaration)
  (headless_block)
  (block_text)
] @fold

(comment)+ @fold
(doc_comment)+ @fold
