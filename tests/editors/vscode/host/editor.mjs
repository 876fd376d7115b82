// What scenarios do with the editor: files, documents, edits, and waiting for what comes of them.

import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

export { note } from './scenarios.mjs';

/** The folder that is open. */
export const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;

/** How long anything may take before a scenario gives up on it, in milliseconds: only what never comes costs that much. */
const PATIENCE = 60_000;

let projects = 0;

/** A project of its own for a scenario: a folder with a journey.toml and these files. Gives its path. */
export function project(files, settings = '') {
  const folder = path.join(root, `project-${++projects}`);
  write(folder, { 'journey.toml': settings, ...files });
  return folder;
}

/** Writes files below a folder. */
export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

/** Opens a file in the editor. */
export async function open(...parts) {
  const document = await vscode.workspace.openTextDocument(path.join(...parts));
  return { document, editor: await vscode.window.showTextDocument(document) };
}

/** The place in a document where a piece of its text begins, or `after` characters behind that. */
export function at(document, piece, after = 0) {
  const offset = document.getText().indexOf(piece);
  if (offset < 0) throw new Error(`“${piece}” is not in ${document.uri.path}`);
  return document.positionAt(offset + after);
}

/** The range of a piece of a document's text. */
export function range(document, piece) {
  return new vscode.Range(at(document, piece), at(document, piece, piece.length));
}

/** Replaces a piece of a document's text. */
export async function replace(document, piece, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range(document, piece), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`“${piece}” could not be replaced`);
}

/** Waits until something is there: until `look` gives something else than undefined, null or false. */
export async function until(what, look) {
  const end = Date.now() + PATIENCE;
  let last;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last === undefined ? '' : `: ${last.message}`}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the findings of a document, as their codes, are these (in any order), and gives them. */
export async function findings(uri, codes) {
  const wanted = [...codes].sort().join(' ');
  let seen = '';
  try {
    return await until('', () => {
      const found = vscode.languages.getDiagnostics(uri);
      seen = found.map(codeOf).sort().join(' ');
      return seen === wanted && found;
    });
  } catch {
    throw new Error(`${path.basename(uri.path)} has the findings [${seen}] instead of [${wanted}]`);
  }
}

/** Waits until a document has been checked with all that its project has, and gives what is found in it: nothing may be, too. */
export async function checked(document) {
  // No findings are no sign: there are none before a file is read, either. A mistake of our own has to be found first.
  const mistake = '\njourney checked_now { persona: nobody_at_all }\n';
  const insertion = new vscode.WorkspaceEdit();
  insertion.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, mistake);
  if (!(await vscode.workspace.applyEdit(insertion))) throw new Error('the mistake could not be written');
  const isOurs = ({ message }) => message.includes('nobody_at_all');
  await until('the mistake to be found', () => vscode.languages.getDiagnostics(document.uri).some(isOurs));
  await replace(document, mistake.replaceAll('\n', document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n'), '');
  return until('the mistake to go', () => {
    const found = vscode.languages.getDiagnostics(document.uri);
    return !found.some(isOurs) && found;
  });
}

/** The code of a finding, such as `unknown-name`. */
export function codeOf(diagnostic) {
  return String(diagnostic.code?.value ?? diagnostic.code);
}

/** Asks one of the editor's features, as extensions do. */
export function ask(feature, ...args) {
  return vscode.commands.executeCommand(`vscode.execute${feature}`, ...args);
}

/** Our messages to the user of the window, each with its buttons. */
export async function shownMessages() {
  // While tests run, the editor keeps them in this list instead of letting them pop up.
  await vscode.commands.executeCommand('notifications.showList');
  return (await page('messages')).filter(({ text }) => /journey/i.test(text));
}

/** Asks the test's process about the window: what it shows, or to press something. */
export async function page(question, argument) {
  const answer = await fetch(`${process.env.JOURNEY_PAGE}/${question}`, {
    method: 'POST', body: JSON.stringify({ window: process.env.JOURNEY_WINDOW, argument }),
  });
  const { value, error } = await answer.json();
  if (error !== undefined) throw new Error(error);
  return value;
}
