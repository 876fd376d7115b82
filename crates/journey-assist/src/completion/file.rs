//! Files and folders inside the quotes of a path.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers};

/// Offers files.
pub(super) struct Files;

impl CompletionProvider for Files {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::InsideText { key, before, unclosed } = context.expected else { return };
        if key.value != ValueType::File {
            return;
        }
        let wants_hidden = context.word.starts_with('.');
        for name in (context.entries)(before) {
            // A name that would need escapes, or that a text cannot hold, is not offered.
            let is_plain = !name.contains(['"', '\\']) && !name.chars().any(char::is_control);
            if !is_plain || name.starts_with('.') && !wants_hidden {
                continue;
            }
            offers.add(match name.strip_suffix('/') {
                Some(_) => Completion::new(name, CompletionKind::Folder, Completion::FITTING).then_complete(),
                None => {
                    let is_journey = name.ends_with(".journey");
                    let relevance = if is_journey { Completion::UNLIKELY } else { Completion::EXPECTED };
                    let close = if *unclosed { "\"" } else { "" };
                    let insertion = Insertion::plain(format!("{name}{close}"));
                    Completion::new(name, CompletionKind::File, relevance).inserting(insertion)
                }
            });
        }
    }
}
