//! The one interface for everything pluggable: rules that report diagnostics, views that render journeys, and words
//! that a plugin adds to the language. Built-in plugins use it and nothing more.

mod completion;
mod diagnostic;
mod environment;
mod hint;
mod hover;
mod lens;
mod plugin;
mod registry;
mod rule;
mod rule_context;
mod rule_page;
mod suppression;
mod view;

pub use completion::{
    Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, GivenKey, Insertion, Layout, Likeness,
    NoTopic, Offers, Slot, Surroundings, Topic,
};
pub use diagnostic::{Applicability, Diagnostic, Fix, Place, Severity, Tag, TextEdit};
pub use environment::{Environment, Folders};
pub use hint::{Hint, HintDescription, HintDetails, HintProvider};
pub use hover::{HoverContext, HoverProvider, Subject};
pub use journey_model as model;
pub use lens::{Action, LensContent, LensDescription, LensProvider};
pub use plugin::{Manifest, Plugin};
pub use registry::{Around, Registry, RegistryConflict};
pub use rule::{FileContext, Group, Reach, Report, Rule, RuleDescription};
pub use rule_context::{FileFacts, JourneyFacts, RuleContext};
pub use rule_page::{rule_index, rule_page};
pub use suppression::{
    SuppressedRule, Suppression, SuppressionMistake, SuppressionScope, SuppressionState, Suppressions,
    UnreadableSuppression,
};
pub use view::{
    Direction, Lane, Language, LegendEntry, Options, Rendered, SourceLine, StageRange, Target, TargetError, Theme,
    View, ViewContext, ViewDescription,
};
