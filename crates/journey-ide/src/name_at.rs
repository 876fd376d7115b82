//! Which name stands at a place, and what it means: the foundation of navigation and renaming.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, FileId, Keyword, KeywordSet, Project, Reference, Resolution, Role};
use journey_plugin::Place;

use crate::Snapshot;

/// A place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The name alone: an id, a label with its quotes, or one step of a dotted path.
    pub place: Place,
    /// What stands there.
    pub site: Site,
    /// What it means. A declaration's own id and label mean that declaration, duplicates or not.
    pub meaning: Resolution,
}

/// What kind of place a name stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The id of a declaration.
    Id,
    /// The label of a declaration. Where no id is written, the id is made from it.
    Label,
    /// One step of a reference: `weekly_shop.discover.search` has three, any other reference has one.
    Step {
        /// The whole reference, all of its steps.
        path: TextRange,
        /// In which part of the property the reference stands.
        role: Role,
        /// Whether it is the last step, which names what the reference as a whole means.
        is_last: bool,
    },
}

impl Occurrence {
    /// The declarations that it means or may mean: several where it is ambiguous, and also one of a kind that is not
    /// wanted there, since its writer will want to see it.
    pub fn declarations(&self) -> &[DeclarationId] {
        match &self.meaning {
            Resolution::Found(id) | Resolution::WrongKind(id) => std::slice::from_ref(id),
            Resolution::Ambiguous(ids) => ids,
            Resolution::Broken | Resolution::Unknown => &[],
        }
    }

    /// Whether it is the id or label of a declaration, not a reference to one.
    pub fn is_declaration(&self) -> bool {
        matches!(self.site, Site::Id | Site::Label)
    }
}

/// The name at `offset` (bytes); its end counts as on it. Keywords, keys and everything else have none.
pub fn name_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Occurrence> {
    let project = &snapshot.project;
    let innermost = project.file(file).model.declaration_at(offset)?;
    std::iter::once(innermost).chain(innermost.ancestors()).find_map(|declaration| {
        own_name_at(file, declaration, offset).or_else(|| step_at(project, file, declaration, offset))
    })
}

fn own_name_at(file: FileId, declaration: Declaration<'_>, offset: u32) -> Option<Occurrence> {
    let names = own_names(file, declaration);
    names.into_iter().flatten().find(|name| name.place.range.touches(offset))
}

/// The id and the label of a declaration, as far as they are written.
pub(crate) fn own_names(file: FileId, declaration: Declaration<'_>) -> [Option<Occurrence>; 2] {
    let meaning = Resolution::Found(DeclarationId { file, local: declaration.local_id() });
    let name = |site, range| Occurrence { place: Place { file, range }, site, meaning: meaning.clone() };
    let id = declaration.ast().name().map(|id| name(Site::Id, id.range()));
    let label = declaration.label_range().map(|label| name(Site::Label, label));
    [id, label]
}

fn step_at(project: &Project, file: FileId, declaration: Declaration<'_>, offset: u32) -> Option<Occurrence> {
    let reference = declaration.references().find(|reference| reference.range.touches(offset))?;
    steps(project, file, &reference).into_iter().find(|step| step.place.range.touches(offset))
}

/// The steps of a reference, in the order of the text.
pub(crate) fn steps(project: &Project, file: FileId, reference: &Reference<'_>) -> Vec<Occurrence> {
    let mut end = reference.range.start;
    let texts = reference.text.split('.').map(|step| {
        let start = end;
        end = start + length(step) + 1;
        TextRange::new(start, start + length(step))
    });
    let ranges: Vec<TextRange> = texts.collect();
    let last = ranges.len() - 1;
    let meanings = meanings_of_steps(project, file, reference, last);
    let numbered = ranges.into_iter().zip(meanings).enumerate();
    let step = |(number, (range, meaning))| Occurrence {
        place: Place { file, range },
        site: Site::Step { path: reference.range, role: reference.role, is_last: number == last },
        meaning,
    };
    numbered.map(step).collect()
}

/// What each step means; `around` is how many there are before the last.
fn meanings_of_steps(project: &Project, file: FileId, reference: &Reference<'_>, around: usize) -> Vec<Resolution> {
    let whole = project.resolve(file, reference);
    let targets = match &whole {
        _ if around == 0 => return vec![whole],
        Resolution::Found(id) | Resolution::WrongKind(id) => std::slice::from_ref(id),
        Resolution::Ambiguous(ids) => ids,
        Resolution::Broken | Resolution::Unknown => &[],
    };
    let paths: Vec<Vec<DeclarationId>> = targets.iter().filter_map(|id| path_to(project, reference, *id)).collect();
    let mut meanings: Vec<Resolution> = (0..around)
        .map(|step| {
            let mut meant: Vec<DeclarationId> = paths.iter().filter_map(|path| path.get(step).copied()).collect();
            meant.sort_unstable();
            meant.dedup();
            match meant.as_slice() {
                [] => by_itself(project, file, reference, step),
                [only] => Resolution::Found(*only),
                _ => Resolution::Ambiguous(meant),
            }
        })
        .collect();
    meanings.push(whole);
    meanings
}

/// The declarations that the steps before the last mean, where the whole reference means `id`.
fn path_to(project: &Project, reference: &Reference<'_>, id: DeclarationId) -> Option<Vec<DeclarationId>> {
    let target = project.declaration(id);
    let scope = target.scope()?;
    let user = reference.declaration;
    let own = user.journey().or_else(|| user.ancestors().last()).unwrap_or(user);
    // From the inside out, as ancestors come.
    let steps: Vec<&str> = reference.text.rsplit('.').skip(1).collect();
    // As names are looked up: first inside of the own journey, where every step is something around the target; else
    // from the outside, where the first step is a journey.
    let inside = || if scope == own { around(target, &steps) } else { None };
    let outside = || {
        let (_, inner) = steps.split_last()?;
        let mut path = around(target, inner)?;
        path.push(scope);
        Some(path)
    };
    let path = inside().or_else(outside)?;
    Some(path.into_iter().rev().map(|step| DeclarationId { file: id.file, local: step.local_id() }).collect())
}

/// The declarations around `target` with these ids, from the inside out; others may stand between them.
fn around<'m>(target: Declaration<'m>, ids: &[&str]) -> Option<Vec<Declaration<'m>>> {
    let mut matching = Vec::new();
    for ancestor in target.ancestors() {
        if ids.get(matching.len()) == Some(&ancestor.id()) {
            matching.push(ancestor);
        }
    }
    (matching.len() == ids.len()).then_some(matching)
}

/// What the path up to a step means, where the path as a whole means nothing.
fn by_itself(project: &Project, file: FileId, reference: &Reference<'_>, step: usize) -> Resolution {
    let end = reference.text.match_indices('.').nth(step).map_or(reference.text.len(), |(dot, _)| dot);
    let text = reference.text.get(..end).unwrap_or(reference.text);
    let holders = KeywordSet::of(&[Keyword::Journey, Keyword::Stage, Keyword::Touchpoint, Keyword::Pain]);
    project.resolve(file, &Reference { text, wanted: holders, ..*reference })
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).expect("a name is a part of a text, which is shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// The name at the cursor, where the mark says it is, and the declarations that it means, as keyword and id.
    fn named(fixture: &str) -> Option<(String, Vec<String>)> {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let occurrence = name_at(&fixture.snapshot, file, offset)?;
        let number = fixture.files.iter().position(|known| *known == file).unwrap();
        let text = &fixture.texts[number][occurrence.place.range.to_usize()];
        let meant = occurrence.declarations().iter().map(|id| {
            let declaration = fixture.snapshot.project.declaration(*id);
            format!("{} {}", declaration.keyword().map_or("?", Keyword::name), declaration.id())
        });
        Some((text.to_owned(), meant.collect()))
    }

    fn is(text: &str, meant: &[&str]) -> Option<(String, Vec<String>)> {
        Some((text.to_owned(), meant.iter().map(|one| (*one).to_owned()).collect()))
    }

    const SHOP: &str = "\
//- shop.journey
journey shop \"Shop\" {
  stage find \"Find\" {
    touchpoint search \"Search\"
  }
  stage shop \"Inside\" { touchpoint pay \"Pay\" }
}
//- other.journey
";

    fn beside_the_shop(text: &str) -> Option<(String, Vec<String>)> {
        named(&format!("{SHOP}{text}"))
    }

    #[test]
    fn an_id_and_a_label_are_names_of_their_declaration() {
        assert_eq!(named("persona ma$0ya \"Maya\"\n"), is("maya", &["persona maya"]));
        assert_eq!(named("persona maya$0 \"Maya\"\n"), is("maya", &["persona maya"]));
        assert_eq!(named("persona $0maya"), is("maya", &["persona maya"]));
        assert_eq!(named("persona maya \"Ma$0ya\"\n"), is("\"Maya\"", &["persona maya"]));
        assert_eq!(named("persona \"Maya B\"$0"), is("\"Maya B\"", &["persona maya_b"]));
        assert_eq!(named("persona maya$0\"Maya\"\n"), is("maya", &["persona maya"]));
        assert_eq!(named("stag fi$0nd {}\n"), is("find", &["? find"]));
    }

    #[test]
    fn keywords_keys_values_and_space_are_no_names() {
        for text in [
            "per$0sona maya \"Maya\"",
            "persona$0 maya",
            "persona maya  $0  \"Maya\"",
            "persona maya { pri$0ority: primary }",
            "persona maya { priority: prim$0ary }",
            "persona maya { goal: \"ma$0ya\" }",
            "// ma$0ya\npersona maya",
            "$0",
            "journey j \"J\" { persona ma$0ya }",
            "{ $0 }",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_reference_a_qualifier_and_a_citation_mean_a_declaration() {
        let maya = "persona maya \"Maya\"\nsource talks \"Talks\" { kind: interview }\n";
        let touchpoint = |text: &str| {
            named(&format!(
                "{maya}journey j \"J\" {{ persona: maya; stage s \"S\" {{ touchpoint t \"T\" {{ {text} }} }} }}"
            ))
        };
        assert_eq!(touchpoint("emotion ma$0ya: -1 from talks"), is("maya", &["persona maya"]));
        assert_eq!(touchpoint("emotion maya$0: -1 from talks"), is("maya", &["persona maya"]));
        assert_eq!(touchpoint("emotion maya: -1 from talks$0"), is("talks", &["source talks"]));
        assert_eq!(touchpoint("emotion maya: -1 from nobody, $0talks"), is("talks", &["source talks"]));
        assert_eq!(touchpoint("next: t$0 \"again\""), is("t", &["touchpoint t"]));
        assert_eq!(touchpoint("next: nothi$0ng"), is("nothing", &[]));
        assert_eq!(touchpoint("channel: ma$0ya"), is("maya", &["persona maya"]));
    }

    #[test]
    fn each_step_of_a_path_means_what_it_names() {
        let club = |path: &str| {
            beside_the_shop(&format!(
                "journey club \"Club\" {{ stage s \"S\" {{ touchpoint t \"T\" {{ next: {path} }} }} }}"
            ))
        };
        assert_eq!(club("sh$0op.find.search"), is("shop", &["journey shop"]));
        assert_eq!(club("shop$0.find.search"), is("shop", &["journey shop"]));
        assert_eq!(club("shop.$0find.search"), is("find", &["stage find"]));
        assert_eq!(club("shop.find.search$0"), is("search", &["touchpoint search"]));
        assert_eq!(club("shop.$0search"), is("search", &["touchpoint search"]));
    }

    #[test]
    fn from_outside_the_first_step_is_the_journey_even_where_a_stage_is_called_the_same() {
        let club = |path: &str| {
            beside_the_shop(&format!(
                "journey club \"Club\" {{ stage s \"S\" {{ touchpoint t \"T\" {{ next: {path} }} }} }}"
            ))
        };
        assert_eq!(club("sh$0op.pay"), is("shop", &["journey shop"]));
        assert_eq!(club("sh$0op.shop.pay"), is("shop", &["journey shop"]));
        assert_eq!(club("shop.sh$0op.pay"), is("shop", &["stage shop"]));
        let inside =
            "journey shop \"Shop\" { stage shop \"S\" { touchpoint a \"A\"; touchpoint b \"B\" { next: sh$0op.a } } }";
        assert_eq!(named(inside), is("shop", &["stage shop"]));
        let own =
            "journey shop \"Shop\" { stage s \"S\" { touchpoint a \"A\"; touchpoint b \"B\" { next: sh$0op.a } } }";
        assert_eq!(named(own), is("shop", &["journey shop"]));
    }

    #[test]
    fn the_first_steps_of_a_path_that_leads_nowhere_still_mean_something() {
        let club = |path: &str| {
            beside_the_shop(&format!(
                "journey club \"Club\" {{ stage s \"S\" {{ touchpoint t \"T\" {{ next: {path} }} }} }}"
            ))
        };
        assert_eq!(club("sh$0op.find.serch"), is("shop", &["journey shop"]));
        assert_eq!(club("shop.fi$0nd.serch"), is("find", &["stage find"]));
        assert_eq!(club("shop.find.ser$0ch"), is("serch", &[]));
        assert_eq!(club("shp.fi$0nd.search"), is("find", &[]));
    }

    #[test]
    fn a_name_of_two_kinds_means_both() {
        let text = "actor app \"App\"\nchannel app \"App\"\njourney j \"J\" { stage s \"S\" { touchpoint t \"T\" { frontstage: a$0pp \"Shows\" } } }";
        assert_eq!(named(text), is("app", &["actor app", "channel app"]));
    }

    #[test]
    fn a_step_knows_its_whole_path() {
        let fixture = Fixture::new(&format!("{SHOP}opportunity o \"O\" {{ addresses: ⟦shop.find.pa$0in⟧ }}"));
        let (file, offset) = fixture.cursor();
        let occurrence = name_at(&fixture.snapshot, file, offset).unwrap();
        let path = fixture.marks[0].1;
        assert_eq!(occurrence.site, Site::Step { path, role: Role::Value, is_last: true });
        assert!(!occurrence.is_declaration());
        assert_eq!(occurrence.meaning, Resolution::Unknown);
    }

    #[test]
    fn names_are_found_with_any_line_ends_and_letters() {
        assert_eq!(named("\u{feff}persona zo$0ë \"𝒵oë\"\r\n"), is("zoë", &["persona zoë"]));
        assert_eq!(named("persona zoë \"𝒵o$0ë\"\r\n"), is("\"𝒵oë\"", &["persona zoë"]));
        assert_eq!(named("persona zoë\rjourney j {\r persona: zo$0ë\r}"), is("zoë", &["persona zoë"]));
    }
}
