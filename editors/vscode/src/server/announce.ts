/** Tells people once that there is no server, and what helps. */

import * as vscode from 'vscode';

import type { Problem, Remedy } from './problem.ts';
import type { Server } from './server.ts';

/** What the buttons are called. */
const BUTTONS: Record<Remedy, string> = {
  install: 'How to install',
  settings: 'Open settings',
  restart: 'Restart',
  log: 'Show log',
};

/** Shows one message whenever the server has given up: it stays there until somebody starts it again. */
export function announceProblems(server: Server): vscode.Disposable {
  return server.onDidChangeState((state) => {
    if (state.kind === 'failed') void announce(state.problem, server);
  });
}

async function announce(problem: Problem, server: Server): Promise<void> {
  const buttons = problem.remedies.map((remedy) => ({ title: BUTTONS[remedy], remedy }));
  const chosen = await vscode.window.showErrorMessage(problem.message, ...buttons);
  if (chosen !== undefined) await help(chosen.remedy, server);
}

async function help(remedy: Remedy, server: Server): Promise<void> {
  switch (remedy) {
    case 'install':
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'journey-maps.journey#first-map', false);
      return;
    case 'settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'journey.server.path');
      return;
    case 'restart':
      await server.restart();
      return;
    case 'log':
      server.log.show();
  }
}
