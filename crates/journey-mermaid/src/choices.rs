//! What somebody can choose from: the journeys, the views, and the options of a request with the values that they take.

use journey_model::{Declaration, DeclarationId, Keyword, Project};
use journey_plugin::{Direction, Lane, Target, Theme, ViewDescription};
use serde::Serialize;

use crate::View;
use crate::request::names_persona;

/// What can be asked for of a journey, for menus; as JSON it is what the live map reads. Everything in it is a word that
/// [`Request::set`](crate::Request::set) takes, the id of a view, or a journey as whoever asks calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Choices<Journey = Choice> {
    /// The journeys that could be shown instead.
    pub journeys: Vec<Journey>,
    /// The views.
    pub views: Vec<ViewChoice>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// What is asked for.
    pub id: String,
    /// What people call it.
    pub label: String,
}

/// A view that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ViewChoice {
    /// Its id.
    pub id: &'static str,
    /// One line: what it shows.
    pub summary: &'static str,
    /// Whether it can be a picture; the others are texts.
    pub svg: bool,
}

impl Choice {
    /// Something that is asked for by `id` and that people call `label`.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into() }
    }
}

impl ViewChoice {
    /// A view of any plugin; `can_draw` says whether there are pictures at all.
    pub fn of(view: &ViewDescription, can_draw: bool) -> Self {
        let is_diagram = View::named(view.id).is_none_or(View::is_diagram);
        Self { id: view.id, summary: view.summary, svg: can_draw && is_diagram }
    }
}

impl From<View> for ViewChoice {
    fn from(view: View) -> Self {
        Self { id: view.id(), summary: view.summary(), svg: view.is_diagram() }
    }
}

impl<Journey> Choices<Journey> {
    /// What can be chosen while no journey is shown.
    pub fn without_journey(journeys: Vec<Journey>, views: Vec<ViewChoice>) -> Self {
        Self {
            journeys,
            views,
            personas: Vec::new(),
            stages: Vec::new(),
            targets: Vec::new(),
            themes: Vec::new(),
            lanes: Vec::new(),
            directions: Vec::new(),
        }
    }

    /// What can be chosen while that journey is shown.
    pub fn of(project: &Project, journey: DeclarationId, journeys: Vec<Journey>, views: Vec<ViewChoice>) -> Self {
        let personas = project.declarations_of(Keyword::Persona).map(|(_, persona)| persona);
        let inner = project.declaration(journey).descendants();
        Self {
            journeys,
            views,
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
            choices.push(Choice::new(id, declaration.label()));
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
        let journeys = vec![Choice::new("shop", "Shop")];
        let choices = Choices::of(&project, journey, journeys, View::ALL.map(ViewChoice::from).to_vec());
        let ids = |choices: &[Choice]| choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&choices.journeys), ["shop"]);
        assert!(choices.views.iter().all(|view| View::named(view.id).is_some()));
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

    #[test]
    fn without_a_journey_only_journeys_and_views_can_be_chosen() {
        let choices: Choices = Choices::without_journey(vec![Choice::new("shop", "Shop")], vec![View::Map.into()]);
        assert_eq!((choices.journeys.len(), choices.views.len()), (1, 1));
        assert!(choices.personas.is_empty() && choices.stages.is_empty() && choices.targets.is_empty());
    }

    #[test]
    fn a_view_that_is_a_text_or_that_nobody_can_draw_is_no_picture() {
        let described = |id| ViewDescription { id, summary: "" };
        assert!(ViewChoice::of(&described("map"), true).svg);
        assert!(ViewChoice::of(&described("view_of_a_plugin"), true).svg);
        assert!(!ViewChoice::of(&described("map"), false).svg);
        assert!(!ViewChoice::of(&described("table"), true).svg);
        assert!(!ViewChoice::from(View::Table).svg);
    }
}
