// The screens that the tests of an editor keep as pictures, for its README too.
import fs from 'node:fs';
import path from 'node:path';
import { editors } from './judge.mjs';
import { pictures } from '../terminal_picture.mjs';

/** Draws screens by their names: `NAME.png` in the folder for pictures, and beside the README of that editor if those are renewed. */
export async function draw(screens, readme) {
  const folders = [process.env.JOURNEY_PICTURES];
  if (process.env.JOURNEY_WRITE_PICTURES === '1') folders.push(path.join(editors, readme, 'pictures'));
  const taken = await pictures(Object.values(screens));
  for (const folder of folders) {
    fs.mkdirSync(folder, { recursive: true });
    Object.keys(screens).forEach((name, at) => fs.writeFileSync(path.join(folder, `${name}.png`), taken[at]));
  }
}
