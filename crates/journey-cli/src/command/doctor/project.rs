//! The project around a path: its settings, its files, and what of them cannot be read. And the plugins that look at it.

use std::path::Path;
use std::time::{Duration, Instant};

use journey_model::configuration::FILE_NAME;
use journey_plugin::{Plugin, Registry};
use journey_workspace::{Layout, Observer, SettingsUnreadable, absolute, load_files, reason, shown};

use super::report::{Finding, Mark};

/// How long its files are looked for and read.
const LIMIT: Duration = Duration::from_secs(10);
/// As many files of a kind as are named.
const MOST: usize = 10;

struct Deadline {
    end: Instant,
}

impl Observer for Deadline {
    fn is_cancelled(&self) -> bool {
        Instant::now() > self.end
    }
}

/// What is there to know about the project of a path.
pub(super) fn look(named: &Path, plugins: &Registry) -> Vec<Finding> {
    let deadline = Deadline { end: Instant::now() + LIMIT };
    let found = absolute(named).and_then(|path| path.metadata().map(|about| (path, about.is_dir())));
    let (path, is_folder) = match found {
        Ok(found) => found,
        Err(error) => {
            let message = format!("{} cannot be looked at: {}", named.display(), reason(&error));
            return vec![Finding::new("path", Mark::Problem, message).hint("Name a folder or file that is there.")];
        }
    };
    let opened = is_folder.then(|| path.clone());
    let layout = Layout::new(opened, plugins.catalog());
    let root = if is_folder { layout.root_of_folder(&path) } else { layout.root_of(&path) };
    let mut findings = vec![
        Finding::new("root", Mark::Info, format!("The project is {}", root.display()))
            .fact("root", root.display().to_string()),
    ];
    findings.extend(settings(&layout, &root));
    findings.extend(files(&layout, &root, plugins, &deadline));
    findings
}

fn settings(layout: &Layout, root: &Path) -> Vec<Finding> {
    let Some(settings) = layout.settings_of_folder(root) else {
        let message = format!("It has no {FILE_NAME}, so its folder alone counts");
        return vec![
            Finding::new("settings", Mark::Info, message).hint("`journey new` makes one.").fact("found", false),
        ];
    };
    let mut findings = Vec::new();
    for file in settings.files() {
        let name = shown(&file.path, root);
        if let Some(unreadable) = &file.unreadable {
            let finding = Finding::new("settings", Mark::Problem, unreadable.message(&name));
            findings.push(match unreadable {
                SettingsUnreadable::Encoding => finding.hint("Save it as UTF-8 in your editor."),
                SettingsUnreadable::File(_) => finding,
            });
        }
        for problem in &file.problems {
            let before = file.text.get(..problem.range.start).unwrap_or_default();
            let message = format!("{name}, line {}: {}", before.matches('\n').count() + 1, problem.message);
            findings.push(Finding::new("settings", Mark::Problem, message).hint(problem.help.clone()));
        }
    }
    if settings.are_sound() {
        let extended: Vec<String> = settings.bases.iter().map(|file| shown(&file.path, root)).collect();
        let extends =
            if extended.is_empty() { String::new() } else { format!(", and extends {}", extended.join(", ")) };
        let finding = Finding::new("settings", Mark::Ok, format!("{FILE_NAME} is sound{extends}"));
        findings.push(finding.fact("found", true).fact("extends", extended));
    }
    findings
}

fn files(layout: &Layout, root: &Path, plugins: &Registry, deadline: &Deadline) -> Vec<Finding> {
    let stopped = || {
        let message = format!("Looking at its files took longer than {} seconds, and was stopped", LIMIT.as_secs());
        vec![Finding::new("files", Mark::Attention, message).hint(
            "Make the folder of your journeys a project of its own with `journey new`, or leave folders out with `exclude`.",
        )]
    };
    let Ok(listing) = layout.list(root, deadline) else { return stopped() };
    let Ok(loaded) = load_files(&listing.files, &plugins.schema(), deadline) else { return stopped() };
    let (mut unread, mut foreign, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for (path, loaded) in &loaded {
        let name = shown(path, root);
        match loaded {
            Err(error) => unread.push(error.message(&name)),
            Ok(file) if file.encoding.problem().is_some() => foreign.push(name),
            Ok(file) if file.model.parse().has_errors() => broken.push(name),
            Ok(_) => {}
        }
    }
    unread.extend(listing.unlisted.iter().map(|unlisted| unlisted.message(&shown(&unlisted.path, root))));
    let count = |number: usize, what: &str| if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") };
    let mark = if loaded.is_empty() { Mark::Attention } else { Mark::Ok };
    let mut all = Finding::new("files", mark, format!("It has {}", count(loaded.len(), "journey file")))
        .fact("files", loaded.len());
    if loaded.is_empty() {
        let why = if listing.left_some_out {
            "`exclude` leaves out those that there are."
        } else {
            "Hidden files and files that git ignores do not count."
        };
        all = all.hint(why);
    }
    let mut findings = vec![all];
    let several = |id: &'static str, mark: Mark, files: Vec<String>, (one, more): (&str, &str), hint: &str| {
        let what = if files.len() == 1 { one } else { more };
        let named: String = files.iter().take(MOST).map(|file| format!("\n{file}")).collect();
        let rest = files.len().saturating_sub(MOST);
        let rest = if rest > 0 { format!("\nand {rest} more") } else { String::new() };
        let message = format!("{} {what}:{named}{rest}", count(files.len(), "file"));
        (!files.is_empty()).then(|| Finding::new(id, mark, message).hint(hint).fact("files", files))
    };
    findings.extend(several(
        "unread",
        Mark::Problem,
        unread,
        ("cannot be read", "cannot be read"),
        "What they declare is unknown to the others.",
    ));
    findings.extend(several(
        "encoding",
        Mark::Problem,
        foreign,
        ("is not written in UTF-8", "are not written in UTF-8"),
        "Save as UTF-8 in your editor.",
    ));
    findings.extend(several(
        "broken",
        Mark::Info,
        broken,
        ("has syntax errors", "have syntax errors"),
        "`journey check` shows them.",
    ));
    findings
}

/// The plugins that the program has.
pub(super) fn plugins(plugins: &Registry) -> Vec<Finding> {
    let manifests: Vec<_> = plugins.plugins().map(Plugin::manifest).collect();
    let list: Vec<String> = manifests.iter().map(|plugin| format!("{} {}", plugin.id, plugin.version)).collect();
    let (rules, views) = (plugins.rules().count(), plugins.views().count());
    let message = format!("{}: {rules} rules and {views} views", list.join(", "));
    let facts = manifests.iter().map(|plugin| serde_json::json!({ "id": plugin.id, "version": plugin.version }));
    let finding = Finding::new("plugins", Mark::Ok, message).fact("plugins", facts.collect::<Vec<_>>());
    vec![finding.fact("rules", rules).fact("views", views)]
}
