//! Which journeys tell of today, and how far they can be relied on.

use journey_plugin::RuleContext;
use journey_plugin::model::{Declaration, DeclarationId, Project, Schema};

/// How far a journey can be relied on, by its `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A draft, or nothing that this page knows is said.
    Draft,
    Review,
    Approved,
}

/// Whether a journey tells how it is today: it is no to-be, and not retired. Without a `state`, a journey is taken as one
/// of today. Where broken text in it may say what it is, nobody knows.
pub(super) fn is_of_today(journey: Declaration<'_>, schema: &Schema) -> bool {
    let (state, status) = (word(journey, "state"), word(journey, "status"));
    let is_said = state.is_some() && status.is_some();
    state.is_none_or(|state| state == "as-is")
        && status != Some("retired")
        && (is_said || !(state.is_none() && journey.gives("state", schema) || journey.has_broken_entries()))
}

pub(super) fn is_retired(journey: Declaration<'_>) -> bool {
    word(journey, "status") == Some("retired")
}

pub(super) fn standing(journey: Declaration<'_>) -> Standing {
    match word(journey, "status") {
        Some("review") => Standing::Review,
        Some("approved") => Standing::Approved,
        _ => Standing::Draft,
    }
}

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

/// The word that a key has, of those that it can have.
pub(super) fn word<'p>(declaration: Declaration<'p>, key: &str) -> Option<&'p str> {
    declaration.property(key)?.value()?.reference()
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Keyword;

    use super::*;

    fn told(body: &str) -> (bool, Standing) {
        let project = Project::of_text("a.journey", &format!("journey j \"J\" {{ {body} }}\n"));
        let (_, journey) = project.declarations_of(Keyword::Journey).next().unwrap();
        (is_of_today(journey, project.schema()), standing(journey))
    }

    #[test]
    fn a_journey_is_of_today_unless_it_says_otherwise() {
        for body in ["", "state: as-is", "status: approved", "of: k", "state: as-is; status: done"] {
            assert!(told(body).0, "{body}");
        }
        for body in [
            "state: to-be",
            "status: retired",
            "state: as-is; status: retired",
            "state: tobe",
            "state:",
            "stat: to-be",
            "\n state to-be\n",
            "\n status retired\n",
        ] {
            assert!(!told(body).0, "{body}");
        }
    }

    #[test]
    fn what_is_not_said_to_be_more_is_a_draft() {
        assert_eq!(told("status: review").1, Standing::Review);
        assert_eq!(told("status: approved").1, Standing::Approved);
        for body in ["", "status: draft", "status: aproved", "status:"] {
            assert_eq!(told(body).1, Standing::Draft, "{body}");
        }
    }
}
