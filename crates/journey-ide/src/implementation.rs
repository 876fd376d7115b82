//! What answers the thing at a place: the to-be of an as-is, the opportunities for a pain, the readings of a metric.

use journey_model::{DeclarationId, FileId, Keyword};

use crate::definition::Navigation;
use crate::name_at::name_at;
use crate::type_hierarchy::subtypes_of;
use crate::uses::{named_behind, uses_behind};
use crate::{Snapshot, Target};

/// Where what the name at `offset` (bytes) stands for is carried out.
///
/// - A journey: the journeys that are made `of` it, as a to-be is of an as-is.
/// - A stage: the journey that works it out (`detail`), and the stage with the same id in journeys made of its own.
/// - A touchpoint: the touchpoint with the same id in journeys made of its own.
/// - A pain: the opportunities that address it.
/// - A metric: its readings (`measure`).
pub fn implementation(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Navigation> {
    let name = name_at(snapshot, file, offset)?;
    let targets = name.declarations().iter().flat_map(|id| of_declaration(snapshot, *id));
    Navigation::to(name.place.range, targets)
}

fn of_declaration(snapshot: &Snapshot, id: DeclarationId) -> Vec<Target> {
    let project = &snapshot.project;
    let declarations: Vec<DeclarationId> = match project.declaration(id).keyword() {
        Some(Keyword::Journey | Keyword::Touchpoint) => subtypes_of(snapshot, id),
        Some(Keyword::Stage) => {
            let details = named_behind(project, id, "detail").into_iter().map(|(journey, _)| journey);
            details.chain(subtypes_of(snapshot, id)).collect()
        }
        Some(Keyword::Pain) => {
            let inside = project.declaration(id).children_of(Keyword::Opportunity);
            let inside = inside.map(|child| DeclarationId { file: id.file, local: child.local_id() });
            inside.chain(uses_behind(project, id, "addresses").into_iter().map(|(user, _)| user)).collect()
        }
        Some(Keyword::Metric) => {
            let readings = uses_behind(project, id, "measure").into_iter();
            let reading = |(user, reference): (DeclarationId, journey_model::Reference<'_>)| Target {
                file: user.file,
                range: reference.property.range(),
                focus: reference.range,
            };
            return readings.map(reading).collect();
        }
        _ => Vec::new(),
    };
    declarations.into_iter().map(|id| snapshot.target(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::tests::check;

    #[test]
    fn an_as_is_leads_to_its_to_be() {
        check(
            "//- a.journey\njourney ⟦sh$0op⟧ \"Shop\"\n//- b.journey\njourney ⟦next⟧ \"Next\" { of: shop }\njourney other \"O\"\n",
            implementation,
        );
    }

    #[test]
    fn a_touchpoint_and_a_stage_lead_to_those_of_the_to_be() {
        check(
            "\
journey shop \"Shop\" { stage find \"Find\" { touchpoint ⟦sea$0rch⟧ \"Search\" } }
journey next \"Next\" { of: shop; stage search \"S\" { touchpoint ⟦search⟧ \"Search\" } }
journey other \"Other\" { stage find \"Find\" { touchpoint search \"Search\" } }
",
            implementation,
        );
        check(
            "\
journey search \"Search\"
journey shop \"Shop\" { stage ⟦fi$0nd⟧ \"Find\" { detail: ⟦detail⟧ } }
journey next \"Next\" { of: shop; stage ⟦find⟧ \"Find\" }
"
            .replace("⟦detail⟧", "search")
            .replace("journey search", "journey ⟦search⟧")
            .as_str(),
            implementation,
        );
    }

    #[test]
    fn a_pain_leads_to_its_opportunities() {
        check(
            "\
//- a.journey
journey shop \"Shop\" {
  pain ⟦stale⟧ \"Stale\" { opportunity ⟦\"Inside\"⟧ }
  opportunity ⟦live⟧ \"Live\" { addresses: slow, ⟦sta$0le⟧ }
}
//- b.journey
opportunity ⟦outside⟧ \"Outside\" { addresses: shop.stale }
"
            .replace("pain ⟦stale⟧", "pain stale")
            .as_str(),
            implementation,
        );
    }

    #[test]
    fn a_metric_leads_to_its_readings() {
        check(
            "\
metric ⟦cs$0at⟧ \"CSAT\" { kind: csat }
journey a \"A\" { measure ⟦csat⟧: 78% from talks; stage s \"S\" { measure ⟦csat⟧: 50% } }
",
            implementation,
        );
    }

    #[test]
    fn nothing_answers_the_rest() {
        check("persona ma$0ya \"Maya\"\njourney j \"J\" { persona: maya }", implementation);
        check("jour$0ney j \"J\"", implementation);
        check("journey j$0 \"J\"", implementation);
    }
}
