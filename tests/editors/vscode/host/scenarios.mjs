// Runs scenarios inside the extension host, one after the other, and writes down how each went.

import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

/** How long a scenario may take, in milliseconds: longer than what it waits for last. */
const PATIENCE = 300_000;

/** Makes the `run` that the editor calls: scenarios by their names, each a function that throws where it fails. */
export function run(window, scenarios) {
  process.env.JOURNEY_WINDOW = window;
  const results = path.join(process.env.JOURNEY_RESULTS, `${window}.jsonl`);
  return async () => {
    for (const [name, scenario] of Object.entries(scenarios)) {
      const start = performance.now();
      let error;
      try {
        await within(PATIENCE, scenario());
      } catch (thrown) {
        error = thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown);
      }
      const milliseconds = Math.round(performance.now() - start);
      fs.appendFileSync(results, `${JSON.stringify({ name, milliseconds, error, notes: notes.splice(0) })}\n`);
      await closeAll();
    }
  };
}

const notes = [];

/** Says something beside the result, such as a measured time. */
export function note(text) {
  notes.push(text);
}

function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the scenario did not end within ${milliseconds / 1000} s`)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function closeAll() {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
