; Colours. The names of captures are the standard ones of Neovim, Helix and Zed; where an editor has not got one, it takes
; the part before the dot. A capture that stands further down wins in Neovim and Helix, as it does in Zed.

(comment) @comment
(doc_comment) @comment.documentation

; Values

(reference) @variable
(handle) @attribute
[(number) (percentage) (duration) (date) (range)] @number
[(text) (block_text) (unterminated_text) (unterminated_block_text) (wrong_quotes) (unquoted_text)] @string
(escape_sequence) @string.escape

; Properties

(key) @property
(qualifier) @variable.parameter
(from_clause "from" @keyword)

; Declarations

(keyword) @keyword
(id) @type
(unknown_declaration id: (id) @variable)
(label) @string.special

; Punctuation

["{" "}"] @punctuation.bracket
[":" "," ";"] @punctuation.delimiter
