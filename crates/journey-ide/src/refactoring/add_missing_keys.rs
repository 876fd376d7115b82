//! The keys that a declaration should have and does not: those that have to be there, then those that say most.
//!
//! Keys that take a text get an empty one, to be filled. Other keys would claim something that nobody knows, so only those
//! that have to be there are written, with the value that claims least.

use journey_model::{Declaration, IdSource, KeySchema, Keyword, Schema, ValueType};

use super::block::with_properties;
use super::{change, edit};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::layout::{Layout, is_readable};

/// Offers to add what is missing in the declaration whose head the cursor is on.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let (file, model) = (actions.file(), actions.model());
    let Some(declaration) = actions.declaration_at_head().filter(|declaration| is_readable(model, *declaration)) else {
        return;
    };
    let Some(keyword) = declaration.keyword() else { return };
    let schema = actions.snapshot().project.schema();
    let lines = missing(schema, declaration, keyword);
    if lines.is_empty() {
        return;
    }
    let names: Vec<String> = lines.iter().filter_map(|line| Some(format!("`{}`", line.split_once(':')?.0))).collect();
    let title = format!("Add what is missing: {}", names.join(", "));
    actions.add(Offer::new(ActionKind::Rewrite, "add missing keys", title).suggestion(), || {
        let (range, text) = with_properties(&Layout::new(model), declaration, &lines);
        let mut change = change(vec![edit(file, range, text)], "\"\"");
        // Between the quotes.
        change.cursor = change.cursor.map(|(edit, at)| (edit, at + 1));
        Some(change)
    });
}

/// The keys that say most about each kind of thing, all of them texts.
const fn telling(keyword: Keyword) -> &'static [&'static str] {
    match keyword {
        Keyword::Persona => &["role", "goal", "wants", "hates", "quote"],
        Keyword::Metric => &["question", "trigger"],
        Keyword::Journey => &["scenario", "goal", "objective", "starts", "ends"],
        Keyword::Stage => &["goal"],
        Keyword::Touchpoint => &["does", "thinks", "expects", "gets"],
        Keyword::Pain => &["cause"],
        Keyword::Opportunity => &["how", "solution"],
        Keyword::Channel | Keyword::Actor | Keyword::Source | Keyword::Gain => &[],
    }
}

fn missing(schema: &Schema, declaration: Declaration<'_>, keyword: Keyword) -> Vec<String> {
    let place = declaration.place().filter(|place| schema.may_stand(keyword, *place));
    let Some(place) = place else { return Vec::new() };
    let is_missing = |key: &&KeySchema| !declaration.gives(&key.name, schema);
    let required = schema.wanted_keys(keyword, place).filter(is_missing).filter_map(|key| {
        let value = least_claim(key, declaration)?;
        Some(format!("{}: {value}", key.name))
    });
    let telling = telling(keyword).iter().filter_map(|name| schema.key(keyword, name)).filter(is_missing);
    let telling = telling.filter(|key| key.value == ValueType::Text).map(|key| format!("{}: \"\"", key.name));
    required.chain(telling).collect()
}

/// The value of a required key that claims least; `None` where nobody can guess.
pub(super) fn least_claim(key: &KeySchema, declaration: Declaration<'_>) -> Option<String> {
    match &key.value {
        ValueType::Enumeration(_) => least_word(key).map(str::to_owned),
        ValueType::Reference(kinds) => {
            let around = declaration.journey()?.descendants();
            let mut named = around.filter(|other| other.keyword().is_some_and(|keyword| kinds.contains(&keyword)));
            named.find(|other| other.id_source() == IdSource::Written).map(|other| other.id().to_owned())
        }
        _ => None,
    }
}

/// The word of an enumeration that claims least: that something is assumed, or of one's own kind; else the last.
pub(super) fn least_word(key: &KeySchema) -> Option<&str> {
    let words = key.value.enumeration();
    let humble = words.iter().find(|word| matches!(&*word.name, "assumption" | "custom"));
    humble.or_else(|| words.last()).map(|word| &*word.name)
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn added(text: &str) -> Option<String> {
        Some(Fixture::new(text).done("Add what")?.remove(0))
    }

    #[test]
    fn the_keys_that_say_most_are_added_behind_those_that_are_there() {
        assert_eq!(
            added("per$0sona maya \"Maya\" {\r\n  role: \"Nurse\" // for now\r\n\r\n  // more\r\n}\r\n").unwrap(),
            "persona maya \"Maya\" {\r\n  role: \"Nurse\" // for now\r\n  goal: \"\"\r\n  wants: \"\"\r\n  hates: \"\"\r\n  quote: \"\"\r\n\r\n  // more\r\n}\r\n"
        );
        assert_eq!(
            added("journey j \"J\" {\n\tsta$0ge s \"S\"\n}\n").unwrap(),
            "journey j \"J\" {\n\tstage s \"S\" {\n\t\tgoal: \"\"\n\t}\n}\n"
        );
        assert_eq!(
            added("journey j \"J\" { stage s \"S\" { pa$0in p \"P\" { severity: low, } } }").unwrap(),
            "journey j \"J\" { stage s \"S\" { pain p \"P\" { severity: low; cause: \"\" } } }"
        );
        assert_eq!(added("journey j { sta$0ge s {} }").unwrap(), "journey j { stage s { goal: \"\" } }");
        assert_eq!(
            added("journey j { sta$0ge s { touchpoint t } }").unwrap(),
            "journey j { stage s { goal: \"\"; touchpoint t } }"
        );
    }

    #[test]
    fn what_has_to_be_there_claims_as_little_as_possible() {
        assert_eq!(added("sou$0rce s \"S\"\n").unwrap(), "source s \"S\" {\n  kind: assumption\n}\n");
        assert_eq!(
            added("met$0ric m \"M\" { question: \"Q\"; trigger: \"T\" }\n").unwrap(),
            "metric m \"M\" { question: \"Q\"; trigger: \"T\"; kind: custom }\n"
        );
        assert_eq!(
            added("journey j {\n  pain p\n  oppor$0tunity o {\n    how: \"H\"; solution: \"S\" }\n}\n").unwrap(),
            "journey j {\n  pain p\n  opportunity o {\n    how: \"H\"; solution: \"S\"; addresses: p }\n}\n"
        );
    }

    #[test]
    fn where_nothing_is_missing_or_something_is_broken_nothing_is_added() {
        assert_eq!(added("chan$0nel app \"App\"\n"), None);
        assert_eq!(added("per$0sona maya {\n  role \"Nurse\"\n  ?\n}\n"), None);
        assert_eq!(added("sta$0ge s \"S\"\n"), None);
    }

    #[test]
    fn the_cursor_comes_between_the_first_quotes() {
        let fixture = Fixture::new("journey j { sta$0ge s { } }");
        let action = fixture.actions().into_iter().find(|action| action.title.starts_with("Add what")).unwrap();
        let change = action.change.unwrap();
        let (edit, at) = change.cursor.unwrap();
        assert_eq!(change.edits[edit].replacement.split_at(at as usize).1, "\" ");
    }
}
