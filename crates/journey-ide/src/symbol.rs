//! A declaration as editors list it: what it is called, and what is worth knowing at a glance.

use journey_model::value::words;
use journey_model::{Declaration, DeclarationId, IdSource, Keyword, Property};

use crate::{Snapshot, Target};

/// A declaration as outlines, pickers and hierarchies list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The declaration.
    pub declaration: DeclarationId,
    /// Its label on one line; never empty.
    pub name: String,
    /// Its id where one is written beside the label, then facts such as `maya -1, tom +1`, `3 touchpoints` or `high`.
    pub detail: Option<String>,
    /// What it declares; `None` for a keyword that the language does not know.
    pub keyword: Option<Keyword>,
    /// Where it is.
    pub target: Target,
    /// Whether it is written down as over: a retired journey, a dropped opportunity.
    pub is_over: bool,
}

impl Symbol {
    /// The declaration as a symbol.
    pub fn of(snapshot: &Snapshot, id: DeclarationId) -> Self {
        let declaration = snapshot.project.declaration(id);
        Self {
            declaration: id,
            name: name(declaration),
            detail: detail(declaration),
            keyword: declaration.keyword(),
            target: snapshot.target(id),
            is_over: ["retired", "dropped"].contains(&word(declaration, "status").unwrap_or_default()),
        }
    }
}

/// The label on one line; for a declaration without label and id, what it would be.
pub(crate) fn name(declaration: Declaration<'_>) -> String {
    let label = one_line(&declaration.label());
    if !label.is_empty() {
        return label;
    }
    // An id that is made from an empty label says nothing.
    if declaration.id_source() == IdSource::Written {
        return one_line(&words(declaration.id()));
    }
    match (declaration.keyword(), declaration.keyword_node()) {
        (Some(keyword), _) => format!("Unnamed {keyword}"),
        (None, Some(word)) => word.text().to_owned(),
        (None, None) => "Unnamed block".to_owned(),
    }
}

/// A text on one line, without characters that no list can show.
pub(crate) fn one_line(text: &str) -> String {
    let parts = text.split(|character: char| character.is_whitespace() || character.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn detail(declaration: Declaration<'_>) -> Option<String> {
    let id = (declaration.id_source() == IdSource::Written && declaration.label_range().is_some())
        .then(|| declaration.id().to_owned());
    let facts = facts(declaration).join(", ");
    let parts: Vec<String> = id.into_iter().chain([facts]).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn facts(declaration: Declaration<'_>) -> Vec<String> {
    let Some(keyword) = declaration.keyword() else { return Vec::new() };
    let words = |keys: &[&str]| keys.iter().filter_map(|key| word(declaration, key)).map(str::to_owned).collect();
    let labelled = |key: &str| word(declaration, key).map(|value| format!("{key} {value}"));
    match keyword {
        Keyword::Persona => words(&["priority"]),
        Keyword::Channel => words(&["kind"]),
        Keyword::Actor => words(&["line", "kind"]),
        Keyword::Source => words(&["kind", "date"]),
        Keyword::Metric => words(&["kind"]).into_iter().chain(labelled("target")).collect(),
        Keyword::Journey => {
            let counts = counts(declaration, &[Keyword::Stage, Keyword::Touchpoint]);
            words(&["state"]).into_iter().chain(counts).collect()
        }
        Keyword::Stage => counts(declaration, &[Keyword::Touchpoint, Keyword::Pain]),
        Keyword::Touchpoint => {
            let moment = declaration.property("moment").map(|_| "moment of truth".to_owned());
            emotions(declaration).into_iter().chain(moment).chain(counts(declaration, &[Keyword::Pain])).collect()
        }
        Keyword::Pain => {
            let answers = counts(declaration, &[Keyword::Opportunity]);
            words(&["severity", "frequency"]).into_iter().chain(answers).collect()
        }
        Keyword::Gain => Vec::new(),
        Keyword::Opportunity => {
            words(&["status"]).into_iter().chain(labelled("impact")).chain(labelled("effort")).collect()
        }
    }
}

/// What stands first behind a key, if it is something short and sound: no text.
fn word<'m>(declaration: Declaration<'m>, key: &str) -> Option<&'m str> {
    let value = declaration.property(key)?.value()?;
    (!value.is_broken() && value.text().is_none()).then(|| value.first().text())
}

/// How many there are inside of each kind, those left out of which there are none.
fn counts(declaration: Declaration<'_>, keywords: &[Keyword]) -> Vec<String> {
    let count = |keyword: &Keyword| {
        let inside = declaration.descendants().filter(|inside| inside.keyword() == Some(*keyword));
        match inside.count() {
            0 => None,
            1 => Some(format!("1 {keyword}")),
            several => Some(format!("{several} {}", keyword.plural())),
        }
    };
    keywords.iter().filter_map(count).collect()
}

fn emotions(touchpoint: Declaration<'_>) -> Vec<String> {
    let score = |property: Property<'_>| {
        let score = property.value()?.emotion()?.score;
        Some(match property.qualifier() {
            Some((persona, _)) => format!("{persona} {score}"),
            None => score.to_string(),
        })
    };
    touchpoint.properties_of("emotion").filter_map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn symbols(text: &str) -> Vec<(String, String)> {
        let fixture = Fixture::new(text);
        let project = &fixture.snapshot.project;
        let file = fixture.files[0];
        let ids = project.file(file).model.declarations().map(|one| DeclarationId { file, local: one.local_id() });
        let symbols = ids.map(|id| Symbol::of(&fixture.snapshot, id));
        symbols.map(|symbol| (symbol.name, symbol.detail.unwrap_or_default())).collect()
    }

    fn only(text: &str) -> (String, String) {
        symbols(text).into_iter().next().unwrap()
    }

    fn told(name: &str, detail: &str) -> (String, String) {
        (name.to_owned(), detail.to_owned())
    }

    #[test]
    fn each_kind_tells_what_is_worth_knowing_at_a_glance() {
        let text = "\
persona maya \"Maya, busy parent\" { priority: primary; role: \"Nurse\" }
channel app \"Mobile app\" { kind: digital }
actor picking \"Picking team\" { line: backstage; kind: team }
source talks \"Talks\" { kind: interview; date: 2026-05-12 }
metric csat \"Content\" { kind: csat; target: 85% }
journey shop \"Weekly shop\" {
  state: as-is
  stage find \"Find\" {
    touchpoint search \"Searches\" {
      emotion maya: -1 \"irritated\" from talks
      emotion: +2
      emotion tom: oh
      moment: \"Is it there?\"
      pain stale \"Stale\" { severity: high; frequency: often; opportunity \"Fix it\" { status: planned; impact: 8; effort: 5 } }
      gain nice \"Nice\"
    }
    touchpoint pay
  }
}
";
        let expected = [
            told("Maya, busy parent", "maya · primary"),
            told("Mobile app", "app · digital"),
            told("Picking team", "picking · backstage, team"),
            told("Talks", "talks · interview, 2026-05-12"),
            told("Content", "csat · csat, target 85%"),
            told("Weekly shop", "shop · as-is, 1 stage, 2 touchpoints"),
            told("Find", "find · 2 touchpoints, 1 pain"),
            told("Searches", "search · maya -1, +2, moment of truth, 1 pain"),
            told("Stale", "stale · high, often, 1 opportunity"),
            told("Fix it", "planned, impact 8, effort 5"),
            told("Nice", "nice"),
            told("Pay", ""),
        ];
        assert_eq!(symbols(text), expected);
    }

    #[test]
    fn a_name_is_never_empty_and_always_one_line() {
        assert_eq!(only("journey { }").0, "Unnamed journey");
        assert_eq!(only("persona \"\"").0, "Unnamed persona");
        assert_eq!(only("persona maya \"\"").0, "Maya");
        assert_eq!(only("persona maya \"  \"").0, "Maya");
        assert_eq!(only("foo {\n}").0, "foo");
        assert_eq!(only("{ goal: \"x\" }").0, "Unnamed block");
        assert_eq!(only("persona maya \"One\\n\\ttwo\"").0, "One two");
        assert_eq!(only("persona maya \"\"\"\n  One\n  two\n  \"\"\"").0, "One two");
        assert_eq!(only("stag find \"Find\" { severity: high }"), told("Find", "find"));
    }

    #[test]
    fn what_cannot_be_read_is_no_fact() {
        assert_eq!(only("channel app \"App\" { kind: }").1, "app");
        assert_eq!(only("channel app \"App\" { kind: \"a long text\" }").1, "app");
        assert_eq!(only("metric m \"M\" { kind: csat; target: 8,5 % }").1, "m · csat, target 8");
    }

    #[test]
    fn what_is_over_is_told() {
        let fixture = Fixture::new("journey a \"A\" { status: retired }\njourney b \"B\" { status: draft }\n");
        let journeys = fixture.snapshot.project.declarations_of(Keyword::Journey);
        let over: Vec<bool> = journeys.map(|(id, _)| Symbol::of(&fixture.snapshot, id).is_over).collect();
        assert_eq!(over, [true, false]);
    }
}
