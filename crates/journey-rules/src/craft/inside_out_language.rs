//! `inside-out-language`: touchpoints and stages that are told from the company's side.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::quote;
use journey_plugin::model::{Declaration, IdSource, Keyword};
use journey_plugin::{Applicability, Diagnostic, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::inside_out_words::{InsideOut, funnel_word, inside_out};
use super::words::find;
use crate::group::EXPERIENCE;
use crate::standing::is_retired;
use crate::wording::shown;

/// Finds labels that are told from the company's side.
#[derive(Clone, Copy, Debug)]
pub(super) struct InsideOutLanguage;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "inside-out-language",
    summary: "A touchpoint or stage that is told from the company's side",
    documentation: r#"
## What it does
Finds labels of touchpoints that say what the company does (`We send a reminder`, `System processes order`, `Notify the customer`, `Ticket
is created`, `Claim reviewed`, `Upsell`) or use its words (`CRM`, `lead generation`), and stages that are called as in a sales funnel (`Acquisition`, `Conversion`,
`Loyalty`). More than five in a journey are one finding. Where the label leaves no doubt, it offers to say it from the customer's side.

It looks at labels only. `does`, `says` and `thinks` are the customer's own words, in which "we" is their family; lanes such as `backstage` are
the company's side by definition. It knows English and is careful: what may be the customer's doing is left alone (`Opens the CRM`). Words of your house or
language are added with `words`.

## Why it matters
A map in the words of the company shows the process that the company knows already. The customer notices other things: a letter that
comes, a silence that lasts. Told from their side, the steps that matter to nobody but you fall away, and those that you did not see appear.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage acquisition "Acquisition" {
    touchpoint reminder "We send a reminder" { emotion: 0 }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
actor mailing "Mailing service" { line: backstage }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint reminder "Gets a reminder" {
      emotion: 0
      backstage: mailing "Sends a reminder every Thursday"
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic": journeys
designed from the inside out may tell no more than what will be done to customers, and customers view them
differently. Jeffrey Marino's post on customer journey maps (Total Customer Experience Leaders blog) quotes
PeopleMetrics: empathy with customers makes it easier to leave the internal process mode. The list of words is ours.
"#,
    group: &EXPERIENCE,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[OptionDescription {
        id: "words",
        documentation: "Words and phrases of your house that do not belong in the label of a touchpoint or stage, such as the name of \
                        a system. They are added to the built-in ones.",
        kind: OptionKind::Texts { default: &[] },
    }],
};

/// With more of them, the whole journey is told from the company's side.
const MOST: usize = 5;

/// A label that is told from the company's side.
struct Found<'c> {
    declaration: Declaration<'c>,
    place: Place,
    instead: Option<String>,
    /// The label, where that can stand in its place.
    label: Option<Place>,
}

impl Rule for InsideOutLanguage {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let own = context.texts("words");
        for facts in context.journeys() {
            let all = facts.stages.iter().chain(&facts.touchpoints);
            let mut found: Vec<Found<'_>> = all.filter_map(|one| Found::of(context, *one, &own)).collect();
            if found.is_empty() || is_retired(facts.declaration) {
                continue;
            }
            found.retain(|one| !context.allows(one.place.range));
            if found.len() > MOST {
                report.add(of_many(context, facts.declaration, &found));
            } else {
                found.into_iter().for_each(|one| report.add(one.diagnostic()));
            }
        }
    }
}

impl<'c> Found<'c> {
    fn of(context: &RuleContext<'c>, declaration: Declaration<'c>, own: &[String]) -> Option<Self> {
        let label = declaration.ast().label();
        // A label that cannot be read is told as that.
        if label.is_some_and(|label| label.kind().is_error()) {
            return None;
        }
        let node = label.or_else(|| declaration.ast().name())?;
        let built_in = if declaration.keyword() == Some(Keyword::Stage) { funnel_word } else { inside_out };
        let set = || {
            own.iter().find_map(|words| find(node.text(), words)).map(|place| InsideOut {
                place,
                instead: None,
                says_all: false,
            })
        };
        let InsideOut { place, instead, says_all } = built_in(node.text()).or_else(set)?;
        let at = |offset: usize| node.range().start + u32::try_from(offset).unwrap_or_default();
        // Without an id of its own it would be called otherwise, and nobody would find it.
        let may_change = says_all && declaration.name().source == IdSource::Written;
        let is_sound = |text: &String| built_in(text).is_none() && own.iter().all(|words| find(text, words).is_none());
        let instead = instead.filter(is_sound);
        let may_change = may_change && is_plain(node.text()) && instead.is_some();
        let place = context.place(TextRange::new(at(place.start), at(place.end)));
        let label = label.filter(|_| may_change).map(|label| context.place(label.range()));
        Some(Self { declaration, place, instead, label })
    }

    fn diagnostic(self) -> Diagnostic {
        let label = shown(&self.declaration.label());
        let instead = self.instead.as_deref();
        let such_as = instead.map_or_else(String::new, |instead| format!(", such as `{instead}`"));
        let (message, help) = if self.declaration.keyword() == Some(Keyword::Stage) {
            let help = format!(
                "Nobody wants to be acquired, converted or retained. Name the stage by what the customer is up to{such_as}."
            );
            (format!("{label} is your word for this stage, not the customer's"), help)
        } else {
            let help = format!(
                "Customers do not see what you do, only what reaches them. Say what they do or notice{such_as}, and put your \
                 part into a lane: `backstage: ACTOR \"what they do\"`."
            );
            (format!("{label} is told from your side, not from the customer's"), help)
        };
        let diagnostic = Diagnostic::new(self.place, message, help);
        match (self.label, instead) {
            (Some(label), Some(text)) => {
                diagnostic.fix(format!("Change to `{text}`"), Applicability::Suggestion, label, quote(text))
            }
            _ => diagnostic,
        }
    }
}

/// Whether a label as it is written is words and nothing else, so that taking words out of it breaks no quotes or brackets.
fn is_plain(label: &str) -> bool {
    label.trim_matches('"').chars().all(|one| one.is_alphanumeric() || " '’-,.".contains(one))
}

fn of_many(context: &RuleContext<'_>, journey: Declaration<'_>, found: &[Found<'_>]) -> Diagnostic {
    let message = format!("{} labels of the journey {} are told from your side", found.len(), shown(&journey.label()));
    let help = "It reads as a map of your process, and customers see their way differently. Tell it again from what they do and \
                notice, best with somebody who has spoken with them, and put your part into lanes such as `backstage`.";
    let diagnostic = Diagnostic::new(context.place(journey.name().range), message, help);
    found.iter().fold(diagnostic, |diagnostic, one| {
        let what =
            one.instead.as_ref().map_or_else(|| "your words".to_owned(), |instead| format!("rather `{instead}`"));
        diagnostic.related(one.place, what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};
    use journey_plugin::model::configuration::OptionValue;

    fn journey(stage: &str, touchpoints: &[&str]) -> String {
        let touchpoints: Vec<String> = touchpoints.iter().map(|one| format!("    touchpoint {one}\r\n")).collect();
        format!("journey shop \"Weekly shop\" {{\r\n  stage {stage} {{\r\n{}  }}\r\n}}\r\n", touchpoints.concat())
    }

    #[test]
    fn a_touchpoint_told_from_the_company_s_side_is_told() {
        let found = findings(&InsideOutLanguage, &journey("s \"Order\"", &["remind \"⟦We send⟧ a reminder\""]));
        assert_eq!(found[0].message, "`We send a reminder` is told from your side, not from the customer's");
        assert_eq!(
            found[0].help,
            "Customers do not see what you do, only what reaches them. Say what they do or notice, such as `Gets a reminder`, \
             and put your part into a lane: `backstage: ACTOR \"what they do\"`."
        );
        for touchpoint in [
            "t \"Ligger i ⟦CRM⟧\"",
            "⟦ticket_created⟧",
            "t \"\\\"Lead\\\" and ⟦upsell⟧\"",
            "\"💬 ⟦Emails are sent⟧\" { emotion: 0 }",
            "t \"⟦Inform⟧ customer\" { does: \"We send a letter\" }",
        ] {
            findings(&InsideOutLanguage, &journey("s \"Order\"", &[touchpoint]));
        }
    }

    #[test]
    fn a_stage_of_a_funnel_is_told() {
        let found = findings(&InsideOutLanguage, &journey("s \"⟦Acquisition⟧\"", &["t \"Looks around\""]));
        assert_eq!(found[0].message, "`Acquisition` is your word for this stage, not the customer's");
        assert_eq!(
            found[0].help,
            "Nobody wants to be acquired, converted or retained. Name the stage by what the customer is up to, such as `Discover`."
        );
        findings(&InsideOutLanguage, &journey("⟦retention⟧", &[]));
    }

    #[test]
    fn a_journey_that_is_told_from_inside_is_one_finding() {
        let touchpoints = ["a \"We send mail\"", "b \"We notify\"", "c \"CRM\"", "d \"Upsell\"", "e \"Lead scoring\""];
        let text = journey("s \"Conversion\"", &touchpoints).replacen("shop", "⟦shop⟧", 1);
        let found = findings(&InsideOutLanguage, &text);
        assert_eq!(found[0].message, "6 labels of the journey `Weekly shop` are told from your side");
        assert_eq!(
            found[0].help,
            "It reads as a map of your process, and customers see their way differently. Tell it again from what they do and notice, \
             best with somebody who has spoken with them, and put your part into lanes such as `backstage`."
        );
        let related: Vec<&str> = found[0].related.iter().map(|(_, what)| what.as_str()).collect();
        assert_eq!(related[..2], ["rather `Decide`", "your words"]);
    }

    #[test]
    fn what_stands_in_a_journey_in_the_wrong_place_is_told_once() {
        findings(
            &InsideOutLanguage,
            "journey a \"A\" {\n  journey b \"B\" {\n    stage s \"⟦Acquisition⟧\" { touchpoint t \"⟦CRM⟧\" }\n  }\n  \
             stage s \"⟦Conversion⟧\"\n}\n",
        );
    }

    #[test]
    fn only_labels_of_stages_and_touchpoints_are_read() {
        for touchpoint in [
            "t \"Waits\" { does: \"We send a letter\"; says: \"Our team is lost\"; thinks: \"CRM\"; expects: \"An upsell\" }",
            "t \"Waits\" { backstage: crm \"System processes the order\"; support: crm \"Ticket is created\" }",
            "t \"Waits\" { pain \"CRM is down\"; gain \"Upsell\" }",
            "we_send \"Gets a letter\"",
            "t \"We send a letter",
            "t",
        ] {
            findings(&InsideOutLanguage, &journey("s \"Order\"", &[touchpoint]));
        }
        findings(
            &InsideOutLanguage,
            "journey crm \"Conversion in the CRM\" { opportunity \"Upsell\" }\nchannel crm \"CRM\"\n",
        );
        findings(&InsideOutLanguage, "journey old \"Old\" { status: retired; stage a \"Acquisition\" }\n");
    }

    #[test]
    fn words_of_the_house_are_added() {
        let with = |label: &str| {
            let words = OptionValue::Texts(vec!["Siebel".to_owned(), "Süd-Lager".to_owned()]);
            let text = journey("s \"Order\"", &[&format!("t \"{label}\"")]);
            Case::of(&text).with_option((DESCRIPTION.id, "words", words)).findings(&InsideOutLanguage)
        };
        with("Waits for ⟦SIEBEL⟧");
        let found = with("Aus dem ⟦süd-lager⟧");
        assert_eq!(found[0].message, "`Aus dem süd-lager` is told from your side, not from the customer's");
        with("⟦We send⟧ mail");
        with("Siebels");
    }

    /// The texts that fixes put in the place of the label.
    fn replacements(stage: &str, touchpoint: &str) -> Vec<String> {
        let found = findings(&InsideOutLanguage, &journey(stage, &[touchpoint]));
        found.iter().flat_map(|one| &one.fixes).map(|fix| fix.edits[0].replacement.clone()).collect()
    }

    #[test]
    fn a_label_that_can_be_said_from_the_other_side_is_offered() {
        assert_eq!(replacements("s \"⟦Acquisition⟧\"", "t \"Looks\""), ["\"Discover\""]);
        assert_eq!(replacements("s \"Order\"", "t \"⟦We send⟧ a reminder\""), ["\"Gets a reminder\""]);
        for (stage, touchpoint) in [
            ("\"⟦Acquisition⟧\"", "t \"Looks\""),
            ("⟦acquisition⟧", "t \"Looks\""),
            ("s \"Order\"", "\"⟦We send⟧ a reminder\""),
            ("s \"Order\"", "t \"⟦We send⟧ a reminder via SMS\""),
            ("s \"Order\"", "t \"⟦We send⟧ CRM data\""),
            ("s \"Order\"", "t \"⟦Our team⟧ listens\""),
            ("s \"Order\"", "t \"⟦We send⟧ \\\"news\\\"\""),
            ("s \"Order\"", "t \"⟦We send⟧ a letter (signed)\""),
        ] {
            assert_eq!(replacements(stage, touchpoint), [""; 0], "{stage} {touchpoint}");
        }
    }
}
