//! `cargo xtask tidy`: holds the source against the habits that neither the compiler nor clippy knows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use toml::{Table, Value};

/// How many lines a module may have, its inline tests not counted.
const LONGEST: usize = 450;

/// Names that say nothing about what is in the file.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "manager", "misc"];

/// Paths of the machine that somebody works on; the project stands by itself. Written in halves, or this file would
/// be found to mention them.
const FOREIGN_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("../sha", "red")];

/// Everything that is not as it should be is one line of the error.
pub(crate) fn check(root: &Path) -> Result<()> {
    let project = Project::read(root)?;
    let floors = floors(project.text("ARCHITECTURE.md")?)?;
    let mut problems = Vec::new();
    problems.extend(project.files.iter().flat_map(|file| file.problems(&floors)));
    problems.extend(upward_imports(&project, &floors)?);
    problems.extend(dependencies_without_reason(project.text("Cargo.toml")?)?);
    if !problems.is_empty() {
        bail!("{} habits broken:\n  {}", problems.len(), problems.join("\n  "));
    }
    Ok(())
}

/// Every text file of the project.
struct Project {
    files: Vec<SourceFile>,
}

struct SourceFile {
    /// From the project's root, with `/` between folders.
    path: String,
    text: String,
}

impl Project {
    fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { files })
    }

    fn text(&self, path: &str) -> Result<&str> {
        let file = self.files.iter().find(|file| file.path == path);
        file.map(|file| file.text.as_str()).with_context(|| format!("there is no {path}"))
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && ![".git", ".cache", "target", "node_modules"].contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && name != ".git" {
            // In a further work tree of Git, `.git` is a file that says where the repository is.
            // What is no text (a picture) has no habits; a symbolic link is told at its target.
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read {path}"))?;
            files.extend(String::from_utf8(bytes).ok().map(|text| SourceFile { path, text }));
        }
    }
    Ok(())
}

impl SourceFile {
    fn problems(&self, floors: &Floors) -> Vec<String> {
        let path = &self.path;
        let mut problems = Vec::new();
        for foreign in FOREIGN_PATHS {
            if self.text.contains(foreign) {
                problems.push(format!("{path} mentions `{foreign}`, a path outside of the project"));
            }
        }
        let Some((stem, _)) = path.rsplit_once(".rs").filter(|(_, rest)| rest.is_empty()) else {
            return problems;
        };
        if stem.split('/').any(|part| EMPTY_NAMES.contains(&part)) {
            problems.push(format!("{path} has a name that does not say what is in it"));
        }
        if !self.text.starts_with("//! ") {
            problems.push(format!("{path} does not open with a `//!` line that says what it is for"));
        }
        let length = lines_without_tests(&self.text);
        if length > LONGEST && !path.contains("/tests/") {
            problems.push(format!("{path} has {length} lines besides its tests; {LONGEST} are enough"));
        }
        if floors.below_the_programs(path) {
            for (number, line) in self.text.lines().enumerate() {
                if !line.trim_start().starts_with("//")
                    && ["println!", "print!("].iter().any(|print| line.contains(print))
                {
                    let number = number + 1;
                    problems.push(format!("{path}:{number} prints, which only programs may"));
                }
            }
        }
        problems
    }
}

/// How many lines come before the module of inline tests.
fn lines_without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let inline_tests = lines.windows(2).position(
        |pair| matches!(pair, ["#[cfg(test)]", module] if module.starts_with("mod ") && module.ends_with('{')),
    );
    inline_tests.unwrap_or(lines.len())
}

/// The floor of every crate, by the name of its folder in `crates/`.
struct Floors(BTreeMap<String, u32>);

impl Floors {
    /// Whether a file belongs to a crate that is not on the top floor, where the programs are.
    fn below_the_programs(&self, path: &str) -> bool {
        let name = path.strip_prefix("crates/").and_then(|path| path.split('/').next());
        let floor = name.and_then(|name| self.0.get(name));
        floor.is_some_and(|floor| Some(floor) < self.0.values().max())
    }
}

/// Reads the table of floors: the first fence of ARCHITECTURE.md, where a line starts with the number of a floor and
/// names its crates as `crates/NAME`.
fn floors(page: &str) -> Result<Floors> {
    let table = page.split("```").nth(1).context("ARCHITECTURE.md has no table of floors")?;
    let mut floors = BTreeMap::new();
    for line in table.lines() {
        let mut words = line.split_whitespace();
        let Some(floor) = words.next().and_then(|word| word.parse::<u32>().ok()) else {
            continue;
        };
        for name in words.filter_map(|word| word.strip_prefix("crates/")) {
            floors.insert(name.to_owned(), floor);
        }
    }
    Ok(Floors(floors))
}

/// Crates that import from their own floor or one above it, and crates without a floor.
fn upward_imports(project: &Project, floors: &Floors) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for file in &project.files {
        let Some(path) = file.path.strip_prefix("crates/") else {
            continue;
        };
        let Some(name) = path.strip_suffix("/Cargo.toml") else {
            continue;
        };
        let Some(floor) = floors.0.get(name) else {
            problems.push(format!("crates/{name} stands on no floor of ARCHITECTURE.md"));
            continue;
        };
        for imported in imports(&file.text).with_context(|| format!("cannot read {}", file.path))? {
            if floors.0.get(&imported).is_some_and(|below| below >= floor) {
                problems.push(format!("{name} (floor {floor}) imports {imported}, which is not below it"));
            }
        }
    }
    for name in floors.0.keys() {
        if project.text(&format!("crates/{name}/Cargo.toml")).is_err() {
            problems.push(format!("ARCHITECTURE.md has a floor for crates/{name}, which does not exist"));
        }
    }
    Ok(problems)
}

/// The names in all tables of dependencies of a manifest, those for tests and for some platforms included.
fn imports(manifest: &str) -> Result<Vec<String>> {
    fn collect(table: &Table, names: &mut Vec<String>) {
        for (key, value) in table {
            let Value::Table(nested) = value else {
                continue;
            };
            if key.ends_with("dependencies") {
                names.extend(nested.keys().cloned());
            } else {
                collect(nested, names);
            }
        }
    }
    let mut names = Vec::new();
    collect(&manifest.parse::<Table>()?, &mut names);
    Ok(names)
}

/// Dependencies of the workspace that no comment gives a reason for. Lines without a gap between them share the
/// comment above the first.
fn dependencies_without_reason(manifest: &str) -> Result<Vec<String>> {
    let section = manifest.split_once("[workspace.dependencies]\n");
    let (_, section) = section.ok_or_else(|| anyhow!("Cargo.toml has no [workspace.dependencies]"))?;
    let mut problems = Vec::new();
    let mut reason = false;
    for line in section.lines().take_while(|line| !line.starts_with('[')) {
        match line.split_once('=') {
            _ if line.starts_with('#') => reason = true,
            _ if line.trim().is_empty() => reason = false,
            Some((name, _)) if !reason && !line.starts_with([' ', ']', '}']) => {
                problems.push(format!("Cargo.toml takes {} and does not say why", name.trim()));
            }
            _ => {}
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_keeps_its_habits() {
        check(crate::root()).unwrap();
    }

    const PAGE: &str = "# Floors\n```\n1  crates/program crates/chore\n0  crates/low  text -> tree\n```\n";

    fn problems(path: &str, text: &str) -> Vec<String> {
        let file = SourceFile { path: path.into(), text: text.into() };
        file.problems(&floors(PAGE).unwrap())
    }

    #[test]
    fn a_module_opens_with_what_it_is_for() {
        assert_eq!(problems("crates/low/src/a.rs", "//! What it is for.\n"), [""; 0]);
        assert_eq!(problems("crates/low/src/a.rs", "use std::fs;\n").len(), 1);
        assert_eq!(problems("crates/low/src/a.pest", "file = {}\n"), [""; 0]);
    }

    #[test]
    fn names_say_what_is_in_a_file() {
        assert_eq!(problems("crates/low/src/helpers.rs", "//! A.\n").len(), 1);
        assert_eq!(problems("crates/low/src/misc/tree.rs", "//! A.\n").len(), 1);
        assert_eq!(problems("crates/low/src/helpers_of_the_aged.rs", "//! A.\n"), [""; 0]);
    }

    #[test]
    fn only_programs_print() {
        for print in ["println!(\"a\");", "eprintln!();", "  print!(\"a\");", "eprint!(\"a\");"] {
            let text = format!("//! A.\n{print}\n");
            assert_eq!(
                problems("crates/low/src/a.rs", &text),
                ["crates/low/src/a.rs:2 prints, which only programs may"]
            );
            assert_eq!(problems("crates/program/src/main.rs", &text), [""; 0]);
        }
        assert_eq!(problems("crates/low/src/a.rs", "//! A.\n/// println!(\"a\")\n"), [""; 0]);
    }

    #[test]
    fn a_module_is_short_and_its_inline_tests_are_not_counted() {
        let code = format!("//! A.\n{}", "fn f() {}\n".repeat(LONGEST - 1));
        assert_eq!(problems("crates/low/src/a.rs", &code), [""; 0]);
        assert_eq!(problems("crates/low/src/a.rs", &format!("{code}fn g() {{}}\n")).len(), 1);
        let tested = format!("{code}#[cfg(test)]\nmod tests {{\n}}\n");
        assert_eq!(problems("crates/low/src/a.rs", &tested), [""; 0]);
        // A line for a test module elsewhere does not end the module.
        let declared = format!("//! A.\n#[cfg(test)]\nmod testing;\n{code}");
        assert_eq!(problems("crates/low/src/a.rs", &declared).len(), 1);
        assert_eq!(problems("crates/low/tests/a.rs", &declared), [""; 0]);
    }

    #[test]
    fn paths_outside_of_the_project_are_found_in_every_file() {
        for foreign in FOREIGN_PATHS {
            assert_eq!(problems("README.md", &format!("see {foreign}x")).len(), 1);
        }
    }

    fn manifests(low: &str) -> Vec<String> {
        let manifest =
            |name: &str, text: &str| SourceFile { path: format!("crates/{name}/Cargo.toml"), text: text.into() };
        let files = vec![
            manifest("program", "[dependencies]\nlow.workspace = true\n"),
            manifest("chore", ""),
            manifest("low", low),
        ];
        upward_imports(&Project { files }, &floors(PAGE).unwrap()).unwrap()
    }

    #[test]
    fn no_crate_imports_upwards_not_even_for_its_tests() {
        assert_eq!(manifests("[dependencies]\nserde.workspace = true\n"), [""; 0]);
        for table in ["dependencies", "dev-dependencies", "target.'cfg(unix)'.build-dependencies"] {
            let found = manifests(&format!("[{table}]\nprogram.workspace = true\n"));
            assert_eq!(found, ["low (floor 0) imports program, which is not below it"], "{table}");
        }
    }

    #[test]
    fn every_crate_has_a_floor_and_every_floor_its_crate() {
        let files = vec![SourceFile { path: "crates/new/Cargo.toml".into(), text: String::new() }];
        let found = upward_imports(&Project { files }, &floors(PAGE).unwrap()).unwrap();
        assert_eq!(found.len(), 4, "{found:#?}");
        assert_eq!(found[0], "crates/new stands on no floor of ARCHITECTURE.md");
    }

    #[test]
    fn every_dependency_has_a_reason() {
        let manifest = "[workspace.dependencies]\n# Why.\na = \"1\"\nb = { version = \"1\" }\n\nc = \"1\"\n\n[profile.dev]\nd = 1\n";
        assert_eq!(dependencies_without_reason(manifest).unwrap(), ["Cargo.toml takes c and does not say why"]);
    }
}
