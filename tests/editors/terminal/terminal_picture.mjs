// Pictures of terminals: what tmux says of a screen, drawn by Chromium.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(`${process.env.JOURNEY_EDITORS}/`);
const root = path.resolve(import.meta.dirname, '../../..');

/** The sixteen colours that a program calls by number, then the cube and the greys. */
const SIXTEEN = ['#1e1e2e', '#f38ba8', '#a6e3a1', '#f9e2af', '#89b4fa', '#cba6f7', '#94e2d5', '#cdd6f4', '#7f849c', '#f38ba8', '#a6e3a1', '#f9e2af',
  '#89b4fa', '#cba6f7', '#94e2d5', '#ffffff'];
const FOREGROUND = '#cdd6f4';
const BACKGROUND = '#1e1e2e';

function colour(number) {
  if (number < 16) return SIXTEEN[number];
  if (number >= 232) return `rgb(${Array(3).fill(8 + (number - 232) * 10).join()})`;
  const part = (value) => (value === 0 ? 0 : 55 + value * 40);
  const cube = number - 16;
  return `rgb(${part(Math.floor(cube / 36))},${part(Math.floor(cube / 6) % 6)},${part(cube % 6)})`;
}

/** What the numbers of one escape sequence change. */
function apply(style, numbers) {
  for (let at = 0; at < numbers.length; at += 1) {
    const [number, ...more] = numbers[at].split(':').map(Number);
    const extended = () => {
      const [kind, ...rest] = more.length ? more : numbers.slice(at + 1).map(Number);
      if (!more.length) at += kind === 5 ? 2 : 4;
      return kind === 5 ? colour(rest[0]) : `rgb(${rest.slice(-3).join()})`;
    };
    if (number === 0) for (const key of Object.keys(style)) delete style[key];
    else if (number === 1) style.bold = true;
    else if (number === 2) style.dim = true;
    else if (number === 3) style.italic = true;
    else if (number === 4) style.underline = more[0] === 0 ? undefined : more[0] === 3 ? 'wavy' : 'solid';
    else if (number === 7) style.reverse = true;
    else if (number === 22) style.bold = style.dim = undefined;
    else if (number === 23) style.italic = undefined;
    else if (number === 24) style.underline = undefined;
    else if (number === 27) style.reverse = undefined;
    else if (number >= 30 && number <= 37) style.colour = colour(number - 30);
    else if (number === 38) style.colour = extended();
    else if (number === 39) style.colour = undefined;
    else if (number >= 40 && number <= 47) style.background = colour(number - 40);
    else if (number === 48) style.background = extended();
    else if (number === 49) style.background = undefined;
    else if (number === 58) style.line = extended();
    else if (number === 59) style.line = undefined;
    else if (number >= 90 && number <= 97) style.colour = colour(number - 82);
    else if (number >= 100 && number <= 107) style.background = colour(number - 92);
  }
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The cells of a coloured screen: for each line, the pieces of text with their style. */
export function pieces(screen) {
  const style = {};
  return screen.replace(/\n$/, '').split('\n').map((line) => {
    const found = [];
    for (const [, codes, text] of line.matchAll(/\x1b\[([\d;:]*)m|\x1b[()].|([^\x1b]+)/g)) {
      if (text !== undefined) found.push({ text, style: { ...style } });
      else if (codes !== undefined) apply(style, (codes || '0').split(';'));
    }
    return found;
  });
}

function css(style) {
  const [front, back] = style.reverse
    ? [style.background ?? BACKGROUND, style.colour ?? FOREGROUND]
    : [style.colour ?? FOREGROUND, style.background];
  const rules = [`color:${front}`];
  if (back) rules.push(`background:${back}`);
  if (style.bold) rules.push('font-weight:bold');
  if (style.italic) rules.push('font-style:italic');
  if (style.dim) rules.push('opacity:.7');
  if (style.underline) rules.push(`text-decoration:underline ${style.underline} ${style.line ?? 'currentColor'}`);
  return rules.join(';');
}

/** The colour behind most of the text: tmux leaves out what is empty at a line's end. */
function ground(lines) {
  const lengths = new Map();
  for (const { text, style } of lines.flat()) {
    const colour = style.reverse ? undefined : style.background;
    lengths.set(colour, (lengths.get(colour) ?? 0) + text.length);
  }
  return [...lengths].sort(([, one], [, other]) => other - one)[0]?.[0] ?? BACKGROUND;
}

/** Draws screens of terminals, by name: `NAME.png` in the folder for pictures, and beside a README if those are renewed. */
export async function draw(screens, readme) {
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 1.5 });
    for (const [name, screen] of Object.entries(screens)) {
      const found = pieces(screen);
      const background = ground(found);
      const lines = found.map((line) => line.map(({ text, style }) => `<span style="${css(style)}">${escaped(text)}</span>`).join(''));
      await page.setContent(`<style>body{margin:0}pre{display:inline-block;margin:0;padding:12px 16px;background:${background};
        font:15px/1.25 'DejaVu Sans Mono',monospace}span{display:inline-block;height:1.25em;white-space:pre}</style><pre>${lines.join('\n')}</pre>`);
      const shot = await page.locator('pre').screenshot();
      const pictures = process.env.JOURNEY_PICTURES;
      fs.mkdirSync(pictures, { recursive: true });
      fs.writeFileSync(path.join(pictures, `${name}.png`), shot);
      if (process.env.JOURNEY_WRITE_PICTURES && readme) {
        const folder = path.join(root, 'editors', readme, 'pictures');
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(path.join(folder, `${name}.png`), shot);
      }
    }
  } finally {
    await browser.close();
  }
}
