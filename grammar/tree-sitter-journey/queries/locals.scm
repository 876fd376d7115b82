; Names. One project is one namespace, so a file is one scope. Only the language server knows other files, dotted names and
; which of two things with one id is meant.

(source_file) @local.scope

(declaration id: (id) @local.definition.type)

(reference) @local.reference
(qualifier) @local.reference
