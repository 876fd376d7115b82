/** What stands behind a lens that leads to one place: goes there. */

import * as vscode from 'vscode';

import { type ProtocolLocation, toLocation } from './protocol-place.ts';

/** Goes to a place, as the server names it. */
export async function goToLocation(place: ProtocolLocation): Promise<void> {
  const { uri, range } = toLocation(place);
  await vscode.window.showTextDocument(uri, { selection: range });
}
