//! Hovers: one card a file.

mod actor;
mod card;
mod channel;
mod citation;
mod gain;
mod journey;
mod key;
mod keyword;
mod metric;
mod opportunity;
mod pain;
mod persona;
mod source;
mod stage;
#[cfg(test)]
mod testing;
mod touchpoint;
mod unresolved;
mod value;
mod word;

use journey_plugin::HoverProvider;

/// Every card.
pub(crate) static HOVERS: [&dyn HoverProvider; 17] = [
    &keyword::KeywordCard,
    &key::KeyCard,
    &word::WordCard,
    &value::ValueCard,
    &citation::CitationCard,
    &persona::PersonaCard,
    &channel::ChannelCard,
    &actor::ActorCard,
    &source::SourceCard,
    &metric::MetricCard,
    &journey::JourneyCard,
    &stage::StageCard,
    &touchpoint::TouchpointCard,
    &pain::PainCard,
    &gain::GainCard,
    &opportunity::OpportunityCard,
    &unresolved::UnresolvedCard,
];
