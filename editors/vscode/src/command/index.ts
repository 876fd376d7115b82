/** Registers what people can ask the extension for. */

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import { fixAll } from './fix-all.ts';
import { goToLocation } from './go-to-location.ts';
import { type Choice, newJourney } from './new-journey.ts';
import { showReferences } from './show-references.ts';

/** Adds the commands to the editor. */
export function registerCommands(context: vscode.ExtensionContext, server: Server): void {
  const add = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  };
  add('journey.restartServer', () => server.restart());
  add('journey.showLog', () => server.log.show());
  add('journey.fixAll', fixAll);
  // The editor's menus say which file was clicked on; anything else says nothing of the kind.
  add('journey.newJourney', (folder?: unknown, choice?: unknown) =>
    newJourney(server, folder instanceof vscode.Uri ? folder : undefined, isChoice(choice) ? choice : {}));
  add('journey.showReferences', showReferences);
  add('journey.goToLocation', goToLocation);
  add('journey.serverMenu', () => serverMenu());
}

function isChoice(value: unknown): value is Choice {
  return typeof value === 'object' && value !== null && ('template' in value || 'name' in value);
}

async function serverMenu(): Promise<void> {
  const chosen = await vscode.window.showQuickPick([
    { label: '$(refresh) Restart server', command: 'journey.restartServer' },
    { label: '$(output) Show log', command: 'journey.showLog' },
    { label: '$(gear) Open settings', command: 'workbench.action.openSettings', argument: '@ext:journey-maps.journey' },
  ], { title: 'Journey' });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command, chosen.argument);
}
