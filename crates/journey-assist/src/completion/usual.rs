//! What people usually say about each kind of declaration, in the order in which they say it.

use journey_plugin::model::Keyword;

/// The keys that practitioners give most often in the body of a keyword, in the order in which a good map has them.
pub(super) const fn usual_keys(keyword: Keyword) -> &'static [&'static str] {
    match keyword {
        Keyword::Persona => &["priority", "role", "goal", "wants", "hates", "quote", "source", "age", "motivation"],
        Keyword::Channel => &["kind", "owner"],
        Keyword::Actor => &["line", "kind", "owner"],
        Keyword::Source => &["kind", "date", "sample", "confidence", "link", "data", "owner"],
        Keyword::Metric => &["kind", "scale", "direction", "baseline", "target", "question", "trigger", "source"],
        Keyword::Journey => &[
            "state",
            "persona",
            "scenario",
            "goal",
            "objective",
            "starts",
            "ends",
            "owner",
            "status",
            "reviewed",
            "measure",
        ],
        Keyword::Stage => &["goal", "duration", "measure", "owner", "detail"],
        Keyword::Touchpoint => &[
            "channel",
            "actor",
            "does",
            "thinks",
            "feels",
            "expects",
            "gets",
            "emotion",
            "moment",
            "duration",
            "frontstage",
            "backstage",
            "support",
            "evidence",
            "next",
            "control",
            "measure",
        ],
        Keyword::Pain => &["severity", "frequency", "cause", "persona", "source"],
        Keyword::Gain => &["persona", "source"],
        Keyword::Opportunity => {
            &["addresses", "how", "solution", "impact", "effort", "owner", "status", "due", "ticket"]
        }
    }
}

/// The keys that a new declaration starts with, beside those that it has to have: without them it says too little.
pub(super) const fn first_keys(keyword: Keyword) -> &'static [&'static str] {
    match keyword {
        Keyword::Persona => &["goal", "hates"],
        Keyword::Channel | Keyword::Metric => &["kind"],
        Keyword::Actor => &["line"],
        Keyword::Source => &["kind", "date"],
        Keyword::Journey => &["state", "persona"],
        Keyword::Stage => &["goal"],
        Keyword::Touchpoint => &["channel", "emotion"],
        Keyword::Pain => &["severity", "frequency"],
        Keyword::Gain => &[],
        Keyword::Opportunity => &["addresses", "impact", "effort"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plugin::model::Schema;

    #[test]
    fn every_usual_key_is_a_key() {
        for keyword in Keyword::ALL {
            for key in usual_keys(keyword).iter().chain(first_keys(keyword)) {
                assert!(Schema::standard().key(keyword, key).is_some(), "{key} of {keyword}");
            }
        }
    }
}
