// The shapes that the map surface is given and gives, for editors and `tsc --checkJs`. Nothing here runs.

/**
 * A place in a text, as the language server protocol has it: lines and columns from 0.
 * @typedef {{ uri: string, range: { start: { line: number, character: number }, end: { line: number, character: number } } }} Location
 */

/**
 * What stands somewhere in the picture and in the text. `element` is what `data-place` says in the picture;
 * `context` has the labels of whose it is and what it stands in, from the inside out.
 * @typedef {{ element: string, location: Location, kind: string, id: string, label: string, context?: string[] }} Place
 */

/** @typedef {{ id: string, label: string }} Named */

/**
 * @typedef {object} Choices
 * @property {(Named & { location?: Location })[]} journeys
 * @property {{ id: string, summary: string, svg: boolean }[]} views
 * @property {Named[]} personas
 * @property {Named[]} [stages]
 * @property {string[]} targets
 * @property {string[]} themes
 * @property {string[]} [lanes]
 * @property {string[]} [directions]
 */

/**
 * A journey as a view shows it: what `journey/render` answers with `format: "svg"`.
 * @typedef {object} Picture
 * @property {string} text what the view wrote: Mermaid or Markdown
 * @property {"mermaid" | "markdown"} language
 * @property {string[]} notes what the view had to leave out
 * @property {string} [fallback] why something stands in for the view's own diagram
 * @property {string} [table] the same as a table, in Markdown
 * @property {string} [html] a Markdown view as HTML (well-formed as XML); of a diagram, the table that says the same
 * @property {string} id the journey
 * @property {string} label what people call it
 * @property {string} view
 * @property {string} [svg]
 * @property {string} [picture] why there is no `svg`: one sentence
 * @property {Place[]} [places]
 * @property {string[]} [at] what is lit: elements that show what stands at the cursor
 * @property {{ message: string, location: Location }[]} [errors] mistakes in the text, which may hide something from the picture
 * @property {Choices} [choices] what can be chosen
 */

/**
 * What a person chose. An empty text is the default.
 * @typedef {{ journey?: string, view?: string, persona?: string, target?: string, theme?: string }} Choice
 */

/**
 * @typedef {object} Handlers
 * @property {(place: { location: Location, kind: string, label: string, element?: string, id?: string }) => void} onOpen somebody wants to see the text of a place, or of a mistake
 * @property {(choice: Choice) => void} onChoose somebody chose something: one of the keys, with its new value
 */

export {};
