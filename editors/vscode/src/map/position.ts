/** Which part of a picture shows what the cursor stands on. */

import type { ListedJourney, Picture, Position, Range } from './picture.ts';

/** The elements that show the innermost declaration around a position that the picture has; none where it has none. */
export function elementsAt(picture: Picture, uri: string, position: Position): string[] {
  const around = (picture.places ?? []).filter(({ location }) => location.uri === uri && contains(location.range, position));
  const innermost = around.reduce<Range | undefined>(
    (best, place) => (best && !within(place.location.range, best) ? best : place.location.range),
    undefined,
  );
  const standing = around.filter((place) => innermost && equal(place.location.range, innermost));
  return [...new Set(standing.map((place) => place.element))];
}

/** The journey around a position. */
export function journeyAt(picture: Picture, uri: string, position: Position): ListedJourney | undefined {
  return picture.choices?.journeys.find(({ location, range }) => location.uri === uri && contains(range, position));
}

function contains({ start, end }: Range, position: Position): boolean {
  return !before(position, start) && !before(end, position);
}

function within(inner: Range, outer: Range): boolean {
  return !before(inner.start, outer.start) && !before(outer.end, inner.end);
}

function equal(one: Range, other: Range): boolean {
  return within(one, other) && within(other, one);
}

function before(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
