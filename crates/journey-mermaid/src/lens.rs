//! The lens `render`: shows a journey as a diagram.

use journey_model::{DeclarationId, Keyword, LocalId};
use journey_plugin::{Action, FileContext, LensContent, LensDescription, LensProvider, View};

use crate::view::JourneyView;

/// Above each journey; choosing it renders the journey's overview.
pub(crate) struct RenderLens;

static DESCRIPTION: LensDescription = LensDescription { id: "render", summary: "Shows a journey as a diagram" };

impl LensProvider for RenderLens {
    fn description(&self) -> &LensDescription {
        &DESCRIPTION
    }

    fn declarations(&self, context: &FileContext<'_>, declarations: &mut Vec<LocalId>) {
        let all = context.file().model.declarations();
        let journeys = all.filter(|declaration| declaration.keyword() == Some(Keyword::Journey));
        declarations.extend(journeys.map(|journey| journey.local_id()));
    }

    fn content(&self, context: &FileContext<'_>, declaration: LocalId) -> Option<LensContent> {
        let journey = DeclarationId { file: context.id, local: declaration };
        let action = Action::Render { journey, view: JourneyView.description().id };
        Some(LensContent { title: "show as diagram".to_owned(), action: Some(action) })
    }
}

#[cfg(test)]
mod tests {
    use journey_model::Project;

    use super::*;

    #[test]
    fn every_journey_can_be_shown() {
        let project = Project::of_text("test.journey", "persona p\njourney a\njourney b { stage s }");
        let (file, _) = project.files().next().unwrap();
        let context = FileContext { project: &project, id: file };
        let mut declarations = Vec::new();
        RenderLens.declarations(&context, &mut declarations);
        let journeys: Vec<DeclarationId> = project.declarations_of(Keyword::Journey).map(|(id, _)| id).collect();
        assert_eq!(declarations, journeys.iter().map(|journey| journey.local).collect::<Vec<_>>());
        let content = RenderLens.content(&context, journeys[1].local).unwrap();
        assert_eq!(content.action, Some(Action::Render { journey: journeys[1], view: "journey" }));
    }
}
