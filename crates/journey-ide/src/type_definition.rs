//! What kind of thing the thing at a place is about: the persona of a touchpoint, the metric of a reading.

use journey_model::{DeclarationId, FileId, Keyword, Property, Role};

use crate::Snapshot;
use crate::definition::{Navigation, property_at};
use crate::name_at::name_at;
use crate::uses::named_behind;

/// Where what the thing at `offset` (bytes) is about is declared.
///
/// - In an `emotion`, the persona who feels it; without one before the colon, those of the journey.
/// - In a `measure`, the metric.
/// - At the name of a touchpoint, pain or gain, whom it happens to: the personas that it names itself, else those of its
///   journey. At the name of a journey, its personas.
/// - At the name of a stage, the journey that works it out (`detail`); without one, the personas of its journey.
/// - At the name of an opportunity, the pains that it is for.
/// - Personas, channels, actors, sources and metrics are what others are about: their names lead to themselves.
pub fn type_definition(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Navigation> {
    let name = name_at(snapshot, file, offset);
    let property = property_at(snapshot, file, offset);
    let is_citation = property.is_some_and(|property| property.sources().any(|(_, range)| range.touches(offset)));
    if let Some(property) = property.filter(|_| !is_citation)
        && let Some(about) = of_property(snapshot, file, property)
    {
        return Navigation::to(property.range(), about.into_iter().map(|id| snapshot.target(id)));
    }
    let name = name?;
    let about = name.declarations().iter().flat_map(|id| of_declaration(snapshot, *id));
    Navigation::to(name.place.range, about.map(|id| snapshot.target(id)))
}

fn of_property(snapshot: &Snapshot, file: FileId, property: Property<'_>) -> Option<Vec<DeclarationId>> {
    let declaration = property.declaration();
    let key = property.key();
    property.schema(snapshot.project.schema())?.qualifier.as_ref()?;
    if property.qualifier().is_none() {
        let id = DeclarationId { file, local: declaration.local_id() };
        return (key == "emotion").then(|| personas_of_journey(snapshot, id));
    }
    let mut references = declaration.references();
    let qualifier =
        references.find(|reference| reference.role == Role::Qualifier && property.range().covers(reference.range))?;
    Some(snapshot.project.target(file, &qualifier).map(|(id, _)| id).into_iter().collect())
}

fn of_declaration(snapshot: &Snapshot, id: DeclarationId) -> Vec<DeclarationId> {
    let project = &snapshot.project;
    let behind = |key| named_behind(project, id, key).into_iter().map(|(target, _)| target).collect::<Vec<_>>();
    let declaration = project.declaration(id);
    let or_journey = |own: Vec<DeclarationId>| if own.is_empty() { personas_of_journey(snapshot, id) } else { own };
    match declaration.keyword() {
        None => Vec::new(),
        Some(Keyword::Persona | Keyword::Channel | Keyword::Actor | Keyword::Source | Keyword::Metric) => vec![id],
        Some(Keyword::Journey) => behind("persona"),
        Some(Keyword::Stage) => or_journey(behind("detail")),
        Some(Keyword::Touchpoint) => {
            let everybodys = declaration.properties_of("emotion").any(|property| property.qualifier().is_none());
            let own = behind("emotion");
            if everybodys {
                personas_of_journey(snapshot, id).into_iter().chain(own).collect()
            } else {
                or_journey(own)
            }
        }
        Some(Keyword::Pain | Keyword::Gain) => or_journey(behind("persona")),
        Some(Keyword::Opportunity) => {
            let pain = declaration.parent().filter(|parent| parent.keyword() == Some(Keyword::Pain));
            let pain = pain.map(|pain| DeclarationId { file: id.file, local: pain.local_id() });
            pain.into_iter().chain(behind("addresses")).collect()
        }
    }
}

fn personas_of_journey(snapshot: &Snapshot, id: DeclarationId) -> Vec<DeclarationId> {
    let Some(journey) = snapshot.project.declaration(id).journey() else { return Vec::new() };
    let journey = DeclarationId { file: id.file, local: journey.local_id() };
    named_behind(&snapshot.project, journey, "persona").into_iter().map(|(persona, _)| persona).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::tests::check;

    const PEOPLE: &str = "\
//- people.journey
persona maya \"Maya\"
persona tom \"Tom\"
persona ann \"Ann\"
metric csat \"CSAT\" { kind: csat }
//- journey.journey
";

    /// Marks the declarations with these ids in the file of people, and asks in `journey`.
    fn leads(journey: &str, to: &[&str]) {
        let people = to
            .iter()
            .fold(PEOPLE.to_owned(), |people, id| people.replace(&format!(" {id} \""), &format!(" ⟦{id}⟧ \"")));
        check(&format!("{people}{journey}"), type_definition);
    }

    #[test]
    fn an_emotion_leads_to_who_feels_it() {
        let journey = |emotion: &str| {
            format!("journey j \"J\" {{ persona: maya, tom; stage s \"S\" {{ touchpoint t \"T\" {{ {emotion} }} }} }}")
        };
        leads(&journey("⟦emotion tom: -$01 \"sad\"⟧"), &["tom"]);
        leads(&journey("⟦emo$0tion tom: -1⟧"), &["tom"]);
        leads(&journey("⟦emotion to$0m: -1⟧"), &["tom"]);
        leads(&journey("⟦emotion: $0-1⟧"), &["maya", "tom"]);
        leads(&journey("⟦emotion ann: $0-1⟧"), &["ann"]);
        leads(&journey("emotion nobody: $0-1"), &[]);
    }

    #[test]
    fn a_source_behind_from_is_not_about_the_emotion() {
        check(
            "source ⟦talks⟧ \"T\"\npersona p \"P\"\njourney j \"J\" { stage s \"S\" { touchpoint t \"T\" { emotion p: -1 from ⟦ta$0lks⟧ } } }",
            type_definition,
        );
    }

    #[test]
    fn a_reading_leads_to_its_metric() {
        leads("journey j \"J\" { ⟦measure csat: 78$0%⟧ }", &["csat"]);
        leads("journey j \"J\" { stage s \"S\" { ⟦mea$0sure csat: 78%⟧ } }", &["csat"]);
    }

    #[test]
    fn a_touchpoint_leads_to_its_personas() {
        let journey = |touchpoint: &str| {
            format!("journey j \"J\" {{ persona: maya, tom; stage s \"S\" {{ touchpoint {touchpoint} }} }}")
        };
        leads(&journey("⟦t$0⟧ \"T\" { emotion tom: -1 }"), &["tom"]);
        leads(&journey("t ⟦\"$0T\"⟧ { emotion tom: -1 }"), &["tom"]);
        leads(&journey("⟦t$0⟧ \"T\" { emotion: -1 }"), &["maya", "tom"]);
        leads(&journey("⟦t$0⟧ \"T\" { emotion: -1; emotion ann: 0 }"), &["maya", "tom", "ann"]);
        leads(&journey("⟦t$0⟧ \"T\""), &["maya", "tom"]);
        leads(&journey("t \"T\" { next: ⟦t$0⟧ }"), &["maya", "tom"]);
        leads(&journey("t \"T\" { pain ⟦p$0⟧ \"P\" { persona: ann } }"), &["ann"]);
        leads(&journey("t \"T\" { gain ⟦p$0⟧ \"P\" }"), &["maya", "tom"]);
    }

    #[test]
    fn what_others_are_about_leads_to_itself() {
        leads("journey j \"J\" { persona: ⟦ma$0ya⟧ }", &["maya"]);
        check("persona ⟦ma$0ya⟧ \"Maya\"", type_definition);
        leads("journey ⟦j$0⟧ \"J\" { persona: maya }", &["maya"]);
    }

    #[test]
    fn a_stage_leads_to_the_journey_that_works_it_out_and_an_opportunity_to_its_pains() {
        check("journey ⟦k⟧ \"K\"\njourney j \"J\" { stage ⟦s$0⟧ \"S\" { detail: k } }", type_definition);
        leads("journey j \"J\" { persona: maya; stage ⟦s$0⟧ \"S\" }", &["maya"]);
        check(
            "journey j \"J\" { pain ⟦a⟧ \"A\"; pain b \"B\"; opportunity ⟦o$0⟧ \"O\" { addresses: a } }",
            type_definition,
        );
        check("journey j \"J\" { pain ⟦a⟧ \"A\" { opportunity ⟦o$0⟧ \"O\" } }", type_definition);
    }

    #[test]
    fn where_nothing_is_said_it_leads_nowhere() {
        leads("journey j$0 \"J\"", &[]);
        leads("journey j \"J\" { goal: \"$0x\" }", &[]);
        leads("stag s$0 \"S\"", &[]);
    }
}
