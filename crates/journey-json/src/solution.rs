//! An opportunity, and which pains it addresses.

use schemars::JsonSchema;
use serde::Serialize;

use crate::declaration::{Named, Written};
use crate::keys::Keys;
use crate::reference::Reference;
use crate::value::Number;

/// Something that could be made better.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Opportunity {
    #[serde(flatten)]
    named: Named,
    addresses: Vec<Reference>,
    how: Vec<String>,
    solution: Vec<String>,
    #[schemars(range(min = 0, max = 10))]
    impact: Option<Number>,
    #[schemars(range(min = 0, max = 10))]
    effort: Option<Number>,
    #[schemars(range(min = 0, max = 10))]
    confidence: Option<Number>,
    #[schemars(range(min = 0, max = 10))]
    importance: Option<Number>,
    #[schemars(range(min = 0, max = 10))]
    satisfaction: Option<Number>,
    owner: Vec<String>,
    status: Option<String>,
    #[schemars(extend("format" = "date"))]
    due: Option<String>,
    ticket: Vec<String>,
    source: Vec<Reference>,
    tag: Vec<String>,
    /// The full dotted names of all pains that it addresses: the one that it stands in, and those that `addresses` means.
    addressed_pains: Vec<String>,
    #[serde(flatten)]
    written: Written,
}

impl Opportunity {
    pub(crate) fn of(mut keys: Keys<'_, '_>) -> Self {
        Self {
            named: keys.named(),
            addresses: keys.references("addresses"),
            how: keys.texts("how"),
            solution: keys.texts("solution"),
            impact: keys.number("impact"),
            effort: keys.number("effort"),
            confidence: keys.number("confidence"),
            importance: keys.number("importance"),
            satisfaction: keys.number("satisfaction"),
            owner: keys.texts("owner"),
            status: keys.text("status"),
            due: keys.text("due"),
            ticket: keys.texts("ticket"),
            source: keys.references("source"),
            tag: keys.texts("tag"),
            addressed_pains: keys.addressed_pains(),
            written: keys.written(),
        }
    }
}
