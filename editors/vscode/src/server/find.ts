/** Where the program `journey` is: the setting, the extension's own copy, the PATH, or where cargo installs it. */

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import * as path from 'node:path';

import type { Problem } from './problem.ts';
import { isSupported, requiredInWords, versionIn } from './version.ts';

/** A program that answered, with what it says its version is. */
export interface Program {
  readonly path: string;
  readonly version: string;
  readonly from: 'setting' | 'extension' | 'PATH' | 'cargo';
}

/** Where to look. */
export interface Places {
  /** The setting `journey.server.path`; empty where nobody chose. */
  readonly setting: string;
  /** The extension's own folder. */
  readonly extension: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** How long a program may take to say its version, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Finds the program and asks for its version.
 *
 * A program that somebody chose in the settings is taken or refused, never replaced by another: whoever chose it would
 * look for the reason in the wrong place. An unfit program elsewhere is refused too, as the next one could be older.
 */
export async function findProgram(places: Places): Promise<Program | Problem> {
  const found = places.setting.trim() === '' ? await search(places) : await chosen(places);
  return 'kind' in found ? found : judged(found);
}

type Found = Pick<Program, 'path' | 'from'>;

async function chosen({ setting, home }: Places): Promise<Found | Problem> {
  const text = setting.trim();
  const place = /^~[/\\]/.test(text) ? path.join(home, text.slice(2)) : text;
  if (!path.isAbsolute(place)) {
    return wrongSetting(`“${text}” does not say where on this machine: a whole path is needed, such as ${
      path.join(home, 'bin', 'journey')}.`);
  }
  const why = await unfit(place);
  return why === undefined ? { path: place, from: 'setting' } : wrongSetting(`“${place}” ${why}.`);
}

function wrongSetting(what: string): Problem {
  return {
    kind: 'setting',
    message: `The setting journey.server.path is wrong: ${what} Correct the setting, or empty it to have Journey look for its program itself.`,
    remedies: ['settings', 'log'],
  };
}

async function search({ extension, environment, platform, home }: Places): Promise<Found | Problem> {
  const names = platform === 'win32' ? ['journey.exe'] : ['journey'];
  const folders: [Program['from'], string][] = [['extension', path.join(extension, 'server')]];
  const entries = environment[platform === 'win32' ? 'Path' : 'PATH'] ?? environment['PATH'] ?? '';
  // A relative entry would let the open folder choose the program.
  for (const entry of entries.split(path.delimiter)) {
    if (path.isAbsolute(entry)) folders.push(['PATH', entry]);
  }
  folders.push(['cargo', path.join(environment['CARGO_HOME'] ?? path.join(home, '.cargo'), 'bin')]);
  for (const [from, folder] of folders) {
    for (const name of names) {
      const place = path.join(folder, name);
      if ((await unfit(place)) === undefined) return { path: place, from };
    }
  }
  return {
    kind: 'missing',
    message: 'Journey’s program was not found on this machine, so your journeys have colours but are not checked. '
      + 'Install the program journey, or say in the settings where it is.',
    remedies: ['install', 'settings', 'log'],
  };
}

/** Why a path cannot be started, as the end of a sentence; undefined where it can. */
async function unfit(place: string): Promise<string | undefined> {
  try {
    if (!(await stat(place)).isFile()) return 'is a folder, not a program';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'lies in a folder that may not be read' : 'does not exist';
  }
  try {
    await access(place, constants.X_OK);
    return undefined;
  } catch {
    return 'may not be run as a program';
  }
}

async function judged({ path: place, from }: Found): Promise<Program | Problem> {
  const answer = await ask(place);
  const remedies = from === 'setting' ? ['settings', 'log'] as const : ['install', 'settings', 'log'] as const;
  const version = 'output' in answer ? versionIn(answer.output) : undefined;
  if (version === undefined) {
    const why = 'error' in answer ? answer.error : `It answered “${firstLine(answer.output)}”.`;
    const what = `“${place}” is not a journey program that works here. ${why}`;
    return from === 'setting' ? wrongSetting(what) : { kind: 'version', message: `${what} Install journey anew, or choose another in the settings.`, remedies };
  }
  if (!isSupported(version)) {
    return {
      kind: 'version',
      message: `“${place}” is journey ${version}, but this extension needs ${requiredInWords()}. Install a journey that fits, or the extension that belongs to yours.`,
      remedies,
    };
  }
  return { path: place, version, from };
}

function ask(place: string): Promise<{ output: string } | { error: string }> {
  return new Promise((resolve) => {
    execFile(place, ['--version'], { timeout: PATIENCE, killSignal: 'SIGKILL', windowsHide: true, cwd: path.dirname(place) }, (error, output) => {
      if (error === null) resolve({ output });
      else if (error.killed === true) resolve({ error: 'It did not say its version in time.' });
      else if (typeof error.code === 'number') resolve({ error: `Asked for its version, it ended with status ${error.code}.` });
      else resolve({ error: `It cannot be started (${error.code ?? error.signal ?? error.message}).` });
    });
  });
}

function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
