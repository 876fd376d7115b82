//! `unknown-name`: a name that means nothing where it stands.

use journey_plugin::model::value::{is_id, words};
use journey_plugin::model::{Declaration, Keyword, Project, Reference, Resolution, Role, schema};
use journey_plugin::{Applicability, Diagnostic, FileContext, Fix, Place, Report, Rule, RuleDescription, Severity, TextEdit};

use super::source_text::SourceText;
use super::wording::{listed, listed_as_written, shown};

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
"#,
    severity: Severity::Error,
};

/// How many names a help line lists, and how many fixes are offered.
const LISTED: usize = 5;

impl Rule for UnknownName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &FileContext<'_>, report: &mut Report) {
        let text = SourceText::new(&context.file().model);
        for (reference, resolution) in context.project.unresolved_in(context.id) {
            match resolution {
                Resolution::Unknown => report.add(unknown(context, &reference, &text)),
                Resolution::WrongKind(id) => {
                    let found = context.project.declaration(*id);
                    let place = Place { file: id.file, range: found.name().range };
                    report.add(wrong_kind(context, &reference, found, place));
                }
                Resolution::Found(_) | Resolution::Ambiguous(_) | Resolution::Broken => {}
            }
        }
    }
}

fn unknown(context: &FileContext<'_>, reference: &Reference<'_>, text: &SourceText<'_>) -> Diagnostic {
    let project = context.project;
    let place = context.place(reference.range);
    let kinds: Vec<&str> = reference.wanted.iter().map(Keyword::name).collect();
    let message = format!("There is no {} {}", listed(&kinds, "or"), shown(reference.text));
    let elsewhere = project.names_elsewhere(context.id, reference, LISTED);
    if let Some((first, _)) = elsewhere.first() {
        let help = format!("It stands inside another journey. From here, write `{first}`.");
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

fn wrong_kind(context: &FileContext<'_>, reference: &Reference<'_>, found: Declaration<'_>, there: Place) -> Diagnostic {
    let place = context.place(reference.range);
    let is = found.keyword().map_or("something else", Keyword::with_article);
    let kinds: Vec<&str> = reference.wanted.iter().map(|kind| kind.with_article()).collect();
    let wanted = listed(&kinds, "or");
    let message = format!("{} is {is}; {wanted} is wanted here", shown(reference.text));
    let related = format!("It is declared here as {is}");
    if let Some(key) = found.keyword().and_then(|keyword| key_for(context.project, reference, keyword)) {
        let help = format!("`{}` takes {wanted}. Did you mean the key `{key}`, which takes {is}?", reference.property.key());
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
    let help = format!("{} Choose one of those, or declare another.", known_names(context, reference));
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
    (takes_it && is_free && stands_alone && is_plain && may_go && found != Keyword::Persona).then_some(key.name.as_ref())
}

/// "The actors are `courier` and `picking`.", "There is no actor yet."
fn known_names(context: &FileContext<'_>, reference: &Reference<'_>) -> String {
    let kinds: Vec<&str> = reference.wanted.iter().map(Keyword::plural).collect();
    let known = context.project.some_names_for(context.id, reference, LISTED + 1);
    let names: Vec<&str> = known.iter().take(LISTED).map(|(name, _)| name.as_str()).collect();
    let kinds = listed(&kinds, "and");
    match names.as_slice() {
        [] => format!("There are no other {kinds} to name here."),
        [only] => format!("The only other name for {kinds} here is `{only}`."),
        names if known.len() > LISTED => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("Names for {kinds} here are {} and others.", names.join(", "))
        }
        names => format!("Names for {kinds} here are {}.", listed_as_written(names, "and")),
    }
}

/// "Declare it with `persona tom "Tom"` at the top of a file."
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
    format!("One is declared with `{kind} {id} \"{}\"` {place}.", words(id))
}

/// Declares what is missing at the end of the file, where that takes nothing but the name.
fn declared(context: &FileContext<'_>, reference: &Reference<'_>, text: &SourceText<'_>) -> Option<Fix> {
    let mut kinds = reference.wanted.iter();
    let (Some(kind), None) = (kinds.next(), kinds.next()) else { return None };
    let schema = context.project.schema();
    let top = journey_plugin::model::Place::File;
    let is_free = schema.may_stand(kind, top) && schema.required_keys(kind, top).next().is_none();
    // A journey needs its personas and stages, which nobody can guess.
    if !is_free || kind == Keyword::Journey || !is_id(reference.text) {
        return None;
    }
    let end = context.file().model.parse().len();
    let line_end = text.line_end();
    let gap = if text.whole().ends_with(['\n', '\r']) { line_end.to_owned() } else { line_end.repeat(2) };
    let declaration = format!("{gap}{kind} {id} \"{label}\"{line_end}", id = reference.text, label = words(reference.text));
    let place = context.place(journey_plugin::model::syntax::TextRange::empty(end));
    Some(Fix {
        title: format!("Declare {kind} `{}` at the end of this file", reference.text),
        applicability: Applicability::Suggestion,
        edits: vec![TextEdit { place, replacement: declaration }],
    })
}
