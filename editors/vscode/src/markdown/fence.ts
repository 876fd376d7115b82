/** What a fence of Markdown asks for behind the word `journey`, as `journey embed` reads it. */

import type { Drawing } from '../map/picture.ts';

/** A fence that asks for a picture. */
export interface Fence {
  /** The file to draw, relative to the page; where it is absent, the journey stands in the fence. */
  file?: string;
  /** The journey of the file or the fence; absent: its first. */
  id?: string;
  drawing: Drawing;
  table: boolean;
  notes: boolean;
  /** What is wrong with the fence itself, for whoever wrote it. */
  mistakes: string[];
}

const DRAWING = ['view', 'target', 'theme', 'persona', 'stages', 'lanes', 'direction', 'title'] as const;
const ATTRIBUTES: readonly string[] = ['src', ...DRAWING, 'table', 'notes'];

/**
 * What a fence with this line behind its mark, and this body, asks for. Nothing where it is not for us: another
 * language, or ` ```journey show `, which is source code to read.
 */
export function readFence(info: string, body: string): Fence | undefined {
  const written = /^\s*journey(?:\s+(.*))?$/s.exec(info.trimEnd());
  if (!written) {
    return undefined;
  }
  const { given, words, mistakes } = readAttributes(written[1] ?? '');
  if (words.includes('show')) {
    return undefined;
  }
  for (const word of words) {
    mistakes.push(
      ATTRIBUTES.includes(word)
        ? `“${word}” has no value. Write ${word}="...".`
        : `“${word}” is not an attribute of a fence. The attributes are ${ATTRIBUTES.join(', ')}.`,
    );
  }
  const src = given.get('src')?.trim() ?? '';
  const hash = src.indexOf('#');
  const file = hash < 0 ? src : src.slice(0, hash);
  const id = hash < 0 ? '' : src.slice(hash + 1);
  const empty = body.trim() === '';
  if (mistakes.length === 0 && file !== '' && !empty) {
    mistakes.push('The fence has a journey in it and names another one with src. Take one of the two away.');
  }
  if (mistakes.length === 0 && file === '' && empty) {
    mistakes.push('The fence is empty. Write a journey in it, or name a file: src="FILE.journey".');
  }
  const drawing: Drawing = {};
  for (const name of DRAWING) {
    const value = given.get(name);
    if (value !== undefined) {
      drawing[name] = value;
    }
  }
  return {
    ...(file === '' ? {} : { file }),
    ...(id === '' ? {} : { id }),
    drawing,
    table: given.get('table') !== 'no',
    notes: given.get('notes') !== 'no',
    mistakes,
  };
}

/** Reads `name="value"` one after the other: in quotes of either kind, or without where the value has no space. */
function readAttributes(text: string): { given: Map<string, string>; words: string[]; mistakes: string[] } {
  const given = new Map<string, string>();
  const words: string[] = [];
  const mistakes: string[] = [];
  const attribute = /\s*([^\s="']+)(?:\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'“”„‘’«»]\S*))(?=\s|$)|(?=\s|$))/suy;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    if (!found) {
      const rest = text.slice(at).trim();
      mistakes.push(`“${rest}” cannot be read. Write attributes as in view="map", with straight quotes.`);
      break;
    }
    at = attribute.lastIndex;
    const name = found[1] ?? '';
    const value = found[2] ?? found[3] ?? found[4];
    if (value === undefined) {
      words.push(name);
    } else if (!ATTRIBUTES.includes(name)) {
      mistakes.push(`“${name}” is not an attribute of a fence. The attributes are ${ATTRIBUTES.join(', ')}.`);
    } else if (given.has(name)) {
      mistakes.push(`“${name}” is given twice. Take one of the two away.`);
    } else if ((name === 'table' || name === 'notes') && value !== 'yes' && value !== 'no') {
      mistakes.push(`“${value}” is not what ${name} can be. Write ${name}="no", or take the attribute away.`);
    } else {
      given.set(name, value);
    }
  }
  return { given, words, mistakes };
}
