//! The library's door: one journey, one view, one rendering.

use journey_model::{DeclarationId, Keyword, Project, nearest};
use journey_plugin::{Options, Rendered, ViewContext};

use crate::view::VIEWS;

/// Which journey of a project: the id of its declaration, as [`Project::declarations_of`] gives it.
pub type JourneyId = DeclarationId;

/// Renders a journey. Every journey can be rendered, broken and empty ones too; what could not be shown stands in
/// [`Rendered::notes`].
///
/// ```
/// use journey_mermaid::model::{Keyword, Project};
/// use journey_mermaid::{Options, Target, View, render};
///
/// let text = "journey shop { stage find { touchpoint search \"Searches\" { channel: app; emotion: -1 \"irritated\" } } }\nchannel app";
/// let project = Project::of_text("shop.journey", text);
/// let (journey, _) = project.declarations_of(Keyword::Journey).next().expect("the text has one");
///
/// let map = render(&project, journey, View::Map, &Options::default());
/// assert!(map.text.contains("block-beta"));
///
/// // GitLab's Mermaid does not have that diagram yet, so the map comes as a table, and says why.
/// let mut options = Options::default();
/// options.target = Target::GITLAB;
/// let map = render(&project, journey, View::Map, &options);
/// assert!(map.text.contains("| Searches |") && map.fallback.is_some());
/// ```
pub fn render(project: &Project, journey: JourneyId, view: View, options: &Options) -> Rendered {
    view.implementation().render(&ViewContext::new(project, journey, options.clone()))
}

/// Renders several views of one journey, in their order: the same as [`render`] for each, but the journey is read once for
/// all of them, and what one view shows of another is drawn once.
///
/// ```
/// use journey_mermaid::model::{Keyword, Project};
/// use journey_mermaid::{Options, View, render, render_all};
///
/// let project = Project::of_text("shop.journey", "journey shop { stage find { touchpoint search { emotion: +1 } } }");
/// let (journey, _) = project.declarations_of(Keyword::Journey).next().expect("the text has one");
///
/// let all = render_all(&project, journey, &View::ALL, &Options::default());
/// assert_eq!(all.len(), View::ALL.len());
/// assert_eq!(all.first(), Some(&render(&project, journey, View::Journey, &Options::default())));
/// ```
pub fn render_all(project: &Project, journey: JourneyId, views: &[View], options: &Options) -> Vec<Rendered> {
    let context = ViewContext::new(project, journey, options.clone());
    views.iter().map(|view| view.implementation().render(&context)).collect()
}

/// Renders one journey of a text in one call.
///
/// `journey` is the id of the journey; `None` takes the first one of the text. A text with mistakes in it is rendered as
/// far as it can be read.
///
/// ```
/// use journey_mermaid::{Options, View, render_text};
///
/// let text = "journey shop \"Weekly shop\" { stage find { touchpoint search { emotion: +1 } } }";
/// let rendered = render_text(text, Some("shop"), View::Journey, &Options::default())?;
/// assert!(rendered.text.contains("  title Weekly shop\n"));
/// assert!(rendered.notes.is_empty(), "everything is in the diagram");
///
/// let error = render_text(text, Some("shp"), View::Journey, &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "there is no journey `shp`; the text has `shop`; did you mean `shop`?");
/// # Ok::<(), journey_mermaid::JourneyNotFound>(())
/// ```
///
/// # Errors
/// Where the text has no such journey, or none at all.
pub fn render_text(
    source: &str,
    journey: Option<&str>,
    view: View,
    options: &Options,
) -> Result<Rendered, JourneyNotFound> {
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
    Ok(render(&project, found, view, options))
}

/// What to show of a journey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum View {
    /// The overview: stages, touchpoints, and how each persona feels there.
    #[default]
    Journey,
    /// The journey map, as a grid of stages and lanes.
    Map,
    /// The emotion curve.
    Emotion,
    /// Opportunities by impact and effort.
    Opportunities,
    /// Opportunities by status.
    Board,
    /// The service blueprint.
    Blueprint,
    /// Who says what to whom.
    Conversation,
    /// The journey as a narrative.
    Story,
    /// The map as a Markdown table.
    Table,
    /// A page with everything.
    Report,
}

impl View {
    /// All views.
    pub const ALL: [Self; 10] = [
        Self::Journey,
        Self::Map,
        Self::Emotion,
        Self::Opportunities,
        Self::Board,
        Self::Blueprint,
        Self::Conversation,
        Self::Story,
        Self::Table,
        Self::Report,
    ];

    /// Its id, as in `--view map`.
    pub fn id(self) -> &'static str {
        self.implementation().description().id
    }

    /// One line: what it shows.
    pub fn summary(self) -> &'static str {
        self.implementation().description().summary
    }

    /// Whether it draws a diagram; the others are texts.
    pub fn is_diagram(self) -> bool {
        !matches!(self, Self::Table | Self::Report)
    }

    /// The view with that id.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.id() == id)
    }

    fn implementation(self) -> &'static dyn journey_plugin::View {
        // A test holds that the two lists are in one order.
        VIEWS.get(self as usize).copied().expect("there is one for each")
    }
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
    std::iter::once(format!("there is no journey `{wanted}`; {has}")).chain(near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "journey today \"Today\" {}\njourney tomorrow \"Tomorrow\" {}\n";

    fn overview(source: &str, journey: Option<&str>) -> Result<Rendered, JourneyNotFound> {
        render_text(source, journey, View::Journey, &Options::default())
    }

    #[test]
    fn each_view_is_the_one_that_is_called_so() {
        let ids = [
            "journey",
            "map",
            "emotion",
            "opportunities",
            "board",
            "blueprint",
            "conversation",
            "story",
            "table",
            "report",
        ];
        assert_eq!(View::ALL.map(View::id), ids);
        assert_eq!(VIEWS.map(|view| view.description().id), ids);
        assert_eq!(View::ALL.map(|view| View::named(view.id())), View::ALL.map(Some));
        assert_eq!(View::named("maps"), None);
    }

    #[test]
    fn the_first_journey_is_taken_where_none_is_asked_for() {
        assert!(overview(TWO, None).unwrap().text.contains("title Today\n"));
        assert!(overview(TWO, Some("tomorrow")).unwrap().text.contains("title Tomorrow\n"));
    }

    #[test]
    fn an_error_names_the_journeys_that_are_there() {
        let told = |source, journey| overview(source, journey).unwrap_err().to_string();
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

    #[test]
    fn views_that_share_what_they_read_give_what_each_gives_alone() {
        for source in [include_str!("../../../grammar/examples/weekly-shop.journey"), TWO, "journey {"] {
            let project = Project::of_text("test.journey", source);
            for (journey, _) in project.declarations_of(Keyword::Journey) {
                for target in [journey_plugin::Target::GITLAB, journey_plugin::Target::LATEST] {
                    let mut options = Options::default();
                    options.target = target;
                    let alone = View::ALL.map(|view| render(&project, journey, view, &options));
                    assert_eq!(render_all(&project, journey, &View::ALL, &options), alone);
                    let mut views = View::ALL;
                    views.reverse();
                    let mut reversed = render_all(&project, journey, &views, &options);
                    reversed.reverse();
                    assert_eq!(reversed, alone);
                }
            }
        }
    }

    /// Whatever the journey and the options, every view gives lines, and ones for those who need them.
    #[test]
    fn a_journey_with_nothing_in_it_has_every_view_and_a_note() {
        for source in ["journey a", "journey a { stage s }", "journey a { stage s { touchpoint t } }", "journey {"] {
            for view in View::ALL {
                for target in [journey_plugin::Target::GITLAB, journey_plugin::Target::LATEST] {
                    let mut options = Options::default();
                    options.target = target;
                    let rendered = render_text(source, None, view, &options).unwrap();
                    assert!(rendered.text.ends_with('\n'), "{view:?} of {source}");
                    let lines = u32::try_from(rendered.text.lines().count()).unwrap();
                    assert!(rendered.source_map.iter().all(|line| line.line < lines), "{view:?} of {source}");
                    assert!(rendered.source_map.is_sorted_by_key(|line| line.line), "{view:?} of {source}");
                }
            }
        }
    }
}
