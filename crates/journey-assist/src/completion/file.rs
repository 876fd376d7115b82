//! Files and folders inside the quotes of a path.

use journey_plugin::model::ValueType;
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Insertion, Offers};

/// Offers files.
pub(super) struct Files;

/// What files with readings and answers are called.
const DATA: [&str; 9] = ["csv", "tsv", "json", "xlsx", "xls", "ods", "parquet", "sav", "jsonl"];

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
                    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                    let is_data = DATA.iter().any(|data| data.eq_ignore_ascii_case(extension));
                    let relevance = if is_data { Completion::EXPECTED } else { Completion::UNLIKELY };
                    let close = if *unclosed { "\"" } else { "" };
                    let insertion = Insertion::plain(format!("{name}{close}"));
                    Completion::new(name, CompletionKind::File, relevance).inserting(insertion)
                }
            });
        }
    }
}
