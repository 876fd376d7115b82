//! The keys that mean the same in several keywords.

use crate::schema::{KeySchema, Keyword, ValueType};

/// `owner`; several are allowed, since a craft rule may advise against two owners but no tool has to stop at them.
pub(super) fn owner(documentation: &'static str, example: &'static str) -> KeySchema {
    KeySchema::new("owner", ValueType::Handle, documentation, example).many().also_called(&[
        "owners",
        "responsible",
        "team",
        "lead",
    ])
}

/// `source`.
pub(super) fn source(documentation: &'static str) -> KeySchema {
    KeySchema::new(
        "source",
        ValueType::Reference(vec![Keyword::Source]),
        documentation,
        "source: interviews, q3_survey",
    )
    .many()
    .also_called(&["sources", "research"])
}

/// `tag`.
pub(super) fn tag() -> KeySchema {
    KeySchema::new(
        "tag",
        ValueType::Tag,
        "Words of your own to find, group and filter by. A tag is a word or a number, or a text where it has spaces.",
        "tag: mobile, \"first order\"",
    )
    .many()
    .also_called(&["tags", "label", "labels", "keyword"])
}

/// `measure METRIC`.
pub(super) fn measure(documentation: &'static str) -> KeySchema {
    KeySchema::new("measure", ValueType::Measurement, documentation, "measure delivery_csat: 78% from q3_survey")
        .qualified([Keyword::Metric], true)
        .also_called(&["measurement", "metric", "score", "reading", "kpi"])
}

/// A text of which there may be several.
pub(super) fn texts(name: &'static str, documentation: &'static str, example: &'static str) -> KeySchema {
    KeySchema::new(name, ValueType::Text, documentation, example).many()
}

/// A text of which there is one.
pub(super) fn text(name: &'static str, documentation: &'static str, example: &'static str) -> KeySchema {
    KeySchema::new(name, ValueType::Text, documentation, example)
}

/// References of which there may be several.
pub(super) fn references<const N: usize>(
    name: &'static str,
    kinds: [Keyword; N],
    documentation: &'static str,
    example: &'static str,
) -> KeySchema {
    KeySchema::new(name, ValueType::Reference(kinds.to_vec()), documentation, example).many()
}

/// One word of these.
pub(super) fn choice<const N: usize>(
    name: &'static str,
    values: [(&'static str, &'static str); N],
    documentation: &'static str,
    example: &'static str,
) -> KeySchema {
    let values = values
        .into_iter()
        .map(|(name, documentation)| crate::schema::EnumerationValue::new(name, documentation))
        .collect();
    KeySchema::new(name, ValueType::Enumeration(values), documentation, example)
}
