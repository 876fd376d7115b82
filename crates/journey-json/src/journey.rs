//! A journey with its stages, touchpoints, pains and gains, nested as they are written.

use journey_model::{EmotionCurve, Keyword};
use schemars::JsonSchema;
use serde::Serialize;

use crate::declaration::{Named, Written};
use crate::emotion_curve::{Curve, curves};
use crate::keys::Keys;
use crate::reference::Reference;
use crate::solution::Opportunity;
use crate::value::{Duration, Measurement};

/// A customer's way through the service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Journey {
    #[serde(flatten)]
    named: Named,
    state: Option<String>,
    of: Option<Reference>,
    persona: Vec<Reference>,
    segment: Vec<String>,
    scenario: Vec<String>,
    goal: Vec<String>,
    objective: Vec<String>,
    starts: Option<String>,
    ends: Option<String>,
    owner: Vec<String>,
    status: Option<String>,
    #[schemars(extend("format" = "date"))]
    reviewed: Option<String>,
    measure: Vec<Measure>,
    source: Vec<Reference>,
    tag: Vec<String>,
    /// Its stages, in the order of the text.
    stages: Vec<Stage>,
    /// The pains of the journey as a whole, in the order of the text.
    pains: Vec<Pain>,
    /// The gains of the journey as a whole, in the order of the text.
    gains: Vec<Gain>,
    /// The opportunities that stand in the journey itself, in the order of the text.
    opportunities: Vec<Opportunity>,
    /// For each persona what they feel at each touchpoint: those of the journey, then others who feel something somewhere.
    emotion_curve: Vec<Curve>,
    #[serde(flatten)]
    written: Written,
}

impl Journey {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            state: keys.text("state"),
            of: keys.reference("of"),
            persona: keys.references("persona"),
            segment: keys.texts("segment"),
            scenario: keys.texts("scenario"),
            goal: keys.texts("goal"),
            objective: keys.texts("objective"),
            starts: keys.text("starts"),
            ends: keys.text("ends"),
            owner: keys.texts("owner"),
            status: keys.text("status"),
            reviewed: keys.text("reviewed"),
            measure: keys.measures("measure"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            stages: keys.children(Keyword::Stage, Stage::of),
            pains: keys.children(Keyword::Pain, Pain::of),
            gains: keys.children(Keyword::Gain, Gain::of),
            opportunities: keys.children(Keyword::Opportunity, Opportunity::of),
            emotion_curve: {
                let (project, at) = (keys.project(), keys.at());
                curves(&EmotionCurve::of(project, at.file, at.declaration))
            },
            written: keys.written(),
        }
    }
}

/// A part of a journey in which the customer pursues one aim.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Stage {
    #[serde(flatten)]
    named: Named,
    goal: Vec<String>,
    duration: Option<Duration>,
    owner: Vec<String>,
    detail: Option<Reference>,
    measure: Vec<Measure>,
    source: Vec<Reference>,
    tag: Vec<String>,
    /// Its touchpoints, in the order of the text.
    touchpoints: Vec<Touchpoint>,
    /// The pains of the stage as a whole, in the order of the text.
    pains: Vec<Pain>,
    /// The gains of the stage as a whole, in the order of the text.
    gains: Vec<Gain>,
    /// The opportunities that stand in the stage itself, in the order of the text.
    opportunities: Vec<Opportunity>,
    #[serde(flatten)]
    written: Written,
}

impl Stage {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            goal: keys.texts("goal"),
            duration: keys.duration("duration"),
            owner: keys.texts("owner"),
            detail: keys.reference("detail"),
            measure: keys.measures("measure"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            touchpoints: keys.children(Keyword::Touchpoint, Touchpoint::of),
            pains: keys.children(Keyword::Pain, Pain::of),
            gains: keys.children(Keyword::Gain, Gain::of),
            opportunities: keys.children(Keyword::Opportunity, Opportunity::of),
            written: keys.written(),
        }
    }
}

/// One contact between customer and service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Touchpoint {
    #[serde(flatten)]
    named: Named,
    channel: Vec<Reference>,
    actor: Vec<Reference>,
    does: Vec<String>,
    thinks: Vec<String>,
    feels: Vec<String>,
    says: Vec<String>,
    expects: Vec<String>,
    gets: Vec<String>,
    emotion: Vec<Emotion>,
    moment: Option<String>,
    duration: Option<Duration>,
    next: Vec<Next>,
    frontstage: Vec<Work>,
    backstage: Vec<Work>,
    support: Vec<Work>,
    evidence: Vec<String>,
    control: Option<String>,
    measure: Vec<Measure>,
    owner: Vec<String>,
    source: Vec<Reference>,
    tag: Vec<String>,
    /// What hurts here, in the order of the text.
    pains: Vec<Pain>,
    /// What pleases here, in the order of the text.
    gains: Vec<Gain>,
    /// The opportunities that stand in the touchpoint itself, in the order of the text.
    opportunities: Vec<Opportunity>,
    #[serde(flatten)]
    written: Written,
}

impl Touchpoint {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            channel: keys.references("channel"),
            actor: keys.references("actor"),
            does: keys.texts("does"),
            thinks: keys.texts("thinks"),
            feels: keys.texts("feels"),
            says: keys.texts("says"),
            expects: keys.texts("expects"),
            gets: keys.texts("gets"),
            emotion: keys.emotions("emotion"),
            moment: keys.text("moment"),
            duration: keys.duration("duration"),
            next: keys.nexts("next"),
            frontstage: keys.works("frontstage"),
            backstage: keys.works("backstage"),
            support: keys.works("support"),
            evidence: keys.texts("evidence"),
            control: keys.text("control"),
            measure: keys.measures("measure"),
            owner: keys.texts("owner"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            pains: keys.children(Keyword::Pain, Pain::of),
            gains: keys.children(Keyword::Gain, Gain::of),
            opportunities: keys.children(Keyword::Opportunity, Opportunity::of),
            written: keys.written(),
        }
    }
}

/// Something that hurts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Pain {
    #[serde(flatten)]
    named: Named,
    severity: Option<String>,
    frequency: Option<String>,
    cause: Vec<String>,
    persona: Vec<Reference>,
    owner: Vec<String>,
    source: Vec<Reference>,
    tag: Vec<String>,
    /// The opportunities that stand in it, in the order of the text.
    opportunities: Vec<Opportunity>,
    /// The full dotted names of all opportunities of the project that address it: those that stand in it, and those that
    /// name it.
    addressed_by: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Pain {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            severity: keys.text("severity"),
            frequency: keys.text("frequency"),
            cause: keys.texts("cause"),
            persona: keys.references("persona"),
            owner: keys.texts("owner"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            opportunities: keys.children(Keyword::Opportunity, Opportunity::of),
            addressed_by: keys.addressed_by(),
            written: keys.written(),
        }
    }
}

/// Something that does good.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Gain {
    #[serde(flatten)]
    named: Named,
    persona: Vec<Reference>,
    source: Vec<Reference>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Gain {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            persona: keys.references("persona"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}

/// How a touchpoint feels.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Emotion {
    /// Whose emotion it is; null where it is everybody's.
    pub(crate) persona: Option<Reference>,
    /// From -2 (very negative) to 2 (very positive).
    #[schemars(range(min = -2, max = 2))]
    pub(crate) score: i8,
    /// The word for it.
    pub(crate) word: Option<String>,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
}

/// A reading of a metric.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Measure {
    /// The metric; null where none is named.
    pub(crate) metric: Option<Reference>,
    /// What was measured.
    #[serde(flatten)]
    pub(crate) reading: Measurement,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
}

/// What somebody of the service does, in a lane of the service blueprint.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Work {
    /// The actor or channel.
    pub(crate) by: Reference,
    /// What they do; null where nothing is said.
    pub(crate) text: Option<String>,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
}

/// A touchpoint that can follow.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Next {
    /// The touchpoint.
    pub(crate) touchpoint: Reference,
    /// When it follows; null where nothing is said.
    pub(crate) condition: Option<String>,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
}
