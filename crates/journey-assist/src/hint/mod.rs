//! Inlay hints: one kind a file.

mod emotion;
mod label;
mod reading;

use journey_plugin::HintProvider;

/// Every kind.
pub(crate) static HINTS: [&dyn HintProvider; 3] = [&label::LabelHint, &emotion::EmotionHint, &reading::ReadingHint];

#[cfg(test)]
mod testing {
    use journey_plugin::model::Project;
    use journey_plugin::model::syntax::TextRange;
    use journey_plugin::{FileContext, HintDetails, HintProvider};

    /// The text with its hints in `‹›`.
    pub(super) fn hinted(hint: &dyn HintProvider, text: &str) -> String {
        let project = Project::of_text("test.journey", text);
        let context = FileContext { project: &project, id: project.files().next().expect("a file").0 };
        let mut hints = Vec::new();
        hint.hints(&context, TextRange::new(0, u32::MAX), &mut hints);
        let mut shown = text.to_owned();
        hints.sort_by_key(|hint| hint.offset);
        for hint in hints.into_iter().rev() {
            shown.insert_str(hint.offset as usize, &format!("‹{}›", hint.label));
        }
        shown
    }

    /// What is said about the first hint.
    pub(super) fn details(hint: &dyn HintProvider, text: &str) -> HintDetails {
        let project = Project::of_text("test.journey", text);
        let context = FileContext { project: &project, id: project.files().next().expect("a file").0 };
        let mut hints = Vec::new();
        hint.hints(&context, TextRange::new(0, u32::MAX), &mut hints);
        hint.details(&context, hints.first().expect("a hint"))
    }
}
