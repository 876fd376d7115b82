//! The lens `references`: how often a declaration is referred to.

use journey_plugin::model::{DeclarationId, IdSource, KeywordSet, LocalId, Schema};
use journey_plugin::{Action, FileContext, LensContent, LensDescription, LensProvider, Place};

use crate::markdown::counted;

/// How often a declaration is referred to; choosing it shows where. Nothing stands where nobody refers to it: of most
/// kinds that is normal, and of the others rules such as `unused-name` tell it.
pub(super) struct ReferencesLens;

static DESCRIPTION: LensDescription =
    LensDescription { id: "references", summary: "How often a declaration is referred to" };

impl LensProvider for ReferencesLens {
    fn description(&self) -> &LensDescription {
        &DESCRIPTION
    }

    fn declarations(&self, context: &FileContext<'_>, declarations: &mut Vec<LocalId>) {
        let referable = referable(context.project.schema());
        let named = context.file().model.declarations().filter(|declaration| {
            declaration.id_source() != IdSource::Missing
                && declaration.keyword().is_some_and(|keyword| referable.contains(keyword))
                && context.project.is_used(DeclarationId { file: context.id, local: declaration.local_id() })
        });
        declarations.extend(named.map(|declaration| declaration.local_id()));
    }

    fn content(&self, context: &FileContext<'_>, declaration: LocalId) -> Option<LensContent> {
        let id = DeclarationId { file: context.id, local: declaration };
        let uses = context.project.uses_of(id);
        let at = context.place(context.project.declaration(id).name().range);
        let places: Vec<Place> = uses.iter().map(|used| Place { file: used.user.file, range: used.range }).collect();
        (!places.is_empty()).then(|| LensContent {
            title: counted(places.len(), "reference", "references"),
            action: Some(Action::ShowPlaces { at, places }),
        })
    }
}

/// The kinds of declaration that some key can name.
fn referable(schema: &Schema) -> KeywordSet {
    let mut kinds = KeywordSet::of(&schema.citation().names);
    for key in schema.keywords().flat_map(|keyword| &keyword.keys) {
        kinds.add(KeywordSet::of(key.value.references()));
        kinds.add(KeywordSet::of(key.qualifier.as_ref().map_or(&[], |qualifier| &qualifier.names)));
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::super::testing::{titles, told};
    use super::*;

    #[test]
    fn what_can_be_referred_to_says_how_often_it_is() {
        let text = "persona maya\npersona tom\nsource s { kind: survey }\njourney j {\n persona: maya\n stage a { gain g\n touchpoint t { emotion maya: 1 from s } } }\npersona";
        assert_eq!(titles(&ReferencesLens, text), ["maya: 2 references", "s: 1 reference"]);
    }

    #[test]
    fn choosing_it_shows_the_places() {
        let text = "persona maya\njourney j { persona: maya }";
        let told = told(&ReferencesLens, text);
        let (_, Some(LensContent { action: Some(Action::ShowPlaces { at, places }), .. })) = &told[0] else {
            panic!("{told:?}")
        };
        assert_eq!(&text[at.range.to_usize()], "maya");
        let [only] = places.as_slice() else { panic!("{places:?}") };
        assert_eq!((only.range.start, &text[only.range.to_usize()]), (34, "maya"));
        assert_eq!(told.len(), 1, "nobody refers to the journey: {told:?}");
    }
}
