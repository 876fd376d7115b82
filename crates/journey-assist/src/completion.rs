//! What may be written at a place: one kind of offer a file.

mod address;
mod citation;
mod date;
mod duration;
mod file;
mod key;
mod keyword;
mod name;
mod number;
mod range;
mod relation;
mod step;
mod text;
mod usual;
mod word;
mod written;

use journey_plugin::CompletionProvider;

pub(crate) static PROVIDERS: [&dyn CompletionProvider; 14] = [
    &keyword::Keywords,
    &key::Keys,
    &word::Words,
    &name::Names,
    &step::Steps,
    &number::Numbers,
    &range::Ranges,
    &date::Dates,
    &duration::Durations,
    &written::Written,
    &text::Texts,
    &citation::Citations,
    &file::Files,
    &address::Addresses,
];
