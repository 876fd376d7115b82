/** The pictures of fences. Markdown is rendered at once, and the server takes its time: what it drew is kept here. */

import * as vscode from 'vscode';

import type { Picture } from '../map/picture.ts';
import { render, whyNot } from '../map/render.ts';
import type { Server } from '../server/server.ts';
import type { Fence } from './fence.ts';

/** What is known of a fence. */
export interface Drawn {
  picture?: Picture;
  /** Why there is no picture. */
  problem?: string;
}

/** What a picture depends on. */
export interface Asked {
  page: vscode.Uri | undefined;
  /** Which fence of the page it is. */
  ordinal: number;
  fence: Fence;
  text: string;
  theme: string;
}

interface Entry {
  drawn: Drawn | undefined;
  /** Whether it shows a file, which may change by itself. */
  ofFile: boolean;
  /** Whether the server is to be asked again. */
  stale: boolean;
  asking: boolean;
}

/** What a fence was rendered with last. */
interface Rendered {
  /** The key of its entry. */
  key: string;
  /** What it showed last, until there is something newer. */
  drawn: Drawn | undefined;
}

/** How many pictures are kept; those that fences in sight use are kept beyond that. */
const MOST = 200;
/** How many milliseconds pictures wait for others before the page is rendered again. */
const PAUSE = 50;
/** How many milliseconds the preview gets for rendering a page again, until it is asked once more. */
const PATIENCE = 1000;
/** How often it is asked: where no page with a fence is in sight, nothing is rendered at all. */
const TRIES = 4;
/** How many milliseconds a file that changes waits for more. */
const FILE_PAUSE = 300;

export class Drawings implements vscode.Disposable {
  readonly #server: Server;
  readonly #renderPages: () => unknown;
  /** By what they depend on; what was used last stands last. */
  readonly #entries = new Map<string, Entry>();
  /** What each fence of a page was rendered with last, by pages and ordinals, until its page is closed. */
  readonly #rendered = new Map<string, Map<number, Rendered>>();
  readonly #toClose: vscode.Disposable[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** How often a fence was rendered. */
  #renderings = 0;

  constructor(server: Server, renderPages: () => unknown) {
    this.#server = server;
    this.#renderPages = renderPages;
    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.journey,journey.toml}');
    const changed = (): void => this.#outdate(({ ofFile }) => ofFile, FILE_PAUSE);
    this.#toClose.push(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#rendered.delete(uri.toString())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.languageId === 'journey' && changed()),
      vscode.window.onDidChangeActiveColorTheme(() => this.#entries.size > 0 && this.#again(0)),
      server.onDidChangeState(({ kind }) => {
        if (kind === 'running' || kind === 'failed') this.#outdate(({ drawn }) => drawn?.picture === undefined, 0);
      }),
    );
  }

  /** What is known of a fence now. Where that is not the newest, the pages are rendered again as soon as it is. */
  get(asked: Asked): Drawn | undefined {
    this.#renderings += 1;
    const { page, ordinal, fence, text, theme } = asked;
    const key = JSON.stringify([page?.toString(), fence.file, fence.id, fence.drawing, theme, fence.file ? '' : text]);
    const entry = this.#entries.get(key) ?? { drawn: undefined, ofFile: fence.file !== undefined, stale: true, asking: false };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const place = page?.toString() ?? '';
    const fences = this.#rendered.get(place) ?? new Map<number, Rendered>();
    this.#rendered.set(place, fences);
    const drawn = entry.drawn ?? fences.get(ordinal)?.drawn;
    fences.set(ordinal, { key, drawn });
    this.#evict();
    if (entry.stale && !entry.asking) void this.#ask(asked, entry);
    return drawn;
  }

  /** Forgets the pictures used longest ago. One that is in sight would be asked for again at once, and so for ever. */
  #evict(): void {
    if (this.#entries.size <= MOST) return;
    const used = new Set([...this.#rendered.values()].flatMap((fences) => [...fences.values()].map(({ key }) => key)));
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= MOST) break;
      if (!used.has(key)) this.#entries.delete(key);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#toClose) each.dispose();
  }

  async #ask(asked: Asked, entry: Entry): Promise<void> {
    entry.stale = false;
    entry.asking = true;
    const before = JSON.stringify(entry.drawn);
    entry.drawn = await this.#drawn(asked);
    entry.asking = false;
    if (entry.stale || JSON.stringify(entry.drawn) !== before) this.#again(PAUSE);
  }

  async #drawn({ page, fence, text, theme }: Asked): Promise<Drawn> {
    const how = { theme, ...fence.drawing, ...(fence.id === undefined ? {} : { id: fence.id }) };
    const { file } = fence;
    try {
      if (file === undefined) {
        return { picture: await render(this.#server, { uri: page?.toString() ?? 'untitled:page.md', text, ...how }) };
      }
      if (page === undefined) return { problem: `The file ${file} is not found from here: this text is no file itself.` };
      return { picture: await render(this.#server, { uri: vscode.Uri.joinPath(page, '..', file).toString(), ...how }) };
    } catch (error) {
      return { problem: whyNot(this.#server, error) };
    }
  }

  #outdate(which: (entry: Entry) => boolean, pause: number): void {
    const outdated = [...this.#entries.values()].filter(which);
    for (const entry of outdated) entry.stale = true;
    if (outdated.length > 0) this.#again(pause);
  }

  /**
   * Renders the pages again. VS Code drops the wish where it is just about to look whether a page has changed, and where
   * that has not, it renders nothing: so it is asked until it has rendered something.
   */
  #again(pause: number, tries = TRIES): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const before = this.#renderings;
      this.#renderPages();
      this.#timer = setTimeout(() => {
        if (this.#renderings === before && tries > 1) this.#again(0, tries - 1);
      }, PATIENCE);
    }, pause);
  }
}
