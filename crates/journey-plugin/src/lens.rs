//! Code lenses: short facts above a declaration.

use journey_model::{DeclarationId, LocalId};

use crate::{FileContext, Place};

/// Says short facts above declarations: one kind of lens.
pub trait LensProvider: Send + Sync {
    /// What it is about.
    fn description(&self) -> &LensDescription;

    /// Adds the declarations of the file above which it has something to say, in the order of the text. Whatever takes
    /// time belongs in [`LensProvider::content`].
    fn declarations(&self, context: &FileContext<'_>, declarations: &mut Vec<LocalId>);

    /// What it says above one of these declarations; `None` where it has nothing to say after all.
    fn content(&self, context: &FileContext<'_>, declaration: LocalId) -> Option<LensContent>;
}

/// What people are told about a kind of lens.
#[derive(Clone, Copy, Debug)]
pub struct LensDescription {
    /// Its id in kebab case, by which it is switched off.
    pub id: &'static str,
    /// One line: what it shows.
    pub summary: &'static str,
}

/// What a lens says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LensContent {
    /// The fact, as plain text on one line.
    pub title: String,
    /// What happens when somebody chooses it.
    pub action: Option<Action>,
}

/// Something that an editor can do for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows a list of places.
    ShowPlaces {
        /// What they have to do with.
        at: Place,
        /// The places, in the order of files and text.
        places: Vec<Place>,
    },
    /// Goes to a place.
    GoTo(Place),
    /// Renders a journey.
    Render {
        /// The journey.
        journey: DeclarationId,
        /// The id of the view.
        view: &'static str,
    },
}
