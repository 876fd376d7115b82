; How deep lines stand. Neovim knows the names with a dot, Helix @indent and @outdent, Zed @indent and @end.

(body) @indent.begin @indent
(body "}" @indent.branch @indent.end @outdent @end)

; The lines of a text are the writer's own.
(block_text) @indent.ignore
