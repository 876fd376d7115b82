//! Declarations that stand where none of their kind belongs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::declaration::{Named, Written};
use crate::journey::{Gain, Pain, Stage, Touchpoint};
use crate::solution::Opportunity;

/// A declaration that stands where none of its kind belongs, or whose keyword the language does not know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Misplaced {
    /// A stage.
    Stage(Box<Stage>),
    /// A touchpoint.
    Touchpoint(Box<Touchpoint>),
    /// A pain.
    Pain(Box<Pain>),
    /// A gain.
    Gain(Box<Gain>),
    /// An opportunity.
    Opportunity(Box<Opportunity>),
    /// Something that the language does not know.
    Unknown(Box<Unknown>),
}

/// A declaration whose keyword the language does not know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Unknown {
    #[serde(flatten)]
    pub(crate) named: Named,
    /// The word that stands where the keyword should; null for a block without one.
    pub(crate) word: Option<String>,
    #[serde(flatten)]
    pub(crate) written: Written,
}
