/** What stands around the cursor. */

import { contains, elementsAt as shownAt } from '../../../../crates/journey-preview/page/position.js';
import type { ListedJourney, Picture, Position } from './picture.ts';

/** The elements that show the innermost declaration around a position that the picture has; none where it has none. */
export function elementsAt(picture: Picture, uri: string, position: Position): string[] {
  return shownAt(picture.places ?? [], uri, position);
}

/** The journey around a position. */
export function journeyAt(picture: Picture, uri: string, position: Position): ListedJourney | undefined {
  return picture.choices?.journeys.find(({ location, range }) => location.uri === uri && contains(range, position));
}
