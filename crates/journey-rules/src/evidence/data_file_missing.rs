//! `data-file-missing`: `data` leads to a file that is not there.

use journey_plugin::model::nearest;
use journey_plugin::model::value::quote;
use journey_plugin::model::{Keyword, Value};
use journey_plugin::{Applicability, Diagnostic, Folders, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::RESEARCH;
use crate::wording::shown;

/// Finds `data` whose file is not there.
#[derive(Clone, Copy, Debug)]
pub(super) struct DataFileMissing;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "data-file-missing",
    summary: "A data file that is not there",
    documentation: r#"
## What it does
Finds `data` of a source or a metric that names a file which is not there. The path is relative to the file that it
stands in. Addresses such as `https://...` are left alone, and so is everything where the disk cannot be seen. Where a
file of nearly the same name is in that folder, it offers that.

## Why it matters
The data is what doubters ask for first. If it cannot be found when they ask, the reading looks made up.

## Example
```journey
persona maya "Maya, busy parent"
source q3_survey "Post-delivery survey" { kind: survey; data: "data/q4.csv" }

journey weekly_shop "Weekly shop" {
  persona: maya
  source: q3_survey
}
```

## Better
```journey
persona maya "Maya, busy parent"
source q3_survey "Post-delivery survey" { kind: survey; data: "data/q3.csv" }

journey weekly_shop "Weekly shop" {
  persona: maya
  source: q3_survey
}
```

## Source
"Introduction to Customer Journey Mapping" has a step of its own for collecting and compiling the data; a map keeps
that step only as long as the data can be found from it.
"#,
    group: &RESEARCH,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for DataFileMissing {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let Some(folders) = context.environment.folders else { return };
        let declarations = [Keyword::Source, Keyword::Metric].map(|keyword| context.declarations_of(keyword));
        for declaration in declarations.into_iter().flatten() {
            for value in declaration.properties_of("data").flat_map(|property| property.values()) {
                if let Some(diagnostic) = missing(context, folders, &value) {
                    report.add(diagnostic);
                }
            }
        }
    }
}

fn missing(context: &RuleContext<'_>, folders: &dyn Folders, value: &Value<'_>) -> Option<Diagnostic> {
    let written = value.text().filter(|_| !value.is_broken())?;
    let path = written.trim();
    let file = &*context.file().path;
    if path.is_empty() || is_address(path) || folders.is_file(file, path) {
        return None;
    }
    let message = format!("There is no file {}", shown(path));
    let place = context.place(value.range());
    let Some(meant) = nearest_file(folders, file, path) else {
        let help =
            "Nobody can look at the numbers. Add the file, or correct the path: it starts at the folder of this file.";
        return Some(Diagnostic::new(place, message, help));
    };
    let help = format!("Nobody can look at the numbers. Did you mean `{meant}`?");
    Some(Diagnostic::new(place, message, help).fix(
        format!("Change to `{meant}`"),
        Applicability::Suggestion,
        place,
        quote(&meant),
    ))
}

/// Whether it starts as an address does: a scheme of more than one letter, so that it is no drive.
fn is_address(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|one| one.is_ascii_alphanumeric() || "+-.".contains(one))
    })
}

/// The file in the same folder whose name is nearest.
fn nearest_file(folders: &dyn Folders, file: &str, path: &str) -> Option<String> {
    let slashed = path.replace('\\', "/");
    if slashed != path && folders.is_file(file, &slashed) {
        return Some(slashed);
    }
    let (folder, name) = slashed.rsplit_once('/').unwrap_or((".", &slashed));
    let entries = folders.entries(file, folder);
    let files = entries.iter().map(String::as_str).filter(|entry| !entry.ends_with('/'));
    let found = nearest(name, files)?;
    Some(if slashed.contains('/') { format!("{folder}/{found}") } else { found.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};

    const RULE: DataFileMissing = DataFileMissing;

    fn found(data: &str, there: &[&str]) -> Vec<Diagnostic> {
        let text = format!(
            "source cards \"Cards\" {{ kind: survey; data: {data} }}\npersona tom \"Tom\" {{ source: cards }}\njourney j \"J\" {{ persona: tom }}\n"
        );
        Case::of(&text).where_there_are(there).findings(&RULE)
    }

    #[test]
    fn a_file_that_is_not_there_is_told() {
        let told = found("⟦\"data/q3.csv\"⟧", &["other/answers.csv"]);
        assert_eq!(told[0].message, "There is no file `data/q3.csv`");
        assert_eq!(
            told[0].help,
            "Nobody can look at the numbers. Add the file, or correct the path: it starts at the folder of this file."
        );
        assert_eq!(told[0].fixes, []);
        found("\"data/q3.csv\", ⟦\"data/august.csv\"⟧", &["data/q3.csv"]);
        found("⟦\"\"\"\n  data/q3.csv\n  \"\"\"⟧", &[]);
    }

    #[test]
    fn a_file_of_nearly_the_same_name_is_offered() {
        let told =
            found("⟦\"data/answers-q3.csv\"⟧", &["data/answers_q3.csv", "data/raw/answers-q3.csv", "answers-q3.csv"]);
        assert_eq!(told[0].help, "Nobody can look at the numbers. Did you mean `data/answers_q3.csv`?");
        assert_eq!(told[0].fixes[0].edits[0].replacement, "\"data/answers_q3.csv\"");
        let told = found("⟦\"Answers.csv\"⟧", &["answers.csv"]);
        assert_eq!(told[0].fixes[0].edits[0].replacement, "\"answers.csv\"");
        let told = found("⟦\"data\\\\q3.csv\"⟧", &["data/q3.csv"]);
        assert_eq!(told[0].fixes[0].edits[0].replacement, "\"data/q3.csv\"");
        assert_eq!(found("⟦\"data/café.csv\"⟧", &["data/café-2.csv"])[0].fixes.len(), 1);
    }

    #[test]
    fn what_is_there_and_addresses_and_what_is_no_text_are_fine() {
        for data in [
            "\"data/q3.csv\"",
            "\" data/q3.csv \"",
            "\"https://example.org/q3.csv\"",
            "\"s3://bucket/q3.csv\"",
            "\"\"",
            "q3",
            "\"data/q3",
        ] {
            found(data, &["data/q3.csv"]);
        }
    }

    #[test]
    fn a_metric_has_data_too_and_where_nothing_is_known_nothing_is_told() {
        let text = "metric fast \"Fast\" { kind: csat; data: ⟦\"q3.csv\"⟧ }\njourney j \"J\" { measure fast: 3 }\n";
        Case::of(text).where_there_are(&[]).findings(&RULE);
        findings(&RULE, &text.replace(['⟦', '⟧'], ""));
    }
}
