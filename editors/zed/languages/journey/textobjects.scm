; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/textobjects.scm. Do not edit.

(declaration body: (body)? @class.inside) @class.around

((declaration
  keyword: (keyword "touchpoint")
  body: (body)? @function.inside) @function.around)

[(comment) (doc_comment)] @comment.inside
(comment)+ @comment.around
(doc_comment)+ @comment.around
