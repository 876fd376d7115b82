; Names for search by symbol, with the kinds that the language server gives them.

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["persona" "stage"])
    id: (id) @name) @definition.class
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.class)
)

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["journey"])
    id: (id) @name) @definition.module
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.module)
)

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["channel" "actor"])
    id: (id) @name) @definition.interface
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.interface)
)

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["source" "metric"])
    id: (id) @name) @definition.constant
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.constant)
)

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["touchpoint"])
    id: (id) @name) @definition.function
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.function)
)

(
  (doc_comment)* @doc
  .
  (declaration
    keyword: (keyword ["pain" "gain" "opportunity"])
    id: (id) @name) @definition.field
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.field)
)

(reference) @name @reference.class
(qualifier) @name @reference.class
