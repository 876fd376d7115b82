//! A journey as a picture whose elements lead back to the text: what a live preview needs.

mod boxes;
mod chart;
mod conversation;
mod diagram;
mod naming;
mod narrative;
mod steps;

use journey_mermaid::{Request, RequestError, View};
use journey_model::{DeclarationId, Project};
use journey_plugin::{Language, Options, Place, Rendered};

use crate::svg::{self, Marks};
use crate::{PictureError, Stop, SvgOptions};
use diagram::Diagram;

/// A view of a journey, drawn, with what made each of its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LivePicture {
    /// The picture. Each element of it that shows something of the source has an attribute `data-place` with the names
    /// ([`ShownPlace::element`]) of what it shows, separated by spaces.
    pub svg: Result<String, NoPicture>,
    /// What the picture shows, in the order in which the text of the diagram tells it. Empty without a picture.
    pub places: Vec<ShownPlace>,
}

/// One sentence for a person: why a view has no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoPicture(String);

/// Something of the source that a picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownPlace {
    /// What its elements are called in `data-place`, as `p12`. Another picture has other names.
    pub element: String,
    /// Where it is written, in bytes.
    pub place: Place,
    /// The keyword of a declaration, or the key of a value, as `touchpoint` or `thinks`.
    pub kind: String,
    /// The id of the declaration, or of the one in which the value stands.
    pub id: String,
    /// The label of the declaration, or what the value says, as plain text.
    pub label: String,
    /// Whose it is, and what it stands in, from the inside out: the labels of a persona, a touchpoint, a stage. The journey is
    /// not among them.
    pub context: Vec<String>,
    /// The lines of the diagram that tell it, from 0.
    pub lines: Vec<u32>,
}

impl LivePicture {
    /// Draws what a view made of a journey. `name` is what all ids in the picture start with.
    pub fn of(project: &Project, journey: DeclarationId, rendered: &Rendered, name: &str) -> Self {
        Self::until(project, journey, rendered, name, &Stop::default())
    }

    /// The same, until somebody does not want the picture any more; then there is none.
    pub fn until(project: &Project, journey: DeclarationId, rendered: &Rendered, name: &str, stop: &Stop) -> Self {
        let mut options = SvgOptions::new(name);
        options.title = Some(project.declaration(journey).label().into_owned());
        options.legend.clone_from(&rendered.legend);
        match draw(project, rendered, &options, stop) {
            Ok((svg, places)) => Self { svg: Ok(svg), places },
            Err(why) => Self { svg: Err(why), places: Vec::new() },
        }
    }

    /// The elements that show what stands at `offset` (bytes) of a file: those of the innermost place around it that
    /// the picture shows.
    pub fn at(&self, file: journey_model::FileId, offset: u32) -> Vec<&str> {
        let innermost = Place::innermost(&self.places, |shown| shown.place, file, offset);
        innermost.map(|shown| shown.element.as_str()).collect()
    }
}

/// Draws a view of a journey as somebody asks for it: the text with its table and notes, and the picture.
///
/// # Errors
/// Where there is no such view, or the journey has not what the request names.
pub fn live(
    project: &Project,
    journey: DeclarationId,
    view: &str,
    request: &Request,
    stop: &Stop,
) -> Result<(Rendered, LivePicture), RequestError> {
    let options: Options = request.options(project, journey)?;
    let found = View::named(view).ok_or_else(|| RequestError::unknown("view", view, &View::ALL.map(View::id)))?;
    let rendered = journey_mermaid::render(project, journey, found, &options);
    let name = format!("{}-{view}", project.declaration(journey).id());
    let picture = LivePicture::until(project, journey, &rendered, &name, stop);
    Ok((rendered, picture))
}

fn draw(
    project: &Project,
    rendered: &Rendered,
    options: &SvgOptions,
    stop: &Stop,
) -> Result<(String, Vec<ShownPlace>), NoPicture> {
    if rendered.language == Language::Markdown {
        let why = rendered.fallback.clone();
        return Err(NoPicture(why.unwrap_or_else(|| "This view is a text, so it has no picture.".to_owned())));
    }
    let mut shown = naming::Shown::new(project);
    let mark = |document: &roxmltree::Document<'_>| {
        let diagram = Diagram::new(&rendered.text, &rendered.source_map, document);
        let mut marks = Marks::default();
        let mut elements = diagram.elements();
        elements.sort_by_key(|element| element.line);
        for element in elements {
            let places = diagram.places(element.line, element.number);
            for (place, line) in places {
                let name = shown.element(place, line);
                let mark: &mut String = marks.places.entry(element.node).or_default();
                if !mark.split(' ').any(|known| known == name) {
                    mark.push_str(if mark.is_empty() { "" } else { " " });
                    mark.push_str(name);
                }
            }
        }
        for band in diagram.bands() {
            for (place, line) in diagram.places(band.line, Some(band.number)) {
                marks.fields.push(band.field(shown.element(place, line)));
            }
        }
        let line_of = |place| rendered.source_map.iter().find(|source| source.place == place).map(|source| source.line);
        let entries = rendered
            .legend
            .iter()
            .map(|entry| line_of(entry.place).map(|line| shown.element(entry.place, line).to_owned()));
        marks.legend = entries.collect();
        marks
    };
    let svg = svg::marked(&rendered.text, options, stop, mark).map_err(|error| NoPicture(sentence(&error)))?;
    Ok((svg, shown.finish()))
}

/// The error as a sentence.
fn sentence(error: &PictureError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", chars.as_str())
}
