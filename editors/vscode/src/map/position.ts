/** Which part of a picture shows what the cursor stands on. */

import type { Listed, Location, Picture, Position, Range } from './picture.ts';

/** The elements that show the innermost declaration around a position that the picture has; none where it has none. */
export function elementsAt(picture: Picture, uri: string, position: Position): string[] {
  const around = (picture.places ?? []).filter((place) => contains(place.location, uri, position));
  const innermost = around.reduce<Range | undefined>(
    (best, place) => (best && !within(place.location.range, best) ? best : place.location.range),
    undefined,
  );
  const standing = around.filter((place) => innermost && equal(place.location.range, innermost));
  return [...new Set(standing.map((place) => place.element))];
}

/** The journey around a position. */
export function journeyAt(picture: Picture, uri: string, position: Position): Listed | undefined {
  return picture.choices?.journeys.find(({ location }) => location && contains(location, uri, position));
}

function contains(location: Location, uri: string, position: Position): boolean {
  const { start, end } = location.range;
  return location.uri === uri && !before(position, start) && !before(end, position);
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
