/** The extension: starts everything, and ends it. */

import * as vscode from 'vscode';

import { registerCommands } from './command/index.ts';
import { activateMap } from './map/index.ts';
import { extendMarkdownIt } from './markdown/index.ts';
import { announceProblems } from './server/announce.ts';
import { restartWithSettings } from './server/restart-with-settings.ts';
import { Server } from './server/server.ts';
import { Status } from './status.ts';

let server: Server | undefined;

/** Called by the editor when there is something for this extension to do. It does not wait for the server. */
export function activate(context: vscode.ExtensionContext) {
  const log = vscode.window.createOutputChannel('Journey', { log: true });
  const running = (server = new Server(context.extensionUri, log));
  context.subscriptions.push(log, running, announceProblems(running), new Status(running), restartWithSettings(running));
  registerCommands(context, running);
  activateMap(context, running);
  void running.restart();
  return { extendMarkdownIt: <M>(markdownIt: M): M => extendMarkdownIt(markdownIt, running, context) };
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
