//! What editors take from the grammars: the queries of the tree-sitter grammar, in the words of Helix and of Zed.

use std::path::Path;

use anyhow::Result;

use crate::generate::{Derived, fresh};

pub(crate) const QUERIES: &str = "grammar/tree-sitter-journey/queries";

/// Every query file, as it should be. What has been derived before counts more than what is written.
pub(crate) fn derived(root: &Path, before: &[Derived]) -> Result<Vec<Derived>> {
    let mut files = Vec::new();
    for editor in EDITORS {
        for name in editor.files {
            let query = fresh(root, before, &format!("{QUERIES}/{name}.scm"))?;
            files.push(Derived {
                path: format!("{}/{name}.scm", editor.folder),
                text: editor.in_its_words(name, &query),
            });
        }
    }
    Ok(files)
}

/// What they are made of.
#[cfg(test)]
pub(crate) fn sources() -> impl Iterator<Item = String> {
    EDITORS.iter().flat_map(|editor| editor.files).map(|name| format!("{QUERIES}/{name}.scm"))
}

struct Editor {
    folder: &'static str,
    files: &'static [&'static str],
    /// What the editor calls otherwise: captures and languages.
    words: &'static [(&'static str, &'static str)],
    /// How captures begin or end that mean nothing to it.
    unknown: &'static [&'static str],
}

const EDITORS: [Editor; 2] = [
    Editor {
        folder: "editors/helix/runtime/queries/journey",
        files: &["highlights", "indents", "injections", "locals", "textobjects"],
        words: &[
            ("@property", "@variable.other.member"),
            ("@number", "@constant.numeric"),
            ("@string.escape", "@constant.character.escape"),
            ("@comment.documentation", "@comment.line.documentation"),
            ("\"markdown_inline\"", "\"markdown.inline\""),
        ],
        unknown: &["spell", "indent.", "assignment.", "block.", ".outer", ".inner", "end"],
    },
    Editor {
        folder: "editors/zed/languages/journey",
        files: &["brackets", "highlights", "indents", "injections", "outline", "textobjects"],
        words: &[("@comment.documentation", "@comment.doc"), ("\"markdown_inline\"", "\"markdown-inline\"")],
        unknown: &["spell", "indent.", "assignment.", "block.", "entry.", "parameter.", ".outer", ".inner", "outdent"],
    },
];

impl Editor {
    /// The query without its comments, which speak of all editors, and without what this one does not know.
    fn in_its_words(&self, name: &str, query: &str) -> String {
        let mut text = format!("; Written by `cargo xtask generate` from {QUERIES}/{name}.scm. Do not edit.\n");
        for line in query.lines().filter(|line| !line.starts_with(';')) {
            let captured = line.contains('@');
            let line = self.captures(line);
            let line = line.trim_end();
            // A pattern that is left without a capture says nothing; and no two empty lines where a comment stood.
            let says_nothing = captured && line.starts_with('(') && line.ends_with(')') && !line.contains('@');
            if !(says_nothing || line.is_empty() && text.ends_with("\n\n")) {
                text.push_str(line);
                text.push('\n');
            }
        }
        format!("{}\n", text.trim_end())
    }

    fn captures(&self, line: &str) -> String {
        let mut parts = line.split('@');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '_').unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            let capture = format!("@{name}");
            if self.unknown.iter().any(|word| name.starts_with(word) || word.starts_with('.') && name.ends_with(word)) {
                text.truncate(text.trim_end_matches(' ').len());
                text.push_str(rest);
                continue;
            }
            let called = self.words.iter().find(|(word, _)| *word == capture).map_or(capture.as_str(), |(_, its)| its);
            text.push_str(called);
            text.push_str(rest);
        }
        let languages = self.words.iter().filter(|(word, _)| word.starts_with('"'));
        languages.fold(text, |text, (word, its)| text.replace(word, its))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helix_reads_its_own_names_and_no_others() {
        let query = "; about @spell\n(comment) @spell @comment\n\n; more\n\n(key) @property\n((a) @b\n  (#eq? @property \"x\"))\n";
        let said = EDITORS[0].in_its_words("highlights", query);
        let (_, body) = said.split_once('\n').unwrap();
        assert_eq!(
            body,
            "(comment) @comment\n\n(key) @variable.other.member\n((a) @b\n  (#eq? @variable.other.member \"x\"))\n"
        );
    }

    #[test]
    fn what_an_editor_does_not_know_is_left_out() {
        let query = "(body) @indent.begin @indent\n(body \"}\" @indent.end @outdent @end)\n(a)? @class.inner @class.inside) @class.outer\n";
        let said = EDITORS[1].in_its_words("indents", query);
        let (_, body) = said.split_once('\n').unwrap();
        assert_eq!(body, "(body) @indent\n(body \"}\" @end)\n(a)? @class.inside)\n");
    }
}
