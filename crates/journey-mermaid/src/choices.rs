//! What somebody can choose from: the views, and the options of a request with the values that they take.

use journey_model::{Declaration, DeclarationId, Keyword, Project};
use journey_plugin::{Direction, Lane, Target, Theme};

use crate::View;
use crate::request::names_persona;

/// What can be asked for of a journey, for menus. Everything in it is a word that [`Request::set`](crate::Request::set)
/// takes, or the id of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choices {
    /// All views.
    pub views: Vec<View>,
    /// The personas that the journey is about.
    pub personas: Vec<Choice>,
    /// The stages of the journey, in its order.
    pub stages: Vec<Choice>,
    /// The targets that have a name; a version of Mermaid is one, too.
    pub targets: Vec<&'static str>,
    /// The themes.
    pub themes: Vec<&'static str>,
    /// The lanes.
    pub lanes: Vec<&'static str>,
    /// The directions of reading.
    pub directions: Vec<&'static str>,
}

/// Something with a name that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// What is asked for.
    pub id: String,
    /// What people call it.
    pub label: String,
}

impl Choices {
    /// What can be asked for of that journey.
    pub fn of(project: &Project, journey: DeclarationId) -> Self {
        let personas = project.declarations_of(Keyword::Persona).map(|(_, persona)| persona);
        let inner = project.declaration(journey).descendants();
        Self {
            views: View::ALL.to_vec(),
            personas: apart(personas.filter(|persona| names_persona(project, journey, persona.id()))),
            stages: apart(inner.filter(|inner| inner.keyword() == Some(Keyword::Stage))),
            targets: Target::NAMES.map(|(name, _)| name).to_vec(),
            themes: Theme::NAMES.map(|(name, _)| name).to_vec(),
            lanes: Lane::NAMES.map(|(name, _)| name).to_vec(),
            directions: Direction::NAMES.map(|(name, _)| name).to_vec(),
        }
    }
}

/// Each id once, as the first of a name is the one that is meant; what has none cannot be asked for.
fn apart<'m>(declarations: impl Iterator<Item = Declaration<'m>>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for declaration in declarations {
        let id = declaration.id();
        if !id.is_empty() && choices.iter().all(|choice| choice.id != id) {
            choices.push(Choice { id: id.to_owned(), label: declaration.label().into_owned() });
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;

    const TEXT: &str = "persona maya \"Maya\"\npersona tom \"Tom\"\npersona zoe\njourney shop { persona: maya\n stage find \"Find\" { touchpoint search { emotion tom: +1 } }\n stage { }\n stage find\n stage pay }";

    #[test]
    fn what_is_offered_can_be_asked_for() {
        let project = Project::of_text("test.journey", TEXT);
        let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let choices = Choices::of(&project, journey);
        let ids = |choices: &[Choice]| choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&choices.personas), ["maya", "tom"]);
        assert_eq!(ids(&choices.stages), ["find", "pay"]);
        assert_eq!(choices.stages[0].label, "Find");
        let persons = choices.personas.iter().map(|choice| ("persona", choice.id.as_str()));
        let stages = choices.stages.iter().map(|choice| ("stages", choice.id.as_str()));
        let fixed = [("target", choices.targets), ("theme", choices.themes), ("lanes", choices.lanes)];
        let fixed = fixed.iter().flat_map(|(key, names)| names.iter().map(|name| (*key, *name)));
        let directions = choices.directions.iter().map(|name| ("direction", *name));
        for (key, value) in persons.chain(stages).chain(fixed).chain(directions) {
            let mut request = Request::default();
            request.set(key, value).unwrap();
            request.options(&project, journey).unwrap();
        }
    }
}
