//! Where the name at a place is declared, and which file a path leads to.

use journey_model::syntax::TextRange;
use journey_model::{FileId, Property, ValueType};

use crate::name_at::name_at;
use crate::{Snapshot, Target};

/// Where a place leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// What leads there, in bytes: the name, path or property at the place that was asked about.
    pub origin: TextRange,
    /// Where it leads, at least one, each once.
    pub destinations: Vec<Destination>,
}

/// Somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A place in the project.
    Target(Target),
    /// A file that need not be one of the project.
    File(FileTarget),
}

/// A file that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTarget {
    /// The file of the project in which it is named.
    pub named_in: FileId,
    /// Its path as it is named there, relative to that file's folder.
    pub path: String,
}

impl Navigation {
    /// Leads from `origin` to targets, each once; `None` without any.
    pub(crate) fn to(origin: TextRange, targets: impl IntoIterator<Item = Target>) -> Option<Self> {
        let mut destinations: Vec<Destination> = Vec::new();
        for target in targets.into_iter().map(Destination::Target) {
            if !destinations.contains(&target) {
                destinations.push(target);
            }
        }
        (!destinations.is_empty()).then_some(Self { origin, destinations })
    }
}

/// Where the name at `offset` (bytes) is declared: all places where it is ambiguous, for one step of a dotted path what
/// that step means, and for the id or label of a declaration the declaration itself. The path of a file (`data: "..."`)
/// leads to the file, if it is there. Declaration and definition are the same in this language.
pub fn definition(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Navigation> {
    match name_at(snapshot, file, offset) {
        Some(name) => {
            let targets = name.declarations().iter().map(|id| snapshot.target(*id));
            Navigation::to(name.place.range, targets)
        }
        None => named_file(snapshot, file, offset),
    }
}

fn named_file(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Navigation> {
    let project = &snapshot.project;
    let at = project.file(file);
    let property = property_at(snapshot, file, offset)?;
    let names_file = |value: &ValueType| matches!(value, ValueType::File);
    let takes_file = match &property.schema(project.schema())?.value {
        ValueType::OneOf(types) => types.iter().any(names_file),
        value => names_file(value),
    };
    let value = property.values().into_iter().find(|value| takes_file && value.first().range().touches(offset))?;
    let path = value.text()?.into_owned();
    if !snapshot.folders.is_file(&at.path, &path) {
        return None;
    }
    let destinations = vec![Destination::File(FileTarget { named_in: file, path })];
    Some(Navigation { origin: value.first().range(), destinations })
}

/// The property at `offset` (bytes), from its key to its last value or source.
pub(crate) fn property_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Property<'_>> {
    let innermost = snapshot.project.file(file).model.declaration_at(offset)?;
    let mut around = std::iter::once(innermost).chain(innermost.ancestors());
    around.find_map(|declaration| declaration.properties().find(|property| property.range().touches(offset)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// Asks at the cursor of a fixture whose first mark in the file of the cursor around the cursor is the origin; all
    /// other marks are where it leads, in the order in which they stand.
    pub(crate) fn check(fixture: &str, ask: fn(&Snapshot, FileId, u32) -> Option<Navigation>) {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let mut marks = fixture.marks.clone();
        let navigation = ask(&fixture.snapshot, file, offset);
        let Some(navigation) = navigation else {
            assert_eq!(marks, [], "it leads nowhere");
            return;
        };
        let mut focuses: Vec<(FileId, TextRange)> = navigation
            .destinations
            .iter()
            .map(|destination| match destination {
                Destination::Target(target) => (target.file, target.focus),
                Destination::File(_) => panic!("a file"),
            })
            .collect();
        focuses.sort_unstable();
        let origin = (file, navigation.origin);
        assert!(navigation.origin.touches(offset));
        assert!(marks.contains(&origin), "{origin:?} of {marks:?}");
        if !focuses.contains(&origin) {
            marks.retain(|mark| *mark != origin);
        }
        assert_eq!(focuses, marks);
    }

    #[test]
    fn a_reference_leads_to_its_declaration_in_another_file() {
        check(
            "//- a.journey\npersona ⟦maya⟧ \"Maya\"\n//- b.journey\njourney j \"J\" { persona: tom, ⟦ma$0ya⟧ }\n",
            definition,
        );
        check(
            "//- a.journey\npersona ⟦\"Maya B\"⟧\n//- b.journey\njourney j \"J\" { persona: ⟦$0maya_b⟧ }\n",
            definition,
        );
    }

    #[test]
    fn a_declaration_leads_to_itself() {
        check("persona ⟦ma$0ya⟧ \"Maya\"\npersona maya \"Twice\"\n", definition);
        check("persona maya \"Maya\"\npersona ⟦ma$0ya⟧ \"Twice\"\n", definition);
        check("persona ⟦maya⟧ ⟦\"Ma$0ya\"⟧\n", definition);
    }

    #[test]
    fn each_step_leads_to_what_it_means() {
        let shop =
            "//- a.journey\njourney shop \"Shop\" { stage find \"Find\" { pain slow \"Slow\" } }\n//- b.journey\n";
        let mark = |name: &str| shop.replace(&format!("{name} \""), &format!("⟦{name}⟧ \""));
        check(&format!("{}opportunity o \"O\" {{ addresses: ⟦sh$0op⟧.find.slow }}", mark("shop")), definition);
        check(&format!("{}opportunity o \"O\" {{ addresses: shop.⟦fin$0d⟧.slow }}", mark("find")), definition);
        check(&format!("{}opportunity o \"O\" {{ addresses: shop.find.⟦slow$0⟧ }}", mark("slow")), definition);
    }

    #[test]
    fn an_ambiguous_name_leads_to_all() {
        let text = "\
actor ⟦app⟧ \"App\"
channel ⟦app⟧ \"App\"
journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { frontstage: ⟦a$0pp⟧ \"Shows\" } } }
";
        check(text, definition);
    }

    #[test]
    fn a_name_of_another_kind_leads_there_and_an_unknown_one_nowhere() {
        check("persona ⟦maya⟧ \"Maya\"\nmetric m \"M\" { kind: csat; channel: ⟦ma$0ya⟧ }\n", definition);
        check("journey j \"J\" { persona: no$0body }\n", definition);
        check("jour$0ney j \"J\" { }\n", definition);
        check("$0", definition);
    }

    #[test]
    fn the_path_of_a_file_leads_to_the_file_if_it_is_there() {
        let ask = |text: &str| {
            let fixture = Fixture::new(text);
            let (file, offset) = fixture.cursor();
            let navigation = definition(&fixture.snapshot, file, offset)?;
            assert_eq!(fixture.marks, [(file, navigation.origin)]);
            match navigation.destinations.as_slice() {
                [Destination::File(target)] if target.named_in == file => Some(target.path.clone()),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(ask("source s \"S\" { kind: survey; data: ⟦\"data/q3$0.csv\"⟧ }").as_deref(), Some("data/q3.csv"));
        assert_eq!(
            ask("source s \"S\" { data: \"x.csv\", ⟦\"data/q2.csv\"$0⟧ from a }").as_deref(),
            Some("data/q2.csv")
        );
        assert_eq!(ask("source s \"S\" { data: \"x$0.csv\" }"), None);
        assert_eq!(ask("source s \"S\" { da$0ta: \"data/q3.csv\" }"), None);
        assert_eq!(ask("source s \"S\" { link: \"data/q3$0.csv\" }"), None);
    }
}
