/** Writes what a view shows to a file: as Mermaid, SVG or PNG. */

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import type { FromPage, Wanted } from './messages.ts';
import { pageOptions, pageText } from './page.ts';
import { Painter } from './painter.ts';
import type { Picture, Position } from './picture.ts';
import { render, whyNot } from './render.ts';
import { withoutPlaces } from './svg.ts';

/** What is exported. */
export interface Exported {
  wanted: Wanted;
  /** The cursor, where no journey is named. */
  position?: Position | undefined;
  /** The open panel's painter. */
  painter?: Painter;
}

type Format = 'mermaid' | 'svg' | 'png';

/** Buttons below what is said. */
const OPEN = 'Open';
const NOTES = 'Show Notes';

/** Pixels of a PNG for each unit of the picture: enough for a projector and for print. */
const SCALE = 2;

/** Asks where to, and writes. With a `target`, nothing is asked. Gives what was written. */
export async function exportView(
  extension: vscode.Uri,
  server: Server,
  format: Format,
  source: Exported | undefined,
  target?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const picture = await pictureOf(server, source);
  if (picture === undefined || source === undefined) return undefined;
  if (format !== 'mermaid' && picture.svg === undefined) {
    const why = picture.picture ?? `The view “${picture.view}” is a text, not a picture.`;
    void vscode.window.showWarningMessage(`${why} “Journey: Export View as Mermaid” writes its text.`);
    return undefined;
  }
  const { extension: ending, filters } = kinds(format, picture);
  const document = vscode.Uri.parse(source.wanted.uri);
  // A text that was never saved has no folder.
  const folder = document.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(document, '..');
  const file =
    target ??
    (await vscode.window.showSaveDialog({
      title: `Export “${picture.label}”`,
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${picture.id}-${picture.view}.${ending}`) }),
      filters,
    }));
  if (file === undefined) return undefined;
  try {
    await vscode.workspace.fs.writeFile(file, await bytesOf(format, picture, source, extension));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The picture was not written: ${why}`);
    return undefined;
  }
  void told(picture, writtenTo(picture, file), file);
  return file;
}

/** Puts the Mermaid of a view into the clipboard. */
export async function copyMermaid(server: Server, source: Exported | undefined): Promise<void> {
  const picture = await pictureOf(server, source);
  if (picture === undefined) return;
  await vscode.env.clipboard.writeText(picture.text);
  const what = picture.language === 'mermaid' ? 'The Mermaid' : 'The Markdown';
  const done = `${what} of “${picture.label}” is in the clipboard.`;
  if (picture.notes.length === 0) vscode.window.setStatusBarMessage(done, 5_000);
  else void told(picture, done);
}

async function pictureOf(server: Server, source: Exported | undefined): Promise<Picture | undefined> {
  if (source === undefined) {
    void vscode.window.showInformationMessage('Open a .journey file first: what is under the cursor is exported.');
    return undefined;
  }
  const { uri, journey, ...drawing } = source.wanted;
  const { position } = source;
  try {
    // The colours are those for paper, whatever the editor has, unless somebody chose others.
    return await render(server, {
      uri,
      ...drawing,
      ...(journey === undefined ? {} : { id: journey }),
      ...(journey === undefined && position !== undefined ? { position } : {}),
    });
  } catch (error) {
    void vscode.window.showErrorMessage(whyNot(server, error));
    return undefined;
  }
}

function kinds(format: Format, picture: Picture): { extension: string; filters: Record<string, string[]> } {
  if (format === 'svg') return { extension: 'svg', filters: { 'SVG picture': ['svg'] } };
  if (format === 'png') return { extension: 'png', filters: { 'PNG picture': ['png'] } };
  if (picture.language === 'markdown') return { extension: 'md', filters: { Markdown: ['md'] } };
  return { extension: 'mmd', filters: { Mermaid: ['mmd', 'mermaid'] } };
}

async function bytesOf(format: Format, picture: Picture, { painter }: Exported, extension: vscode.Uri): Promise<Uint8Array> {
  const svg = withoutPlaces(picture.svg ?? '');
  if (format === 'png') return painter ? painter.paint(svg, SCALE) : paintAside(svg, extension);
  const text = format === 'svg' ? svg : picture.text;
  return new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`);
}

/** Only a page can paint: without a map, one is opened for that moment, and the text stays in use. */
async function paintAside(svg: string, extension: vscode.Uri): Promise<Uint8Array> {
  const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const panel = vscode.window.createWebviewPanel('journey.painter', 'Painting …', column, pageOptions(extension));
  const painter = new Painter((message) => panel.webview.postMessage(message));
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      panel.onDidDispose(() => reject(new Error('the page that paints was closed')));
      panel.webview.onDidReceiveMessage((message: FromPage) => {
        if (message.type === 'ready') painter.paint(svg, SCALE).then(resolve, reject);
        if (message.type === 'png') painter.hear(message);
      });
      panel.webview.html = pageText(panel.webview, extension);
    });
  } finally {
    panel.dispose();
  }
}

/** Says what was done, and that the view leaves something out. */
async function told(picture: Picture, done: string, file?: vscode.Uri): Promise<void> {
  const { length } = picture.notes;
  const notes = length === 0 ? '' : ` There ${length === 1 ? 'is a note' : `are ${length} notes`} on what it leaves out.`;
  const buttons = [...(file ? [OPEN] : []), ...(length > 0 ? [NOTES] : [])];
  const chosen = await vscode.window.showInformationMessage(done + notes, ...buttons);
  if (chosen === OPEN) await vscode.commands.executeCommand('vscode.open', file);
  if (chosen === NOTES) {
    const detail = picture.notes.map((note) => `• ${note}`).join('\n\n');
    await vscode.window.showInformationMessage(`“${picture.label}”: what the view “${picture.view}” leaves out`, { modal: true, detail });
  }
}

function writtenTo(picture: Picture, file: vscode.Uri): string {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const lacks = (picture.errors ?? []).length > 0 ? ' The text has mistakes, so something may be missing in it.' : '';
  return `${name} is written.${lacks}`;
}
