//! The steps of `cargo xtask test` that need editors, or a browser as an editor has one: set up, then run by Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::test::{cargo, output_of_setup, succeed, target};

/// The three grammars take the same for a declaration, a key, a text and a comment, and editors colour it so.
pub(crate) fn grammars(root: &Path) -> Result<()> {
    judged(root, "grammars", "grammars")
}

/// `journey preview`, in Chromium.
pub(crate) fn preview(root: &Path) -> Result<()> {
    judged(root, "preview", "preview")
}

/// The extension, packed and run by VS Code's own server with Chromium as its window.
pub(crate) fn vscode(root: &Path) -> Result<()> {
    let extension = root.join("editors/vscode");
    let prefix = set_up(root, "vscode")?;
    let mut install = Command::new("npm");
    install.current_dir(&extension).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    // The lock file decides the versions; what is installed says in a copy which lock file it is of.
    let lock = fs::read(extension.join("package-lock.json")).context("cannot read the extension's lock file")?;
    let installed = extension.join("node_modules/.journey-lock");
    if fs::read(&installed).ok().as_deref() != Some(&lock) {
        succeed(&mut install)?;
        fs::write(&installed, &lock).context("cannot write into the extension's node_modules")?;
    }
    run_tests(root, "vscode", &prefix)
}

/// The plugin, in Neovim 0.12 and 0.10.
pub(crate) fn neovim(root: &Path) -> Result<()> {
    judged(root, "neovim", "neovim")
}

/// Helix, Emacs, Kakoune, Vim and the rest, with the files that we give people.
pub(crate) fn terminal(root: &Path) -> Result<()> {
    judged(root, "terminal", "terminal")?;
    cargo(root, "test --locked --package journey-tests --features editors --test editors")
}

/// Sets a part of the editors up, which takes no time from the second run on, and runs the tests of a folder.
fn judged(root: &Path, part: &str, folder: &str) -> Result<()> {
    let prefix = set_up(root, part)?;
    run_tests(root, folder, &prefix)
}

fn set_up(root: &Path, part: &str) -> Result<PathBuf> {
    output_of_setup(Command::new(root.join("tests/editors/setup")).current_dir(root).arg(part))
}

fn run_tests(root: &Path, folder: &str, prefix: &Path) -> Result<()> {
    cargo(root, "build --locked --package journey-cli")?;
    let tests = root.join("tests/editors").join(folder);
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(&tests).with_context(|| format!("cannot read {}", tests.display()))? {
        files.extend(entry?.file_name().into_string().ok().filter(|name| name.ends_with(".test.mjs")));
    }
    if files.is_empty() {
        bail!("there are no tests in {}", tests.display());
    }
    files.sort();
    let mut node = Command::new(prefix.join("bin/node"));
    // One after the other: an editor takes a core and more, and a browser that waits for it too long gives up.
    node.current_dir(&tests).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    node.env("JOURNEY", target(root).join("debug/journey")).env("JOURNEY_EDITORS", prefix);
    succeed(node.env("JOURNEY_PICTURES", target(root).join("editors").join(folder)))
}
