; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/highlights.scm. Do not edit.

(comment) @comment
(doc_comment) @comment.line.documentation

[(number) (percentage) (duration) (date) (range)] @constant.numeric
(handle) @attribute
[(text) (block_text) (unterminated_text) (unterminated_block_text) (wrong_quotes) (unquoted_text)] @string
(escape_sequence) @constant.character.escape

(key) @variable.other.member
(qualifier) @type
"from" @keyword

(reference) @type

((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "confidence") (#any-of? @constant "assumed" "inferred" "observed"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "control") (#any-of? @constant "none" "ours" "shared"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "direction") (#any-of? @constant "down" "up"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "frequency") (#any-of? @constant "always" "often" "rare" "sometimes"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "kind") (#any-of? @constant "analytics" "assumption" "ces" "csat" "custom" "digital" "human" "interview" "nps" "observation" "partner" "person" "physical" "review" "survey" "system" "team" "ticket" "workshop"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "line") (#any-of? @constant "backstage" "frontstage" "support"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "priority") (#any-of? @constant "primary" "secondary"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "severity") (#any-of? @constant "critical" "high" "low" "medium"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "state") (#any-of? @constant "as-is" "to-be"))
((property key: (key) @variable.other.member value: (reference) @constant)
  (#eq? @variable.other.member "status") (#any-of? @constant "approved" "doing" "done" "draft" "dropped" "idea" "planned" "retired" "review"))
((property key: (key) @variable.other.member value: (reference) @string)
  (#any-of? @variable.other.member "tag" "ticket"))

(keyword) @keyword
(id) @type
(unknown_declaration id: (id) @variable)

["{" "}"] @punctuation.bracket
[":" "," ";"] @punctuation.delimiter
