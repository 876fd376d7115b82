/** What stands behind a lens that counts places: shows the list of them. */

import * as vscode from 'vscode';

import { type ProtocolLocation, toLocation, toPosition, type ProtocolPosition } from './protocol-place.ts';

/** Shows places, as the server names them, in a list beside `position` in the document `uri`. */
export async function showReferences(uri: string, position: ProtocolPosition, places: ProtocolLocation[]): Promise<void> {
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    toPosition(position),
    places.map(toLocation),
  );
}
