//! Which opportunities address a pain, wherever they stand, and how far they have come.

use journey_plugin::RuleContext;
use journey_plugin::model::{Declaration, DeclarationId, Keyword};

/// The opportunities that stand in a pain of the file, then those of all files that name it with `addresses`. One that
/// names it twice comes twice.
pub(crate) fn opportunities_for<'c>(
    context: &RuleContext<'c>,
    pain: Declaration<'_>,
) -> impl Iterator<Item = (DeclarationId, Declaration<'c>)> {
    let (file, project) = (context.id, context.project);
    let inside = pain.descendants().filter(move |inner| inner.parent() == Some(pain));
    let inside = inside.map(move |inner| DeclarationId { file, local: inner.local_id() });
    let naming = project.uses_of(DeclarationId { file, local: pain.local_id() }).into_iter().map(|one| one.user);
    let all = inside.chain(naming).map(|id| (id, project.declaration(id)));
    all.filter(|(_, opportunity)| opportunity.keyword() == Some(Keyword::Opportunity))
}

/// Whether an opportunity for a pain has one of these as its `status`.
pub(crate) fn is_addressed(context: &RuleContext<'_>, pain: Declaration<'_>, statuses: &[&str]) -> bool {
    opportunities_for(context, pain).any(|(_, opportunity)| {
        let status = opportunity.property("status").and_then(|status| status.value()?.reference());
        status.is_some_and(|status| statuses.contains(&status))
    })
}
