; What one selects as a whole. Neovim says outer and inner, Helix and Zed around and inside. A declaration is a class, a
; touchpoint also a function: it is what a map is made of. A property is an entry in Helix, an assignment in Neovim.

(declaration body: (body)? @class.inner @class.inside) @class.outer @class.around

((declaration
  keyword: (keyword "touchpoint")
  body: (body)? @function.inner @function.inside) @function.outer @function.around)

(body) @block.inner @block.outer

(property) @assignment.outer @entry.around
(property key: (key) @assignment.lhs)
(property value: (_) @assignment.rhs @assignment.inner @entry.inside @parameter.inner @parameter.inside)
(property value: (_) @parameter.outer @parameter.around)

[(comment) (doc_comment)] @comment.inner @comment.inside @comment.outer
(comment)+ @comment.around
(doc_comment)+ @comment.around
