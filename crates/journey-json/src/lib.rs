//! The whole resolved model of a project as JSON, by a published JSON Schema.
//!
//! ```
//! use journey_json::{Scope, document};
//! use journey_model::Project;
//!
//! let text = r#"
//! persona maya "Maya"
//! journey weekly_shop "Weekly shop" {
//!   persona: maya
//!   stage receive "Receive" { touchpoint doorbell "Opens the door" { emotion: +2 "relieved" } }
//! }
//! "#;
//! let project = Project::of_text("shop.journey", text);
//! let json = serde_json::to_value(document(&project, Scope::Project))?;
//! assert_eq!(json["version"], journey_json::VERSION);
//! let doorbell = &json["journeys"][0]["stages"][0]["touchpoints"][0];
//! assert_eq!(doorbell["name"], "weekly_shop.receive.doorbell");
//! assert_eq!(doorbell["emotion"][0]["score"], 2);
//! assert_eq!(json["journeys"][0]["persona"][0]["label"], "Maya");
//! # Ok::<(), serde_json::Error>(())
//! ```

mod builder;
mod chosen;
mod declaration;
mod document;
mod emotion_curve;
mod journey;
mod keys;
mod misplaced;
mod place;
mod reading;
mod reference;
mod schema;
mod solution;
mod surroundings;
mod unread;
mod value;

pub use document::{Document, Scope, document};
pub use schema::{SCHEMA, schema};

/// The version of the JSON: the number in `version`, and in the name of its schema.
pub const VERSION: u32 = 1;
