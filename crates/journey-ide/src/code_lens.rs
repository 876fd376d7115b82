//! Code lenses: what the plugins say above declarations.

use std::collections::BTreeSet;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::LensContent;

use crate::Snapshot;

/// Which kinds of lens people want to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LensSettings {
    /// The ids of the kinds that are switched off, as [`journey_plugin::LensDescription::id`] says them.
    pub off: BTreeSet<String>,
}

/// A lens whose content is made when it comes into sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The id of its kind.
    pub kind: &'static str,
    /// The name of the declaration that it is about, in bytes: its id, else its label, else its keyword.
    pub range: TextRange,
}

/// The lenses of a file, in the order of the text; those of one declaration in the order of the plugins.
pub fn code_lenses(snapshot: &Snapshot, file: FileId, settings: &LensSettings) -> Vec<CodeLens> {
    let context = snapshot.file(file);
    let model = &context.file().model;
    let mut lenses: Vec<CodeLens> = Vec::new();
    for provider in snapshot.registry.lenses() {
        let kind = provider.description().id;
        if settings.off.contains(kind) {
            continue;
        }
        let mut declarations = Vec::new();
        provider.declarations(&context, &mut declarations);
        let range = |declaration| model.declaration(declaration).name().range;
        lenses.extend(declarations.into_iter().map(|it| CodeLens { kind, range: range(it) }));
    }
    lenses.sort_by_key(|lens| lens.range);
    lenses
}

/// What a lens says, and what choosing it does; `None` where there is nothing to say after all.
pub fn code_lens_content(snapshot: &Snapshot, file: FileId, kind: &str, range: TextRange) -> Option<LensContent> {
    let context = snapshot.file(file);
    let provider = snapshot.registry.lenses().find(|provider| provider.description().id == kind)?;
    let innermost = context.file().model.declaration_at(range.start)?;
    let mut around = std::iter::once(innermost).chain(innermost.ancestors());
    let declaration = around.find(|declaration| declaration.name().range == range)?;
    provider.content(&context, declaration.local_id())
}

#[cfg(test)]
mod tests {
    use journey_plugin::Action;

    use super::*;
    use crate::testing::Fixture;

    const TEXT: &str = "persona maya \"Maya\"\njourney shop \"Weekly shop\" {\n  persona: maya\n  stage find {\n    \
                        touchpoint \"Searches\" { emotion: -1; pain stale }\n    touchpoint pays { emotion: +1 }\n  }\n}\n";

    fn told(settings: &LensSettings) -> Vec<String> {
        let fixture = Fixture::new(TEXT);
        let lenses = code_lenses(&fixture.snapshot, fixture.files[0], settings);
        let shown = lenses.iter().map(|lens| {
            let content = code_lens_content(&fixture.snapshot, fixture.files[0], lens.kind, lens.range);
            let title = content.expect("a title").title;
            format!("{} {}: {title}", &fixture.texts[0][lens.range.to_usize()], lens.kind)
        });
        shown.collect()
    }

    #[test]
    fn lenses_of_all_kinds_stand_in_the_order_of_the_text() {
        assert_eq!(
            told(&LensSettings::default()),
            [
                "maya references: 1 reference",
                "shop emotions: emotion -1 at Searches to +1 at Pays",
                "shop pains: 1 pain without an opportunity",
                "shop render: show as diagram",
            ]
        );
    }

    #[test]
    fn kinds_can_be_switched_off() {
        let settings = LensSettings { off: ["references", "render", "emotions"].map(str::to_owned).into() };
        assert_eq!(told(&settings), ["shop pains: 1 pain without an opportunity"]);
    }

    #[test]
    fn choosing_a_lens_does_something() {
        let fixture = Fixture::new(TEXT);
        let lenses = code_lenses(&fixture.snapshot, fixture.files[0], &LensSettings::default());
        let action = |kind: &str| {
            let lens = lenses.iter().find(|lens| lens.kind == kind).expect("a lens");
            code_lens_content(&fixture.snapshot, fixture.files[0], lens.kind, lens.range).and_then(|it| it.action)
        };
        assert!(matches!(action("references"), Some(Action::ShowPlaces { places, .. }) if places.len() == 1));
        assert!(matches!(action("emotions"), Some(Action::GoTo(_))));
        assert!(matches!(action("render"), Some(Action::Render { view: "journey", .. })));
    }

    #[test]
    fn a_lens_of_another_time_says_nothing() {
        let fixture = Fixture::new(TEXT);
        let content = |kind: &str, range| code_lens_content(&fixture.snapshot, fixture.files[0], kind, range);
        assert_eq!(content("references", TextRange::new(9, 11)), None);
        assert_eq!(content("references", TextRange::new(9_000, 9_001)), None);
        assert_eq!(content("nothing", TextRange::new(8, 12)), None);
    }
}
