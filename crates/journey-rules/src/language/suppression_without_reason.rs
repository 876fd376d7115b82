//! `suppression-without-reason`: a comment allows a finding and does not say why.

use journey_plugin::{
    Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity, SuppressionScope, SuppressionState,
    Suppressions,
};

use crate::group::LANGUAGE;

/// Finds comments that allow findings without a reason.
#[derive(Clone, Copy, Debug)]
pub(super) struct SuppressionWithoutReason;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "suppression-without-reason",
    summary: "A comment that allows a finding and does not say why",
    documentation: r#"
## What it does
Finds a comment such as `// journey: allow(empty-stage)` with nothing behind the parentheses. Comments that are wrong in
another way, or that allow nothing, are other findings. It offers no fix: the reason is what only you know.

## Why it matters
The next reader has to decide whether the exception still holds. Without a reason nobody can, so it stays for ever, or
somebody takes it out who should not have.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  // journey: allow(empty-stage)
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
The language reference, "Findings that are meant": whatever stands behind the parentheses is the reason.
"#,
    group: &LANGUAGE,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Rule for SuppressionWithoutReason {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, _context: &RuleContext<'_>, _report: &mut Report) {}

    fn review(&self, context: &RuleContext<'_>, suppressions: &Suppressions, report: &mut Report) {
        let may_allow = |state| matches!(state, SuppressionState::Used | SuppressionState::NotRun);
        for suppression in suppressions.sound.iter().filter(|one| one.reason.is_empty()) {
            let allows = suppression.rules.iter().any(|rule| may_allow(rule.state));
            if allows && suppression.scope != SuppressionScope::Nothing {
                let message = "This comment allows a finding and does not say why";
                let help = "The next reader must know whether it still holds. Write the reason behind the parentheses, in a \
                            few words.";
                report.add(Diagnostic::new(context.place(suppression.comment), message, help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};

    const RULE: SuppressionWithoutReason = SuppressionWithoutReason;

    #[test]
    fn an_exception_needs_a_reason() {
        let found = findings(&RULE, "⟦// journey: allow(unused-name)⟧\nchannel app \"App\"\n");
        assert_eq!(found[0].message, "This comment allows a finding and does not say why");
        assert_eq!(
            found[0].help,
            "The next reader must know whether it still holds. Write the reason behind the parentheses, in a few words."
        );
        for text in [
            "⟦// journey: allow(unused-name) -⟧\r\nchannel app \"App\"\r\n",
            "⟦// journey: allow-file(unused-name):⟧\nchannel app \"App\"\n",
            "channel app \"App\" ⟦//journey:allow(unused-name)⟧",
            "⟦// journey: allow(unused-name, unknown-key)⟧\nchannel app \"App\"\n",
        ] {
            findings(&RULE, text);
        }
        let off = Case::of("⟦// journey: allow(unknown-key)⟧\nchannel app \"App\"\n");
        off.with_settings("[rules]\nunknown-key = \"off\"\n").findings(&RULE);
    }

    #[test]
    fn a_reason_is_enough_and_other_mistakes_are_told_elsewhere() {
        for text in [
            "// journey: allow(unused-name) Comes in May.\nchannel app \"App\"\n",
            "// journey: allow(unused-name): 東京\nchannel app \"App\"\n",
            "// journey: allow(unknown-key)\nchannel app \"App\"\n",
            "// journey: allow(unused-nam)\nchannel app \"App\"\n",
            "// journey: alow(unused-name)\nchannel app \"App\"\n",
            "channel app \"App\"\n// journey: allow(unused-name)\n",
            "// nothing\nchannel app \"App\"\n",
        ] {
            findings(&RULE, text);
        }
    }
}
