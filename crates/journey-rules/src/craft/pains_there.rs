//! Which pains say why somebody feels bad at a touchpoint.

use journey_plugin::model::{Declaration, DeclarationId, Feeler, Role};
use journey_plugin::{JourneyFacts, RuleContext};

/// Whether a pain says why `feeler` feels bad at a touchpoint: one that stands at the touchpoint or in its stage and is
/// theirs or everybody's, or one that stands in the journey and names them. `None` asks for a pain of anybody there. Where
/// something is broken that may be meant as a pain, it counts as one. So does `detail`: the pains of a stage that another
/// journey works out stand in that one.
pub(super) fn pain_explains(
    context: &RuleContext<'_>,
    journey: &JourneyFacts<'_>,
    touchpoint: Declaration<'_>,
    stage: Option<Declaration<'_>>,
    feeler: Option<Feeler<'_>>,
) -> bool {
    let explains = |pain: &Declaration<'_>| {
        let around = pain.parent();
        let is_there = around == Some(touchpoint) || stage.is_some() && around == stage;
        match feeler {
            None => is_there,
            Some(feeler) if is_there => hurts(context, *pain, feeler).unwrap_or(true),
            Some(feeler) => around == Some(journey.declaration) && hurts(context, *pain, feeler) == Some(true),
        }
    };
    journey.pains.iter().any(explains)
        || touchpoint.has_broken_entries()
        || stage.is_some_and(|stage| stage.has_broken_entries() || stage.property("detail").is_some())
}

/// Whether a pain names somebody; `None` where it names nobody, or somebody unknown.
fn hurts(context: &RuleContext<'_>, pain: Declaration<'_>, feeler: Feeler<'_>) -> Option<bool> {
    let named = pain.references();
    let mut named = named.filter(|one| one.role == Role::Value && one.property.key() == "persona").peekable();
    named.peek()?;
    let personas: Option<Vec<DeclarationId>> =
        named.map(|one| context.project.target(context.id, &one).map(|(id, _)| id)).collect();
    let personas = personas?;
    Some(match feeler {
        Feeler::Persona(id, _) => personas.contains(&id),
        Feeler::Everybody => true,
    })
}
