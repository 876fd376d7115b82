//! What the tests of cards go through.

use journey_plugin::model::DeclarationId;
use journey_plugin::model::Project;
use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::value::Date;
use journey_plugin::{FileContext, HoverContext, Subject};

use super::HOVERS;

/// The one card about the first declaration with that keyword and id, on 21 November 2026.
pub(super) fn card(text: &str, keyword: Keyword, id: &str) -> String {
    let project = Project::of_text("test.journey", text);
    let found = project.declarations_of(keyword).find(|(_, declaration)| declaration.id() == id);
    let (id, _) = found.expect("a declaration of that name");
    cards_of(&project, id, Subject::Declaration(id)).expect("a card")
}

/// What is said about a subject in the first file; `None` where nothing is.
pub(super) fn cards_of(project: &Project, at: DeclarationId, subject: Subject<'_>) -> Option<String> {
    let context = HoverContext {
        file: FileContext { project, id: at.file },
        subject,
        today: Date::parse("2026-11-21").expect("a day"),
    };
    let mut cards = HOVERS.iter().filter_map(|hover| hover.hover(&context));
    let card = cards.next()?;
    assert_eq!(cards.next(), None, "one card is enough");
    let lines = card.lines().filter(|line| !line.is_empty()).count();
    assert!(lines <= 14, "{lines} lines: {card}");
    Some(card)
}
