/** The pictures of fences. Markdown is rendered at once, and the server takes its time: what it drew is kept here. */

import * as vscode from 'vscode';

import type { Picture } from '../map/picture.ts';
import { ownTheme, render, whyNot } from '../map/render.ts';
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
  asked: Asked;
  /** The key of its entry. */
  key: string;
  /** What it showed last, until there is something newer. */
  drawn: Drawn | undefined;
}

/** How many pictures are kept; those that fences in sight use are kept beyond that. */
const MOST = 200;
/** How many milliseconds the page waits, where all pictures are there, before it is rendered again. */
const PAUSE = 50;
/** How many milliseconds pictures that are there wait for those that are still being drawn. */
const LONG_PAUSE = 500;
/** How many milliseconds the preview gets for rendering a page again, until it is asked once more. */
const PATIENCE = 1000;
/** How many milliseconds the preview takes at the most to render a page again, where the machine has nothing else to do. */
const RENDERING = 350;
/** How many milliseconds a page that is rendered is left alone: mostly the preview has loaded it by then. */
const LOADING = 700;
/** How many milliseconds it takes until a page is loaded for certain. */
const LOADED = 3000;
/** How many times as long all of it takes at the most: a page that is rendered later is asked for again, and measured anew. */
const SLOWEST = 3;
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
  /** Runs where the pages are to be rendered again. */
  #timer: NodeJS.Timeout | undefined;
  /** Runs from a wish to have the pages rendered again until they are. */
  #asked: NodeJS.Timeout | undefined;
  /** When the pages were asked for, in milliseconds. */
  #askedAt = 0;
  /** How many times as long as usual the preview took to render a page, as a measure of how long it takes to load one. */
  #slowness = 1;
  /** Runs while a page is left alone. */
  #loading: NodeJS.Timeout | undefined;
  /** Runs until a page is loaded for certain. */
  #settling: NodeJS.Timeout | undefined;
  /** Whether a page was rendered while the one before may still have been loading. */
  #isDoubtful = false;
  /** Whether what is rendered now is rendered for a doubt: each of several previews loads a page then, which is no new doubt. */
  #isRepeated = false;
  /** Runs where files have changed. */
  #files: NodeJS.Timeout | undefined;
  /** The page that was rendered last. */
  #page: string | undefined;
  /** Whether there may be a preview of a page whose fences are forgotten. */
  #mayShowMore = false;

  constructor(server: Server, renderPages: () => unknown) {
    this.#server = server;
    this.#renderPages = renderPages;
    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.journey,journey.toml}');
    const changed = (): void => {
      clearTimeout(this.#files);
      this.#files = setTimeout(() => this.#outdate(({ ofFile }) => ofFile), FILE_PAUSE);
    };
    this.#toClose.push(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      // The editor tells the server of a file at another moment: asked before, it would draw what stood there.
      server.onDidTellFiles(changed),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.#rendered.delete(uri.toString())) this.#mayShowMore = true;
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.languageId === 'journey' && changed()),
      // A preview that is opened once more loads its page as a new one does.
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.#page = undefined;
      }),
      vscode.window.onDidChangeActiveColorTheme(() => {
        this.#askForAll();
        this.#again();
      }),
      server.onDidChangeState(({ kind }) => {
        if (kind === 'running' || kind === 'failed') this.#outdate(({ drawn }) => drawn?.picture === undefined);
      }),
    );
  }

  /** What is known of a fence now. Where that is not the newest, the pages are rendered again as soon as it is. */
  get(asked: Asked): Drawn | undefined {
    const { page, ordinal } = asked;
    const place = page?.toString() ?? '';
    if (this.#asked !== undefined || place !== this.#page) {
      if (this.#asked !== undefined) {
        this.#slowness = Math.min(SLOWEST, Math.max(1, (performance.now() - this.#askedAt) / RENDERING));
      }
      clearTimeout(this.#asked);
      this.#asked = undefined;
      this.#page = place;
      this.#loads();
    }
    const fences = this.#rendered.get(place) ?? new Map<number, Rendered>();
    this.#rendered.set(place, fences);
    const key = keyOf(asked);
    const entry = this.#entry(key, asked);
    const drawn = entry.drawn ?? fences.get(ordinal)?.drawn;
    fences.set(ordinal, { asked, key, drawn });
    this.#evict();
    void this.#ask(asked, entry);
    return drawn;
  }

  #entry(key: string, { fence }: Asked): Entry {
    const entry = this.#entries.get(key) ?? { drawn: undefined, ofFile: fence.file !== undefined, stale: true, asking: false };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Forgets the pictures used longest ago. One that is in sight would be asked for again at once, and so for ever. */
  #evict(): void {
    if (this.#entries.size <= MOST) return;
    const used = new Set(this.#fences().map(({ key }) => key));
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= MOST) break;
      if (!used.has(key)) this.#entries.delete(key);
    }
  }

  dispose(): void {
    for (const timer of [this.#timer, this.#asked, this.#loading, this.#settling, this.#files]) clearTimeout(timer);
    for (const each of this.#toClose) each.dispose();
    // What is answered now is shown by nobody.
    this.#rendered.clear();
    this.#mayShowMore = false;
  }

  /** Asks the server for an entry that is outdated. */
  async #ask(asked: Asked, entry: Entry): Promise<void> {
    if (!entry.stale || entry.asking) return;
    entry.asking = true;
    while (entry.stale) {
      entry.stale = false;
      const drawn = await this.#drawn(asked);
      // The same again is nothing new to show.
      if (JSON.stringify(drawn) !== JSON.stringify(entry.drawn)) entry.drawn = drawn;
    }
    entry.asking = false;
    this.#again();
  }

  /** Asks for what is outdated of all fences in sight, in the editor's colours: pages are rendered again when it is there. */
  #askForAll(): void {
    const theme = ownTheme();
    for (const rendered of this.#fences()) {
      rendered.asked = { ...rendered.asked, theme };
      rendered.key = keyOf(rendered.asked);
      void this.#ask(rendered.asked, this.#entry(rendered.key, rendered.asked));
    }
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

  #outdate(which: (entry: Entry) => boolean): void {
    const outdated = [...this.#entries.values()].filter(which);
    for (const entry of outdated) entry.stale = true;
    this.#askForAll();
    if (outdated.length > 0) this.#again();
  }

  /** Renders the pages again where they show something old, soon, when they have what they are rendered for. */
  #again(): void {
    if (this.#asked !== undefined || this.#loading !== undefined || !this.#isBehind()) return;
    const some = [...this.#entries.values()].some(({ asking }) => asking);
    if (some && this.#timer !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#isBehind()) return;
      this.#isRepeated = false;
      this.#render(TRIES);
    }, some ? LONG_PAUSE : PAUSE);
  }

  /** Whether a fence in sight may show something else than what is known of it now. */
  #isBehind(): boolean {
    return this.#mayShowMore || this.#fences().some(({ key, drawn }) => (this.#entries.get(key)?.drawn ?? drawn) !== drawn);
  }

  #fences(): Rendered[] {
    return [...this.#rendered.values()].flatMap((fences) => [...fences.values()]);
  }

  /**
   * Renders the pages. VS Code drops the wish where it is just about to look whether a page has changed, and where that has
   * not, it renders nothing: so it is asked until it has rendered something.
   */
  #render(tries: number): void {
    for (const timer of [this.#timer, this.#asked]) clearTimeout(timer);
    this.#timer = undefined;
    this.#mayShowMore = false;
    // A page that is not rendered now is not in sight, and not waited for.
    for (const rendered of this.#fences()) rendered.drawn = this.#entries.get(rendered.key)?.drawn ?? rendered.drawn;
    this.#asked = setTimeout(() => {
      this.#asked = undefined;
      if (tries > 1) return this.#render(tries - 1);
      // No page with a fence is in sight: what comes back to it asks anew.
      this.#rendered.clear();
      this.#page = undefined;
    }, PATIENCE);
    this.#askedAt = performance.now();
    this.#renderPages();
  }

  /**
   * A page is rendered, and the preview loads it.
   *
   * It loads it out of sight, and then puts it in the place of the page before. Where that one is still loading, VS Code may
   * forget the new one: both share the timer that waits for them, so the end of one is taken for the end of the other. Then
   * the old page stays in sight, whatever happens, until a page is rendered once more. So a page is left alone while it
   * loads, and what came too early for certainty is rendered once more when there is no doubt.
   */
  #loads(): void {
    if (this.#settling !== undefined) this.#isDoubtful = true;
    for (const timer of [this.#timer, this.#loading, this.#settling]) clearTimeout(timer);
    this.#timer = undefined;
    this.#loading = setTimeout(() => {
      this.#loading = undefined;
      this.#again();
    }, LOADING * this.#slowness);
    this.#settling = setTimeout(() => {
      this.#settling = undefined;
      const isDoubtful = this.#isDoubtful;
      this.#isDoubtful = false;
      this.#isRepeated = isDoubtful && !this.#isRepeated;
      if (this.#isRepeated) this.#render(TRIES);
    }, LOADED * this.#slowness);
  }
}

function keyOf({ page, fence, text, theme }: Asked): string {
  return JSON.stringify([page?.toString(), fence.file, fence.id, fence.drawing, theme, fence.file ? '' : text]);
}
