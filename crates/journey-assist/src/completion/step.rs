//! The next step of a dotted name.

use journey_plugin::model::{Declaration, DeclarationId, Keyword, KeywordSet};
use journey_plugin::{Completion, CompletionContext, CompletionProvider, Expected, Offers};

use super::name::{Candidate, offer};
use super::relation::{Relations, may_be_named, meaning};

/// Offers steps of dotted names.
pub(super) struct Steps;

/// How many are offered.
const MOST: usize = 250;

impl CompletionProvider for Steps {
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Offers) {
        let Expected::Step { slot, steps } = context.expected else { return };
        let wanted = slot.wanted(context.schema());
        let before = steps.join(".");
        let relations = Relations::of(context, slot);
        let is_wanted = |declaration: Declaration<'_>| declaration.keyword().is_some_and(|is| wanted.contains(is));
        let mut offered: Vec<String> = Vec::new();
        for around in [Keyword::Journey, Keyword::Stage, Keyword::Touchpoint, Keyword::Pain] {
            let Some(container) = meaning(context, &before, KeywordSet::of(&[around])) else { continue };
            for nested in context.project().declaration(container).descendants() {
                let Some(keyword) = nested.keyword() else { continue };
                let id = DeclarationId { file: container.file, local: nested.local_id() };
                let name = nested.id().to_owned();
                let path = format!("{before}.{name}");
                let base = if wanted.contains(keyword) {
                    if meaning(context, &path, wanted) != Some(id) || !may_be_named(context, slot, &path, id) {
                        continue;
                    }
                    Completion::FITTING
                } else if nested.descendants().any(is_wanted) && !nested.id().is_empty() {
                    Completion::POSSIBLE
                } else {
                    continue;
                };
                if offered.contains(&name) {
                    continue;
                }
                if offered.len() >= MOST {
                    offers.is_cut = true;
                    return;
                }
                let relevance = base + relations.nearness(&name, keyword, id);
                offers.add(offer(context, slot, &Candidate { name: name.as_str().into(), keyword, id, relevance }));
                offered.push(name);
            }
        }
    }
}
