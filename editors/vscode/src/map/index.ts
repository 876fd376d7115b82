/** The map beside the text. */

import type * as vscode from 'vscode';

import type { Server } from '../server/server.ts';

/** Adds the map to the editor. */
export function activateMap(_context: vscode.ExtensionContext, _server: Server): void {}
