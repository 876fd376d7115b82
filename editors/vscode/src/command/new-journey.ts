/** The command “New Journey”: a map to start from, as a file of the open folder, or as a document to be saved later. */

import { execFile } from 'node:child_process';
import * as path from 'node:path';

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import { fileNameOf } from './file-name.ts';

/** What a map can start with, as `journey new` calls it. */
const TEMPLATES = [
  { template: 'first', label: 'A map that explains itself', detail: 'A small example with notes beside every line. Best for the first time.' },
  { template: 'blank', label: 'An empty map', detail: 'One persona, three stages, and nothing to delete.' },
  { template: 'service-blueprint', label: 'A service blueprint', detail: 'With what happens in front of and behind the counter.' },
];

/** What a map starts with where there is no program to ask. */
const bones = (id: string, label: string): string => `persona someone "Who it is about" {
  goal: "What they want to get done"
}

journey ${id} "${label}" {
  state: as-is
  persona: someone

  stage before "Before you meet" {
    touchpoint first_step "The first thing they do" {
      does: "What one could film"
      thinks: "What goes through their head, in their own words"
      emotion: 0 "how it feels, from -2 to +2"
    }
  }

  stage together "With you" {
    touchpoint next_step "What they do next" { emotion: 0 }
  }
}
`;

/** How long the program may take to write a map, in milliseconds. */
const PATIENCE = 20_000;

/** What somebody chose. Whoever runs the command from a program may say it as the command's second argument. */
export interface Choice {
  readonly template?: string;
  readonly name?: string;
}

/** Makes a new journey in a folder (the open one if none is named) and shows it. Gives its address, if one was made. */
export async function newJourney(server: Server, folder?: vscode.Uri, choice: Choice = {}): Promise<vscode.Uri | undefined> {
  const template = choice.template ?? (await vscode.window.showQuickPick(TEMPLATES, {
    title: 'New journey: what shall it start with?',
  }))?.template;
  if (template === undefined) return undefined;
  const name = choice.name ?? await vscode.window.showInputBox({
    title: 'New journey: what is it called?',
    prompt: 'In the words that you use for it. It can be changed at any time.',
    placeHolder: 'Returning a parcel',
    validateInput: (text) => (text.trim() === '' ? 'Give it a name, such as “Returning a parcel”.' : undefined),
  });
  if (name === undefined) return undefined;
  const target = folder ?? folderOfTheProject();
  if (target === undefined) return unsaved(await textOf(server, `${fileNameOf(name)}.journey`, name, template));
  const file = await freeFile(target, fileNameOf(name));
  const text = await textOf(server, file.fsPath, name, template);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: Buffer.from(text) });
  if (!await vscode.workspace.applyEdit(edit)) {
    void vscode.window.showErrorMessage(`${vscode.workspace.asRelativePath(file)} could not be made. Is the folder read-only? The map is shown unsaved.`);
    return unsaved(text);
  }
  await vscode.window.showTextDocument(file);
  return file;
}

/** The folder that is open, or the one of the open journey, so that a new map lands beside the others. */
function folderOfTheProject(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (document?.languageId === 'journey' && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined) {
    return vscode.Uri.joinPath(document.uri, '..');
  }
  return folders.find((folder) => folder.uri.scheme === 'file')?.uri;
}

async function freeFile(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 1; ; number += 1) {
    const file = vscode.Uri.joinPath(folder, number === 1 ? `${name}.journey` : `${name}-${number}.journey`);
    try {
      await vscode.workspace.fs.stat(file);
    } catch {
      return file;
    }
  }
}

async function unsaved(text: string): Promise<vscode.Uri> {
  const document = await vscode.workspace.openTextDocument({ language: 'journey', content: text });
  await vscode.window.showTextDocument(document);
  return document.uri;
}

/** What the program would write; without it the bones of a map, and why they are no more than that. */
async function textOf(server: Server, file: string, name: string, template: string): Promise<string> {
  const program = await server.whenRunning();
  if (program === undefined) return withoutProgram(file, name, template, 'Journey’s program does not run');
  // In one word with its option, a name that starts with a hyphen is no option itself.
  const label = template === 'blank' ? [`--name=${name}`] : [];
  const args = ['new', `--file=${file}`, ...label, `--template=${template}`, '--stdout'];
  return new Promise((resolve) => {
    execFile(program.path, args, { timeout: PATIENCE, windowsHide: true }, (error, output, complaint) => {
      if (error === null) return resolve(output);
      server.log.warn(`journey new: ${complaint.trim() || error.message}`);
      resolve(withoutProgram(file, name, template, 'Journey’s program wrote none (the log says why)'));
    });
  });
}

function withoutProgram(file: string, name: string, template: string, why: string): string {
  const chosen = TEMPLATES.find((other) => other.template === template)?.label ?? template;
  void vscode.window.showWarningMessage(`“${name}” starts as a short map and not as “${chosen}”: ${why}.`);
  // The name of the file is one that the folder has not yet, so the journey's is new as well.
  const words = path.basename(file, '.journey').replace(/[^\p{XIDC}]+/gu, '_');
  const id = /^\p{XIDS}|^_/u.test(words) ? words : `_${words}`;
  return bones(id, name.replace(/\s+/g, ' ').trim().replace(/["\\]/g, '\\$&'));
}
