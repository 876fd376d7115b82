//! What a journey stands for: whether it shows today, how far it can be relied on, and whether it is part of another.

use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{RuleContext, Severity};

/// The word that somebody chose for a key, such as `approved` for `status`.
pub(crate) fn chosen<'m>(declaration: Declaration<'m>, key: &str) -> Option<&'m str> {
    declaration.property(key)?.value()?.reference()
}

/// Whether nobody works from it any more.
pub(crate) fn is_retired(journey: Declaration<'_>) -> bool {
    chosen(journey, "status") == Some("retired")
}

/// Whether it shows how it is today and somebody works from it. A journey that does not say so does, unless it is a
/// variant of another.
pub(crate) fn shows_today(context: &RuleContext<'_>, journey: Declaration<'_>) -> bool {
    if is_retired(journey) {
        return false;
    }
    let schema = context.project.schema();
    match chosen(journey, "state") {
        Some(state) => state == "as-is",
        None => !journey.gives("state", schema) && !journey.gives("of", schema),
    }
}

/// How serious it is where something is missing in a journey: what is agreed on has to be complete.
pub(crate) fn severity_in(journey: Declaration<'_>) -> Severity {
    if chosen(journey, "status") == Some("approved") { Severity::Warning } else { Severity::Info }
}

/// Whether it works out a stage of another journey, which `detail` says there: then what comes before and after it, and
/// what it is for, stand in that journey.
pub(crate) fn works_out_a_stage(context: &RuleContext<'_>, journey: Declaration<'_>) -> bool {
    let id = DeclarationId { file: context.id, local: journey.local_id() };
    let is_stage = |user| context.project.declaration(user).keyword() == Some(Keyword::Stage);
    context.project.is_used(id) && context.project.uses_of(id).into_iter().any(|one| is_stage(one.user))
}

/// Whether a key is missing in a declaration, and nothing in it is wrong that may be meant as that key.
pub(crate) fn lacks(context: &RuleContext<'_>, declaration: Declaration<'_>, key: &str) -> bool {
    !declaration.gives(key, context.project.schema()) && !declaration.has_broken_entries()
}
