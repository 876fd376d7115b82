//! `persona-without-journey`: a persona that no journey is drawn for.

use journey_plugin::model::{Declaration, DeclarationId, Keyword, Project};
use journey_plugin::{Applicability, Diagnostic, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::PEOPLE;
use crate::unused::{Removals, is_told_elsewhere};
use crate::wording::shown;

/// Finds personas that are in no journey's `persona`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PersonaWithoutJourney;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "persona-without-journey",
    summary: "A persona that no journey is drawn for",
    documentation: r#"
## What it does
Finds a persona that no journey of the project names with `persona`. Where nothing refers to the persona at all, it
offers to remove it, unless something else would lose its last use by that. A persona that only has an emotion or a pain
in somebody else's journey is told too. A journey without any `persona` is another
finding, and its emotions are then left alone here.

## Why it matters
A persona is drawn so that somebody walks through the service as that person. Without a journey the work on it changes
nothing, and readers cannot tell whether these customers were forgotten or left out on purpose.

## Example
```journey
persona maya "Maya, busy parent"
persona tom "Tom, first-time buyer"

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
persona maya "Maya, busy parent"
persona tom "Tom, first-time buyer"

journey weekly_shop "Weekly shop" {
  persona: maya, tom
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough": different customers go through a
journey differently, so it is designed to what the core types want and hate. Alex Bischoff, "Customer journey map:
What it is and why you need one" (Delighted): start with three personas at most. That each needs a journey is our
reading.
"#,
    group: &PEOPLE,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for PersonaWithoutJourney {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let removals = Removals::new(context);
        for persona in context.declarations_of(Keyword::Persona) {
            let id = DeclarationId { file: context.id, local: persona.local_id() };
            if !context.project.is_used(id) {
                if !is_told_elsewhere(context.project, id) {
                    report.add(unused(&removals, *persona));
                }
            } else if let Some(place) = place_in_others_journey(context.project, id)
                && !is_told_elsewhere(context.project, id)
            {
                report.add(visitor(context, *persona, place));
            }
        }
    }
}

fn unused(removals: &Removals<'_, '_>, persona: Declaration<'_>) -> Diagnostic {
    let message = format!("No journey is drawn for the persona {}", shown(&persona.label()));
    let help = format!(
        "Nobody sees how it goes for them. Name them in a journey with `persona: {}`, or remove them until somebody \
         draws theirs.",
        persona.id()
    );
    removals.finding(persona, message, help)
}

fn visitor(context: &RuleContext<'_>, persona: Declaration<'_>, place: Place) -> Diagnostic {
    let message = format!("The persona {} appears only in journeys of others", shown(&persona.label()));
    let help = format!(
        "What they feel is told there, but no journey says that it is theirs. Add `{}` to the `persona` of the journey \
         that they go through.",
        persona.id()
    );
    let diagnostic = Diagnostic::new(context.place(persona.name().range), message, help);
    // In another file the place would change with every edit there.
    if place.file == context.id { diagnostic.related(place, "They are named here") } else { diagnostic }
}

/// Where a persona is named first, if that is in journeys of others and nowhere else.
fn place_in_others_journey(project: &Project, id: DeclarationId) -> Option<Place> {
    let mut first = None;
    for one in project.uses_of(id) {
        let user = project.declaration(one.user);
        let journey = user.journey()?;
        if user == journey || !journey.gives("persona", project.schema()) || journey.has_broken_entries() {
            return None;
        }
        first = first.or(Some(Place { file: one.user.file, range: one.range }));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn a_persona_of_no_journey_is_told_and_may_go() {
        let found = findings(
            &PersonaWithoutJourney,
            "persona ⟦tom⟧ \"Tom, first-time buyer\"\npersona ⟦\"Ida\"⟧\npersona maya \"Maya\"\njourney shop \"Shop\" { persona: maya }\n",
        );
        assert_eq!(found[0].message, "No journey is drawn for the persona `Tom, first-time buyer`");
        assert_eq!(
            found[0].help,
            "Nobody sees how it goes for them. Name them in a journey with `persona: tom`, or remove them until somebody \
             draws theirs."
        );
        assert!(found.iter().all(|one| one.fixes.len() == 1));
    }

    #[test]
    fn who_only_feels_in_the_journeys_of_others_is_told_with_the_place() {
        let text = "\
persona ⟦tom⟧ \"Tom\"
persona ⟦ida⟧ \"Ida\"
persona maya \"Maya\"
journey shop \"Shop\" {
  persona: maya
  stage find \"Find\" { touchpoint look \"Looks\" { emotion tom: -1; pain slow \"Slow\" { persona: ida } } }
}
";
        let found = findings(&PersonaWithoutJourney, text);
        assert_eq!(found[0].message, "The persona `Tom` appears only in journeys of others");
        assert_eq!(
            found[0].help,
            "What they feel is told there, but no journey says that it is theirs. Add `tom` to the `persona` of the \
             journey that they go through."
        );
        let [(place, what)] = found[0].related.as_slice() else { panic!("{found:#?}") };
        assert_eq!(
            (&text.replace(['⟦', '⟧'], "")[place.range.to_usize()], what.as_str()),
            ("tom", "They are named here")
        );
    }

    #[test]
    fn a_journey_in_any_file_counts_whatever_its_state() {
        for journey in [
            "journey j \"J\" { persona: maya, tom }",
            "journey j \"J\" { state: to-be; persona: tom }",
            "journey j \"J\" { status: retired; persona: tom }",
            "journey j \"J\" { persona: maya; stage s \"S\" { touchpoint t \"T\" { emotion tom: 0 } } }\njourney k \"K\" { persona: tom }",
        ] {
            let other =
                format!("persona maya \"Maya\" {{ goal: \"Eat\" }}\njourney m \"M\" {{ persona: maya }}\n{journey}\n");
            findings_among(&PersonaWithoutJourney, &[("a.journey", "persona tom \"Tom\"\n"), ("b.journey", &other)]);
        }
    }

    #[test]
    fn what_another_finding_tells_is_left_alone() {
        for text in [
            // The journey names nobody: that is told there.
            "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { emotion tom: -1 } } }",
            "journey j \"J\" { prsona: tom }",
            "journey j \"J\" { persona: tim }",
            "journey j \"J\" { persona: \"Tom B.\" }",
            "journey j \"J\" { persona: }",
            "journey j \"J\" {\n  persona tom\n}",
            "persona tom \"Tom\"",
        ] {
            findings(&PersonaWithoutJourney, &format!("persona tom \"Tom B.\"\n{text}\n"));
        }
        findings(&PersonaWithoutJourney, "persona \"Tom\npersona {\n}\n");
    }
}
