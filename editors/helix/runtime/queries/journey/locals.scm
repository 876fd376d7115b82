; Written by `cargo xtask generate` from grammar/tree-sitter-journey/queries/locals.scm. Do not edit.

(source_file) @local.scope

(declaration id: (id) @local.definition.type)

(reference) @local.reference
(qualifier) @local.reference
