//! Hover: what stands at a place, explained by the plugins.

mod plain;
mod subject;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::HoverContext;

use crate::Snapshot;

pub use plain::plain;

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoverContent {
    /// What it is about, in bytes.
    pub range: TextRange,
    /// The explanation in Markdown (CommonMark). [`plain`] makes plain text of it.
    pub markdown: String,
}

/// What the plugins say about what stands at `offset` (bytes); `None` where there is nothing to say. What several of them
/// say stands one below the other.
pub fn hover(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<HoverContent> {
    let context = snapshot.file(file);
    let (range, subject) = subject::at(&context, offset)?;
    let context = HoverContext { file: context, subject, today: snapshot.today };
    let explanations: Vec<String> =
        snapshot.registry.hovers().filter_map(|provider| provider.hover(&context)).collect();
    (!explanations.is_empty()).then(|| HoverContent { range, markdown: explanations.join("\n\n---\n\n") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// The first line of what is said at `$0`. What it is about has to stand between `⟦` and `⟧`.
    fn told(fixture: &str) -> String {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let hover = hover(&fixture.snapshot, file, offset);
        let marks: Vec<TextRange> = fixture.marks.iter().map(|(_, range)| *range).collect();
        assert_eq!(hover.iter().map(|hover| hover.range).collect::<Vec<_>>(), marks, "{hover:?}");
        let markdown = hover.map(|hover| hover.markdown).unwrap_or_default();
        markdown.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_keyword_a_key_and_a_word_are_explained() {
        assert_eq!(told("⟦per$0sona⟧ maya"), "**persona**");
        assert_eq!(told("persona maya { ⟦role$0⟧: \"Nurse\" }"), "**role** · key of a persona");
        assert_eq!(told("channel app { kind: ⟦$0digital⟧ }"), "**digital** · kind of a channel");
        assert_eq!(told("persona p { role: \"x\" ⟦f$0rom⟧ s }"), "**from** · citation");
    }

    #[test]
    fn a_name_is_explained_where_it_is_declared_and_where_it_is_used() {
        assert_eq!(told("persona ⟦ma$0ya⟧ \"Maya\""), "**Maya** · persona `maya`");
        assert_eq!(told("persona maya ⟦\"Ma$0ya\"⟧"), "**Maya** · persona `maya`");
        assert_eq!(told("persona maya \"Maya\"\njourney j { persona: ⟦maya$0⟧ }"), "**Maya** · persona `maya`");
        assert_eq!(
            told("persona maya \"Maya\"\njourney j { stage s { touchpoint t { emotion ⟦ma$0ya⟧: 1 } } }"),
            "**Maya** · persona `maya`"
        );
        assert_eq!(
            told("source s { kind: survey }\npersona p { role: \"x\" from ⟦$0s⟧ }"),
            "**S** · source `s` · survey"
        );
    }

    #[test]
    fn a_name_of_another_file_is_explained() {
        let fixture = "//- a.journey\npersona maya \"Maya\"\n//- b.journey\njourney j { persona: ⟦maya$0⟧ }";
        assert_eq!(told(fixture), "**Maya** · persona `maya`");
    }

    #[test]
    fn each_step_of_a_dotted_name_is_explained() {
        let fixture = |name: &str| {
            format!(
                "journey shop {{ stage find {{ touchpoint search {{ pain stale }} }} }}\nopportunity o {{ addresses: {name} }}"
            )
        };
        assert_eq!(told(&fixture("⟦sh$0op⟧.search.stale")), "**Shop** · journey `shop`");
        assert_eq!(told(&fixture("shop.⟦search$0⟧.stale")), "**Search** · touchpoint `search`");
        assert_eq!(told(&fixture("shop.search.⟦sta$0le⟧")), "**Stale** · pain `stale`");
        assert_eq!(told(&fixture("shop.⟦$0find⟧.search.stale")), "**Find** · stage `find`");
    }

    #[test]
    fn a_value_is_explained() {
        assert_eq!(told("source s { date: ⟦2026-$005-12⟧ }"), "Tuesday, 12 May 2026, 6 months ago");
        assert_eq!(
            told("touchpoint t { emotion: ⟦-$01 \"cross\"⟧ from s }"),
            "🙁 -1 negative, “cross”, on a scale from -2 to +2"
        );
        assert_eq!(
            told("touchpoint t { emotion: ⟦-1 \"cr$0oss\"⟧ from s }"),
            "🙁 -1 negative, “cross”, on a scale from -2 to +2"
        );
        assert_eq!(
            told("metric m { kind: csat; target: 85% }\nstage s { measure m: ⟦78$0%⟧ }"),
            "78%, a reading of **M**: misses the target of 85% by 7 points"
        );
        assert_eq!(told("actor a { owner: ⟦@gr$0owth⟧ }"), "`@growth` answers for actor A");
    }

    #[test]
    fn a_name_that_means_nothing_here_is_explained_or_left_to_the_findings() {
        assert_eq!(told("journey j { persona: nobo$0dy }"), "");
        assert_eq!(
            told("channel app \"App\"\njourney j { persona: ⟦ap$0p⟧ }"),
            "`app` is a channel, **App**; here the name of a persona is expected."
        );
    }

    #[test]
    fn there_is_nothing_to_say_about_plain_text_space_and_what_is_broken() {
        for fixture in [
            "$0",
            "// per$0sona",
            "/// per$0sona\npersona maya",
            "persona maya { role: \"Nu$0rse\" }",
            "persona maya { $0 }",
            "persona maya {$0}",
            "person$0 maya \"Maya\"",
            "persona maya { rolle$0: \"x\" }",
            "persona maya { role: $0 }",
            "journey j { goal$0 \"Order\" }",
            "emotion$0: 1",
            "source s { date: 2026-$013-12 }",
            "channel app { kind: digi$0 }",
        ] {
            assert_eq!(told(fixture), "", "{fixture}");
        }
    }
}
