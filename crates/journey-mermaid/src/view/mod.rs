//! The views: one file each.

mod board;
mod journey;
mod lanes;
mod map;
mod table;

pub use board::BoardView;
pub use journey::JourneyView;
pub use map::MapView;
pub use table::TableView;
