//! What the doctor has found, as it is written as JSON.

use std::env;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};

/// Everything that was found.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The version of this format: 1.
    version: u32,
    /// The worst mark of all.
    pub(super) status: Mark,
    pub(super) sections: Vec<Section>,
}

/// What was found about one thing.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    /// Its name for programs.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) title: &'static str,
    pub(super) findings: Vec<Finding>,
}

/// One thing that was found.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// Its name for programs; several of a section may share it.
    pub(super) id: &'static str,
    pub(super) mark: Mark,
    /// What was found, for people: without a full stop.
    pub(super) message: String,
    /// What to do; `null` where nothing is to be done.
    pub(super) hint: Option<String>,
    /// The same for programs.
    pub(super) facts: Map<String, Value>,
}

/// How good it is, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    /// It is only worth knowing.
    Info,
    /// It is as it should be.
    Ok,
    /// It works, and may surprise somebody.
    Attention,
    /// It does not work.
    Problem,
}

impl Report {
    pub(super) fn new(sections: Vec<Section>) -> Self {
        let marks = sections.iter().flat_map(|section| &section.findings).map(|finding| finding.mark);
        Self { version: 1, status: marks.max().unwrap_or(Mark::Ok).max(Mark::Ok), sections }
    }

    /// Writes the home folder as `~` wherever it stands.
    pub(super) fn shorten(&mut self, home: &Home) {
        for finding in self.sections.iter_mut().flat_map(|section| &mut section.findings) {
            finding.message = home.shorten(&finding.message);
            finding.hint = finding.hint.as_ref().map(|hint| home.shorten(hint));
            for (_, fact) in &mut finding.facts {
                home.shorten_value(fact);
            }
        }
    }
}

impl Finding {
    pub(super) fn new(id: &'static str, mark: Mark, message: impl Into<String>) -> Self {
        Self { id, mark, message: message.into(), hint: None, facts: Map::new() }
    }

    /// The same with what to do.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a fact for programs.
    #[must_use]
    pub(super) fn fact(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(key.to_owned(), value.into());
        self
    }
}

/// The home folder, which tells who somebody is.
#[derive(Debug, Default)]
pub(super) struct Home {
    /// As it is named, and as it is without links.
    spellings: Vec<String>,
}

impl Home {
    pub(super) fn of_this_process() -> Self {
        let home = env::home_dir().unwrap_or_default();
        Self::at(&home)
    }

    fn at(home: &Path) -> Self {
        let real = home.canonicalize().unwrap_or_default();
        let spellings = [home, &real].map(|path| path.to_string_lossy().trim_end_matches(['/', '\\']).to_owned());
        // `/`, which some services have, would shorten everything.
        Self { spellings: spellings.into_iter().filter(|path| path.len() > 1).collect() }
    }

    fn shorten(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for home in &self.spellings {
            let mut shortened = String::with_capacity(text.len());
            let mut rest = text.as_str();
            while let Some((before, behind)) = rest.split_once(home.as_str()) {
                shortened.push_str(before);
                // `/home/mayaria` does not lie in `/home/maya`.
                let ends = !behind.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '-' | '.'));
                shortened.push_str(if ends { "~" } else { home });
                rest = behind;
            }
            shortened.push_str(rest);
            text = shortened;
        }
        text
    }

    fn shorten_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.shorten(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.shorten_value(value)),
            Value::Object(values) => values.values_mut().for_each(|value| self.shorten_value(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_folder_is_shortened_and_no_other() {
        let home = Home::at(Path::new("/no/such/home/maya/"));
        for (text, shortened) in [
            ("in /no/such/home/maya/maps, and /no/such/home/maya", "in ~/maps, and ~"),
            ("/no/such/home/mayaria", "/no/such/home/mayaria"),
            ("/no/such/home/maya.old", "/no/such/home/maya.old"),
            ("größe", "größe"),
        ] {
            assert_eq!(home.shorten(text), shortened);
        }
        for nothing in ["/", ""] {
            assert_eq!(Home::at(Path::new(nothing)).shorten("/a/b"), "/a/b");
        }
    }
}
