// The licences of everything that is bundled into the extension.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What may be bundled into something under MIT OR Apache-2.0. */
const FINE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD']);

/** The licences of the packages that bundled files come from, as one text. Fails where one is unknown or has no text. */
export async function licences(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const parts = input.split('/');
    const at = parts.lastIndexOf('node_modules');
    if (at < 0) continue;
    folders.add(parts.slice(0, at + (parts[at + 1].startsWith('@') ? 3 : 2)).join('/'));
  }
  const found = [];
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    if (!FINE.has(license)) throw new Error(`${name} ${version} is under “${license}”, which this extension may not bundle`);
    const file = (await readdir(path.join(root, folder))).find((file) => /^licen[cs]e/i.test(file));
    if (file === undefined) throw new Error(`${name} ${version} comes without the text of its licence`);
    const text = (await readFile(path.join(root, folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
    found.push({ name, version, license, text });
  }
  found.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.version.localeCompare(other.version)));
  const head = 'The extension contains these packages, each under its own licence.\n';
  return head + found.map(({ name, version, license, text }) =>
    `\n${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${text}\n`).join('');
}
