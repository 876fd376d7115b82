//! Patterns for files, as `exclude` and `overrides` have them: written as in a `.gitignore`.

use std::fmt;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that stand for files and folders, ready to be asked. Later ones count more, and one with a `!` in front takes
/// back what earlier ones say.
#[derive(Clone)]
pub struct FilePatterns {
    written: Vec<String>,
    matcher: Gitignore,
}

impl FilePatterns {
    /// Patterns as they are written. What is no pattern is left out: [`FilePatterns::refusal`] says why.
    pub fn new(written: Vec<String>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for pattern in &written {
            // People write `./old.journey` for what git calls `/old.journey`. One that is refused adds nothing.
            let from_here = pattern.strip_prefix("./").map(|rest| format!("/{rest}"));
            let _ = builder.add_line(None, from_here.as_deref().unwrap_or(pattern));
        }
        Self { matcher: builder.build().unwrap_or_else(|_| Gitignore::empty()), written }
    }

    /// Why a text is no pattern: a part of a sentence, to stand behind a colon. `None` where it is one.
    pub fn refusal(pattern: &str) -> Option<String> {
        if pattern.split(['/', '\\']).any(|part| part == "..") {
            return Some("it leads out of the folder of journey.toml, where nothing is looked for".to_owned());
        }
        match GitignoreBuilder::new("").add_line(None, pattern).err()? {
            ignore::Error::Glob { err, .. } => Some(err),
            other => Some(other.to_string()),
        }
    }

    /// The patterns as they are written.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether they stand for that file or folder, or for a folder around it. `path` is relative to the folder that
    /// patterns start from.
    pub fn contain(&self, path: &std::path::Path, is_folder: bool) -> bool {
        !path.has_root() && self.matcher.matched_path_or_any_parents(path, is_folder).is_ignore()
    }
}

impl Default for FilePatterns {
    fn default() -> Self {
        Self { written: Vec::new(), matcher: Gitignore::empty() }
    }
}

impl PartialEq for FilePatterns {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for FilePatterns {}

impl fmt::Debug for FilePatterns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(&self.written).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn contain(patterns: &[&str], path: &str) -> bool {
        FilePatterns::new(patterns.iter().map(|pattern| (*pattern).to_owned()).collect())
            .contain(Path::new(path), false)
    }

    #[test]
    fn patterns_are_those_of_a_gitignore() {
        assert!(contain(&["archive/**"], "archive/old/a.journey"));
        assert!(contain(&["archive"], "maps/archive/a.journey"));
        assert!(contain(&["/archive/"], "archive/a.journey"));
        assert!(!contain(&["/archive"], "maps/archive/a.journey"));
        assert!(contain(&["*.draft.journey"], "maps/a.draft.journey"));
        assert!(contain(&["./old.journey"], "old.journey") && !contain(&["./old.journey"], "maps/old.journey"));
        assert!(!contain(&["*.draft.journey", "!mine.draft.journey"], "mine.draft.journey"));
        assert!(!contain(&[], "a.journey"));
        assert!(!contain(&["**"], "/outside/a.journey"));
    }

    #[test]
    fn what_is_no_pattern_is_left_out_and_the_rest_counts() {
        assert!(contain(&["[z-a]", "a*"], "a.journey"));
        assert_eq!(FilePatterns::refusal("a*"), None);
        assert!(FilePatterns::refusal("../drafts/**").is_some_and(|reason| reason.contains("out of the folder")));
        assert!(FilePatterns::refusal("[z-a]").is_some_and(|reason| reason.contains("range")));
    }
}
