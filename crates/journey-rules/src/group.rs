//! The groups of the built-in rules: settings can name all rules of a group at once.

use journey_plugin::Group;

/// Names, structure and values: what the text says, before what it means.
pub(crate) static LANGUAGE: Group =
    Group { id: "language", summary: "Names, structure and values: whether the text says what its writer means" };

/// Personas.
pub(crate) static PEOPLE: Group = Group { id: "people", summary: "Personas: whose journey it is and what they want" };

/// What a journey covers.
pub(crate) static SCOPE: Group =
    Group { id: "scope", summary: "What a journey covers: its purpose, its stages, its channels, its length" };

/// Emotions, moments of truth, promises.
pub(crate) static EXPERIENCE: Group = Group {
    id: "experience",
    summary: "How it feels: emotions, moments of truth, what is expected and what is delivered",
};

/// From pains to opportunities to a better journey.
pub(crate) static IMPROVEMENT: Group =
    Group { id: "improvement", summary: "What becomes of pains: opportunities, and journeys as they should be" };

/// Who looks after it.
pub(crate) static OWNERSHIP: Group =
    Group { id: "ownership", summary: "Who looks after journeys and opportunities, and whether they still do" };

/// Metrics and their readings.
pub(crate) static MEASUREMENT: Group =
    Group { id: "measurement", summary: "Metrics: whether there are targets and readings, and what they say" };

/// What claims rest on.
pub(crate) static RESEARCH: Group =
    Group { id: "research", summary: "Sources: what the claims of a map rest on, and how well" };
