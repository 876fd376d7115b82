//! Claims: what a map says about customers and has to know from somewhere. Emotions, pains and gains.

use journey_plugin::JourneyFacts;
use journey_plugin::model::syntax::{SyntaxKind, TextRange};
use journey_plugin::model::{Declaration, Keyword, Property, Reference, Schema};

use crate::wording::shown;

/// An emotion, a pain or a gain in a journey.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'c> {
    /// The pain or gain, or the touchpoint of the emotion.
    pub(super) declaration: Declaration<'c>,
    /// The line of an emotion.
    pub(super) emotion: Option<Property<'c>>,
}

/// The claims of a journey: its emotions, then its pains and gains. Some of them may be unreadable.
pub(super) fn claims<'c>(journey: &'c JourneyFacts<'c>, schema: &Schema) -> impl Iterator<Item = Claim<'c>> {
    let key = schema.key_id(Keyword::Touchpoint, "emotion");
    let emotions = journey.touchpoints.iter().flat_map(move |touchpoint| {
        let lines =
            touchpoint.properties().filter(move |property| property.key_id().is_some() && property.key_id() == key);
        lines.map(|line| Claim { declaration: *touchpoint, emotion: Some(line) })
    });
    let others = journey.pains.iter().chain(&journey.gains);
    emotions.chain(others.map(|other| Claim { declaration: *other, emotion: None }))
}

impl<'c> Claim<'c> {
    /// Where it stands: a touchpoint, a stage or the journey.
    pub(super) fn place(self) -> Option<Declaration<'c>> {
        if self.emotion.is_some() { Some(self.declaration) } else { self.declaration.parent() }
    }

    /// Where to point at it, in bytes.
    pub(super) fn range(self) -> TextRange {
        let value = self.emotion.and_then(Property::value);
        value.map_or_else(|| self.declaration.name().range, |value| value.range())
    }

    /// What it is called at the start of a sentence.
    pub(super) fn called(self) -> String {
        match self.emotion {
            None => {
                let kind = if self.declaration.keyword() == Some(Keyword::Gain) { "Gain" } else { "Pain" };
                format!("{kind} {}", shown(&self.declaration.label()))
            }
            Some(line) => {
                let whose = line.qualifier().map_or_else(String::new, |(persona, _)| format!(" of {}", shown(persona)));
                format!("The emotion{whose} at {}", shown(&self.declaration.label()))
            }
        }
    }

    /// Whether it can be read. What cannot is told as that, and is no claim. Asked last, for it takes longest.
    pub(super) fn is_sound(self) -> bool {
        match self.emotion {
            Some(line) => {
                line.value().is_some_and(|value| value.emotion().is_some())
                    && !line.syntax().descendants().any(|node| node.kind().is_error())
            }
            None => !self.declaration.has_broken_entries(),
        }
    }

    /// Whether it says itself where it is known from. Where that is meant and misspelled, it is told there.
    pub(super) fn is_cited(self, schema: &Schema) -> bool {
        match self.emotion {
            Some(line) => has_citation(line),
            None => self.declaration.gives("source", schema) || self.declaration.properties().any(has_citation),
        }
    }

    /// The names of the sources that it cites itself.
    pub(super) fn citations(self) -> impl Iterator<Item = Reference<'c>> {
        let of_emotion = self.emotion.map(Property::range);
        let citing = Some(self.declaration).filter(|_| self.emotion.is_none_or(has_citation));
        let all = citing.into_iter().flat_map(citations);
        all.filter(move |reference| of_emotion.is_none_or(|line| line.covers(reference.range)))
    }
}

/// The names of sources in the lines of a declaration.
fn citations(declaration: Declaration<'_>) -> impl Iterator<Item = Reference<'_>> {
    declaration.references().filter(|reference| reference.wanted.contains(Keyword::Source))
}

/// The names of the sources that a touchpoint, stage or journey gives for all that is in it.
pub(super) fn sources_of(around: Declaration<'_>) -> impl Iterator<Item = Reference<'_>> {
    citations(around).filter(|reference| reference.property.key() == "source")
}

fn has_citation(property: Property<'_>) -> bool {
    property.syntax().children().any(|node| node.kind() == SyntaxKind::Citation)
}
