//! What journeys use: personas, channels, actors, sources and metrics.

use schemars::JsonSchema;
use serde::Serialize;

use crate::declaration::{Named, Written};
use crate::keys::Keys;
use crate::reference::Reference;
use crate::value::{DataFile, Measurement, Number, Range, Value};

/// Somebody the journey is made for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Persona {
    #[serde(flatten)]
    named: Named,
    priority: Option<String>,
    segment: Vec<String>,
    role: Vec<String>,
    age: Option<Value>,
    location: Vec<String>,
    goal: Vec<String>,
    motivation: Vec<String>,
    behavior: Vec<String>,
    wants: Vec<String>,
    hates: Vec<String>,
    ignores: Vec<String>,
    job: Vec<String>,
    quote: Vec<String>,
    source: Vec<Reference>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Persona {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            priority: keys.text("priority"),
            segment: keys.texts("segment"),
            role: keys.texts("role"),
            age: keys.value("age"),
            location: keys.texts("location"),
            goal: keys.texts("goal"),
            motivation: keys.texts("motivation"),
            behavior: keys.texts("behavior"),
            wants: keys.texts("wants"),
            hates: keys.texts("hates"),
            ignores: keys.texts("ignores"),
            job: keys.texts("job"),
            quote: keys.texts("quote"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}

/// The way a contact happens: an app, a shop, a call.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Channel {
    #[serde(flatten)]
    named: Named,
    kind: Option<String>,
    owner: Vec<String>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Channel {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            kind: keys.text("kind"),
            owner: keys.texts("owner"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}

/// A person, team, system or partner that does part of the service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Actor {
    #[serde(flatten)]
    named: Named,
    line: Option<String>,
    kind: Option<String>,
    owner: Vec<String>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Actor {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            line: keys.text("line"),
            kind: keys.text("kind"),
            owner: keys.texts("owner"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}

/// Where we know something from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Source {
    #[serde(flatten)]
    named: Named,
    kind: Option<String>,
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    #[schemars(range(min = 0))]
    sample: Option<Number>,
    link: Vec<String>,
    data: Vec<DataFile>,
    confidence: Option<String>,
    owner: Vec<String>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Source {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            kind: keys.text("kind"),
            date: keys.text("date"),
            sample: keys.number("sample"),
            link: keys.texts("link"),
            data: keys.files("data"),
            confidence: keys.text("confidence"),
            owner: keys.texts("owner"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}

/// What is measured.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Metric {
    #[serde(flatten)]
    named: Named,
    kind: Option<String>,
    scale: Option<Range>,
    unit: Option<String>,
    direction: Option<String>,
    baseline: Option<Measurement>,
    target: Option<Measurement>,
    question: Vec<String>,
    trigger: Vec<String>,
    channel: Vec<Reference>,
    source: Vec<Reference>,
    data: Vec<DataFile>,
    owner: Vec<String>,
    tag: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Metric {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            kind: keys.text("kind"),
            scale: keys.range("scale"),
            unit: keys.text("unit"),
            direction: keys.text("direction"),
            baseline: keys.measurement("baseline"),
            target: keys.measurement("target"),
            question: keys.texts("question"),
            trigger: keys.texts("trigger"),
            channel: keys.references("channel"),
            source: keys.references("source"),
            data: keys.files("data"),
            owner: keys.texts("owner"),
            tag: keys.texts("tag"),
            written: keys.written(),
        }
    }
}
