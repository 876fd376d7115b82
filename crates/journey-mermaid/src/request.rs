//! What somebody asks for in words: on a command line, in a marker of a page, in an editor.

use journey_model::{Declaration, DeclarationId, Keyword, LocalId, Project, nearest};
use journey_plugin::{Direction, Lane, Options, StageRange, Target, TargetError, Theme};

/// Options as people write them: each as a text, all of them optional.
///
/// ```
/// # use journey_mermaid::Request;
/// let mut request = Request::default();
/// request.set("target", "gitlab")?;
/// request.set("stages", "discover..receive")?;
/// let error = request.set("theme", "clam").unwrap_err();
/// assert_eq!(error.to_string(), "there is no theme `clam`");
/// assert_eq!(error.help, "Did you mean `calm`? The themes are `calm`, `dark` and `none`.");
/// # Ok::<(), journey_mermaid::RequestError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    options: Options,
    personas: Vec<String>,
    stages: Option<(String, String)>,
}

/// Why a request cannot be fulfilled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RequestError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl RequestError {
    /// That there is no such thing, as a view; the help has the name that is nearest, and all `names` that there are.
    pub fn unknown(what: &str, written: &str, names: &[&str]) -> Self {
        let list = match names {
            [] => format!("There is no {what} at all."),
            [only] => format!("The only {what} is `{only}`."),
            several => format!("The {what}s are {}.", enumerated(several, " and")),
        };
        Self { message: format!("there is no {what} `{written}`"), help: did_you_mean(written, names) + &list }
    }
}

impl Request {
    /// The keys that [`Request::set`] takes.
    pub const KEYS: [&'static str; 7] = ["target", "theme", "persona", "stages", "lanes", "direction", "title"];

    /// Sets one option. Several names are separated by commas.
    ///
    /// # Errors
    /// Where there is no such key, or the value is none of those that it takes.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), RequestError> {
        let value = value.trim();
        match key {
            "target" => {
                self.options.target = Target::parse(value).map_err(|error| target_error(value, &error))?;
            }
            "theme" => {
                let names = Theme::NAMES.map(|(name, _)| name);
                self.options.theme = Theme::named(value).ok_or_else(|| unknown("theme", value, &names))?;
            }
            "direction" => {
                let names = Direction::NAMES.map(|(name, _)| name);
                self.options.direction = Direction::named(value).ok_or_else(|| unknown("direction", value, &names))?;
            }
            "lanes" => {
                let names = Lane::NAMES.map(|(name, _)| name);
                let lane = |name| Lane::named(name).ok_or_else(|| unknown("lane", name, &names));
                self.options.lanes = split(value).map(lane).collect::<Result<_, _>>()?;
            }
            "title" => self.options.title = Some(value.to_owned()).filter(|title| !title.is_empty()),
            "persona" => self.personas = split(value).map(str::to_owned).collect(),
            "stages" => {
                let (first, last) = value.split_once("..").unwrap_or((value, value));
                self.stages = Some((first.trim().to_owned(), last.trim().to_owned()));
            }
            _ => return Err(unknown("option", key, &Self::KEYS)),
        }
        Ok(())
    }

    /// The Mermaid that it is for.
    pub fn target(&self) -> Target {
        self.options.target
    }

    /// The options for one journey.
    ///
    /// # Errors
    /// Where the project has no such persona, or the journey no such stage.
    pub fn options(&self, project: &Project, journey: DeclarationId) -> Result<Options, RequestError> {
        let mut options = self.options.clone();
        for name in &self.personas {
            let personas = || project.declarations_of(Keyword::Persona);
            let found = personas().find(|(_, persona)| persona.id() == name);
            let (id, _) = found.ok_or_else(|| {
                let all: Vec<&str> = personas().map(|(_, persona)| persona.id()).collect();
                let own: Vec<&str> = all.iter().copied().filter(|id| names_persona(project, journey, id)).collect();
                let near = did_you_mean(name, &all);
                let mut error = unknown("persona", name, if own.is_empty() { &all } else { &own });
                if error.help.strip_prefix("Did you mean").is_none() {
                    error.help.insert_str(0, &near);
                }
                error
            })?;
            if !names_persona(project, journey, name) {
                let own: Vec<&str> = personas()
                    .map(|(_, persona)| persona.id())
                    .filter(|id| names_persona(project, journey, id))
                    .collect();
                let who = match own.as_slice() {
                    [] => "It names none at all; leave the choice out.".to_owned(),
                    [only] => format!("It is about `{only}`."),
                    several => format!("It is about {}.", enumerated(several, " and")),
                };
                let message = format!("the journey says nothing about the persona `{name}`");
                return Err(RequestError { message, help: who });
            }
            options.personas.push(id);
        }
        if let Some((first, last)) = &self.stages {
            let journey = project.declaration(journey);
            let range = StageRange { first: stage(journey, first)?, last: stage(journey, last)? };
            if let (Some(from), Some(to)) = (range.first, range.last)
                && from > to
            {
                let help = format!("Write the earlier one first: `{last}..{first}`.");
                return Err(RequestError { message: format!("the stage `{first}` comes after `{last}`"), help });
            }
            options.stages = Some(range);
        }
        Ok(options)
    }
}

/// Whether the journey, or an emotion in it, names that persona.
pub(crate) fn names_persona(project: &Project, journey: DeclarationId, id: &str) -> bool {
    let declaration = project.declaration(journey);
    let all = std::iter::once(declaration).chain(declaration.descendants());
    all.flat_map(Declaration::references).any(|reference| {
        reference.text == id
            && project
                .target(journey.file, &reference)
                .is_some_and(|(_, found)| found.keyword() == Some(Keyword::Persona))
    })
}

/// The stage of that name; `None` where nothing is written.
fn stage(journey: Declaration<'_>, name: &str) -> Result<Option<LocalId>, RequestError> {
    if name.is_empty() {
        return Ok(None);
    }
    let stages = || journey.descendants().filter(|inner| inner.keyword() == Some(Keyword::Stage));
    match stages().find(|stage| stage.id() == name) {
        Some(stage) => Ok(Some(stage.local_id())),
        None => {
            let names: Vec<&str> = stages().map(Declaration::id).collect();
            Err(unknown("stage", name, &names))
        }
    }
}

fn split(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn target_error(written: &str, error: &TargetError) -> RequestError {
    let names = Target::NAMES.map(|(name, _)| name);
    match error {
        TargetError::Unknown(_) => RequestError {
            message: format!("there is no target `{written}`"),
            help: format!(
                "{}A target is {} or a version of Mermaid such as `11.4`.",
                did_you_mean(written, &names),
                enumerated(&names, ","),
            ),
        },
        TargetError::TooOld(_) => RequestError {
            message: error.to_string(),
            help: "Take a newer Mermaid, or the view `table`, which is plain Markdown.".to_owned(),
        },
    }
}

fn unknown(what: &str, written: &str, names: &[&str]) -> RequestError {
    RequestError::unknown(what, written, names)
}

fn did_you_mean(written: &str, names: &[&str]) -> String {
    nearest(written, names.iter().copied()).map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default()
}

/// "`a`, `b` and `c`"; `last` stands before the last one.
fn enumerated(names: &[&str], last: &str) -> String {
    let mut quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let end = quoted.pop().unwrap_or_default();
    if quoted.is_empty() { end } else { format!("{}{last} {end}", quoted.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "persona maya\npersona tom\npersona zoe\njourney shop { persona: maya, tom\n stage find { touchpoint search }\n stage pay { touchpoint till } }";

    fn asked(pairs: &[(&str, &str)]) -> Result<Options, RequestError> {
        let project = Project::of_text("test.journey", TEXT);
        let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut request = Request::default();
        for (key, value) in pairs {
            request.set(key, value)?;
        }
        request.options(&project, journey)
    }

    #[test]
    fn everything_can_be_asked_for() {
        let options = asked(&[
            ("target", "gitlab"),
            ("theme", "none"),
            ("direction", "rtl"),
            ("lanes", "pains, does"),
            ("title", "Shop"),
            ("persona", "maya, tom"),
            ("stages", "find.."),
        ])
        .unwrap();
        assert_eq!((options.target, options.theme), (Target::GITLAB, Theme::Plain));
        assert_eq!(options.direction, Direction::RightToLeft);
        assert_eq!(options.lanes, [Lane::Pain, Lane::Does]);
        assert_eq!(options.title.as_deref(), Some("Shop"));
        assert_eq!(options.personas.len(), 2);
        let stages = options.stages.unwrap();
        assert!(stages.first.is_some() && stages.last.is_none());
        assert_eq!(asked(&[]), Ok(Options::default()));
    }

    #[test]
    fn what_is_not_there_says_what_is() {
        let told = |key, value| {
            let error = asked(&[(key, value)]).unwrap_err();
            format!("{}. {}", error.message, error.help)
        };
        assert_eq!(
            told("persona", "mya"),
            "there is no persona `mya`. Did you mean `maya`? The personas are `maya` and `tom`."
        );
        assert_eq!(
            told("stages", "find..pya"),
            "there is no stage `pya`. Did you mean `pay`? The stages are `find` and `pay`."
        );
        assert_eq!(
            told("target", "gitlob"),
            "there is no target `gitlob`. Did you mean `gitlab`? A target is `gitlab`, `github`, `latest` or a version of Mermaid such as `11.4`."
        );
        assert!(told("target", "9.4").starts_with("Mermaid 9.4 is too old; diagrams are written for 10.7 and later. "));
        assert!(told("lanes", "pain, gian").starts_with("there is no lane `gian`. Did you mean `gain`?"));
        assert_eq!(
            told("stages", "pay..find"),
            "the stage `pay` comes after `find`. Write the earlier one first: `find..pay`."
        );
        assert_eq!(
            told("persona", "zoe"),
            "the journey says nothing about the persona `zoe`. It is about `maya` and `tom`."
        );
        assert!(told("colour", "x").starts_with("there is no option `colour`. The options are `target`"));
    }
}
