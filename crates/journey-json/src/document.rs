//! The document: a project, or one journey with all that it uses.

use journey_model::{DeclarationId, Keyword, Project};
use schemars::JsonSchema;
use serde::Serialize;

use crate::builder::{At, Builder};
use crate::chosen::Chosen;
use crate::journey::Journey;
use crate::keys::Keys;
use crate::misplaced::Misplaced;
use crate::solution::Opportunity;
use crate::surroundings::{Actor, Channel, Metric, Persona, Source};
use crate::unread::Unread;
use crate::{SCHEMA, VERSION};

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole project.
    Project,
    /// One journey with all that it uses: the personas, channels, actors, sources and metrics that it, or something that
    /// it uses, names, and the opportunities that address its pains, wherever they stand. Other journeys are named only.
    Journey(DeclarationId),
}

/// The resolved model of a project of journeys. All that its files say is in it, but for comments that are no
/// documentation; what cannot be read is under `unread`. Every field is always there: what is not said is null or an empty
/// list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Document {
    /// The name of the JSON Schema that it keeps to.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of this form: 1.
    version: u32,
    /// What it is about.
    scope: Extent,
    /// The project's name in `journey.toml`; null where it has none.
    project: Option<String>,
    /// The version of the journey language that the files are written in.
    language: u32,
    /// The files that it is about, in order.
    files: Vec<File>,
    /// The personas, in the order of files and text.
    personas: Vec<Persona>,
    /// The channels, in the order of files and text.
    channels: Vec<Channel>,
    /// The actors, in the order of files and text.
    actors: Vec<Actor>,
    /// The sources, in the order of files and text.
    sources: Vec<Source>,
    /// The metrics, in the order of files and text.
    metrics: Vec<Metric>,
    /// The journeys with all that stands in them, in the order of files and text.
    journeys: Vec<Journey>,
    /// The opportunities that stand in nothing else of this document, in the order of files and text.
    opportunities: Vec<Opportunity>,
    /// Declarations at the top of a file that do not belong there, or whose keyword the language does not know.
    misplaced: Vec<Misplaced>,
    /// What says nothing in this document because it cannot be read, in the order of files and text.
    unread: Vec<Unread>,
}

/// What a document is about.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Extent {
    /// The whole project.
    Project,
    /// One journey with all that it uses. It is the only one in `journeys`, unless others stand in it.
    Journey,
}

/// A file of the project.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct File {
    /// Relative to the project's root, with `/` between folders.
    path: String,
}

/// The whole resolved model of a project, or of one journey with all that it uses, ready to be written as JSON. Equal
/// projects give equal documents: it holds no time and no place of the machine.
///
/// Paths are relative to the project's root where the project's configuration knows from where they are seen
/// ([`Configuration::seen_from`](journey_model::Configuration::seen_from)); otherwise they are as the project has them. Offsets
/// are bytes of UTF-8 from 0; lines and columns count from 1, columns in characters (Unicode scalar values), as in what
/// `journey check --format json` prints. A scope that names something else than a journey is about the journey around
/// it.
///
/// # Panics
/// Where another project gave out the number in the scope.
pub fn document(project: &Project, scope: Scope) -> Document {
    let mut builder = Builder::new(project);
    let chosen = match scope {
        Scope::Project => Chosen::All,
        Scope::Journey(id) => {
            let journey = project.declaration(id).journey();
            let journey = journey.map(|journey| DeclarationId { file: id.file, local: journey.local_id() });
            Chosen::used_by(&builder, journey.unwrap_or(id))
        }
    };
    Document {
        schema: SCHEMA,
        version: VERSION,
        scope: if matches!(scope, Scope::Project) { Extent::Project } else { Extent::Journey },
        project: project.configuration().name.clone(),
        language: project.configuration().language.number(),
        files: project
            .files()
            .filter(|(id, _)| chosen.has_part_of(*id))
            .map(|(id, _)| File { path: builder.path(id) })
            .collect(),
        personas: all(&mut builder, &chosen, Keyword::Persona, Persona::of),
        channels: all(&mut builder, &chosen, Keyword::Channel, Channel::of),
        actors: all(&mut builder, &chosen, Keyword::Actor, Actor::of),
        sources: all(&mut builder, &chosen, Keyword::Source, Source::of),
        metrics: all(&mut builder, &chosen, Keyword::Metric, Metric::of),
        journeys: all(&mut builder, &chosen, Keyword::Journey, Journey::of),
        opportunities: {
            let all = project.declarations_of(Keyword::Opportunity).filter(|(id, _)| chosen.lists(project, *id));
            let all = all.map(|(id, declaration)| At { file: id.file, declaration });
            all.map(|at| Opportunity::of(Keys::of(&mut builder, at))).collect()
        },
        misplaced: misplaced(&mut builder, &chosen),
        unread: builder.into_unread(&chosen),
    }
}

/// All chosen declarations of a keyword, wherever they stand.
fn all<'p, T>(builder: &mut Builder<'p>, chosen: &Chosen, keyword: Keyword, of: impl Fn(Keys<'_, 'p>) -> T) -> Vec<T> {
    let all = builder.project.declarations_of(keyword).filter(|(id, _)| chosen.contains(*id));
    let all = all.map(|(id, declaration)| At { file: id.file, declaration });
    all.map(|at| of(Keys::of(builder, at))).collect()
}

fn misplaced(builder: &mut Builder<'_>, chosen: &Chosen) -> Vec<Misplaced> {
    let mut misplaced = Vec::new();
    if matches!(chosen, Chosen::These(..)) {
        return misplaced;
    }
    for (file, at) in builder.project.files() {
        for declaration in at.model.top_level() {
            if !builder.belongs(declaration) {
                misplaced.extend(builder.misplaced(At { file, declaration }));
            }
        }
    }
    misplaced
}
