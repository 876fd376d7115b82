//! The picture of an answer, with its places as the protocol has them.

#[cfg(feature = "pictures")]
use journey_ide::plugin::Place;
use journey_ide::plugin::Rendered;
use journey_ide::plugin::model::{DeclarationId, Project};
#[cfg(feature = "pictures")]
pub(super) use journey_picture::Stop;
use serde::Serialize;

use crate::session::snapshot::FileSnapshot;

/// Whether this program can draw.
pub(super) const CAN_DRAW: bool = cfg!(feature = "pictures");

/// A picture, or why there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    pub(super) svg: Option<String>,
    pub(super) html: Option<String>,
    pub(super) why_not: Option<String>,
    pub(super) places: Vec<ShownPlace>,
    /// The elements that show what stands at the cursor.
    pub(super) at: Vec<String>,
}

/// Something of the source that a picture shows.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownPlace {
    /// What its elements are called in `data-place`.
    element: String,
    location: ls_types::Location,
    /// What names it: the name of a declaration, or the value.
    selection: ls_types::Range,
    /// The keyword of a declaration, or the key of a value.
    kind: String,
    id: String,
    label: String,
    /// Whose it is, and what it stands in, from the inside out.
    context: Vec<String>,
}

/// A program that cannot draw has nothing to stop.
#[cfg(not(feature = "pictures"))]
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(());

#[cfg(not(feature = "pictures"))]
impl Stop {
    pub(super) fn when_dropped(&self) -> Self {
        self.clone()
    }
}

/// Draws what a view gave. `offset` is where the cursor is, in bytes.
#[cfg(feature = "pictures")]
pub(super) fn draw(
    file: &FileSnapshot,
    project: &Project,
    journey: DeclarationId,
    rendered: &Rendered,
    view: &str,
    offset: Option<u32>,
    stop: &Stop,
) -> Drawn {
    let name = format!("{}-{view}", project.declaration(journey).id());
    let live = journey_picture::LivePicture::until(project, journey, rendered, &name, stop);
    let at = offset.map(|offset| live.at(file.file, offset)).unwrap_or_default();
    let at = at.into_iter().map(str::to_owned).collect();
    let places = live.places.into_iter().map(|shown| ShownPlace {
        location: file.project.location(shown.place),
        selection: file.project.range(named(project, shown.place)),
        element: shown.element,
        kind: shown.kind,
        id: shown.id,
        label: shown.label,
        context: shown.context,
    });
    let places = places.collect();
    let markdown = rendered.table.as_ref().unwrap_or(&rendered.text);
    let html = Some(journey_picture::page(markdown, &format!("{name}-page")));
    match live.svg {
        Ok(svg) => Drawn { svg: Some(svg), html, why_not: None, places, at },
        Err(why) => Drawn { svg: None, html, why_not: Some(why.to_string()), places, at },
    }
}

/// Where the name of a declaration is; a value names itself.
#[cfg(feature = "pictures")]
fn named(project: &Project, place: Place) -> Place {
    let innermost = project.file(place.file).model.declaration_at(place.range.start);
    let named = innermost.filter(|declaration| declaration.range() == place.range);
    named.map_or(place, |declaration| Place { range: declaration.name().range, ..place })
}

#[cfg(not(feature = "pictures"))]
pub(super) fn draw(
    _file: &FileSnapshot,
    _project: &Project,
    _journey: DeclarationId,
    _rendered: &Rendered,
    _view: &str,
    _offset: Option<u32>,
    _stop: &Stop,
) -> Drawn {
    let why = "This copy of journey was built without pictures; build it with the feature `pictures`.";
    Drawn { why_not: Some(why.to_owned()), ..Drawn::default() }
}
