//! Inlay hints: what the plugins say between the words.

use std::collections::BTreeSet;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::{Hint, HintDetails};

use crate::Snapshot;

/// Which kinds of hint people want to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintSettings {
    /// The ids of the kinds that are switched off, as [`journey_plugin::HintDescription::id`] says them.
    pub off: BTreeSet<String>,
}

/// A hint of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// The id of its kind.
    pub kind: &'static str,
    /// Where it stands, and what it says.
    pub hint: Hint,
}

/// The hints that stand in a range of a file (bytes, both ends included), in the order of the text.
pub fn inlay_hints(snapshot: &Snapshot, file: FileId, range: TextRange, settings: &HintSettings) -> Vec<InlayHint> {
    let context = snapshot.file(file);
    let mut hints: Vec<InlayHint> = Vec::new();
    for provider in snapshot.registry.hints() {
        let kind = provider.description().id;
        if settings.off.contains(kind) {
            continue;
        }
        let mut found = Vec::new();
        provider.hints(&context, range, &mut found);
        hints.extend(found.into_iter().map(|hint| InlayHint { kind, hint }));
    }
    hints.sort_by_key(|hint| hint.hint.offset);
    hints
}

/// More about a hint, for somebody who points at it; `None` where no plugin brings its kind.
pub fn inlay_hint_details(snapshot: &Snapshot, file: FileId, kind: &str, hint: &Hint) -> Option<HintDetails> {
    let provider = snapshot.registry.hints().find(|provider| provider.description().id == kind)?;
    Some(provider.details(&snapshot.file(file), hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const TEXT: &str = "persona maya \"Maya, nurse\"\nmetric csat { kind: csat; target: 85% }\njourney shop {\n  persona: maya\n  \
                        stage find {\n    measure csat: 78%\n    touchpoint search { emotion: -1 }\n  }\n}\n";

    fn told(settings: &HintSettings, range: impl Fn(&str) -> TextRange) -> Vec<String> {
        let fixture = Fixture::new(TEXT);
        let range = range(&fixture.texts[0]);
        let hints = inlay_hints(&fixture.snapshot, fixture.files[0], range, settings);
        let before = |offset: u32| fixture.texts[0][..offset as usize].rsplit([' ', '\n']).next().unwrap_or_default();
        hints.iter().map(|it| format!("{}: {}‹{}›", it.kind, before(it.hint.offset), it.hint.label)).collect()
    }

    #[test]
    fn hints_of_all_kinds_stand_in_the_order_of_the_text() {
        assert_eq!(
            told(&HintSettings::default(), |text| TextRange::new(0, u32::try_from(text.len()).unwrap())),
            [
                "labels: maya‹Maya, nurse›",
                "scores: find‹emotion -1›",
                "readings: 78%‹misses the target of 85% by 7 points›",
            ]
        );
    }

    #[test]
    fn kinds_can_be_switched_off() {
        let settings = HintSettings { off: ["labels", "readings"].map(str::to_owned).into() };
        assert_eq!(told(&settings, |_| TextRange::new(0, u32::MAX)), ["scores: find‹emotion -1›"]);
    }

    #[test]
    fn only_what_is_asked_for_is_given() {
        let line = |text: &str| {
            let start = text.find("    measure").unwrap();
            TextRange::new(u32::try_from(start).unwrap(), u32::try_from(start + 21).unwrap())
        };
        assert_eq!(told(&HintSettings::default(), line), ["readings: 78%‹misses the target of 85% by 7 points›"]);
    }

    #[test]
    fn a_hint_is_told_more_about_when_somebody_asks() {
        let fixture = Fixture::new(TEXT);
        let hints =
            inlay_hints(&fixture.snapshot, fixture.files[0], TextRange::new(0, u32::MAX), &HintSettings::default());
        let details = |hint: &InlayHint| inlay_hint_details(&fixture.snapshot, fixture.files[0], hint.kind, &hint.hint);
        let label = details(&hints[0]).unwrap();
        assert_eq!(label.tooltip, "**Maya, nurse** · persona `maya`");
        assert_eq!(label.target.map(|place| &fixture.texts[0][place.range.to_usize()]), Some("maya"));
        assert_eq!(inlay_hint_details(&fixture.snapshot, fixture.files[0], "nothing", &hints[0].hint), None);
    }
}
