// Runs `journey embed --expand` on one page.
import { spawnSync } from "node:child_process";
import { relative } from "node:path";

const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Whether a page may have something for the program. What is close to a marker goes there too: the program knows what to
 * say about a marker that is mistyped.
 */
export function mentionsJourneys(text) {
  return /journey:|(?:```|~~~)[ \t]*journey/i.test(text);
}

/**
 * The text of a page with its diagrams; `undefined` where it has mistakes that are only warned of.
 *
 * At once, and not when the program is ready: neither parser can wait.
 */
export function expand(page, { command = "journey", target, theme, strict = true }) {
  const words = ["embed", "--expand"];
  if (target !== undefined) words.push("--target", String(target));
  if (theme !== undefined) words.push("--theme", String(theme));
  words.push("--stdin-filepath", asked(page), "-");
  const done = spawnSync(command, words, { input: page.text, encoding: "utf8", maxBuffer: MOST_BYTES });
  // A program that stops before it has read the page has something to say all the same.
  if (done.status === null) {
    const why = done.error?.message ?? `it was ended by ${done.signal}`;
    const advice = "Install Journey, or say where it is with the option `command`.";
    throw new Error(`The program \`${command}\` does not run: ${why}. ${advice}`);
  }
  const said = done.stderr.trim().replaceAll(asked(page), shown(page));
  if (done.status === 0) {
    if (said) console.warn(said);
    return done.stdout;
  }
  const mistakes = said || `${shown(page)}: \`${command}\` ended with ${done.status}`;
  if (strict) throw new Error(mistakes);
  console.warn(mistakes);
  return undefined;
}

/** The page's name as people know it: from the folder that the build was started in. */
function shown({ path }) {
  return relative(process.cwd(), path) || path;
}

/** The page's name as the program is asked. It takes the extension for how to write, and MDX may stand in a `.md` file. */
function asked(page) {
  return page.isMdx ? shown(page).replace(/\.(?:md|markdown)$/i, ".mdx") : shown(page);
}
