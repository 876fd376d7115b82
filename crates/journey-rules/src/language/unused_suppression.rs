//! `unused-suppression`: a comment allows what nobody finds.

use journey_plugin::model::syntax::{Encoding, TextRange};
use journey_plugin::{
    Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity, Suppression,
    SuppressionScope, SuppressionState, Suppressions, Tag,
};

use crate::group::LANGUAGE;
use crate::source_text::SourceText;
use crate::wording::{listed_as_written, shown};

/// Finds comments that allow what no rule finds there.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnusedSuppression;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unused-suppression",
    summary: "A comment that allows a finding which is not there",
    documentation: r#"
## What it does
Finds a comment such as `// journey: allow(empty-stage) because ...` where that rule finds nothing in what the comment is
about. It takes out the rule's name, or the whole comment where nothing else is left in it. A rule that is switched off,
or that waits for files which are still being read, is left alone. What this rule finds cannot be allowed itself.

## Why it matters
A comment that allows nothing hides the next mistake of that kind. And its reason tells readers of a problem that the map
no longer has.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  // journey: allow(empty-stage) The workshop on this stage is in May.
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 }
  }
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
The language reference, "Findings that are meant": a comment allows what a rule finds in the one thing that comes next,
on its line, or in its file.
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

impl Rule for UnusedSuppression {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, _context: &RuleContext<'_>, _report: &mut Report) {}

    fn review(&self, context: &RuleContext<'_>, suppressions: &Suppressions, report: &mut Report) {
        let text = SourceText::new(&context.file().model);
        // That a comment is about nothing at all is told by another rule.
        for suppression in suppressions.sound.iter().filter(|one| one.scope != SuppressionScope::Nothing) {
            let unused = |at: &usize| suppression.rules[*at].state == SuppressionState::Unused;
            let unused: Vec<usize> = (0..suppression.rules.len()).filter(unused).collect();
            if unused.len() == suppression.rules.len() {
                report.add(whole(context, suppression, &text));
            } else {
                unused.into_iter().for_each(|at| report.add(one_of_several(context, suppression, at)));
            }
        }
    }
}

const WHY: &str = "It would hide the next mistake of that kind.";

/// No rule that the comment names finds anything.
fn whole(context: &RuleContext<'_>, suppression: &Suppression, text: &SourceText<'_>) -> Diagnostic {
    let names: Vec<&str> = suppression.rules.iter().map(|rule| rule.name.as_str()).collect();
    let message = format!("{} {}", subject(&names), place(suppression.scope));
    let comment = context.place(suppression.comment);
    if let Some(elsewhere) = suppression.rules.iter().find_map(|rule| rule.elsewhere) {
        let line = context.file().source_text().position(elsewhere.start, Encoding::Utf8).line + 1;
        let help = format!(
            "It finds something on line {line}. If that is meant, move the comment to the line above it; if not, remove \
             the comment."
        );
        return Diagnostic::new(comment, message, help).related(context.place(elsewhere), "this is found");
    }
    let help = format!("{WHY} Remove the comment.");
    // A reason is something that a person wrote: it is not thrown away without asking.
    let sure = if suppression.reason.is_empty() { Applicability::Safe } else { Applicability::Suggestion };
    let place = context.place(text.removal(suppression.comment));
    Diagnostic::new(comment, message, help).tag(Tag::Unnecessary).fix("Remove the comment", sure, place, "")
}

fn one_of_several(context: &RuleContext<'_>, suppression: &Suppression, at: usize) -> Diagnostic {
    let rule = &suppression.rules[at];
    let message = format!("{} {}", subject(&[rule.name.as_str()]), place(suppression.scope));
    let help = format!("{WHY} Take it out of the list.");
    // With the comma behind it, or the one before it where it is the last.
    let range = match (suppression.rules.get(at + 1), at.checked_sub(1)) {
        (Some(next), _) => TextRange::new(rule.range.start, next.range.start),
        (None, Some(before)) => TextRange::new(suppression.rules[before].range.end, rule.range.end),
        (None, None) => rule.range,
    };
    Diagnostic::new(context.place(rule.range), message, help).tag(Tag::Unnecessary).fix(
        format!("Remove {}", shown(&rule.name)),
        Applicability::Safe,
        context.place(range),
        "",
    )
}

fn subject(names: &[&str]) -> String {
    match names {
        [only] => format!("The rule {} finds nothing", shown(only)),
        several => format!("The rules {} find nothing", listed_as_written(several, "and")),
    }
}

fn place(scope: SuppressionScope) -> &'static str {
    match scope {
        SuppressionScope::File => "in this file that the comment would allow",
        _ => "here that the comment would allow",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    const RULE: UnusedSuppression = UnusedSuppression;

    /// The text after the first fix of the only finding.
    fn mended(marked: &str) -> String {
        let found = findings(&RULE, marked);
        let [only] = found.as_slice() else { panic!("one finding: {found:#?}") };
        let mut text = marked.replace(['⟦', '⟧'], "");
        let edit = &only.fixes[0].edits[0];
        text.replace_range(edit.place.range.to_usize(), &edit.replacement);
        text
    }

    #[test]
    fn a_comment_that_allows_nothing_goes_with_its_line() {
        let found = findings(
            &RULE,
            "⟦// journey: allow(empty-stage) soon⟧\npersona tom \"Tom\"\njourney j \"J\" { persona: tom }\n",
        );
        assert_eq!(found[0].message, "The rule `empty-stage` finds nothing here that the comment would allow");
        assert_eq!(found[0].help, "It would hide the next mistake of that kind. Remove the comment.");
        let rest = "persona tom \"Tom\"\r\njourney j \"J\" { persona: tom }\r\n";
        assert_eq!(mended(&format!("⟦// journey: allow(empty-stage) soon⟧\r\n{rest}")), rest);
        assert_eq!(mended(&format!("{rest}  ⟦// journey: allow-file(empty-stage, unknown-key)⟧")), rest);
        let behind = "persona tom \"Tom\" ⟦// journey: allow(unknown-key)⟧\njourney j \"J\" { persona: tom }\n";
        assert_eq!(mended(behind), "persona tom \"Tom\"\njourney j \"J\" { persona: tom }\n");
    }

    #[test]
    fn of_several_rules_only_those_go_that_find_nothing() {
        let text = |list: &str| format!("// journey: allow({list}) Known.\nchannel app \"App\"\n");
        for (list, left) in [
            ("⟦unknown-key⟧, unused-name", "unused-name"),
            ("unused-name,⟦unknown-key⟧", "unused-name"),
            ("unused-name, ⟦unknown-key⟧ ,, empty-stag", "unused-name, empty-stag"),
        ] {
            assert_eq!(mended(&text(list)), text(left));
        }
        let found = findings(&RULE, &text("⟦unknown-key⟧, unused-name, ⟦empty-stage⟧"));
        assert_eq!(found[1].help, "It would hide the next mistake of that kind. Take it out of the list.");
    }

    #[test]
    fn what_is_used_or_cannot_tell_is_left_alone() {
        for text in [
            "// journey: allow(unused-name) Known.\nchannel app \"App\"\n",
            "// journey: allow-file(unused-name) Known.\nchannel app \"App\"\n",
            "channel app \"App\" // journey: allow(unused-name) Known.\n",
            // Told by another rule: it is about nothing, names no rule, or cannot be read.
            "channel app \"App\" {\n  // journey: allow(unknown-key)\n}\n",
            "// journey: allow(unknown-kex)\nchannel app \"App\"\n",
            "// journey: alow(unknown-key)\nchannel app \"App\"\n",
            "// The journey: allow(unknown-key)\nchannel app \"App\"\n",
        ] {
            findings(&RULE, text);
        }
    }

    #[test]
    fn a_rule_that_is_off_cannot_tell() {
        let text = "// journey: allow(unknown-key) Known.\nchannel app \"App\"\n";
        crate::testing::Case::of(text).with_settings("[rules]\nunknown-key = \"off\"\n").findings(&RULE);
    }

    #[test]
    fn a_reason_is_not_thrown_away_without_asking() {
        let rest = "channel app \"App\" { kind: digital }\njourney j \"J\" { status: retired; tag: \"x\" }\n";
        let with = |reason: &str| findings(&RULE, &format!("⟦// journey: allow(empty-stage){reason}⟧\n{rest}"));
        assert_eq!(with("")[0].fixes[0].applicability, Applicability::Safe);
        assert_eq!(with(" the law asks for it")[0].fixes[0].applicability, Applicability::Suggestion);
    }

    #[test]
    fn a_comment_in_the_wrong_place_is_told_where_its_rule_finds_something() {
        let found = findings(
            &RULE,
            "⟦// journey: allow(unused-name) Ask Petra.⟧\npersona dana \"Dana\"\n\nchannel app \"App\"\njourney j \"J\" { persona: dana }\n",
        );
        assert_eq!(
            found[0].help,
            "It finds something on line 4. If that is meant, move the comment to the line above it; if not, remove the \
             comment."
        );
        assert_eq!(found[0].fixes, []);
    }

    #[test]
    fn what_is_allowed_is_left_out_where_several_are_told_together() {
        let pains = |comment: &str| {
            let pain = |at: usize| format!("      pain p{at} \"Pain {at}\"\n");
            let pains: String =
                (0..5).map(|at| if at == 3 { format!("{comment}{}", pain(at)) } else { pain(at) }).collect();
            format!("journey j \"J\" {{\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n{pains}    }}\n  }}\n}}\n")
        };
        let told = |text: String| crate::testing::all_findings(&[("test.journey".to_owned(), text)]);
        let count = |found: &[String], what: &str| found.iter().filter(|one| one.contains(what)).count();
        assert_eq!(count(&told(pains("")), "pain-without-opportunity: 5 pains"), 1);
        let allowed = told(pains("      // journey: allow(pain-without-opportunity) The law asks for it.\n"));
        assert_eq!(count(&allowed, "pain-without-opportunity: 4 pains"), 1, "{allowed:?}");
        assert_eq!(count(&allowed, "unused-suppression"), 0, "{allowed:?}");
    }
}
