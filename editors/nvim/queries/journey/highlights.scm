; Colours, in the standard names of Neovim, Zed and the tree-sitter CLI. Helix calls two of them otherwise: @property is
; @variable.other.member there, and it has no @spell. Of two patterns that fit, the one further down counts.

(comment) @spell @comment
(doc_comment) @spell @comment.documentation

; Values

[(number) (percentage) (duration) (date) (range)] @number
(handle) @attribute
[(text) (block_text) (unterminated_text) (unterminated_block_text) (wrong_quotes) (unquoted_text)] @string
(text_content) @spell
(escape_sequence) @string.escape

; Properties

(key) @property
(qualifier) @type
"from" @keyword

; A bare word is the name of something. By its key it may also be a word that the language knows, or one of the writer's own.

(reference) @type

; Written by `cargo xtask generate` from here to the end marker. Do not edit.
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "confidence") (#any-of? @constant "assumed" "inferred" "observed"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "control") (#any-of? @constant "none" "ours" "shared"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "direction") (#any-of? @constant "down" "up"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "frequency") (#any-of? @constant "always" "often" "rare" "sometimes"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "kind") (#any-of? @constant "analytics" "assumption" "ces" "csat" "custom" "digital" "human" "interview" "nps" "observation" "partner" "person" "physical" "review" "survey" "system" "team" "ticket" "workshop"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "line") (#any-of? @constant "backstage" "frontstage" "support"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "priority") (#any-of? @constant "primary" "secondary"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "severity") (#any-of? @constant "critical" "high" "low" "medium"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "state") (#any-of? @constant "as-is" "to-be"))
((property key: (key) @property value: (reference) @constant)
  (#eq? @property "status") (#any-of? @constant "approved" "doing" "done" "draft" "dropped" "idea" "planned" "retired" "review"))
((property key: (key) @property value: (reference) @string)
  (#any-of? @property "tag" "ticket"))
; The end marker.

; Declarations

(keyword) @keyword
(id) @type
(unknown_declaration id: (id) @variable)

; Punctuation

["{" "}"] @punctuation.bracket
[":" "," ";"] @punctuation.delimiter
