//! Words of the writers' own: teams and persons, tags, tickets, as they are written elsewhere already.

use journey_plugin::model::{Declaration, FileModel, ValueType};
use journey_plugin::{Completion, CompletionContext, CompletionKind, CompletionProvider, Expected, Offers};

/// Offers words of the writers' own.
pub(super) struct Written;

/// How many are offered.
const MOST: usize = 100;

/// How many properties are looked at, over all files: a keystroke must not read a whole large project.
const PROPERTIES: usize = 30_000;

impl CompletionProvider for Written {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Some(key) = context.expected.value_key() else { return };
        for value in context.expected.value_types() {
            let kind = match value {
                ValueType::Handle => CompletionKind::Handle,
                ValueType::Tag | ValueType::Ticket => CompletionKind::Tag,
                _ => continue,
            };
            let wanted = if kind == CompletionKind::Handle { Wanted::Type(value) } else { Wanted::Key(&key.name) };
            for (number, (word, uses)) in (0..).zip(written(context, wanted, MOST)) {
                let relevance = (Completion::FITTING + 20 * uses.min(20)).saturating_sub(number);
                offers.add(Completion::new(word, kind, relevance));
            }
        }
    }
}

/// Which values are wanted.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'w> {
    /// Those of any key of a type.
    Type(&'w ValueType),
    /// Those of a key.
    Key(&'w str),
}

/// The different values that are written in the project already, the file at the cursor first, with how often each is
/// written; at most `most`. Those that stand beside the cursor are left out, as is the word at the cursor itself.
pub(super) fn written(context: &CompletionContext<'_>, wanted: Wanted<'_>, most: usize) -> Vec<(String, u32)> {
    let mut words: Vec<(String, u32)> = Vec::new();
    let mut left = PROPERTIES;
    let own = context.file.file();
    let others = context.project().files().filter(|(id, _)| *id != context.file.id).map(|(_, file)| file);
    for file in std::iter::once(own).chain(others) {
        if left == 0 {
            break;
        }
        let is_own = std::ptr::eq(file, own);
        collect(context, &file.model, is_own, wanted, &mut left, &mut words);
    }
    if let Expected::Value(slot) = context.expected {
        words.retain(|(word, _)| !slot.given().contains(word));
    }
    words.truncate(most);
    words
}

fn collect(
    context: &CompletionContext<'_>,
    model: &FileModel,
    is_own: bool,
    wanted: Wanted<'_>,
    left: &mut usize,
    words: &mut Vec<(String, u32)>,
) {
    for property in model.declarations().flat_map(Declaration::properties) {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        let fits = property.schema(context.schema()).is_some_and(|schema| match wanted {
            Wanted::Key(key) => schema.name == key,
            Wanted::Type(value) => schema.value == *value,
        });
        if !fits {
            continue;
        }
        for value in property.values() {
            let word = value.first();
            if value.is_broken() || is_own && word.range().touches(context.offset) {
                continue;
            }
            match words.iter_mut().find(|(known, _)| known == word.text()) {
                Some((_, uses)) => *uses += 1,
                None => words.push((word.text().to_owned(), 1)),
            }
        }
    }
}
