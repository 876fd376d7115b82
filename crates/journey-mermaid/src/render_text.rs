//! From source text to Mermaid in one call.

use std::iter;

use journey_model::{Keyword, Project, nearest};
use journey_plugin::{Options, Rendered, View};

use crate::JourneyView;

/// Renders one journey of a text as its overview, a Mermaid `journey` diagram.
///
/// `journey` is the id of the journey; `None` takes the first one of the text. A text with mistakes in it is rendered as
/// far as it can be read; [`Rendered::notes`] says what is not in the diagram.
///
/// # Errors
/// Where the text has no such journey, or none at all.
pub fn render_text(source: &str, journey: Option<&str>) -> Result<Rendered, JourneyNotFound> {
    let project = Project::of_text("text", source);
    let mut journeys = project.declarations_of(Keyword::Journey);
    let found = match journey {
        None => journeys.next(),
        Some(id) => journeys.find(|(_, declaration)| declaration.id() == id),
    };
    let Some((found, _)) = found else {
        let there = project.declarations_of(Keyword::Journey).map(|(_, declaration)| declaration.id().to_owned());
        return Err(JourneyNotFound { wanted: journey.map(str::to_owned), there: there.collect() });
    };
    Ok(JourneyView.render(&project, found, &Options::default()))
}

/// A text does not have the journey that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", sentence(.wanted.as_deref(), .there))]
pub struct JourneyNotFound {
    /// The id that was asked for, if one was.
    pub wanted: Option<String>,
    /// The ids of the journeys that the text has, in its order.
    pub there: Vec<String>,
}

fn sentence(wanted: Option<&str>, there: &[String]) -> String {
    let quoted: Vec<String> = there.iter().map(|id| format!("`{id}`")).collect();
    let has = match quoted.as_slice() {
        [] => "the text has no journey: write one, such as `journey weekly_shop \"Weekly shop\" { }`".to_owned(),
        [only] => format!("the text has {only}"),
        several => format!("the text has {}", several.join(", ")),
    };
    let Some(wanted) = wanted.filter(|_| !there.is_empty()) else {
        return has;
    };
    let near = nearest(wanted, there.iter().map(String::as_str));
    let near = near.map(|near| format!("; did you mean `{near}`?"));
    iter::once(format!("there is no journey `{wanted}`; {has}")).chain(near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "journey today \"Today\" {}\njourney tomorrow \"Tomorrow\" {}\n";

    #[test]
    fn the_first_journey_is_taken_where_none_is_asked_for() {
        assert!(render_text(TWO, None).unwrap().text.contains("title Today\n"));
        assert!(render_text(TWO, Some("tomorrow")).unwrap().text.contains("title Tomorrow\n"));
    }

    #[test]
    fn an_error_names_the_journeys_that_are_there() {
        let told = |source, journey| render_text(source, journey).unwrap_err().to_string();
        assert_eq!(
            told(TWO, Some("tomorow")),
            "there is no journey `tomorow`; the text has `today`, `tomorrow`; did you mean `tomorrow`?"
        );
        assert_eq!(
            told("persona maya", Some("today")),
            "the text has no journey: write one, such as `journey weekly_shop \"Weekly shop\" { }`"
        );
        assert_eq!(told("", None), told("persona maya", Some("today")));
    }
}
