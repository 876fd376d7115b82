//! Rules with options of every kind, for tests.

use super::{CatalogRule, OptionDescription, OptionKind, RuleCatalog, RuleSeverity};

const MOST: [OptionDescription; 1] = [OptionDescription {
    id: "most",
    documentation: "How many personas a journey may have.",
    kind: OptionKind::WholeNumber { least: 1, most: 20, default: 3 },
}];

const OTHERS: [OptionDescription; 3] = [
    OptionDescription {
        id: "words",
        documentation: "Words that tell of the company's side.",
        kind: OptionKind::Texts { default: &["CRM"] },
    },
    OptionDescription {
        id: "labels",
        documentation: "Whether labels count too.",
        kind: OptionKind::Boolean { default: true },
    },
    OptionDescription {
        id: "days",
        documentation: "After how many days.",
        kind: OptionKind::WholeNumber { least: 0, most: i64::MAX, default: 365 },
    },
];

/// Rules of every kind.
pub(super) fn catalog() -> RuleCatalog {
    let rule = |id, summary, severity, group, options| CatalogRule {
        id,
        summary,
        severity,
        group,
        plugin: if group == "names" { "language" } else { "craft" },
        options,
    };
    let (warning, info) = (RuleSeverity::Warning, RuleSeverity::Info);
    RuleCatalog {
        rules: vec![
            rule("unused-name", "Something that nobody refers to.", warning, "names", &[]),
            rule("unknown-key", "A key that is unknown.", RuleSeverity::Error, "names", &[]),
            rule("wrong-value", "A value of the wrong kind.", RuleSeverity::Error, "names", &[]),
            rule("too-many-personas", "More personas than one journey can tell about.", info, "craft", &MOST),
            rule("inside-out", "Steps that are told from inside.", info, "craft", &OTHERS),
        ],
        groups: vec![("names", "Names"), ("language", "The language"), ("craft", "The craft of mapping")],
    }
}
