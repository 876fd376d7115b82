//! The views: one file each.

mod journey;
mod lanes;
mod map;
mod table;

pub use journey::JourneyView;
pub use map::MapView;
pub use table::TableView;
