// A site of its own for each test: a folder with the pages, the journeys that they show, and the packages they need.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

const here = import.meta.dirname;
export const PIPELINES = resolve(here, "../../crates/journey-mermaid/pipelines");
const JOURNEY = resolve(named("JOURNEY", "the program that was built"));
const PACKAGES = named("JOURNEY_PIPELINES", "the folder that tests/pipelines/setup names in its last line");
export const MODULES = join(PACKAGES, "node_modules");
const PYTHON = join(PACKAGES, "python/bin");

function named(variable, what) {
  const value = process.env[variable];
  if (!value) throw new Error(`the variable ${variable} must name ${what}`);
  return value;
}

/** A copy of a folder, beside the journeys; `remove` takes it away again. */
export function siteOf(folder) {
  // Node looks for packages in the folders above, so the site has them as if they were installed.
  const home = mkdtempSync(join(tmpdir(), "journey-site-"));
  symlinkSync(MODULES, join(home, "node_modules"));
  // Journeys are drawn from within the page's repository only.
  mkdirSync(join(home, ".git"));
  cpSync(join(here, "sites/journeys"), join(home, "journeys"), { recursive: true });
  const root = join(home, "site");
  cpSync(folder, root, { recursive: true });
  return {
    home,
    root,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
    read: (path) => readFileSync(join(root, path), "utf8"),
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    copy: (from, to) => cpSync(from, join(root, to), { recursive: true }),
    run: (command, words = [], environment = {}) => run(root, command, words, environment),
  };
}

/** A folder of `tests/pipelines/sites`. */
export const pages = (name) => join(here, "sites", name);

/** Runs a program to its end. The program under test is `journey` on the PATH, as it is for people. */
function run(folder, command, words, environment) {
  const path = [dirname(JOURNEY), join(PACKAGES, "bin"), join(MODULES, ".bin"), PYTHON, dirname(process.execPath), process.env.PATH];
  const done = spawnSync(command, words, {
    cwd: folder,
    env: { ...process.env, PATH: path.join(delimiter), PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1", CI: "1", ...environment },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.error) throw done.error;
  return { status: done.status, said: done.stdout + done.stderr };
}

/** Builds, or says why not. */
export function built({ status, said }) {
  if (status !== 0) throw new Error(`the site is not built:\n${said}`);
  return said;
}

/** Installs one of our Python packages from its own folder, as pip does, for sites that run in this environment. */
export function installedPython(name) {
  const home = mkdtempSync(join(tmpdir(), "journey-python-"));
  // What building leaves in the folder must not end up in the project.
  cpSync(join(PIPELINES, name), join(home, "source"), { recursive: true });
  const words = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"];
  built(run(home, "python", [...words, "--target", join(home, "installed"), join(home, "source")], {}));
  return {
    environment: { PYTHONPATH: join(home, "installed") },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Installs our npm package for a site: what `npm pack` would publish, and nothing else. */
export function installedNpm(site) {
  built(run(join(PIPELINES, "markdown"), "npm", ["pack", "--silent", "--pack-destination", site.home], {}));
  const packed = readdirSync(site.home).find((name) => name.endsWith(".tgz"));
  const folder = join(site.root, "node_modules/journey-markdown");
  mkdirSync(folder, { recursive: true });
  built(site.run("tar", ["-xzf", join(site.home, packed), "-C", folder, "--strip-components=1"]));
}
