; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/highlights.scm. Do not edit.

(comment) @comment
(doc_comment) @comment.doc

[(number) (percentage) (duration) (date) (range)] @number
(handle) @attribute
[(text) (block_text) (unterminated_text) (unterminated_block_text) (wrong_quotes) (unquoted_text)] @string
(escape_sequence) @string.escape

(key) @property
(qualifier) @type
"from" @keyword

(reference) @type

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

(keyword) @keyword
(id) @type
(unknown_declaration id: (id) @variable)

["{" "}"] @punctuation.bracket
[":" "," ";"] @punctuation.delimiter
