//! The editors on the PATH: their versions, whether those are new enough, and whether they know Journey.

use std::env;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;

use super::probe::{Silence, ask, on_path};
use super::report::{Finding, Mark};

/// An editor that Journey has something for.
struct Editor {
    name: &'static str,
    /// What it is called on the PATH.
    programs: &'static [&'static str],
    /// What makes it say its version.
    argument: &'static str,
    /// The oldest version that does: major and minor.
    oldest: (u32, u32),
    /// Why that one.
    because: &'static str,
    /// The folder of Journey that has what it needs.
    folder: &'static str,
    /// Where one can see that it knows Journey.
    traces: &'static [Trace],
}

/// A place where one can see that an editor knows Journey. Paths start at the home folder, and `*` stands for any name.
#[derive(Clone, Copy)]
enum Trace {
    /// There is a file or folder whose path looks so.
    Path(&'static str),
    /// A file like that speaks of Journey.
    Mention(&'static str),
}

use Trace::{Mention, Path as At};

const EDITORS: &[Editor] = &[
    Editor {
        name: "Visual Studio Code",
        programs: &["code", "codium", "code-insiders"],
        argument: "--version",
        oldest: (1, 91),
        because: "the extension needs it",
        folder: "vscode",
        traces: &[
            At(".vscode/extensions/*journey*"),
            At(".vscode-oss/extensions/*journey*"),
            At(".vscode-insiders/extensions/*journey*"),
            At(".vscode-server/extensions/*journey*"),
        ],
    },
    Editor {
        name: "Neovim",
        programs: &["nvim"],
        argument: "--version",
        oldest: (0, 10),
        because: "the plugin needs its client for language servers",
        folder: "nvim",
        traces: &[
            At(".config/nvim/lsp/journey.lua"),
            At(".config/nvim/pack/*/*/*journey*"),
            At(".local/share/nvim/site/pack/*/*/*journey*"),
            At(".local/share/nvim/lazy/*journey*"),
            At(".local/share/nvim/plugged/*journey*"),
            Mention(".config/nvim/init.lua"),
            Mention(".config/nvim/init.vim"),
            Mention(".config/nvim/plugin/*"),
            Mention(".config/nvim/lua/plugins/*"),
        ],
    },
    Editor {
        name: "Vim",
        programs: &["vim"],
        argument: "--version",
        oldest: (8, 0),
        because: "packages need it",
        folder: "vim",
        traces: &[
            At(".vim/pack/*/*/*journey*"),
            At(".vim/plugged/*journey*"),
            Mention(".vimrc"),
            Mention(".vim/vimrc"),
            Mention(".vim/plugin/*"),
        ],
    },
    Editor {
        name: "Helix",
        programs: &["hx", "helix"],
        argument: "--version",
        oldest: (25, 7),
        because: "older ones do not ask the language server for all that it can tell",
        folder: "helix",
        traces: &[Mention(".config/helix/languages.toml")],
    },
    Editor {
        name: "Emacs",
        programs: &["emacs"],
        argument: "--version",
        oldest: (29, 1),
        because: "eglot comes with it since then",
        folder: "emacs",
        traces: &[
            Mention(".emacs"),
            Mention(".emacs.d/init.el"),
            Mention(".config/emacs/init.el"),
            At(".emacs.d/elpa/journey*"),
            At(".emacs.d/lisp/journey*"),
        ],
    },
    Editor {
        name: "Kakoune",
        programs: &["kak"],
        argument: "-version",
        oldest: (2024, 5),
        because: "kak-lsp needs it",
        folder: "kakoune",
        traces: &[
            Mention(".config/kak/kakrc"),
            At(".config/kak/autoload/*journey*"),
            Mention(".config/kak-lsp/kak-lsp.toml"),
        ],
    },
    Editor {
        name: "Sublime Text",
        programs: &["subl"],
        argument: "--version",
        oldest: (4000, 0),
        because: "its LSP package needs it",
        folder: "sublime",
        traces: &[
            At(".config/sublime-text/Packages/*/*journey*"),
            At(".config/sublime-text/Packages/*ourney*"),
            Mention(".config/sublime-text/Packages/User/LSP.sublime-settings"),
        ],
    },
    Editor {
        name: "Zed",
        programs: &["zed", "zeditor"],
        argument: "--version",
        oldest: (0, 150),
        because: "the extension needs it",
        folder: "zed",
        traces: &[At(".local/share/zed/extensions/installed/journey"), Mention(".config/zed/settings.json")],
    },
    Editor {
        name: "Kate",
        programs: &["kate"],
        argument: "--version",
        oldest: (21, 12),
        because: "its client for language servers is too young before",
        folder: "kate",
        traces: &[
            Mention(".config/kate/lspclient/settings.json"),
            At(".local/share/org.kde.syntax-highlighting/syntax/*journey*"),
        ],
    },
];

/// What is there to know about them.
pub(super) fn look() -> Vec<Finding> {
    let home = env::home_dir().unwrap_or_default();
    // Some take a second to say their version.
    let findings: Vec<Finding> = thread::scope(|scope| {
        let asked: Vec<_> = EDITORS
            .iter()
            .filter_map(|editor| {
                let program = editor.programs.iter().find_map(|name| on_path(name).into_iter().next())?;
                let home = &home;
                Some(scope.spawn(move || editor.finding(&ask(&program, &[editor.argument]), &program, home)))
            })
            .collect();
        asked.into_iter().filter_map(|finding| finding.join().ok()).collect()
    });
    if findings.is_empty() {
        return vec![Finding::new("none", Mark::Info, "No editor that Journey has something for is on the PATH")];
    }
    findings
}

impl Editor {
    fn finding(&self, said: &Result<String, Silence>, program: &Path, home: &Path) -> Finding {
        let name = self.name;
        let program = program.display().to_string();
        let version = said.as_ref().ok().and_then(|said| version_in(said));
        let is_configured = self.traces.iter().any(|trace| trace.is_in(home));
        let folder = format!("editors/{} of Journey", self.folder);
        let finding = match &version {
            // Some are built without one.
            None if said.is_ok() => {
                Finding::new("editor", Mark::Info, format!("{name} ({program}) does not say its version"))
                    .hint(format!("Use one that is not too old: {}.", self.because))
            }
            None => {
                let why = if *said == Err(Silence::TooSlow) { "did not answer in time" } else { "does not start" };
                Finding::new("editor", Mark::Attention, format!("{name} ({program}) {why}"))
                    .hint("Whether it is new enough is unknown.")
            }
            Some((written, numbers)) if *numbers < self.oldest => {
                let (major, minor) = self.oldest;
                let oldest = if minor == 0 { major.to_string() } else { format!("{major}.{minor}") };
                Finding::new("editor", Mark::Attention, format!("{name} {written} is too old"))
                    .hint(format!("Use {oldest} or newer: {}.", self.because))
            }
            Some((written, _)) if is_configured => {
                Finding::new("editor", Mark::Ok, format!("{name} {written} knows Journey"))
            }
            Some((written, _)) => Finding::new(
                "editor",
                Mark::Info,
                format!("{name} {written}, not set up for Journey as far as one can see"),
            )
            .hint(format!("What it needs is in {folder}.")),
        };
        let finding = finding.fact("editor", self.folder).fact("program", program);
        finding.fact("version", version.map(|(written, _)| written)).fact("configured", is_configured)
    }
}

/// The version in what an editor says, as it is written and as numbers: the first number with a point, else the first.
fn version_in(said: &str) -> Option<(String, (u32, u32))> {
    let words = || {
        said.split(|character: char| !character.is_ascii_digit() && character != '.')
            .map(|word| word.trim_matches('.'))
            .filter(|word| !word.is_empty())
    };
    let written = words().find(|word| word.contains('.')).or_else(|| words().next())?;
    let mut numbers = written.split('.').map(str::parse);
    let major = numbers.next()?.ok()?;
    let minor = numbers.next().and_then(Result::ok).unwrap_or(0);
    Some((written.to_owned(), (major, minor)))
}

impl Trace {
    fn is_in(self, home: &Path) -> bool {
        match self {
            Self::Path(pattern) => !matches(home, pattern).is_empty(),
            Self::Mention(pattern) => matches(home, pattern).iter().any(|path| mentions_journey(path)),
        }
    }
}

/// What is there below a folder and looks so, at most a few hundred.
fn matches(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for part in pattern.split('/') {
        found = found.iter().flat_map(|folder| entries(folder, part)).take(500).collect();
    }
    found
}

fn entries(folder: &Path, part: &str) -> Vec<PathBuf> {
    if !part.contains('*') {
        let path = folder.join(part);
        return if path.exists() { vec![path] } else { Vec::new() };
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.take(2000).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| fits(name, part)).map(|name| folder.join(name)).collect()
}

/// Whether a name looks as a pattern says in which `*` stands for anything.
fn fits(name: &str, pattern: &str) -> bool {
    let name = name.to_lowercase();
    match pattern.split('*').collect::<Vec<_>>().as_slice() {
        [start, end] => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
        ["", middle, ""] => name.contains(middle),
        _ => name == pattern,
    }
}

/// Whether a file of settings speaks of Journey. Only plain files of a plausible size are read.
fn mentions_journey(path: &Path) -> bool {
    if !path.metadata().is_ok_and(|about| about.is_file()) {
        return false;
    }
    let Ok(file) = fs::File::open(path) else { return false };
    let mut bytes = Vec::new();
    let _ = file.take(1 << 20).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).to_lowercase().contains("journey")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(name: &str) -> &'static Editor {
        EDITORS.iter().find(|editor| editor.name == name).unwrap()
    }

    #[test]
    fn versions_are_read_as_editors_say_them() {
        for (said, written, numbers) in [
            ("1.91.1\n0123abc\nx64", "1.91.1", (1, 91)),
            ("NVIM v0.12.0\nBuild type: Release", "0.12.0", (0, 12)),
            ("NVIM v0.11.0-dev-1234+gabc", "0.11.0", (0, 11)),
            ("VIM - Vi IMproved 9.1 (2024 Jan 02, compiled)", "9.1", (9, 1)),
            ("helix 25.07.1 (a05c151b)", "25.07.1", (25, 7)),
            ("GNU Emacs 29.4\nCopyright (C) 2024", "29.4", (29, 4)),
            ("Kakoune v2024.05.18", "2024.05.18", (2024, 5)),
            ("Sublime Text Build 4169", "4169", (4169, 0)),
            ("Zed 0.205.7 abc /usr/bin/zed", "0.205.7", (0, 205)),
            ("kate 23.08.5", "23.08.5", (23, 8)),
        ] {
            assert_eq!(version_in(said), Some((written.to_owned(), numbers)), "{said}");
        }
        assert_eq!(version_in("unknown"), None);
        assert_eq!(version_in("99999999999"), None);
    }

    #[test]
    fn traces_of_a_plugin_are_found_where_they_are_and_nowhere_else() {
        let home = tempfile::tempdir().unwrap();
        let is_configured = |name: &str| editor(name).traces.iter().any(|trace| trace.is_in(home.path()));
        for editor in EDITORS {
            assert!(!is_configured(editor.name), "{}", editor.name);
        }
        let write = |path: &str, text: &str| {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(".vscode/extensions/acme.journey-1.0.0/package.json", "");
        write(".config/helix/languages.toml", "[[language]]\nname = \"journey\"\n");
        write(".vimrc", "set number\n");
        write(".local/share/nvim/site/pack/p/start/journey.nvim/x", "");
        for (name, expected) in [("Visual Studio Code", true), ("Helix", true), ("Vim", false), ("Neovim", true)] {
            assert_eq!(is_configured(name), expected, "{name}");
        }
    }

    #[test]
    fn an_old_editor_needs_attention_and_a_silent_one_too() {
        let home = tempfile::tempdir().unwrap();
        let find = |said: Result<&str, Silence>| {
            editor("Neovim").finding(&said.map(str::to_owned), Path::new("/usr/bin/nvim"), home.path())
        };
        let old = find(Ok("NVIM v0.9.5"));
        assert_eq!((old.mark, &*old.message), (Mark::Attention, "Neovim 0.9.5 is too old"));
        assert!(old.hint.unwrap().starts_with("Use 0.10 or newer: "));
        assert_eq!(find(Ok("NVIM v0.10.4")).mark, Mark::Info);
        assert_eq!(find(Err(Silence::TooSlow)).message, "Neovim (/usr/bin/nvim) did not answer in time");
        assert_eq!(find(Err(Silence::Failed)).message, "Neovim (/usr/bin/nvim) does not start");
        assert_eq!(find(Ok("nonsense")).mark, Mark::Info);
    }
}
