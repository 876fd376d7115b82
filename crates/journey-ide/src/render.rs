//! Journeys drawn as text by the plugins' views, and which journeys there are.

use journey_model::syntax::Keyword;
use journey_model::{Declaration, DeclarationId, FileId};
use journey_plugin::{Options, Place, Reach, Rendered, ViewContext};

use crate::Snapshot;

/// A journey, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedJourney {
    /// Its number.
    pub declaration: DeclarationId,
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// Draws a journey as the options say; `None` where no plugin brings the view.
pub fn render(snapshot: &Snapshot, journey: DeclarationId, view: &str, options: &Options) -> Option<Rendered> {
    let view = snapshot.registry.view(view)?;
    Some(view.render(&ViewContext::new(&snapshot.project, journey, options.clone())))
}

/// The journeys of a file, in the order of the text.
pub fn journeys(snapshot: &Snapshot, file: FileId) -> Vec<ListedJourney> {
    let all = snapshot.project.file(file).model.declarations();
    let journeys = all.filter(|declaration| declaration.keyword() == Some(Keyword::Journey));
    journeys.map(|journey| listed(file, journey)).collect()
}

/// The innermost journey around `offset` (bytes).
pub fn journey_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<DeclarationId> {
    let innermost = snapshot.project.file(file).model.declaration_at(offset)?;
    innermost.journey().map(|journey| DeclarationId { file, local: journey.local_id() })
}

/// The first places of a file that the grammar cannot read, at most ten: a drawing may lack what they hide. They are
/// told as the rules tell them; those that settings or comments allow are told in short.
pub fn unreadable(snapshot: &Snapshot, file: FileId) -> Vec<(Place, String)> {
    let model = &snapshot.project.file(file).model;
    let errors = model.parse().errors();
    if errors.is_empty() && model.missing_colons().next().is_none() {
        return Vec::new();
    }
    let found = snapshot.registry.check_observed(
        &snapshot.project,
        file,
        snapshot.environment(),
        Reach::File,
        &mut |_, run| run(),
    );
    let told = found.into_iter().filter(|finding| READING.contains(&finding.code));
    let mut told: Vec<(Place, String)> =
        told.map(|finding| (finding.place, finding.message)).take(MOST_UNREADABLE).collect();
    if told.is_empty() {
        let bare = errors.iter().take(MOST_UNREADABLE);
        told.extend(bare.map(|error| (Place { file, range: error.range }, "this cannot be read".to_owned())));
    }
    told
}

/// A preview names the first of them and counts the others. `map.js` knows this number: where there are as many, it says
/// that there may be more.
const MOST_UNREADABLE: usize = 10;
/// The rules that tell what cannot be read.
const READING: [&str; 2] = ["syntax-error", "unknown-keyword"];

/// The lines of a rendering (from 0) that show what stands at `offset` (bytes) of a file: those of the innermost
/// declaration around it that has any.
pub fn lines_at(rendered: &Rendered, file: FileId, offset: u32) -> Vec<u32> {
    Place::innermost(&rendered.source_map, |line| line.place, file, offset).map(|line| line.line).collect()
}

fn listed(file: FileId, journey: Declaration<'_>) -> ListedJourney {
    ListedJourney {
        declaration: DeclarationId { file, local: journey.local_id() },
        id: journey.id().to_owned(),
        label: journey.label().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const TEXT: &str = "persona maya\njourney shop \"Weekly shop\" {\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Searches\" \
                        { emotion: $0+1 }\n    touchpoint pay\n  }\n}\njourney next\n";

    #[test]
    fn a_journey_is_drawn_by_the_view_that_is_asked_for() {
        let fixture = Fixture::new(TEXT);
        let journeys = journeys(&fixture.snapshot, fixture.files[0]);
        let named: Vec<(&str, &str)> = journeys.iter().map(|it| (it.id.as_str(), it.label.as_str())).collect();
        assert_eq!(named, [("shop", "Weekly shop"), ("next", "Next")]);
        let rendered = render(&fixture.snapshot, journeys[0].declaration, "journey", &Options::default()).unwrap();
        assert!(rendered.text.contains("  title Weekly shop\n"));
        assert_eq!(render(&fixture.snapshot, journeys[0].declaration, "nothing", &Options::default()), None);
    }

    #[test]
    fn the_journey_around_a_place_is_known() {
        let fixture = Fixture::new(TEXT);
        let (file, offset) = fixture.cursor();
        let journeys = journeys(&fixture.snapshot, file);
        assert_eq!(journey_at(&fixture.snapshot, file, offset), Some(journeys[0].declaration));
        assert_eq!(journey_at(&fixture.snapshot, file, 3), None);
        let end = u32::try_from(fixture.texts[0].len()).unwrap();
        assert_eq!(journey_at(&fixture.snapshot, file, end - 1), Some(journeys[1].declaration));
    }

    #[test]
    fn the_lines_that_show_a_place_are_known() {
        let fixture = Fixture::new(TEXT);
        let (file, offset) = fixture.cursor();
        let journey = journey_at(&fixture.snapshot, file, offset).unwrap();
        let rendered = render(&fixture.snapshot, journey, "journey", &Options::default()).unwrap();
        let shown = |offset: u32| -> Vec<&str> {
            let lines: Vec<&str> = rendered.text.lines().map(str::trim).collect();
            lines_at(&rendered, file, offset).into_iter().map(|line| lines[line as usize]).collect()
        };
        let at = |word: &str| u32::try_from(fixture.texts[0].find(word).unwrap()).unwrap();
        assert_eq!(shown(offset), ["Searches: 4: Maya"]);
        assert_eq!(shown(at("find")), ["section Find"]);
        assert_eq!(shown(at("  persona: maya")), ["title Weekly shop", "accTitle: Customer journey: Weekly shop"]);
        assert_eq!(shown(0), [""; 0]);
    }
}
