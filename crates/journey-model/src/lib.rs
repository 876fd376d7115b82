//! Tree to meaning: the schema of the language, typed values, names and projects.

pub mod configuration;
mod emotion_curve;
mod file;
pub mod nearest;
mod project;
pub mod schema;
pub mod value;

pub use configuration::{Configuration, RuleSetting, RuleSeverity};
pub use emotion_curve::{CurvePoint, EmotionCurve, Feeler, Feeling};
pub use file::{
    Declaration, FileModel, IdSource, KeywordSet, LocalId, MissingColon, Name, Property, Reference, Role, Value,
};
pub use journey_syntax as syntax;
pub use nearest::nearest;
pub use project::{Affected, DeclarationId, File, FileId, Namesakes, Project, Resolution, Use};
pub use schema::{KeyId, KeySchema, Keyword, KeywordSchema, Place, Schema, ValueType};
