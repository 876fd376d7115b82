//! Quick fixes in `journey.toml`: what was meant, where only one thing can be.

use journey_model::configuration::ConfigurationProblem;
use journey_model::syntax::TextRange;

use crate::ActionKind;

/// A fix of a problem of a `journey.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationFix {
    /// What it does, as an order: "Change to `unused-name`".
    pub title: String,
    /// The problem that it mends, as an index into those that were given.
    pub mends: usize,
    /// What it replaces, in bytes.
    pub range: TextRange,
    /// What it writes there.
    pub replacement: String,
}

/// The fixes of the problems that touch a range (bytes) of a `journey.toml`, for the wanted kinds of actions: all where
/// none is named.
pub fn configuration_fixes(
    problems: &[ConfigurationProblem],
    range: TextRange,
    kinds: &[String],
) -> Vec<ConfigurationFix> {
    if !kinds.is_empty() && !kinds.iter().any(|kind| ActionKind::QuickFix.is_covered_by(kind)) {
        return Vec::new();
    }
    let to_u32 = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let fixes = problems.iter().enumerate().filter_map(|(mends, problem)| {
        let place = TextRange::new(to_u32(problem.range.start), to_u32(problem.range.end));
        let replacement = problem.correction.clone()?;
        let touches = place.start <= range.end && range.start <= place.end;
        touches.then(|| ConfigurationFix {
            title: format!("Change to `{replacement}`"),
            mends,
            range: place,
            replacement,
        })
    });
    fixes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration_file::testing::registry;
    use journey_model::configuration::read;

    #[test]
    fn what_was_meant_is_written() {
        let text = "langage = 1\nexclude = \"drafts\"\n[rules]\nunused-nam = \"warn\"\nmany-personas = { mots = 2 }\n\
                    [[overrides]]\nfile = [\"a\"]\nrules = { people = false }\n";
        let mut mended = text.to_owned();
        let catalog = registry().catalog();
        while let Some(fix) = {
            let problems = read(&mended, &catalog).problems;
            let all = TextRange::new(0, u32::try_from(mended.len()).expect("short"));
            configuration_fixes(&problems, all, &[]).into_iter().next()
        } {
            mended.replace_range(fix.range.to_usize(), &fix.replacement);
        }
        insta::assert_snapshot!(mended, @r#"
        language = 1
        exclude = ["drafts"]
        [rules]
        unused-name = "warning"
        many-personas = { most = 2 }
        [[overrides]]
        files = ["a"]
        rules = { people = "off" }
        "#);
        assert_eq!(read(&mended, &catalog).problems, []);
    }

    #[test]
    fn only_fixes_at_the_cursor_and_of_the_wanted_kind_are_offered() {
        let problems = read("langage = 1\nnmae = \"a\"\n", &registry().catalog()).problems;
        let at = |offset, kinds: &[&str]| {
            let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
            let fixes = configuration_fixes(&problems, TextRange::empty(offset), &kinds);
            fixes.into_iter().map(|fix| (fix.title, fix.mends)).collect::<Vec<_>>()
        };
        assert_eq!(at(3, &[]), [("Change to `language`".to_owned(), 0)]);
        assert_eq!(at(7, &["quickfix"]), [("Change to `language`".to_owned(), 0)]);
        assert_eq!(at(14, &["quickfix", "refactor"]), [("Change to `name`".to_owned(), 1)]);
        assert!(at(9, &[]).is_empty() && at(3, &["refactor"]).is_empty());
    }
}
