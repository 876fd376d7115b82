//! A declaration that is named after its label gets that name as its id, so that the label can change.

use journey_model::{Declaration, DeclarationId, IdSource};
use journey_plugin::TextEdit;

use crate::SourceChange;
use crate::code_action::{ActionKind, Actions, Offer, touch};
use crate::rename::write_id;

/// Offers to write down the id of a declaration, and all ids of the file.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let Some(declaration) = actions.declaration_at_head().filter(|declaration| can_be_written(*declaration)) else {
        return;
    };
    let (file, model) = (actions.file(), actions.model());
    let written = |declaration: Declaration<'_>| -> TextEdit {
        write_id(DeclarationId { file, local: declaration.local_id() }, declaration, declaration.id())
    };
    let change = |edits| Some(SourceChange { edits, ..SourceChange::default() });
    // Where others use the name, a rule says so and offers the same.
    let is_offered = actions
        .diagnostics()
        .iter()
        .any(|diagnostic| diagnostic.code == "unwritten-id" && touch(diagnostic.place.range, actions.range()));
    if !is_offered {
        let title = format!("Write the id `{}` before the label", declaration.id());
        actions.add(Offer::new(ActionKind::Rewrite, "write id", title), || change(vec![written(declaration)]));
    }
    let all = || model.declarations().filter(|declaration| can_be_written(*declaration));
    let count = all().count();
    if count > 1 {
        let title = format!("Write all {count} ids of this file that only labels give");
        actions.add(Offer::new(ActionKind::Rewrite, "write ids", title), || change(all().map(written).collect()));
    }
}

fn can_be_written(declaration: Declaration<'_>) -> bool {
    declaration.id_source() == IdSource::Label
        && declaration.keyword().is_some()
        && declaration.ast().label().is_some_and(|label| !label.kind().is_error())
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    #[test]
    fn the_name_that_the_label_gives_is_written_before_it() {
        let fixture = Fixture::new("per$0sona \"Maya, busy\"\n");
        assert_eq!(fixture.done("Write the id `maya_busy`").unwrap(), ["persona maya_busy \"Maya, busy\"\n"]);
        assert_eq!(fixture.done("Write all"), None);
        assert_eq!(Fixture::new("per$0sona\"Maya\"").done("Write the id").unwrap(), ["persona maya \"Maya\""]);
    }

    #[test]
    fn all_ids_of_a_file_are_written() {
        let fixture = Fixture::new(
            "per$0sona \"Maya\"\r\npersona 'Tom'\r\npersona ida\r\njourney \"A\" { stage \"\"\"B\"\"\" { touchpoint \"C\" } }\r\n//- b.journey\npersona \"Not this\"\n",
        );
        assert_eq!(
            fixture.done("Write all 4 ids").unwrap()[0],
            "persona maya \"Maya\"\r\npersona 'Tom'\r\npersona ida\r\njourney a \"A\" { stage b \"\"\"B\"\"\" { touchpoint c \"C\" } }\r\n"
        );
    }

    #[test]
    fn what_a_rule_offers_is_not_offered_twice() {
        let fixture = Fixture::new("persona $0\"Maya\"\njourney j \"J\" { persona: maya }\n");
        let titles: Vec<String> = fixture.actions().into_iter().map(|action| action.title).collect();
        assert_eq!(titles.iter().filter(|title| title.starts_with("Write the id")).count(), 1, "{titles:?}");
    }
}
