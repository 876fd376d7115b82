// Which elements of a picture show what stands at a position of the text.

/** @typedef {import("./types.js").Place} Place @typedef {import("./types.js").Location["range"]} Range @typedef {Range["start"]} Position */

/**
 * The elements that show what stands there: those of the innermost place around it that the picture has.
 * @param {Pick<Place, "element" | "location">[]} places
 * @param {string} uri
 * @param {Position} position
 */
export function elementsAt(places, uri, position) {
  const around = places.filter(({ location }) => location.uri === uri && contains(location.range, position));
  const [smallest] = around.map(({ location }) => location.range).sort(bySize);
  const innermost = around.filter(({ location }) => smallest && bySize(location.range, smallest) === 0);
  return [...new Set(innermost.map((place) => place.element))];
}

/**
 * Whether a position is in a range, or at its end.
 * @param {Range} range
 * @param {Position} position
 */
export function contains({ start, end }, position) {
  return !isBefore(position, start) && !isBefore(end, position);
}

/** @param {Position} one @param {Position} other */
function isBefore(one, other) {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

/** Ranges around one position lie one in the other or meet there, so the smaller ones are further in.
 * @param {Range} one @param {Range} other */
function bySize(one, other) {
  return one.end.line - one.start.line - (other.end.line - other.start.line) || one.end.character - one.start.character - (other.end.character - other.start.character);
}
