/** SVG as it leaves the editor. */

/** A tag with its attributes: a `>` inside a value does not end it. */
const TAG = /<[A-Za-z][^\s/>]*(?:\s+[^\s=>/]+="[^"]*")*\s*\/?>/g;

/** The same picture without the marks that lead from it to the text. */
export function withoutPlaces(svg: string): string {
  return svg.replace(TAG, (tag) => tag.replace(/\s+data-place="[^"]*"/g, ''));
}
