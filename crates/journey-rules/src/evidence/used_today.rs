//! What journeys of today refer to.

use journey_plugin::RuleContext;
use journey_plugin::model::{Declaration, DeclarationId, Project};

use crate::standing::is_of_today;

/// Whether something in a journey of today refers to a declaration.
pub(super) fn is_used_today(project: &Project, id: DeclarationId) -> bool {
    let of_today = |journey| is_of_today(journey, project.schema());
    project.uses_of(id).iter().any(|one| project.declaration(one.user).journey().is_some_and(of_today))
}

/// Whether something in a journey of today cites a source of the file and nothing better on the same line. What another
/// file declares counts as better: it may change without this file being looked at again.
pub(super) fn is_cited_alone_today(
    context: &RuleContext<'_>,
    id: DeclarationId,
    is_better: impl Fn(Declaration<'_>) -> bool,
) -> bool {
    let project = context.project;
    project.uses_of(id).iter().any(|one| {
        let user = project.declaration(one.user);
        let Some(cited) = user.references().find(|reference| reference.range == one.range) else { return false };
        let line = cited.property.range();
        let beside = user.references().filter(|other| other.property.range() == line && other.role == cited.role);
        let is_better = |(other, source): (DeclarationId, Declaration<'_>)| {
            other != id && (other.file != context.id || is_better(source))
        };
        user.journey().is_some_and(|journey| is_of_today(journey, project.schema()))
            && !beside.filter_map(|other| project.target(one.user.file, &other)).any(is_better)
    })
}
