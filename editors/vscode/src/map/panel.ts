/** The map panel: a live picture of one journey, beside its text. */

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import { Latest } from './latest.ts';
import type { Choice, FromPage, ToPage, Wanted } from './messages.ts';
import { pageOptions, pageText } from './page.ts';
import { Painter } from './painter.ts';
import type { Listed, Location, Picture, Range } from './picture.ts';
import { elementsAt, journeyAt } from './position.ts';
import { ownTheme, render, whyNot } from './render.ts';

/** How many milliseconds typing may go on before the map is drawn anew. */
const PAUSE = 40;

/** The panel. Whoever made it asks {@link MapPanel.onDidClose} when it is gone. */
export class MapPanel implements vscode.Disposable {
  static readonly type = 'journey.map';

  readonly #panel: vscode.WebviewPanel;
  readonly #server: Server;
  readonly #toClose: vscode.Disposable[] = [];
  readonly #latest = new Latest(() => this.#draw(), PAUSE);
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #chosen = new vscode.EventEmitter<Wanted>();
  /** Turns pictures into PNG on the panel's page. */
  readonly painter: Painter;

  #wanted: Wanted;
  #shown: Picture | undefined;
  #light: string[] = [];
  /** The journey that the cursor was in last: the map changes over when it enters another one, and not before. */
  #entered: string | undefined;
  /** The file that the cursor was in last. */
  #file: string | undefined;
  /** Whether the page listens; until it says so, nothing is drawn. */
  #ready = false;
  /** Whether something changed while nobody could see the panel. */
  #stale = false;

  readonly onDidClose = this.#closed.event;
  /** Tells what is shown whenever somebody chose something else. */
  readonly onDidChoose = this.#chosen.event;

  constructor(panel: vscode.WebviewPanel, extension: vscode.Uri, server: Server, wanted: Wanted) {
    this.#panel = panel;
    this.#server = server;
    this.#wanted = wanted;
    this.painter = new Painter((message) => this.#say(message));
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'icons/journey-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'icons/journey-dark.svg'),
    };
    panel.webview.options = pageOptions(extension);
    this.#toClose.push(
      panel,
      this.painter,
      this.#closed,
      this.#chosen,
      panel.onDidDispose(() => this.dispose()),
      panel.onDidChangeViewState(() => panel.visible && this.#stale && this.refresh()),
      panel.webview.onDidReceiveMessage((message: FromPage) => this.#hear(message)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isOfJourneys(document.uri)) this.refresh();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.#follow(editor)),
      vscode.window.onDidChangeActiveColorTheme(() => this.refresh()),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => closed.length > 0 && this.refresh()),
      server.onDidChangeState(() => this.refresh()),
      // The editor tells the server of a file at another moment than us: asked before, it would draw what stood there.
      server.onDidTellFiles(() => this.refresh()),
    );
    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.journey,journey.toml}');
    for (const happened of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#toClose.push(happened(() => this.refresh()));
    }
    this.#toClose.push(watcher);
    panel.webview.html = pageText(panel.webview, extension);
  }

  /** What the panel shows, or is about to. */
  get wanted(): Wanted {
    return this.#wanted;
  }

  /** Shows another map and brings the panel into sight. */
  show(wanted: Wanted): void {
    this.#want(wanted);
    this.#panel.reveal(undefined, true);
  }

  /** Draws anew. */
  refresh(): void {
    this.#stale = !this.#panel.visible;
    if (this.#ready && !this.#stale) this.#latest.ask();
  }

  dispose(): void {
    // The panel is one of these, and tells that it is closed: the second time there is nothing left to do.
    const toClose = this.#toClose.splice(0);
    if (toClose.length === 0) return;
    this.#ready = false;
    this.#closed.fire();
    for (const each of toClose) each.dispose();
  }

  #want(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#file = wanted.uri;
    this.#entered = wanted.journey && keyOf(wanted.uri, wanted.journey);
    this.refresh();
  }

  #hear(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        return this.refresh();
      case 'open':
        return void this.#open(message.location, this.#selection(message.element));
      case 'choose':
        return this.#choose(message.choice);
      case 'png':
        return this.painter.hear(message);
    }
  }

  #choose(choice: Choice): void {
    const wanted: Wanted = { ...this.#wanted };
    for (const name of ['journey', 'persona', 'target', 'theme'] as const) {
      const value = choice[name];
      if (value === undefined) continue;
      if (value === '') delete wanted[name];
      else wanted[name] = value;
    }
    if (choice.view) wanted.view = choice.view;
    if (choice.journey !== undefined) {
      delete wanted.persona;
      const journey = this.#shown?.choices?.journeys.find(({ id }) => id === choice.journey);
      if (journey) wanted.uri = sameUri(journey.location.uri);
    }
    // Where the cursor is has not changed: it still has to enter another journey to be followed there.
    const [entered, file] = [this.#entered, this.#file];
    this.#want(wanted);
    [this.#entered, this.#file] = [entered, file];
    this.#chosen.fire(wanted);
  }

  /** Draws what is wanted, and tells where it cannot be drawn. */
  async #draw(): Promise<void> {
    const wanted = this.#wanted;
    const state = this.#server.state.kind;
    if (state === 'stopped' || state === 'failed' || state === 'waiting') return this.#keep(whyNot(this.#server));
    if (state === 'starting' && this.#shown === undefined) this.#keep(whyNot(this.#server));
    try {
      const picture = await this.#ask(wanted);
      // Somebody wants something else by now, and has asked for it.
      if (wanted !== this.#wanted || !this.#ready) return;
      this.#shown = picture;
      this.#wanted = { ...wanted, journey: picture.id };
      this.#entered ??= keyOf(wanted.uri, picture.id);
      this.#panel.title = `Map: ${picture.label}`;
      this.#light = this.#lit(picture);
      const uri = vscode.Uri.parse(wanted.uri);
      const note = isOpen(uri) ? {} : { note: `${nameOf(uri)} is closed. The map shows it as it is saved.` };
      void this.#say({ type: 'show', picture: { ...picture, at: this.#light }, wanted: this.#wanted, ...note });
      // What was typed may be a journey of its own by now, with the cursor in it.
      const active = vscode.window.activeTextEditor;
      if (active?.document.uri.toString() === wanted.uri) this.#follow(active);
    } catch (error) {
      if (wanted !== this.#wanted || error instanceof vscode.CancellationError) return;
      this.#keep(whyNot(this.#server, error));
    }
  }

  async #ask(wanted: Wanted): Promise<Picture> {
    const cursor = this.#cursor();
    const { uri, journey, view, persona, target, theme = ownTheme() } = wanted;
    const asked = {
      uri,
      view,
      theme,
      ...(persona === undefined ? {} : { persona }),
      ...(target === undefined ? {} : { target }),
      ...(cursor?.uri === uri ? { position: cursor.position } : {}),
    };
    if (journey === undefined) return render(this.#server, asked);
    try {
      return await render(this.#server, { ...asked, id: journey });
    } catch (error) {
      // Somebody may be giving it another id right now: the cursor is in it then.
      if (asked.position === undefined || (await this.#has(wanted, journey))) throw error;
      return render(this.#server, asked);
    }
  }

  async #has({ uri }: Wanted, journey: string): Promise<boolean> {
    const all = await render(this.#server, { uri, format: 'text' }).catch(() => undefined);
    return all?.choices?.journeys.some(({ id }) => id === journey) ?? true;
  }

  /** Lights what the cursor stands on, and changes over to the journey that it enters. */
  #follow(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.languageId !== 'journey' || editor.viewColumn === undefined) return;
    const uri = document.uri.toString();
    const shown = this.#shown;
    if (shown === undefined) return void (uri !== this.#wanted.uri && this.#enterFile(editor));
    const isOtherFile = uri !== this.#file;
    this.#file = uri;
    const journey = journeyAt(shown, uri, editor.selection.active);
    if (journey !== undefined && keyOf(uri, journey.id) !== this.#entered) return this.#enter(uri, journey);
    if (journey === undefined && isOtherFile) return void this.#enterFile(editor);
    this.#relight(shown);
  }

  #relight(picture: Picture): void {
    const lit = this.#lit(picture);
    if (lit.join(' ') === this.#light.join(' ')) return;
    this.#light = lit;
    void this.#say({ type: 'light', elements: lit });
  }

  #enter(uri: string, { id }: Pick<Listed, 'id'>): void {
    this.#file = uri;
    this.#entered = keyOf(uri, id);
    if (id === this.#wanted.journey && uri === this.#wanted.uri) {
      return void (this.#shown && this.#relight(this.#shown));
    }
    const { view, target, theme } = this.#wanted;
    this.#want({ uri, journey: id, view, ...(target ? { target } : {}), ...(theme ? { theme } : {}) });
  }

  /** Changes over to the journey around the cursor, else the first of its file, if it has one: only the server knows. */
  async #enterFile(editor: vscode.TextEditor): Promise<void> {
    const uri = editor.document.uri.toString();
    try {
      const found = await render(this.#server, { uri, position: editor.selection.active, format: 'text' });
      if (vscode.window.activeTextEditor === editor) this.#enter(uri, found);
    } catch {
      // Nothing to draw there: the map stays where it is.
    }
  }

  #lit(picture: Picture): string[] {
    const cursor = this.#cursor();
    return cursor ? elementsAt(picture, cursor.uri, cursor.position) : [];
  }

  /** Where the cursor is: in the editor that is used, or else in one that shows the journey's file. */
  #cursor(): { uri: string; position: vscode.Position } | undefined {
    const active = vscode.window.activeTextEditor;
    const showsIt = ({ document }: vscode.TextEditor) => document.uri.toString() === this.#wanted.uri;
    const editor =
      active?.document.languageId === 'journey' ? active : vscode.window.visibleTextEditors.find(showsIt);
    return editor && { uri: editor.document.uri.toString(), position: editor.selection.active };
  }

  #selection(element: string | undefined): Range | undefined {
    return this.#shown?.places?.find((place) => place.element === element)?.selection;
  }

  /** Leads to a place of the source. */
  async #open(location: Location, selection?: Range): Promise<void> {
    const uri = vscode.Uri.parse(location.uri);
    const { start, end } = selection ?? location.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const beside = this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
    try {
      const editor = await vscode.window.showTextDocument(uri, {
        viewColumn: visible?.viewColumn ?? beside,
        // A whole declaration would be a lot to select: its first line says which one it is.
        selection: selection ? range : new vscode.Range(range.start, range.start),
        preserveFocus: false,
      });
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    } catch (error) {
      this.#keep(`${nameOf(uri)} cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #keep(message: string): void {
    void this.#say({ type: 'keep', message });
  }

  /** Tells the page; gives whether there is one that listens. */
  #say(message: ToPage): PromiseLike<boolean> {
    return this.#ready ? this.#panel.webview.postMessage(message) : Promise.resolve(false);
  }
}

function keyOf(uri: string, journey: string): string {
  return `${uri}#${journey}`;
}

function isOfJourneys(uri: vscode.Uri): boolean {
  return /\.(journey|toml)$/.test(uri.path);
}

function isOpen(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  return tabs.some(({ input }) => {
    if (input instanceof vscode.TabInputText) return input.uri.toString() === uri.toString();
    return input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
  });
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function sameUri(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}
