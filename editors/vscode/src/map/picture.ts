/** What `journey/render` takes and gives. The language server's README describes it. */

/** A line and a column, both from 0; columns are UTF-16 code units. */
export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Location {
  uri: string;
  range: Range;
}

/** Something of the source that elements of the picture show. */
export interface Place {
  /** What `data-place` says in the picture. */
  element: string;
  /** The whole declaration. */
  location: Location;
  /** Its name or label: what to select. */
  selection: Range;
  kind: string;
  id: string;
  label: string;
  /** Whose it is, and what it stands in, from the inside out. */
  context: string[];
}

/** A choice that is a declaration. */
export interface Listed {
  id: string;
  label: string;
}

/** A journey that can be shown. */
export interface ListedJourney extends Listed {
  /** Where its name is. */
  location: Location;
  /** All of it. */
  range: Range;
}

/** What can be asked for. */
export interface Choices {
  journeys: ListedJourney[];
  views: { id: string; summary: string; svg: boolean }[];
  personas: Listed[];
  stages: Listed[];
  targets: string[];
  themes: string[];
  lanes: string[];
  directions: string[];
}

/** How a journey is drawn; what is absent is left to the server. */
export interface Drawing {
  view?: string;
  target?: string;
  theme?: string;
  direction?: string;
  title?: string;
  persona?: string;
  stages?: string;
  lanes?: string;
}

/** What is drawn. */
export interface RenderParams extends Drawing {
  uri: string;
  /** A text that is no document, such as a fence in a page; `uri` is then the page. */
  text?: string;
  id?: string;
  position?: Position;
  format?: 'text' | 'svg';
}

/** A mistake in the text, for which the picture may lack something. */
export interface Mistake {
  message: string;
  location: Location;
}

/** A journey drawn. */
export interface Picture {
  /** The source of the diagram, or a page where the view is one. */
  text: string;
  language: 'mermaid' | 'markdown';
  notes: string[];
  fallback?: string;
  /** The same as a table, in Markdown. */
  table?: string;
  /** A page as HTML; of a diagram, the table that says the same. */
  html?: string;
  id: string;
  label: string;
  view: string;
  svg?: string;
  /** Why there is no `svg`. */
  picture?: string;
  places?: Place[];
  /** The elements that show what stands at the position that was asked with. */
  at?: string[];
  errors?: Mistake[];
  choices?: Choices;
}
