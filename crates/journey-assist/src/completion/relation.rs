//! How near a declaration is to the cursor: what it has to do with what stands around, and how it is used there.

use journey_plugin::model::{Declaration, DeclarationId, Keyword, KeywordSet, Property, Resolution};
use journey_plugin::{CompletionContext, Slot};

/// What is known about the cursor before candidates are compared.
pub(super) struct Relations<'c, 'p> {
    context: &'c CompletionContext<'p>,
    /// The key of the property, empty where it is unknown.
    key: &'c str,
    /// The journey's personas, as it names them.
    personas: Vec<String>,
    /// The journey's touchpoints in order.
    touchpoints: Vec<DeclarationId>,
    /// How many of them stand in front of the cursor, the one around it included.
    passed: usize,
}

/// How near a use has to be to count, in bytes.
const NEAR: u32 = 4_000;

/// How many uses of one declaration are looked at.
const USES: usize = 200;

impl<'c, 'p> Relations<'c, 'p> {
    /// What a name in this part of a property can have to do with the cursor.
    pub(super) fn of(context: &'c CompletionContext<'p>, slot: &'c Slot<'p>) -> Self {
        let key = match slot {
            Slot::Value { key, .. } | Slot::Qualifier { key, .. } | Slot::Citation { key: Some(key), .. } => &key.name,
            Slot::Citation { key: None, .. } => "",
        };
        let wanted = slot.wanted(context.schema());
        let personas = if wanted.contains(Keyword::Persona) { personas_of_journey(context) } else { Vec::new() };
        let mut touchpoints = Vec::new();
        let mut passed = 0;
        if wanted.contains(Keyword::Touchpoint)
            && let Some(journey) = context.around(Keyword::Journey)
        {
            let all = context.project().declaration(journey).descendants();
            for touchpoint in all.filter(|nested| nested.keyword() == Some(Keyword::Touchpoint)) {
                passed += usize::from(touchpoint.range().start < context.offset);
                touchpoints.push(DeclarationId { file: journey.file, local: touchpoint.local_id() });
            }
        }
        Self { context, key, personas, touchpoints, passed }
    }

    /// How near a declaration is: up to 1,500.
    pub(super) fn nearness(&self, name: &str, keyword: Keyword, id: DeclarationId) -> u32 {
        let declaration = self.context.project().declaration(id);
        let related = match keyword {
            Keyword::Persona => return self.persona(name, id, declaration),
            // Where others lead to says nothing about where this one leads to.
            Keyword::Touchpoint => return self.touchpoint(id),
            Keyword::Pain => self.pain(id, declaration),
            Keyword::Actor => self.actor(declaration),
            Keyword::Channel => self.channel(name),
            Keyword::Journey => self.journey(id, declaration),
            _ => 0,
        };
        related + self.use_nearby(id)
    }

    /// Those of the journey, in the order in which it names them; then the others.
    fn persona(&self, name: &str, id: DeclarationId, persona: Declaration<'_>) -> u32 {
        match self.personas.iter().position(|listed| listed == name) {
            Some(position) => 1_000 - u32::try_from(position.min(9)).unwrap_or(9) * 20,
            None => u32::from(says(persona, "priority", "primary")) * 100 + self.use_nearby(id),
        }
    }

    /// The next one first, then those behind it; those in front after them, the nearest first.
    fn touchpoint(&self, id: DeclarationId) -> u32 {
        let Some(position) = self.touchpoints.iter().position(|touchpoint| *touchpoint == id) else { return 0 };
        let distance = |steps: usize| u32::try_from(steps.min(40)).unwrap_or(40) * 10;
        match position.checked_sub(self.passed) {
            Some(ahead) => 1_200 - distance(ahead),
            None => 600 - distance(self.passed - position),
        }
    }

    /// Pains of the same stage or touchpoint, and those that nothing addresses yet.
    fn pain(&self, id: DeclarationId, pain: Declaration<'_>) -> u32 {
        let project = self.context.project();
        let own = &self.context.surroundings.declarations;
        let around = pain.ancestors().map(|around| DeclarationId { file: id.file, local: around.local_id() });
        let shared = around.filter(|around| own.contains(around)).count();
        let mut users = project.uses_of(id).into_iter().map(|using| project.declaration(using.user));
        let is_addressed = users.any(|user| user.keyword() == Some(Keyword::Opportunity))
            || pain.children_of(Keyword::Opportunity).next().is_some();
        u32::try_from(shared.min(3)).unwrap_or(3) * 150 + if is_addressed { 0 } else { 300 }
    }

    /// Actors that stand on the lane that the key is about.
    fn actor(&self, actor: Declaration<'_>) -> u32 {
        let lane = if self.key == "actor" { "frontstage" } else { self.key };
        if says(actor, "line", lane) { 500 } else { 0 }
    }

    /// On a lane that customers see, the touchpoint's own channels; on the others hardly any.
    fn channel(&self, name: &str) -> u32 {
        let own = || {
            let touchpoint = self.context.project().declaration(self.context.around(Keyword::Touchpoint)?);
            let channels = touchpoint.property("channel")?.values();
            channels.iter().any(|channel| channel.reference() == Some(name)).then_some(())
        };
        match self.key {
            "frontstage" if own().is_some() => 500,
            "channel" => 200,
            _ => 0,
        }
    }

    /// A variant is mostly one of a journey as it is today, and of a whole one. What works a stage out is neither a
    /// variant nor the journey that this one is a variant of.
    fn journey(&self, id: DeclarationId, journey: Declaration<'_>) -> u32 {
        let project = self.context.project();
        let is_variant = journey.property("of").is_some() || says(journey, "state", "to-be");
        let is_named_by = |key: &str| {
            project.uses_of(id).iter().take(USES).any(|using| {
                let user = project.declaration(using.user);
                user.properties_of(key).any(|property| property.range().touches(using.range.start))
            })
        };
        let is_unfit = match self.key {
            "of" => is_variant || is_named_by("detail"),
            _ => is_variant || is_named_by("of"),
        };
        if is_unfit { 0 } else { 300 }
    }

    /// Used near the cursor, and used often.
    pub(super) fn use_nearby(&self, id: DeclarationId) -> u32 {
        let uses = self.context.project().uses_of(id);
        let own = self.context.file.id;
        let first = uses.partition_point(|using| using.user.file < own);
        let here = uses.iter().skip(first).take_while(|using| using.user.file == own).take(USES);
        let here = here.filter(|using| !using.range.touches(self.context.offset));
        let (mut nearest, mut count) = (NEAR, 0);
        for using in here {
            nearest = nearest.min(using.range.start.abs_diff(self.context.offset));
            count += 1;
        }
        let in_file = u32::from(id.file == own) * 20;
        let everywhere = u32::try_from(uses.len().min(20)).unwrap_or(20);
        (NEAR - nearest) / 20 + 5 * count.min(10) + everywhere + in_file
    }
}

/// The names of the journey's personas, in its order.
pub(super) fn personas_of_journey(context: &CompletionContext<'_>) -> Vec<String> {
    let Some(journey) = context.around(Keyword::Journey) else { return Vec::new() };
    let personas = context.project().declaration(journey).properties_of("persona");
    let values = personas.flat_map(Property::values);
    values.filter_map(|value| value.reference().map(str::to_owned)).collect()
}

/// Whether a declaration may be named here: it is none of those around the cursor and is not named beside it.
pub(super) fn may_be_named(context: &CompletionContext<'_>, slot: &Slot<'_>, name: &str, id: DeclarationId) -> bool {
    let is_given = || {
        slot.given().iter().any(|given| {
            let is_dotted = given.contains('.') || name.contains('.');
            given == name || is_dotted && meaning(context, given, slot.wanted(context.schema())) == Some(id)
        })
    };
    !context.surroundings.declarations.contains(&id) && !is_given()
}

/// The one declaration that a name means here.
pub(super) fn meaning(context: &CompletionContext<'_>, name: &str, wanted: KeywordSet) -> Option<DeclarationId> {
    match context.project().look_up(context.scope(), name, wanted) {
        Resolution::Found(id) => Some(id),
        _ => None,
    }
}

/// Whether a declaration gives this word for a key.
pub(super) fn says(declaration: Declaration<'_>, key: &str, word: &str) -> bool {
    let value = declaration.property(key).and_then(Property::value);
    value.is_some_and(|value| value.reference() == Some(word))
}
