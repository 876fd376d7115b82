//! The card of a name that does not mean one declaration.

use journey_plugin::model::Resolution;
use journey_plugin::{HoverContext, HoverProvider, Subject};

use super::card::label;
use crate::markdown::{code, escaped, list};

/// Which declarations an ambiguous name could mean, or of which other kind it is. An unknown name has no card: the
/// finding about it says more.
pub(super) struct UnresolvedCard;

impl HoverProvider for UnresolvedCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let Subject::Unresolved { reference, resolution } = &context.subject else { return None };
        let project = context.file.project;
        let wanted: Vec<&str> = reference.wanted.iter().map(|keyword| keyword.with_article()).collect();
        let name = code(reference.text);
        match resolution {
            Resolution::Ambiguous(candidates) => {
                let candidates: Vec<String> = candidates
                    .iter()
                    .map(|id| project.declaration(*id))
                    .map(|it| format!("{} {}", it.keyword().map_or("", |keyword| keyword.name()), escaped(&label(it))))
                    .collect();
                Some(format!("{name} could mean any of these: {}", list(&candidates)))
            }
            Resolution::WrongKind(id) => {
                let found = project.declaration(*id);
                let keyword = found.keyword()?;
                Some(format!(
                    "{name} is {}, **{}**; here the name of {} is expected.",
                    keyword.with_article(),
                    escaped(&label(found)),
                    wanted.join(" or "),
                ))
            }
            Resolution::Found(_) | Resolution::Broken | Resolution::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::Project;
    use journey_plugin::model::syntax::Keyword;

    use super::super::testing::cards_of;
    use super::*;

    /// What is said about the first reference of the first touchpoint.
    fn told(text: &str) -> Option<String> {
        let project = Project::of_text("test.journey", text);
        let (id, touchpoint) = project.declarations_of(Keyword::Touchpoint).next().unwrap();
        let reference = touchpoint.references().next().unwrap();
        let resolution = project.resolve(id.file, &reference);
        cards_of(&project, id, Subject::Unresolved { reference, resolution })
    }

    #[test]
    fn a_name_that_means_nothing_here_says_why_or_nothing() {
        assert_eq!(
            told("actor app \"A\"\nchannel app \"B\"\ntouchpoint t { frontstage: app \"x\" }").unwrap(),
            "`app` could mean any of these: actor A; channel B"
        );
        assert_eq!(
            told("persona app \"A\"\ntouchpoint t { channel: app }").unwrap(),
            "`app` is a persona, **A**; here the name of a channel is expected."
        );
        assert_eq!(told("touchpoint t { channel: app }"), None);
    }
}
