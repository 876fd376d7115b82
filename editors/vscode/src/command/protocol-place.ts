/** Places as the server writes them, in UTF-16 code units as the editor counts. */

import * as vscode from 'vscode';

/** A place in a text. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** A part of a document. */
export interface ProtocolLocation {
  readonly uri: string;
  readonly range: { readonly start: ProtocolPosition; readonly end: ProtocolPosition };
}

export function toPosition({ line, character }: ProtocolPosition): vscode.Position {
  return new vscode.Position(line, character);
}

export function toLocation({ uri, range }: ProtocolLocation): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(toPosition(range.start), toPosition(range.end)));
}
