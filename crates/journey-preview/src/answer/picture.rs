//! A journey as a picture with its places.

use std::collections::BTreeMap;

use journey_mermaid::{Choice, Choices, Request, View};
use journey_model::nearest;
use journey_picture::{LivePicture, Stop, live, page};
use journey_plugin::Language;
use serde::Serialize;

use super::{Location, Locations};
use crate::shown::{Shown, ShownJourney};

/// The view that is shown where none is named: of a long journey it is the one that can be read.
const DEFAULT_VIEW: &str = "map";

/// What somebody asks for, as it stands in an address.
pub(crate) type Asked = BTreeMap<String, String>;

/// A picture, as the map surface takes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Picture {
    version: u64,
    text: String,
    language: &'static str,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    html: String,
    id: String,
    label: String,
    view: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    svg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
    places: Vec<ShownPlace>,
    errors: Vec<Mistake>,
    choices: Choices,
}

/// Something that the picture shows.
#[derive(Debug, Serialize)]
struct ShownPlace {
    element: String,
    location: Location,
    kind: String,
    id: String,
    label: String,
    /// Whose it is, and what it stands in, from the inside out.
    context: Vec<String>,
}

/// Something in the text that cannot be read.
#[derive(Debug, Serialize)]
struct Mistake {
    message: String,
    location: Location,
}

/// Why there is nothing to show.
#[derive(Debug, Serialize)]
pub(crate) struct NoPicture {
    version: u64,
    /// For people: what is missing, and what to do.
    message: String,
    choices: Choices,
}

/// Draws what is asked for. What comes of it once `stop` was raised is for nobody.
///
/// # Errors
/// Where there is no such journey, view or persona, or nothing at all.
pub(crate) fn picture(shown: &Shown, asked: &Asked, stop: &Stop) -> Result<Picture, Box<NoPicture>> {
    let asked_for = |key: &str| asked.get(key).map(|value| value.trim()).filter(|value| !value.is_empty());
    let none = |message: String, choices| Err(Box::new(NoPicture { version: shown.version, message, choices }));
    let Some(journey) = shown.journey(asked_for("journey")) else {
        return none(why_none(shown, asked_for("journey")), choices(shown, None));
    };
    let choices = choices(shown, Some(journey));
    let mut request = Request::default();
    let options = Request::KEYS.iter().filter_map(|key| Some((*key, asked_for(key)?)));
    let mut set = options.map(|(key, value)| request.set(key, value));
    if let Some(error) = set.find_map(Result::err) {
        return none(sentences(&error.message, &error.help), choices);
    }
    drop(set);
    let project = journey.source.project();
    let view = asked_for("view").unwrap_or(DEFAULT_VIEW);
    let (rendered, LivePicture { svg, places, .. }) = match live(project, journey.declaration, view, &request, stop) {
        Ok(drawn) => drawn,
        Err(error) => return none(sentences(&error.message, &error.help), choices),
    };
    let mut locations = Locations::new(project);
    let places = places.into_iter().map(|shown| ShownPlace {
        location: locations.of(shown.place),
        element: shown.element,
        kind: shown.kind,
        id: shown.id,
        label: shown.label,
        context: shown.context,
    });
    let places = places.collect();
    let mistakes = journey.source.mistakes(journey.declaration.file).into_iter();
    let errors = mistakes.map(|(place, message)| Mistake { message, location: locations.of(place) }).collect();
    let (svg, why) = match svg {
        Ok(svg) => (Some(svg), None),
        Err(why) => (None, Some(why.to_string())),
    };
    let is_text = rendered.language == Language::Markdown;
    let written = if is_text { &rendered.text } else { rendered.table.as_ref().unwrap_or(&rendered.text) };
    let problems = shown.problems.iter().map(|problem| sentences(problem, ""));
    Ok(Picture {
        version: shown.version,
        html: page(written, &format!("{view}-page")),
        language: if is_text { "markdown" } else { "mermaid" },
        notes: problems.chain(rendered.notes).collect(),
        fallback: rendered.fallback,
        table: rendered.table,
        text: rendered.text,
        id: journey.key.clone(),
        label: journey.label.clone(),
        view: view.to_owned(),
        svg,
        picture: why,
        places,
        errors,
        choices,
    })
}

/// What can be chosen while that journey is shown; without one, which journey can be. Journeys are called as in addresses.
fn choices(shown: &Shown, journey: Option<&ShownJourney>) -> Choices {
    let journeys = shown.journeys.iter().map(|journey| Choice::new(&journey.key, &journey.label)).collect();
    let views = View::ALL.map(Into::into).to_vec();
    match journey {
        Some(journey) => Choices::of(journey.source.project(), journey.declaration, journeys, views),
        None => Choices::without_journey(journeys, views),
    }
}

fn why_none(shown: &Shown, wanted: Option<&str>) -> String {
    match (wanted, shown.problems.first()) {
        (_, Some(problem)) if shown.journeys.is_empty() => sentences(problem, ""),
        (_, None) if shown.journeys.is_empty() => {
            "There is no journey here yet. Write a line such as `journey weekly_shop \"Weekly shop\" {` and save."
                .to_owned()
        }
        (Some(wanted), _) if shown.was_there(wanted) => {
            format!("There is no journey `{wanted}` here any more. Choose another one above.")
        }
        (Some(wanted), _) => {
            let meant = nearest(wanted, shown.journeys.iter().map(|journey| journey.key.as_str()));
            let meant = meant.map_or_else(String::new, |meant| format!("Did you mean `{meant}`? "));
            format!("There is no journey `{wanted}` here. {meant}Choose another one above.")
        }
        (None, _) => "There is no journey here.".to_owned(),
    }
}

/// A message without its full stop and what to do, as sentences.
fn sentences(message: &str, help: &str) -> String {
    let mut characters = message.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    let space = if help.is_empty() { "" } else { " " };
    format!("{first}{}{stop}{space}{help}", characters.as_str())
}
