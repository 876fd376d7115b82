//! `wrong-suppression`: a comment is meant to allow a finding and cannot.

use journey_plugin::model::configuration::RuleCatalog;
use journey_plugin::model::nearest;
use journey_plugin::model::syntax::TextRange;
use journey_plugin::{
    Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity, SuppressedRule,
    SuppressionMistake, SuppressionScope, SuppressionState, Suppressions,
};

use crate::group::LANGUAGE;
use crate::source_text::SourceText;
use crate::wording::{listed_as_written, shown};

/// Finds comments that are meant to allow findings and cannot.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrongSuppression;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "wrong-suppression",
    summary: "A comment that is meant to allow a finding and cannot",
    documentation: r#"
## What it does
Finds a comment that is meant to allow something, and cannot:

- it names a rule that there is not, or a group of rules: each rule is named, so that nothing else is hidden by it;
- its word is neither `allow` nor `allow-file`;
- it names no rule in parentheses;
- it does not begin with `// journey: allow(`, as `// allow(empty-stage)` does not;
- nothing comes after it in its block, so it is about nothing.

It offers the nearest rule or the right word.

## Why it matters
Whoever wrote it believes that the finding is dealt with. It is still told, or another one than meant is hidden.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  // journey: allow(empty-stages) The workshop on this stage is in May.
  stage discover "Discover"
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  // journey: allow(empty-stage) The workshop on this stage is in May.
  stage discover "Discover"
}
```

## Source
The language reference, "Findings that are meant", says how such a comment is written and what it is about.
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

/// How many rules of a group a help line lists.
const LISTED: usize = 4;

impl Rule for WrongSuppression {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, _context: &RuleContext<'_>, _report: &mut Report) {}

    fn review(&self, context: &RuleContext<'_>, suppressions: &Suppressions, report: &mut Report) {
        let text = SourceText::new(&context.file().model);
        let catalog = &suppressions.catalog;
        for suppression in &suppressions.sound {
            let unknown = suppression.rules.iter().filter(|rule| rule.state == SuppressionState::Unknown);
            let mut wrong = unknown.map(|rule| no_such_rule(context, rule, catalog)).peekable();
            if wrong.peek().is_none() && suppression.scope == SuppressionScope::Nothing {
                report.add(about_nothing(context, suppression.comment));
            }
            wrong.for_each(|one| report.add(one));
        }
        for unreadable in &suppressions.unreadable {
            if let SuppressionMistake::Beginning(names) = unreadable.mistake {
                wrong_beginning(context, unreadable.comment, names, &text, catalog)
                    .into_iter()
                    .for_each(|one| report.add(one));
                continue;
            }
            report.add(match unreadable.mistake {
                SuppressionMistake::Beginning(_) => continue,
                SuppressionMistake::Word(word) => wrong_word(context, word, &text),
                SuppressionMistake::NoRules => no_rules(context, unreadable.comment, &text, catalog),
            });
        }
    }
}

/// A comment that says `allow(rule)` and does not begin with `journey:`. One that names no rule is about something else.
fn wrong_beginning(
    context: &RuleContext<'_>,
    comment: TextRange,
    names: TextRange,
    text: &SourceText<'_>,
    catalog: &RuleCatalog,
) -> Option<Diagnostic> {
    let named = text.slice(names);
    named.split(',').find(|name| catalog.rule(name.trim()).is_some())?;
    let behind = text.slice(TextRange::new(names.end, comment.end)).trim_start_matches(')').trim_end();
    let meant = format!("// journey: allow({}){behind}", named.trim());
    let message = "This comment allows nothing: it does not begin with `// journey: allow(`";
    let help = format!("So the finding stays. Write {}.", shown(&meant));
    let place = context.place(comment);
    Some(Diagnostic::new(place, message, help).fix(
        "Write it as it should begin",
        Applicability::Suggestion,
        place,
        meant,
    ))
}

fn no_such_rule(context: &RuleContext<'_>, rule: &SuppressedRule, catalog: &RuleCatalog) -> Diagnostic {
    let place = context.place(rule.range);
    let name = rule.name.as_str();
    if catalog.groups.iter().any(|(group, _)| *group == name) {
        let inside = catalog.rules.iter().filter(|rule| rule.group == name || rule.plugin == name);
        let inside: Vec<&str> = inside.map(|rule| rule.id).take(LISTED).collect();
        let message = format!("{} is a group of rules, and a comment names single ones", shown(name));
        let help = format!(
            "A whole group would hide more than you mean. Name the rule whose finding is meant, such as {}.",
            listed_as_written(&inside, "or")
        );
        return Diagnostic::new(place, message, help);
    }
    let message = format!("There is no rule {}", shown(name));
    let ids = || catalog.rules.iter().map(|rule| rule.id);
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let (meant, applicability) = match ids().find(|id| *id == plain(name)) {
        Some(same) => (Some(same), Applicability::Safe),
        None => (nearest(&plain(name), ids()), Applicability::Suggestion),
    };
    match meant {
        Some(meant) => {
            let help = format!("So the comment allows nothing. Did you mean `{meant}`?");
            Diagnostic::new(place, message, help).fix(format!("Change to `{meant}`"), applicability, place, meant)
        }
        None => Diagnostic::new(
            place,
            message,
            "So the comment allows nothing. Copy the name of the rule from the finding, where it stands in brackets, such \
             as `unused-name`.",
        ),
    }
}

fn about_nothing(context: &RuleContext<'_>, comment: TextRange) -> Diagnostic {
    let message = "Nothing comes after this comment in its block, so it allows nothing";
    let help = "A comment on a line of its own is about the line or block that comes next. Move it in front of what it is \
                about, or to the end of that line, or write `allow-file` for the whole file.";
    Diagnostic::new(context.place(comment), message, help)
}

fn wrong_word(context: &RuleContext<'_>, range: TextRange, text: &SourceText<'_>) -> Diagnostic {
    let word = text.slice(range);
    let place = context.place(range);
    let near = nearest(word, ["allow", "allow-file"]);
    let meant = near.unwrap_or(if word.contains("file") { "allow-file" } else { "allow" });
    let applicability = if near.is_some() { Applicability::Safe } else { Applicability::Suggestion };
    let message = match word {
        "" => "This comment does not say what it does with the rule".to_owned(),
        word => format!("{} is no word of a comment that allows findings", shown(word)),
    };
    let help = "Write `allow` for what comes next, or `allow-file` for the whole file, as in `// journey: allow(rule) reason`.";
    Diagnostic::new(place, message, help).fix(format!("Change to `{meant}`"), applicability, place, meant)
}

fn no_rules(context: &RuleContext<'_>, comment: TextRange, text: &SourceText<'_>, catalog: &RuleCatalog) -> Diagnostic {
    let message = "This comment names no rule in parentheses, so it allows nothing";
    let help = "Write the rule in parentheses and the reason behind them, as in `// journey: allow(rule) reason`.";
    let diagnostic = Diagnostic::new(context.place(comment), message, help);
    match bare_rule(text.slice(comment), catalog) {
        Some((range, rule)) => {
            let range = TextRange::new(comment.start + range.start, comment.start + range.end);
            let change = format!("({rule})");
            diagnostic.fix(format!("Write `{change}`"), Applicability::Suggestion, context.place(range), change)
        }
        None => diagnostic,
    }
}

/// A rule that stands behind the word without its parentheses, and what to replace by it with them.
fn bare_rule<'c>(comment: &'c str, catalog: &RuleCatalog) -> Option<(TextRange, &'c str)> {
    let word_end = comment.find("allow-file").map(|at| at + "allow-file".len());
    let word_end = word_end.or_else(|| comment.find("allow").map(|at| at + "allow".len()))?;
    let behind = comment.get(word_end..)?;
    let rest = behind.trim_start_matches([' ', '\t', ':', '(', '[', '{', '"', '\'', '`']);
    let name = rest.split(|one: char| !(one.is_ascii_alphanumeric() || one == '-')).next()?;
    catalog.rule(name)?;
    let closing = rest.get(name.len()..)?.chars().take_while(|one| "]}\"'`".contains(*one)).count();
    let end = comment.len() - rest.len() + name.len() + closing;
    let offset = |at: usize| u32::try_from(at).expect("a text is shorter than 4 GiB");
    Some((TextRange::new(offset(word_end), offset(end)), name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    const RULE: WrongSuppression = WrongSuppression;

    fn before_channel(comment: &str) -> String {
        format!("{comment}\nchannel app \"App\"\n")
    }

    fn replacement(comment: &str) -> (String, Applicability) {
        let found = findings(&RULE, &before_channel(comment));
        let fix = &found[0].fixes[0];
        (fix.edits[0].replacement.clone(), fix.applicability)
    }

    #[test]
    fn the_nearest_rule_is_offered() {
        let found = findings(&RULE, &before_channel("// journey: allow(⟦unused-names⟧) Known."));
        assert_eq!(found[0].message, "There is no rule `unused-names`");
        assert_eq!(found[0].help, "So the comment allows nothing. Did you mean `unused-name`?");
        let (safe, suggestion) = (Applicability::Safe, Applicability::Suggestion);
        assert_eq!(replacement("// journey: allow(⟦unused-names⟧) Known."), ("unused-name".to_owned(), suggestion));
        assert_eq!(replacement("// journey: allow(⟦Unused_Name⟧) Known."), ("unused-name".to_owned(), safe));
        assert_eq!(replacement("// journey: allow-file(⟦unused name⟧) Known."), ("unused-name".to_owned(), safe));
        let found = findings(&RULE, &before_channel("// journey: allow(unused-name, ⟦東京⟧) Known."));
        assert_eq!(found[0].fixes, []);
    }

    #[test]
    fn groups_and_plugins_are_not_named() {
        let found = findings(&RULE, &before_channel("// journey: allow(⟦research⟧) Known."));
        assert_eq!(found[0].message, "`research` is a group of rules, and a comment names single ones");
        assert_eq!(
            found[0].help,
            "A whole group would hide more than you mean. Name the rule whose finding is meant, such as \
             `claim-without-source`, `assumption-in-approved-journey`, `stale-source` or `small-sample`."
        );
        for group in ["language", "evidence", "people"] {
            findings(&RULE, &before_channel(&format!("// journey: allow(⟦{group}⟧) Known.")));
        }
    }

    #[test]
    fn the_right_word_is_offered() {
        let (safe, suggestion) = (Applicability::Safe, Applicability::Suggestion);
        let found = findings(&RULE, &before_channel("// journey: ⟦alow⟧(unused-name) Known."));
        assert_eq!(found[0].message, "`alow` is no word of a comment that allows findings");
        assert_eq!(replacement("// journey: ⟦alow⟧(unused-name) Known."), ("allow".to_owned(), safe));
        assert_eq!(replacement("// journey: ⟦allow-fil⟧(unused-name) Known."), ("allow-file".to_owned(), safe));
        assert_eq!(replacement("// journey: ⟦ignore⟧(unused-name) Known."), ("allow".to_owned(), suggestion));
        assert_eq!(
            replacement("// journey: ⟦disable-file⟧(unused-name) Known."),
            ("allow-file".to_owned(), suggestion)
        );
        assert_eq!(replacement("// journey: ⟦⟧(unused-name) Known."), ("allow".to_owned(), suggestion));
    }

    #[test]
    fn parentheses_are_put_around_a_rule() {
        let found = findings(&RULE, &before_channel("⟦// journey: allow⟧"));
        assert_eq!(found[0].message, "This comment names no rule in parentheses, so it allows nothing");
        assert_eq!(found[0].fixes, []);
        let mended = |comment: &str| {
            let found = findings(&RULE, &before_channel(&format!("⟦{comment}⟧")));
            let mut comment = comment.to_owned();
            let edit = &found[0].fixes[0].edits[0];
            comment.replace_range(edit.place.range.to_usize(), &edit.replacement);
            comment
        };
        for comment in [
            "// journey: allow unused-name: Known.",
            "// journey: allow(unused-name: Known.",
            "// journey: allow [unused-name]: Known.",
        ] {
            assert_eq!(mended(comment), "// journey: allow(unused-name): Known.");
        }
        findings(&RULE, &before_channel("⟦// journey: allow()⟧"));
        findings(&RULE, &before_channel("⟦// journey: allow everything⟧"));
    }

    #[test]
    fn a_comment_about_nothing_is_told() {
        let found = findings(&RULE, "channel app \"App\" {\n  ⟦// journey: allow(unused-name) Known.⟧\n}\n");
        assert_eq!(found[0].message, "Nothing comes after this comment in its block, so it allows nothing");
        findings(&RULE, "⟦// journey: allow(unused-name)⟧");
        findings(&RULE, "channel app \"App\"\r\n⟦// journey: allow(unused-name)⟧\r\n");
    }

    #[test]
    fn what_is_right_and_what_is_about_something_else_is_fine() {
        for comment in [
            "// journey: allow(unused-name) Known.",
            "// journey: allow-file(unused-name)",
            "// journey: allow(unknown-key) Nothing is found, which another rule tells.",
            "// journey: the weekly shop",
            "// The journey: alow(unused-name)",
            "/// journey: alow(unused-name)",
        ] {
            findings(&RULE, &before_channel(comment));
        }
        findings(&RULE, "channel app \"journey: alow(unused-name)\"\n");
    }

    #[test]
    fn a_comment_that_does_not_begin_as_it_should_is_told_where_it_names_a_rule() {
        let rest = "\nchannel app \"App\"\n";
        for written in [
            "// allow(unused-name) Soon.",
            "// Journey: Allow( unused-name ) Soon.",
            "// TODO journey: allow(unused-name) Soon.",
            "/// journey: allow(unused-name) Soon.",
        ] {
            let found = findings(&WrongSuppression, &format!("⟦{written}⟧{rest}"));
            assert_eq!(found[0].fixes[0].edits[0].replacement, "// journey: allow(unused-name) Soon.", "{written}");
        }
        for other in ["// The law does not allow(ed) it.", "// We allow(yes, always) dogs."] {
            assert_eq!(findings(&WrongSuppression, &format!("{other}{rest}")), []);
        }
    }
}
