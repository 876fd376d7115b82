// Runs `journey embed --expand` on one page.
import { execFile, spawnSync } from "node:child_process";
import { relative } from "node:path";

const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Whether a page may have something for the program. What is close to a marker goes there too: the program knows what to
 * say about a marker that is mistyped.
 */
export function mentionsJourneys(text) {
  return /journey:|(?:```|~~~)[ \t]*journey/i.test(text);
}

/** The page with its diagrams; `undefined` where it has mistakes that are only warned of. */
export async function expand(page, options) {
  const { command, words } = call(page, options);
  const done = await new Promise((resolve) => {
    const child = execFile(command, words, { maxBuffer: MOST_BYTES }, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
    // A program that does not start, or stops before it has read all, is told by the callback.
    child.stdin.on("error", () => {});
    child.stdin.end(page.text);
  });
  return result(page, options, done);
}

/** The same at once, for what cannot wait. */
export function expandNow(page, options) {
  const { command, words } = call(page, options);
  const done = spawnSync(command, words, { input: page.text, encoding: "utf8", maxBuffer: MOST_BYTES });
  const error = done.error ?? (done.status === 0 ? null : { code: done.status ?? done.signal });
  return result(page, options, { ...done, error });
}

function call(page, { command = "journey", target, theme }) {
  const words = ["embed", "--expand"];
  if (target !== undefined) words.push("--target", String(target));
  if (theme !== undefined) words.push("--theme", String(theme));
  words.push("--stdin-filepath", asked(page), "-");
  return { command, words };
}

/** The page's name as people know it: from the folder that the build was started in. */
function shown({ path }) {
  return relative(process.cwd(), path) || path;
}

/** The page's name as the program is asked. It takes the extension for how to write, and MDX may stand in a `.md` file. */
function asked(page) {
  return page.isMdx ? shown(page).replace(/\.(?:md|markdown)$/i, ".mdx") : shown(page);
}

function result(page, { command = "journey", strict = true }, { error, stdout, stderr }) {
  if (error && typeof error.code === "string") {
    const advice = "Install Journey, or say where it is with the option `command`.";
    throw new Error(`The program \`${command}\` does not start: ${error.message ?? error.code}. ${advice}`);
  }
  const said = stderr.trim().replaceAll(asked(page), shown(page));
  if (error && strict) throw new Error(said || `${shown(page)}: \`${command}\` ended with ${error.code}`);
  if (said) console.warn(said);
  return error ? undefined : stdout;
}
