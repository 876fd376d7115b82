//! What a journey stands for: whether it tells of today, how far it can be relied on, and whether it is part of another;
//! and what a declaration surely does not say.

use journey_plugin::model::{Declaration, DeclarationId, KeyId, Keyword, Schema};
use journey_plugin::{RuleContext, Severity};

/// How far a journey can be relied on, by its `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A draft, or nothing that is known is said.
    Draft,
    Review,
    Approved,
}

/// How far a journey can be relied on.
pub(crate) fn standing(journey: Declaration<'_>) -> Standing {
    match chosen(journey, "status") {
        Some("review") => Standing::Review,
        Some("approved") => Standing::Approved,
        _ => Standing::Draft,
    }
}

/// Whether a journey tells how it is today: it is no to-be, and not retired. Without a `state`, a journey is taken as one
/// of today. Where broken text in it may say what it is, nobody knows.
pub(crate) fn is_of_today(journey: Declaration<'_>, schema: &Schema) -> bool {
    let (state, status) = (chosen(journey, "state"), chosen(journey, "status"));
    let is_said = state.is_some() && status.is_some();
    state.is_none_or(|state| state == "as-is")
        && status != Some("retired")
        && (is_said || !(state.is_none() && journey.gives("state", schema) || journey.has_broken_entries()))
}

/// Whether a journey of today says so, or is at least no variant of another: a variant without a `state` may be a plan.
pub(crate) fn shows_today(journey: Declaration<'_>, schema: &Schema) -> bool {
    is_of_today(journey, schema) && (chosen(journey, "state").is_some() || !journey.gives("of", schema))
}

/// Whether somebody works from a journey that is a plan.
pub(crate) fn is_plan(journey: Declaration<'_>) -> bool {
    chosen(journey, "state") == Some("to-be") && !is_retired(journey)
}

/// Whether nobody works from it any more.
pub(crate) fn is_retired(journey: Declaration<'_>) -> bool {
    chosen(journey, "status") == Some("retired")
}

/// How serious it is where something is missing in a journey: what is agreed on has to be complete.
pub(crate) fn severity_in(journey: Declaration<'_>) -> Severity {
    if standing(journey) == Standing::Approved { Severity::Warning } else { Severity::Info }
}

/// Whether it works out a stage of another journey, which `detail` says there: then what comes before and after it, and
/// what it is for, stand in that journey.
pub(crate) fn works_out_a_stage(context: &RuleContext<'_>, journey: Declaration<'_>) -> bool {
    let id = DeclarationId { file: context.id, local: journey.local_id() };
    let is_stage = |user| context.project.declaration(user).keyword() == Some(Keyword::Stage);
    context.project.is_used(id) && context.project.uses_of(id).into_iter().any(|one| is_stage(one.user))
}

/// The word that somebody chose for a key, such as `approved` for `status`.
pub(crate) fn chosen<'m>(declaration: Declaration<'m>, key: &str) -> Option<&'m str> {
    declaration.property(key)?.value()?.reference()
}

/// Whether a declaration has a property with that key. `None` stands for a key that there is not.
pub(crate) fn has(declaration: Declaration<'_>, key: Option<KeyId>) -> bool {
    key.is_some() && declaration.properties().any(|property| property.key_id() == key)
}

/// Whether a key is missing in a declaration, and nothing in it is wrong that may be meant as that key.
pub(crate) fn lacks(declaration: Declaration<'_>, key: &str, schema: &Schema) -> bool {
    !declaration.gives(key, schema) && !declaration.has_broken_entries()
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Project;

    use super::*;

    fn told(body: &str) -> (bool, Standing, bool) {
        let project = Project::of_text("a.journey", &format!("journey j \"J\" {{ {body} }}\n"));
        let (_, journey) = project.declarations_of(Keyword::Journey).next().unwrap();
        let schema = project.schema();
        (is_of_today(journey, schema), standing(journey), shows_today(journey, schema))
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

    #[test]
    fn a_variant_that_does_not_say_that_it_is_of_today_may_be_a_plan() {
        for body in ["", "state: as-is", "of: k; state: as-is", "of: k; state: as-is; status: approved"] {
            assert!(told(body).2, "{body}");
        }
        for body in
            ["of: k", "variant: k", "of: k; status: approved", "state: to-be", "of: k; state: tobe", "status: retired"]
        {
            assert!(!told(body).2, "{body}");
        }
    }
}
