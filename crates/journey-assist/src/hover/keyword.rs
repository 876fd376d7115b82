//! The card of a keyword.

use journey_plugin::model::Place;
use journey_plugin::{HoverContext, HoverProvider, Subject};

/// What declarations of a keyword are for, where they stand, and which keys they take.
pub(super) struct KeywordCard;

impl HoverProvider for KeywordCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Keyword(keyword) = context.subject else { return None };
        let schema = context.file.project.schema().keyword(keyword);
        let places: Vec<String> = schema.places.iter().map(place).collect();
        let keys: Vec<String> = schema.keys.iter().map(|key| format!("`{}`", key.name)).collect();
        Some(format!(
            "**{keyword}**\n\n{}\n\n- **Stands:** {}\n- **Keys:** {}",
            schema.documentation,
            places.join(", "),
            keys.join(", "),
        ))
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::File => "at the top of a file".to_owned(),
        Place::In(keyword) => format!("in {}", keyword.with_article()),
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::syntax::Keyword;
    use journey_plugin::model::{DeclarationId, Project};

    use super::super::testing::cards_of;
    use super::*;

    #[test]
    fn a_keyword_is_explained() {
        let project = Project::of_text("test.journey", "gain g");
        let (id, _): (DeclarationId, _) = project.declarations_of(Keyword::Gain).next().unwrap();
        insta::assert_snapshot!(cards_of(&project, id, Subject::Keyword(Keyword::Gain)).unwrap(), @r"
        **gain**

        Something that delights the customer or makes life easier. Put it where it happens. Gains show what must not be lost when the journey is redesigned.

        - **Stands:** in a journey, in a stage, in a touchpoint
        - **Keys:** `persona`, `source`, `tag`
        ");
    }

    #[test]
    fn every_keyword_has_a_card() {
        let project = Project::of_text("test.journey", "gain g");
        let (id, _) = project.declarations_of(Keyword::Gain).next().unwrap();
        for keyword in Keyword::ALL {
            assert!(cards_of(&project, id, Subject::Keyword(keyword)).is_some());
        }
    }
}
