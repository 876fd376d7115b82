//! `unknown-name`: a name that means nothing where it stands.

use crate::group::LANGUAGE;
use journey_plugin::model::value::{is_id, words};
use journey_plugin::model::{Declaration, Keyword, Project, Reference, Resolution, Role, schema};
use journey_plugin::{
    Applicability, Diagnostic, Fix, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity, TextEdit,
};

use crate::source_text::SourceText;
use crate::wording::{listed, listed_as_written, shown};

/// Finds names that refer to nothing, or to something of another kind than is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnknownName;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unknown-name",
    summary: "A name that means nothing where it stands",
    documentation: r#"
## What it does
Finds a name that refers to nothing: misspelled, not declared yet, declared inside another journey, or declared as
something else than is wanted there. It offers the nearest name that would fit.

A name is looked up in its own journey first, then in the whole project. What stands inside another journey is named
with that journey in front: `weekly_shop.stale_stock`.

## Why it matters
What refers to nothing is left out of every map: an emotion of nobody, a touchpoint in no channel, a promise without
research behind it.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maja
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion maya: -1 }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion maya: -1 }
  }
}
```

## Source
The language reference, "The fine print": a reference is looked up in its own journey first, then in the project. "Today
and tomorrow, in several files" tells how things inside of other journeys are named.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

/// How many names a help line lists, and how many fixes are offered.
const LISTED: usize = 5;

impl Rule for UnknownName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let text = SourceText::new(&context.file().model);
        for (reference, resolution) in context.unresolved() {
            match resolution {
                Resolution::Unknown => report.add(unknown(context, reference, &text)),
                Resolution::WrongKind(id) => {
                    let found = context.project.declaration(*id);
                    let place = Place { file: id.file, range: found.name().range };
                    report.add(wrong_kind(context, reference, found, place));
                }
                Resolution::Found(_) | Resolution::Ambiguous(_) | Resolution::Broken => {}
            }
        }
    }
}

fn unknown(context: &RuleContext<'_>, reference: &Reference<'_>, text: &SourceText<'_>) -> Diagnostic {
    let project = context.project;
    let place = context.place(reference.range);
    let kinds: Vec<&str> = reference.wanted.iter().map(Keyword::name).collect();
    let message = format!("There is no {} {}", listed(&kinds, "or"), shown(reference.text));
    let elsewhere = project.names_elsewhere(context.id, reference, LISTED);
    if let Some((first, _)) = elsewhere.first() {
        let last = shown(reference.text.rsplit('.').next().unwrap_or(reference.text));
        let help = if reference.text.contains('.') {
            format!("Did you mean `{first}`?")
        } else if elsewhere.len() > 1 {
            format!("{last} stands inside other journeys. Say which one is meant, such as `{first}`.")
        } else {
            format!("{last} stands inside another journey. From here, write `{first}`.")
        };
        return elsewhere.iter().fold(Diagnostic::new(place, message, help), |diagnostic, (name, id)| {
            let there = Place { file: id.file, range: project.declaration(*id).name().range };
            diagnostic
                .fix(format!("Change to `{name}`"), Applicability::Suggestion, place, name.as_str())
                .related(there, format!("`{name}` is declared here"))
        });
    }
    if let Some((name, _)) = project.nearest_name(context.id, reference) {
        return Diagnostic::new(place, message, format!("Did you mean `{name}`?")).fix(
            format!("Change to `{name}`"),
            Applicability::Suggestion,
            place,
            name.as_str(),
        );
    }
    let help = format!("{} {}", known_names(context, reference), how_to_declare(project, reference));
    let diagnostic = Diagnostic::new(place, message, help);
    match declared(context, reference, text) {
        Some(fix) => diagnostic.fix_with(fix),
        None => diagnostic,
    }
}

fn wrong_kind(
    context: &RuleContext<'_>,
    reference: &Reference<'_>,
    found: Declaration<'_>,
    there: Place,
) -> Diagnostic {
    let place = context.place(reference.range);
    let is = found.keyword().map_or("something else", Keyword::with_article);
    let kinds: Vec<&str> = reference.wanted.iter().map(|kind| kind.with_article()).collect();
    let wanted = listed(&kinds, "or");
    let message = format!("{} is {is}; {wanted} is wanted here", shown(reference.text));
    let related = format!("It is declared here as {is}");
    if let Some(key) = found.keyword().and_then(|keyword| key_for(context.project, reference, keyword)) {
        let help =
            format!("`{}` takes {wanted}. Did you mean the key `{key}`, which takes {is}?", reference.property.key());
        return Diagnostic::new(place, message, help).related(there, related).fix(
            format!("Change the key to `{key}`"),
            Applicability::Suggestion,
            context.place(reference.property.key_range()),
            key,
        );
    }
    if let Some((name, _)) = context.project.nearest_name(context.id, reference) {
        return Diagnostic::new(place, message, format!("Did you mean `{name}`?")).related(there, related).fix(
            format!("Change to `{name}`"),
            Applicability::Suggestion,
            place,
            name.as_str(),
        );
    }
    let help = format!("{} Declare one under another name.", known_names(context, reference));
    Diagnostic::new(place, message, help).related(there, related)
}

/// The key beside the reference's that takes what was named, where the property can simply be moved to it.
fn key_for<'p>(project: &'p Project, reference: &Reference<'_>, found: Keyword) -> Option<&'p str> {
    let property = reference.property;
    let key = project.schema().key(reference.declaration.keyword()?, found.name())?;
    let takes_it = matches!(&key.value, schema::ValueType::Reference(kinds) if kinds.contains(&found));
    let is_free = reference.declaration.property(&key.name).is_none();
    let stands_alone = reference.role == Role::Value && property.qualifier().is_none() && property.values().len() == 1;
    let is_plain = property.value().is_some_and(|value| value.parts().len() == 1);
    // A required key that went away would be missing.
    let may_go = property.schema(project.schema()).is_some_and(|old| old.requirement == schema::Requirement::Optional);
    (takes_it && is_free && stands_alone && is_plain && may_go).then_some(key.name.as_ref())
}

/// "The personas to name here are `maya` and `tom`."
fn known_names(context: &RuleContext<'_>, reference: &Reference<'_>) -> String {
    let known = context.project.some_names_for(context.id, reference, LISTED + 1);
    let names: Vec<&str> = known.iter().take(LISTED).map(|(name, _)| name.as_str()).collect();
    let one: Vec<&str> = reference.wanted.iter().map(Keyword::name).collect();
    let several: Vec<&str> = reference.wanted.iter().map(Keyword::plural).collect();
    let (one, several) = (listed(&one, "or"), listed(&several, "and"));
    match names.as_slice() {
        [] => format!("No {one} can be named here yet."),
        [only] => format!("The only {one} to name here is `{only}`."),
        names if known.len() > LISTED => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("The {several} to name here are {} and others.", names.join(", "))
        }
        names => format!("The {several} to name here are {}.", listed_as_written(names, "and")),
    }
}

/// "Declare one with `persona tom "Tom"` at the top of a file."
fn how_to_declare(project: &Project, reference: &Reference<'_>) -> String {
    let id = reference.text.rsplit('.').next().unwrap_or(reference.text);
    let Some(kind) = reference.wanted.iter().next() else { return String::new() };
    let places: Vec<&str> = project
        .schema()
        .places(kind)
        .iter()
        .map(|place| match place {
            journey_plugin::model::Place::File => "at the top of a file",
            journey_plugin::model::Place::In(keyword) => keyword.with_article(),
        })
        .collect();
    let place = match places.as_slice() {
        [top, ..] if top.starts_with("at ") => (*top).to_owned(),
        others => format!("in {}", listed(others, "or")),
    };
    let written_at = project.schema().places(kind).first().copied().unwrap_or(journey_plugin::model::Place::File);
    let required = project.schema().wanted_keys(kind, written_at).map(|key| key.example.as_ref());
    let body = match required.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        lines => format!(" {{ {} }}", lines.join("; ")),
    };
    format!("Declare one with `{kind} {id} \"{}\"{body}` {place}.", words(id))
}

/// Declares what is missing at the end of the file, where that takes nothing but the name.
fn declared(context: &RuleContext<'_>, reference: &Reference<'_>, text: &SourceText<'_>) -> Option<Fix> {
    let mut kinds = reference.wanted.iter();
    let (Some(kind), None) = (kinds.next(), kinds.next()) else { return None };
    let schema = context.project.schema();
    let top = journey_plugin::model::Place::File;
    let is_free = schema.may_stand(kind, top) && schema.wanted_keys(kind, top).next().is_none();
    // A journey needs its personas and stages, which nobody can guess.
    if !is_free || kind == Keyword::Journey || !is_id(reference.text) {
        return None;
    }
    let end = context.file().model.parse().len();
    let line_end = text.line_end();
    let gap = if text.whole().ends_with(['\n', '\r']) { line_end.to_owned() } else { line_end.repeat(2) };
    let declaration =
        format!("{gap}{kind} {id} \"{label}\"{line_end}", id = reference.text, label = words(reference.text));
    let place = context.place(journey_plugin::model::syntax::TextRange::empty(end));
    Some(Fix {
        title: format!("Declare {kind} `{}` at the end of this file", reference.text),
        applicability: Applicability::Suggestion,
        edits: vec![TextEdit { place, replacement: declaration }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    fn titles(diagnostic: &Diagnostic) -> Vec<&str> {
        diagnostic.fixes.iter().map(|fix| fix.title.as_str()).collect()
    }

    #[test]
    fn the_nearest_name_that_fits_is_offered() {
        let found = findings(
            &UnknownName,
            "channel maya \"Maya\"\npersona maja \"Maja\"\njourney shop \"Shop\" { persona: ⟦mayja⟧ }\n",
        );
        assert_eq!(found[0].message, "There is no persona `mayja`");
        assert_eq!(found[0].help, "Did you mean `maja`?");
        assert_eq!(titles(&found[0]), ["Change to `maja`"]);
    }

    #[test]
    fn every_role_of_a_name_is_checked() {
        let found = findings(
            &UnknownName,
            "\
persona maya \"Maya\"
source talks \"Talks\" { kind: interview }
channel app \"App\"
metric csat \"CSAT\" { kind: csat }
journey shop \"Shop\" {
  persona: maya
  stage find \"Find\" {
    measure ⟦cast⟧: 78% from ⟦talk⟧, talks
    touchpoint search \"Search\" { emotion ⟦mya⟧: +1; frontstage: ⟦aap⟧ \"Shows\"; next: ⟦pya⟧ }
    touchpoint pay \"Pay\" { pain slow \"Slow\" }
  }
  opportunity fast \"Fast\" { addresses: ⟦slwo⟧ }
}
",
        );
        let told: Vec<(&str, &str)> = found.iter().map(|one| (one.message.as_str(), one.help.as_str())).collect();
        assert_eq!(
            told,
            [
                ("There is no metric `cast`", "Did you mean `csat`?"),
                // `talks` stands beside it already.
                (
                    "There is no source `talk`",
                    "No source can be named here yet. Declare one with `source talk \"Talk\" { kind: interview }` at the top of a file."
                ),
                ("There is no persona `mya`", "Did you mean `maya`?"),
                ("There is no channel or actor `aap`", "Did you mean `app`?"),
                ("There is no touchpoint `pya`", "Did you mean `pay`?"),
                ("There is no pain `slwo`", "Did you mean `slow`?"),
            ]
        );
    }

    #[test]
    fn a_name_inside_another_journey_is_offered_with_that_journey_in_front() {
        let found = findings_among(
            &UnknownName,
            &[
                ("a.journey", "opportunity fresh \"Fresh\" { addresses: ⟦stale_stock⟧ }\n"),
                ("b.journey", "journey shop \"Shop\" { pain stale_stock \"Stale\" }\n"),
            ],
        );
        assert_eq!(found[0].help, "`stale_stock` stands inside another journey. From here, write `shop.stale_stock`.");
        assert_eq!(titles(&found[0]), ["Change to `shop.stale_stock`"]);
        assert_eq!(found[0].related[0].1, "`shop.stale_stock` is declared here");
    }

    #[test]
    fn of_several_other_journeys_one_is_to_be_chosen() {
        let found = findings_among(
            &UnknownName,
            &[
                ("a.journey", "opportunity fresh \"Fresh\" { addresses: ⟦stale⟧ }\n"),
                ("b.journey", "journey shop \"Shop\" { pain stale \"Stale\" }\n"),
                ("c.journey", "journey club \"Club\" { pain stale \"Stale\" }\n"),
            ],
        );
        assert_eq!(
            found[0].help,
            "`stale` stands inside other journeys. Say which one is meant, such as `shop.stale`."
        );
        assert_eq!(titles(&found[0]), ["Change to `shop.stale`", "Change to `club.stale`"]);
    }

    #[test]
    fn where_nothing_is_near_the_known_names_are_listed_and_one_can_be_declared() {
        let found = findings(
            &UnknownName,
            "persona maya \"Maya\"\npersona bo \"Bo\"\njourney shop \"Shop\" { persona: ⟦customer_one⟧ }\n",
        );
        assert_eq!(
            found[0].help,
            "The personas to name here are `bo` and `maya`. Declare one with \
             `persona customer_one \"Customer one\"` at the top of a file."
        );
        assert_eq!(titles(&found[0]), ["Declare persona `customer_one` at the end of this file"]);
        assert_eq!(found[0].fixes[0].edits[0].replacement, "\npersona customer_one \"Customer one\"\n");
    }

    #[test]
    fn only_five_names_are_listed() {
        let personas: String = ('a'..='g').map(|letter| format!("persona {letter}{letter}{letter}\n")).collect();
        let found = findings(&UnknownName, &format!("{personas}journey shop \"Shop\" {{ persona: ⟦customer⟧ }}"));
        assert!(
            found[0].help.starts_with("The personas to name here are `aaa`, `bbb`, `ccc`, `ddd`, `eee` and others.")
        );
        assert_eq!(found[0].fixes[0].edits[0].replacement, "\n\npersona customer \"Customer\"\n");
    }

    #[test]
    fn what_needs_more_than_a_name_is_not_declared_by_a_fix() {
        let found = findings(
            &UnknownName,
            "journey shop \"Shop\" { of: ⟦before⟧; source: ⟦talks⟧; opportunity o \"O\" { addresses: ⟦slow⟧, ⟦a.b⟧ } }\n",
        );
        assert!(found.iter().all(|one| one.fixes.is_empty()), "{found:#?}");
        assert_eq!(
            found[2].help,
            "No pain can be named here yet. Declare one with `pain slow \"Slow\"` in a journey, \
             a stage or a touchpoint."
        );
    }

    #[test]
    fn another_kind_of_that_name_is_told() {
        let found = findings(
            &UnknownName,
            "\
channel app \"App\"
actor courier \"Courier\"
journey shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" { actor: ⟦app⟧; channel: app } } }
",
        );
        assert_eq!(found[0].message, "`app` is a channel; an actor is wanted here");
        assert_eq!(found[0].help, "The only actor to name here is `courier`. Declare one under another name.");
        assert_eq!(found[0].related[0].1, "It is declared here as a channel");
    }

    #[test]
    fn the_key_that_takes_what_was_named_is_offered() {
        let found = findings(
            &UnknownName,
            "\
actor courier \"Courier\"
journey shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" { channel: ⟦courier⟧ } } }
",
        );
        assert_eq!(found[0].message, "`courier` is an actor; a channel is wanted here");
        assert_eq!(found[0].help, "`channel` takes a channel. Did you mean the key `actor`, which takes an actor?");
        assert_eq!(titles(&found[0]), ["Change the key to `actor`"]);
    }

    #[test]
    fn a_dotted_name_is_corrected_where_it_is_wrong() {
        let found = findings(
            &UnknownName,
            "\
opportunity a \"A\" { addresses: ⟦shop.stael⟧, ⟦shp.slow⟧ }
journey shop \"Shop\" { pain stale \"Stale\"; pain slow \"Slow\" }
",
        );
        assert_eq!(titles(&found[0]), ["Change to `shop.stale`"]);
        // The name is exactly there, so the journey is what is wrong.
        assert_eq!(found[1].help, "Did you mean `shop.slow`?");
        assert_eq!(titles(&found[1]), ["Change to `shop.slow`"]);
    }

    #[test]
    fn what_another_mistake_explains_is_not_told_twice() {
        findings(&UnknownName, "persna maya \"Maya\"\njourney shop \"Shop\" { persona: maya }\n");
        findings(&UnknownName, "= persona maya \"Maya\"\njourney shop \"Shop\" { persona: maya }\n");
        findings(&UnknownName, "persona maya \"Maya\"\njourney shop \"Shop\" { persona: maya- }\n");
        findings(&UnknownName, "channel app \"App\"\nactor app \"App\"\npain p \"P\" { prsona: tom }\n");
    }

    #[test]
    fn words_of_an_enumeration_and_tags_are_no_names() {
        findings(&UnknownName, "persona maya \"Maya\" { priority: primry; tag: parent }\n");
    }
}
