; Other languages inside. Hover shows documentation as Markdown. The name of the parser is Neovim's; Helix says
; "markdown.inline" and Zed "markdown-inline".

((comment) @injection.content
  (#set! injection.language "comment"))

((doc_comment) @injection.content
  (#set! injection.language "markdown_inline"))
