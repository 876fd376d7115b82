/** The extension: starts everything, and ends it. */

import * as vscode from 'vscode';

import { registerCommands } from './command/index.ts';
import { activateMap } from './map/index.ts';
import { extendMarkdownIt } from './markdown/index.ts';
import { announceProblems } from './server/announce.ts';
import { Server } from './server/server.ts';
import { Status } from './status.ts';

let server: Server | undefined;

/** Called by the editor when there is something for this extension to do. It does not wait for the server. */
export function activate(context: vscode.ExtensionContext) {
  const log = vscode.window.createOutputChannel('Journey', { log: true });
  const running = (server = new Server(context.extensionUri, log));
  context.subscriptions.push(log, running, announceProblems(running), new Status(running));
  registerCommands(context, running);
  activateMap(context, running);
  let settings = programSettings();
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(() => {
    // The editor tells some changes twice, and some that change nothing.
    if (settings === (settings = programSettings())) return;
    void running.restart();
  }));
  void running.restart();
  return { extendMarkdownIt: <M>(markdownIt: M): M => extendMarkdownIt(markdownIt, running, context) };
}

/** The settings that count when the server is started, as one text. */
function programSettings(): string {
  const settings = vscode.workspace.getConfiguration('journey.server');
  return JSON.stringify([settings.get('path'), settings.get('logLevel')]);
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
