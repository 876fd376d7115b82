//! Code lenses: one kind a file.

mod emotion_range;
mod references;
mod unaddressed_pains;

use journey_plugin::LensProvider;

/// Every kind, in the order in which they stand side by side.
pub(crate) static LENSES: [&dyn LensProvider; 3] =
    [&references::ReferencesLens, &emotion_range::EmotionRangeLens, &unaddressed_pains::UnaddressedPainsLens];

#[cfg(test)]
mod testing {
    use journey_plugin::model::Project;
    use journey_plugin::{FileContext, LensContent, LensProvider};

    /// What a lens says above each declaration of a text: the declaration's id, and the content.
    pub(super) fn told(lens: &dyn LensProvider, text: &str) -> Vec<(String, Option<LensContent>)> {
        let project = Project::of_text("test.journey", text);
        let (id, file) = project.files().next().expect("a file");
        let context = FileContext { project: &project, id };
        let mut declarations = Vec::new();
        lens.declarations(&context, &mut declarations);
        let name = |declaration| file.model.declaration(declaration).id().to_owned();
        declarations.into_iter().map(|it| (name(it), lens.content(&context, it))).collect()
    }

    /// Only the titles.
    pub(super) fn titles(lens: &dyn LensProvider, text: &str) -> Vec<String> {
        let told = told(lens, text).into_iter();
        told.map(|(id, content)| format!("{id}: {}", content.map_or("-".to_owned(), |content| content.title))).collect()
    }
}
