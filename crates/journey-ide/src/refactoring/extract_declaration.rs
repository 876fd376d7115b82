//! A part of a text becomes a channel, an actor, a persona or a source of its own: it is declared, and the touchpoint, the
//! journey or the line refers to it. The text stays as it is.

use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::value::{Text, is_id, quote, slug};
use journey_model::{Declaration, Keyword, Property, ValueType};
use journey_plugin::TextEdit;

use super::block::with_properties;
use super::new_declaration::{is_taken, placements, text};
use super::{change, edit};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::draft::are_apart;
use crate::layout::{Layout, is_readable};

/// How many characters a name may be made from.
const LONGEST: usize = 80;

/// Offers to declare what is selected in a text.
pub(super) fn offer(actions: &mut Actions<'_>) {
    if actions.range().is_empty() || !actions.want(ActionKind::Extract) {
        return;
    }
    let (file, project, model) = (actions.file(), &actions.snapshot().project, actions.model());
    let Some((user, property, label)) = selected(actions) else { return };
    let id = slug(&label);
    if !is_id(&id) || is_taken(project, &id) {
        return;
    }
    for keyword in [Keyword::Channel, Keyword::Actor, Keyword::Persona, Keyword::Source] {
        let layout = Layout::new(model);
        let reference = match keyword {
            Keyword::Source => Some(cited(property, &id)),
            Keyword::Persona => user.journey().and_then(|journey| listed(actions, &layout, journey, keyword, &id)),
            _ => {
                let mut around = std::iter::once(user).chain(user.ancestors());
                let touchpoint = around.find(|declaration| declaration.keyword() == Some(Keyword::Touchpoint));
                touchpoint.and_then(|touchpoint| listed(actions, &layout, touchpoint, keyword, &id))
            }
        };
        let Some((range, reference)) = reference else { continue };
        let Some(text) = text(project, user, keyword, &id, &label) else { continue };
        for (number, place) in placements(project, file, keyword).into_iter().enumerate() {
            let title = format!("Make {keyword} `{id}` of it, {}", place.words);
            let offer = Offer::new(ActionKind::Extract, format!("extract {keyword} {number}"), title).suggestion();
            let edits: Vec<TextEdit> = vec![place.edit(project, &text), edit(file, range, &*reference)];
            if are_apart(&edits) {
                actions.add(offer, || Some(change(edits, &quote(&label))));
            }
        }
    }
}

/// The words that are selected in a text, with the property that they stand in.
fn selected<'a>(actions: &Actions<'a>) -> Option<(Declaration<'a>, Property<'a>, String)> {
    let (range, schema) = (actions.range(), actions.snapshot().project.schema());
    let model = actions.model();
    let user = model.declaration_at(range.start).filter(|user| is_readable(model, *user))?;
    let property = user.properties().find(|property| property.range().covers(range))?;
    if property.schema(schema)?.value != ValueType::Text {
        return None;
    }
    let text =
        property.syntax().children().find(|node| node.kind() == SyntaxKind::Text && inside(*node).covers(range))?;
    let start = (range.start - text.range().start) as usize;
    let words = text.text().get(start..start + range.len() as usize)?;
    let label = Text::decode(&format!("\"{words}\"")).value.trim().to_owned();
    let mut letters = label.chars();
    let label: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect();
    let is_name = label.chars().any(char::is_alphanumeric) && label.chars().count() <= LONGEST;
    is_name.then_some((user, property, label))
}

/// What stands between the quotes.
fn inside(text: Node<'_>) -> TextRange {
    let range = text.range();
    TextRange::new(range.start + 1, range.end.saturating_sub(1))
}

/// The edit that adds a name to the key of that keyword; `None` where the key takes one name and has it.
fn listed(
    actions: &Actions<'_>,
    layout: &Layout<'_>,
    declaration: Declaration<'_>,
    keyword: Keyword,
    id: &str,
) -> Option<(TextRange, String)> {
    let key = actions.snapshot().project.schema().key(declaration.keyword()?, keyword.name())?;
    match declaration.property(&key.name) {
        None => Some(with_properties(layout, declaration, &[format!("{}: {id}", key.name)])),
        Some(property) if key.many => {
            let last = property.values().last()?.range();
            Some((TextRange::empty(last.end), format!(", {id}")))
        }
        Some(_) => None,
    }
}

/// The edit that cites a source in a property.
fn cited(property: Property<'_>, id: &str) -> (TextRange, String) {
    match property.sources().last() {
        Some((_, last)) => (TextRange::empty(last.end), format!(", {id}")),
        None => {
            let values = property.values();
            let end = values.last().map_or(property.range().end, |last| last.range().end);
            (TextRange::empty(end), format!(" from {id}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn extracted(text: &str, title: &str) -> Option<String> {
        Some(Fixture::new(text).done(title)?.join("//-\n"))
    }

    const JOURNEY: &str = "\
persona maya \"Maya\"

journey j \"J\" {
  persona: maya
  stage s {
    touchpoint t {
      does: \"Calls the ⟦repair shop⟧ twice\", \"Waits\"
    }
  }
}
";

    fn expected(top: &str, rest: &str) -> String {
        let plain = JOURNEY.replace(['⟦', '⟧'], "");
        let text = plain.replacen(
            "persona: maya\n",
            &format!("persona: maya{}\n", if rest.starts_with(',') { rest } else { "" }),
            1,
        );
        let line = "\"Waits\"\n";
        let text = if rest.starts_with(',') { text } else { text.replacen(line, &format!("\"Waits\"{rest}\n"), 1) };
        format!("{top}{text}")
    }

    #[test]
    fn a_channel_and_an_actor_are_named_by_the_touchpoint() {
        assert_eq!(
            extracted(JOURNEY, "Make channel `repair_shop` of it, at the top").unwrap(),
            expected("channel repair_shop \"Repair shop\"\n\n", "\n      channel: repair_shop")
        );
        assert_eq!(
            extracted(JOURNEY, "Make actor").unwrap(),
            expected("actor repair_shop \"Repair shop\"\n\n", "\n      actor: repair_shop")
        );
    }

    #[test]
    fn a_persona_is_named_by_the_journey_and_a_source_is_cited_by_the_line() {
        assert_eq!(
            extracted(JOURNEY, "Make persona").unwrap(),
            expected("", ", repair_shop").replacen("\n\n", "\npersona repair_shop \"Repair shop\"\n\n", 1)
        );
        assert_eq!(
            extracted(JOURNEY, "Make source").unwrap(),
            expected("source repair_shop \"Repair shop\" { kind: assumption }\n\n", " from repair_shop")
        );
        assert_eq!(
            extracted("source a { kind: review }\njourney j { goal: \"⟦x \\\"y\\\"⟧\" from a }", "Make source")
                .unwrap(),
            "source a { kind: review }\nsource x_y \"X \\\"y\\\"\" { kind: assumption }\njourney j { goal: \"x \\\"y\\\"\" from a, x_y }"
        );
    }

    #[test]
    fn what_is_no_name_or_is_taken_is_not_offered() {
        for text in [
            "channel repair_shop\njourney j { goal: \"⟦repair shop⟧\" }",
            "journey j { goal: ⟦\"x\"⟧ }",
            "journey j { goal: \"⟦?⟧\" }",
            "journey ⟦j { goal: \"x\"⟧ }",
            "journey j { goal: \"a\\⟦\"⟧ }",
            "source s { kind: review; data: \"⟦x⟧\" }",
        ] {
            assert_eq!(extracted(text, "Make"), None, "{text}");
        }
    }
}
