//! The view `journey`, the overview: stages, touchpoints and emotions as Mermaid's `journey` diagram.

mod description;
mod notes;

use std::fmt::Write as _;

use journey_model::{DeclarationId, Project};
use journey_plugin::{Options, Rendered, View, ViewDescription};

use crate::escape::journey as escape;
use crate::experience::{Experience, Name, Stage};
use crate::room::bold_size;
use description::description;
use notes::notes;

/// The view `journey`: the overview of a journey, as Mermaid's `journey` diagram.
///
/// | journey | diagram |
/// |---|---|
/// | journey | title |
/// | stage | section |
/// | touchpoint | task |
/// | emotion, -2 to +2 | score, 1 to 5: the height of the face |
/// | persona | actor: a colour in the legend, a circle on the task |
///
/// - An emotion without a persona goes to all personas of the journey that have none of their own at that touchpoint.
///   Where personas feel differently, the touchpoint stands there once for each score: nothing is averaged.
/// - A touchpoint without an emotion gets the score 3 and no circle, for Mermaid has no task without a face.
/// - Touchpoints that stand in no stage get a section of their own, where they stand. A stage without touchpoints is not
///   drawn, for Mermaid has no section without a task.
/// - Where Mermaid would draw two things as one, the later gets its id: neighbouring stages of one label, neighbouring
///   touchpoints of one stage with one label, personas of one label.
/// - The title for screen readers names the journey. The description tells who goes through which stages, where the
///   lowest and the highest moments are, and where no emotion is known.
///
/// By design the overview leaves out everything else: the words of emotions, channels, actors, what the customer does,
/// thinks and expects, pains, gains, opportunities, metrics, sources, and the order that `next` gives. What it leaves out
/// beyond that, or shows in another way than it is written, it says in notes.
///
/// Works with Mermaid from 10.7. The front matter asks for wide boxes, for a smaller title where a short picture would
/// cut it off (from 11 on), and for a wider legend where Mermaid would cut a word of a name.
#[derive(Clone, Copy, Debug)]
pub struct JourneyView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "journey",
    summary: "The overview: stages, touchpoints, and how each persona feels there",
};

impl View for JourneyView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, project: &Project, journey: DeclarationId, _options: &Options) -> Rendered {
        let experience = Experience::of(project, journey);
        let diagram = Diagram::of(&experience);
        Rendered { text: diagram.text(&experience), notes: notes(&experience, &diagram) }
    }
}

/// What the diagram shows, before escaping.
struct Diagram {
    sections: Vec<Section>,
    /// The names of the personas, each different.
    actors: Vec<String>,
    /// Pixels; `None` where even the smallest title is wider than the picture.
    title_size: Option<u32>,
}

struct Section {
    label: String,
    tasks: Vec<Task>,
}

struct Task {
    label: String,
    /// From 1 to 5.
    score: i8,
    /// Numbers of actors.
    actors: Vec<usize>,
}

const NEUTRAL: i8 = 3;
/// Pixels: two lines of about 25 letters. The default of 150 cuts off every third touchpoint.
const BOX_WIDTH: u32 = 200;
/// Pixels between two boxes; Mermaid's default.
const BOX_MARGIN: u32 = 50;
/// Pixels between the left end of the title and the right end of a picture with one task that go beyond its box.
const SPACE_BEHIND: u32 = 150;
/// Pixels; about what Mermaid's default of `4ex` is.
const TITLE_SIZE: u32 = 35;
const SMALLEST_TITLE_SIZE: u32 = 14;
/// Above these Mermaid's picture is too small on an ordinary page.
const MOST_TASKS: usize = 15;
const MOST_SECTIONS: usize = 6;
/// Mermaid's colours for actors; then they start again.
const ACTOR_COLOURS: usize = 6;

impl Diagram {
    fn of(experience: &Experience) -> Self {
        let mut actors: Vec<String> = Vec::new();
        for persona in &experience.personas {
            actors.push(apart(&persona.name, &actors));
        }
        let mut sections: Vec<Section> = Vec::new();
        let mut run = Run::default();
        for stage in experience.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
            let nowhere = || Name { label: "Outside of the stages".to_owned(), id: "outside".to_owned() };
            let label = run.apart(&stage.name.clone().unwrap_or_else(nowhere));
            sections.push(Section { label, tasks: tasks(stage) });
        }
        if sections.is_empty() {
            let task = Task { label: "No touchpoint is written down".to_owned(), score: NEUTRAL, actors: Vec::new() };
            sections.push(Section { label: "Nothing to show yet".to_owned(), tasks: vec![task] });
        }
        let tasks: usize = sections.iter().map(|section| section.tasks.len()).sum();
        let title_size = bold_size(
            &experience.journey.label,
            boxes_width(tasks) + SPACE_BEHIND,
            SMALLEST_TITLE_SIZE,
            TITLE_SIZE,
        );
        Self { sections, actors, title_size }
    }

    fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.sections.iter().flat_map(|section| &section.tasks)
    }

    fn text(&self, experience: &Experience) -> String {
        let mut text = format!("---\nconfig:\n  journey:\n    width: {BOX_WIDTH}\n");
        let mut line = |indentation: usize, content: &str| {
            writeln!(text, "{:indentation$}{content}", "").expect("a string takes every text");
        };
        let title_size = self.title_size.unwrap_or(SMALLEST_TITLE_SIZE);
        if title_size < TITLE_SIZE {
            line(4, &format!("titleFontSize: {title_size}px"));
        }
        if let Some(width) = escape::legend_width(self.actors.iter().map(String::as_str)) {
            line(4, &format!("maxLabelWidth: {width}"));
        }
        line(0, "---");
        line(0, "journey");
        line(2, &format!("title {}", escape::title(&experience.journey.label)));
        let title = format!("Customer journey: {}", experience.journey.label);
        line(2, &format!("accTitle: {}", escape::acc_title(&title)));
        line(2, &format!("accDescr: {}", escape::acc_description(&description(experience, &self.actors))));
        for section in &self.sections {
            line(2, &format!("section {}", escape::section(&section.label)));
            for task in &section.tasks {
                let mut written = format!("{}: {}", escape::task(&task.label), task.score);
                for (number, actor) in task.actors.iter().filter_map(|actor| self.actors.get(*actor)).enumerate() {
                    written.push_str(if number == 0 { ": " } else { ", " });
                    written.push_str(&escape::actor(actor));
                }
                line(4, &written);
            }
        }
        text
    }
}

fn tasks(stage: &Stage) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut run = Run::default();
    for touchpoint in &stage.touchpoints {
        let label = run.apart(&touchpoint.name);
        if touchpoint.emotions.is_empty() {
            tasks.push(Task { label: label.clone(), score: NEUTRAL, actors: Vec::new() });
        }
        tasks.extend(touchpoint.emotions.iter().map(|emotion| Task {
            label: label.clone(),
            score: emotion.score.value() + NEUTRAL,
            actors: emotion.personas.clone(),
        }));
    }
    tasks
}

/// The width of as many boxes side by side, in pixels.
fn boxes_width(count: usize) -> u32 {
    let count = u32::try_from(count.clamp(1, 1_000_000)).expect("at most a million");
    count * (BOX_WIDTH + BOX_MARGIN) - BOX_MARGIN
}

/// The label, with the id behind it where the label is taken, and with a number behind the id where that is too.
fn apart(name: &Name, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{} ({} {number})", name.label, name.id));
    let mut labels = [name.label.clone(), format!("{} ({})", name.label, name.id)].into_iter().chain(numbered);
    labels.find(|label| !taken.contains(label)).expect("there are more numbers than labels")
}

/// Keeps the labels of neighbours apart.
#[derive(Default)]
struct Run {
    label: String,
    /// What stands in the diagram for this label, and what stands before the first of it.
    taken: Vec<String>,
}

impl Run {
    fn apart(&mut self, name: &Name) -> String {
        if self.label != name.label {
            self.label.clone_from(&name.label);
            self.taken = self.taken.pop().into_iter().collect();
        }
        let label = apart(name, &self.taken);
        self.taken.push(label.clone());
        label
    }
}
