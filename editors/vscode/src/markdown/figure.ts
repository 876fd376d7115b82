/** A fence as HTML of the Markdown preview. */

import type { Picture } from '../map/picture.ts';
import { withoutPlaces } from '../map/svg.ts';
import type { Drawn } from './drawings.ts';
import type { Fence } from './fence.ts';

/** What a figure is made of. */
export interface Parts {
  fence: Fence;
  /** Nothing: it is being drawn, or the fence has mistakes. */
  drawn: Drawn | undefined;
  /** The line of the page, from 1, where the text in the fence starts. */
  line: number;
  /** The attributes by which the preview scrolls along with the text. */
  attributes: string;
  escape(text: string): string;
  /** HTML of Markdown. */
  render(markdown: string): string;
}

/** How much smaller a wide picture may get to fit the page: its words must stay readable. */
const READABLE = 0.6;

/** The picture of a fence, and below it what is to be said about it. */
export function figure({ fence, drawn, line, attributes, escape, render }: Parts): string {
  const picture = drawn?.picture;
  const said: string[] = fence.mistakes.map((mistake) => problem(escape(mistake)));
  const shown: string[] = [];
  if (drawn?.problem) said.push(problem(escape(drawn.problem)));
  if (!drawn && fence.mistakes.length === 0) shown.push('<p class="journey-waits">Drawing …</p>');
  if (picture) {
    shown.push(drawing(picture, escape, render));
    for (const { message, location } of picture.errors ?? []) {
      const { start } = location.range;
      const where = fence.file === undefined ? `Line ${line + start.line}` : `${fence.file}, line ${start.line + 1}`;
      said.push(problem(`${escape(where)}: ${escape(message)}`));
    }
    if (picture.language === 'markdown' && /^```mermaid$/m.test(picture.text)) {
      said.push('<p class="journey-note">The diagrams of this page are written in Mermaid: where nothing else in this editor draws Mermaid, they stand here as source.</p>');
    }
    if (fence.notes && picture.notes.length > 0) {
      const notes = picture.notes.map((note) => `<li>${escape(note)}</li>`).join('');
      said.push(`<details class="journey-fold"><summary>What the picture leaves out</summary><ul>${notes}</ul></details>`);
    }
    if (fence.table && picture.table && picture.svg !== undefined) {
      said.push(`<details class="journey-fold"><summary>The same as a table</summary>${render(picture.table)}</details>`);
    }
  }
  const caption = said.length > 0 ? `<figcaption>${said.join('')}</figcaption>` : '';
  return `<figure${withClass(attributes)}>${shown.join('')}${caption}</figure>\n`;
}

/** A picture is an image: no browser runs anything that stands in one, or fetches anything for it. */
function drawing(picture: Picture, escape: (text: string) => string, render: (markdown: string) => string): string {
  if (picture.svg === undefined) {
    const why = picture.picture === undefined || picture.language === 'markdown' ? '' : `<p class="journey-note">${escape(picture.picture)}</p>`;
    return why + render(picture.language === 'markdown' ? picture.text : (picture.table ?? ''));
  }
  const data = Buffer.from(withoutPlaces(picture.svg)).toString('base64');
  const name = escape(`Customer journey “${picture.label}”, ${picture.view}`);
  const width = Number(/^<svg[^>]*? width="([\d.]+)"/.exec(picture.svg)?.[1] ?? 0);
  const least = Math.round(width * READABLE);
  const image = `<img class="journey-picture" src="data:image/svg+xml;base64,${data}" alt="${name}" style="min-width: ${least}px">`;
  return `<div class="journey-sheet" tabindex="0">${image}</div>`;
}

function problem(html: string): string {
  return `<p class="journey-problem">${html}</p>`;
}

function withClass(attributes: string): string {
  const own = 'journey-figure';
  return attributes.includes(' class="') ? attributes.replace(' class="', ` class="${own} `) : `${attributes} class="${own}"`;
}
