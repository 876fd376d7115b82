/** The entry behind `{ }` in the status bar: whether Journey works, on what, and what it found. */

import * as path from 'node:path';

import * as vscode from 'vscode';

import { DOCUMENTS } from './server/client.ts';
import type { Server } from './server/server.ts';
import { findingsInWords } from './status-words.ts';

/** How long changes of findings are collected before they are counted, in milliseconds. */
const CALM = 250;

/** Shows the state of the server beside journeys and their settings. */
export class Status implements vscode.Disposable {
  readonly #server: Server;
  readonly #item = vscode.languages.createLanguageStatusItem('journey.server', DOCUMENTS);
  readonly #project = vscode.languages.createLanguageStatusItem('journey.project', DOCUMENTS);
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(server: Server) {
    this.#server = server;
    this.#item.name = 'Journey: Server';
    this.#project.name = 'Journey: Project';
    this.#item.command = { title: 'Options', command: 'journey.serverMenu' };
    this.#project.command = { title: 'Problems', command: 'workbench.actions.view.problems' };
    this.#subscriptions = [
      this.#item,
      this.#project,
      server.onDidChangeState(() => this.#showServer()),
      server.onDidWork(() => this.#showServer()),
      vscode.languages.onDidChangeDiagnostics(() => this.#soon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon()),
    ];
    this.#showServer();
    this.#soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => subscription.dispose());
  }

  #showServer(): void {
    const { state } = this.#server;
    const item = this.#item;
    item.busy = state.kind === 'starting' || state.kind === 'waiting' || this.#server.isWorking;
    item.severity = state.kind === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    void vscode.commands.executeCommand('setContext', 'journey.serverRuns', state.kind === 'running');
    switch (state.kind) {
      case 'running':
        item.text = `Journey ${state.program.version}`;
        item.detail = this.#server.isWorking ? 'Reading the project' : '';
        break;
      case 'starting':
        item.text = 'Journey';
        item.detail = 'Starting';
        break;
      case 'waiting':
        item.text = 'Journey';
        item.detail = 'The server stopped and is started again';
        break;
      case 'stopped':
        item.text = 'Journey';
        item.detail = 'The server does not run';
        break;
      case 'failed':
        item.text = 'Journey does not check';
        item.detail = state.problem.message;
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#showProject();
    }, CALM);
  }

  async #showProject(): Promise<void> {
    let [errors, warnings, others] = [0, 0, 0];
    for (const [uri, diagnostics] of vscode.languages.getDiagnostics()) {
      if (!/\.(journey|toml)$/.test(uri.path) && uri.scheme !== 'untitled') continue;
      for (const { source, severity } of diagnostics) {
        if (source !== 'journey') continue;
        if (severity === vscode.DiagnosticSeverity.Error) errors += 1;
        else if (severity === vscode.DiagnosticSeverity.Warning) warnings += 1;
        else others += 1;
      }
    }
    this.#project.text = findingsInWords(errors, warnings, others);
    this.#project.detail = await projectOf(vscode.window.activeTextEditor?.document.uri);
  }
}

/** What the project is called that a document belongs to: the folder with the nearest journey.toml, else the open one. */
async function projectOf(document: vscode.Uri | undefined): Promise<string> {
  if (document?.scheme !== 'file') return '';
  const open = vscode.workspace.getWorkspaceFolder(document);
  const nearest = path.dirname(document.fsPath);
  for (let folder = nearest; ; folder = path.dirname(folder)) {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.file(path.join(folder, 'journey.toml')));
      return `Project ${path.basename(folder)}`;
    } catch {
      if (path.dirname(folder) === folder) return `Folder ${path.basename(open?.uri.fsPath ?? nearest)}, without a journey.toml`;
    }
  }
}
