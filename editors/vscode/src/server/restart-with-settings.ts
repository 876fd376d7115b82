/** Starts the server anew when settings change that count only then. */

import * as vscode from 'vscode';

import type { Server } from './server.ts';

/** How long nobody may have changed anything, in milliseconds: a path is typed letter by letter. */
const CALM = 500;

/** Watches the settings of the program. The editor tells some changes twice, and some that change nothing. */
export function restartWithSettings(server: Server): vscode.Disposable {
  let known = settings();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (known === (known = settings())) return;
    void server.restart();
  };
  const listener = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration('journey.server')) return;
    clearTimeout(timer);
    timer = setTimeout(look, CALM);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    listener.dispose();
  });
}

/** The settings that count when the server is started, as one text. */
function settings(): string {
  const section = vscode.workspace.getConfiguration('journey.server');
  return JSON.stringify([section.get('path'), section.get('logLevel')]);
}
