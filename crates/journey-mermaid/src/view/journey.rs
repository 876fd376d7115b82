//! The view `journey`, the overview: stages, touchpoints and emotions as Mermaid's `journey` diagram.

pub(super) mod description;
pub(super) mod notes;
mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use journey_model::syntax::TextRange;
use journey_plugin::{Options, Rendered, Target, View, ViewContext, ViewDescription};

use super::{Draw, drawn};
use crate::diagram_text::DiagramText;
use crate::escape::journey as escape;
use crate::experience::{Emotion, Experience, Name, Stage};
use crate::room::{bold_size, cut_to, fits_box};
use crate::theme::Palette;
use description::description;
use notes::notes;
use table::table;

/// The view `journey`: the overview of a journey, as Mermaid's `journey` diagram.
///
/// | journey | diagram |
/// |---|---|
/// | journey | title |
/// | stage | section |
/// | touchpoint | task |
/// | emotion, -2 to +2 | score, 1 to 5: the height of the face |
/// | persona | actor: a circle on the task, in the colour of the legend and of the view `emotion` |
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
/// The overview leaves out everything else. What it leaves out, or shows in another way than it is written, it says in
/// notes.
///
/// The front matter asks for wide boxes, for high ones where the circles of persons would lie on letters, for a smaller
/// title where a short picture would cut off its end, and for a wider legend where Mermaid would cut a word of a name. All of
/// it was measured on Mermaid 12.3.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JourneyView;

static DESCRIPTION: ViewDescription =
    ViewDescription { id: "journey", summary: "The overview: stages, touchpoints, and how each persona feels there" };

impl View for JourneyView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        drawn(self, context).rendered.clone()
    }
}

impl Draw for JourneyView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let diagram = Diagram::of(experience, options.target);
        let text = diagram.text(experience, options);
        let notes = notes(experience, &diagram, text.text(), options);
        let (text, source_map) = text.finish();
        Rendered::mermaid(text, table(experience)).with_notes(notes).with_source_map(source_map)
    }
}

/// What the diagram shows, before escaping.
struct Diagram<'e> {
    sections: Vec<Section<'e>>,
    /// The names of the personas, each different.
    names: Vec<String>,
    /// The same as the legend shows them.
    actors: Vec<String>,
    /// Pixels; `None` where even the smallest title is wider than the picture.
    title_size: Option<u32>,
    /// Whether boxes are higher than Mermaid makes them.
    has_high_boxes: bool,
}

struct Section<'e> {
    label: Cow<'e, str>,
    /// The stage, in bytes; `None` for a section that no stage makes.
    range: Option<TextRange>,
    tasks: Vec<Task<'e>>,
}

struct Task<'e> {
    label: Cow<'e, str>,
    /// The touchpoint, in bytes; `None` for a task that no touchpoint makes.
    range: Option<TextRange>,
    /// `None` where none is known.
    emotion: Option<&'e Emotion>,
}

impl Task<'_> {
    /// From 1 to 5.
    fn score(&self) -> i8 {
        NEUTRAL + self.emotion.map_or(0, |emotion| emotion.score.value())
    }

    /// Numbers of actors.
    fn actors(&self) -> &[usize] {
        self.emotion.map_or(&[], |emotion| &emotion.personas)
    }
}

/// The section of touchpoints that stand in no stage.
const OUTSIDE: &str = "Outside of the stages";
const NEUTRAL: i8 = 3;
/// Mermaid's scores.
const SCORES: [&str; 6] = ["0", "1", "2", "3", "4", "5"];
/// Bytes of a task's line, about.
const TASK_LENGTH: usize = 60;
/// Pixels: two lines of about 25 letters. The default of 150 cuts off every third touchpoint.
const BOX_WIDTH: u32 = 200;
/// Pixels: the circles at the upper border leave three lines of a label alone. In Mermaid's default of 50 they lie on the
/// letters of two.
const HIGH_BOX: u32 = 66;
/// Lines of a label that boxes of Mermaid's default and high ones have room for.
const LINES: usize = 2;
const LINES_OF_HIGH_BOX: usize = 3;
/// Pixels between two boxes; Mermaid's default.
const BOX_MARGIN: u32 = 50;
/// Pixels that the picture goes on to the right of its last box.
const SPACE_BEHIND: u32 = 150;
/// Pixels; about what Mermaid's default of `4ex` is.
const TITLE_SIZE: u32 = 35;
const SMALLEST_TITLE_SIZE: u32 = 12;
/// Above these the picture, shrunk to a page 1200 pixels wide, has letters of five pixels.
const MOST_TASKS: usize = 12;
const MOST_SECTIONS: usize = 6;
/// Colours for actors, Mermaid's and ours; then they start again.
const ACTOR_COLOURS: usize = 6;
/// Since when names in the legend may be long (measured: not on 11.4). Before, the boxes lie over what is behind 100 pixels.
const WIDE_LEGENDS: Target = Target::new(11, 17);
/// Pixels; letters and room of the legend before [`WIDE_LEGENDS`].
const LEGEND_SIZE: u32 = 16;
const LEGEND_WIDTH: u32 = 100;
/// Mermaid's fills for sections; then they start again.
const SECTION_FILLS: usize = 8;

impl<'e> Diagram<'e> {
    fn of(experience: &'e Experience, target: Target) -> Self {
        let mut names: Vec<String> = Vec::new();
        for persona in &experience.personas {
            names.push(apart(&persona.name.label, &persona.name.id, &names).into_owned());
        }
        let actors = if target < WIDE_LEGENDS { shortened(&names) } else { names.clone() };
        let mut sections: Vec<Section<'e>> = Vec::new();
        let mut run = Run::default();
        for stage in experience.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
            let (label, id) = stage.name.as_ref().map_or((OUTSIDE, "outside"), Name::label_and_id);
            let label = run.apart(label, id);
            sections.push(Section { label, range: stage.range, tasks: tasks(stage) });
        }
        if sections.is_empty() {
            let task = Task { label: "No touchpoint is written down".into(), range: None, emotion: None };
            sections.push(Section { label: "Nothing to show yet".into(), range: None, tasks: vec![task] });
        }
        let tasks: usize = sections.iter().map(|section| section.tasks.len()).sum();
        let title_size =
            bold_size(&experience.title, boxes_width(tasks) + SPACE_BEHIND, SMALLEST_TITLE_SIZE, TITLE_SIZE);
        let mut diagram = Self { sections, names, actors, title_size, has_high_boxes: false };
        let is_broken = |task: &Task<'_>| !task.actors().is_empty() && !fits_box(&task.label, BOX_WIDTH, 1);
        let has_high_boxes = diagram.tasks().any(is_broken);
        diagram.has_high_boxes = has_high_boxes;
        diagram
    }

    /// How many lines of a label a box has room for.
    fn lines(&self) -> usize {
        if self.has_high_boxes { LINES_OF_HIGH_BOX } else { LINES }
    }

    fn tasks(&self) -> impl Iterator<Item = &Task<'e>> {
        self.sections.iter().flat_map(|section| &section.tasks)
    }

    /// The diagram.
    fn text(&self, experience: &Experience, options: &Options) -> DiagramText {
        let mut text = DiagramText::new(experience.id);
        text.lines(["---", "config:"]);
        let title_size = self.title_size.unwrap_or(SMALLEST_TITLE_SIZE);
        let has_smaller_title = title_size < TITLE_SIZE;
        let mut style = String::new();
        if has_smaller_title && options.target < WIDE_LEGENDS {
            // The title has no class and `titleFontSize` does not exist yet.
            style = format!("text:not([class]) {{ font-size: {title_size}px; }}");
        }
        match Palette::of(options.theme) {
            Some(palette) => text.lines(self.colours(palette, &style)),
            None if !style.is_empty() => text.line(2, &format!("themeCSS: '{style}'")),
            None => {}
        }
        text.lines(["  journey:".to_owned(), format!("    width: {BOX_WIDTH}")]);
        if self.has_high_boxes {
            text.line(4, &format!("height: {HIGH_BOX}"));
        }
        if has_smaller_title && style.is_empty() {
            text.line(4, &format!("titleFontSize: {title_size}px"));
        }
        if let Some(width) = escape::legend_width(self.actors.iter().map(String::as_str)) {
            text.line(4, &format!("maxLabelWidth: {width}"));
        }
        text.lines(["---", "journey"]);
        let journey = experience.range;
        text.line_of(journey, 2, &format!("title {}", escape::title(&experience.title)));
        let title = format!("Customer journey: {}", experience.title);
        text.line_of(journey, 2, &format!("accTitle: {}", escape::acc_title(&title)));
        let description = escape::acc_description(&description(experience, &self.names));
        text.line(2, &format!("accDescr: {description}"));
        let actors: Vec<String> = self.actors.iter().map(|actor| escape::actor(actor)).collect();
        text.reserve(self.tasks().count() * TASK_LENGTH);
        for section in &self.sections {
            if let Some(range) = section.range {
                text.next_line_is_of(range);
            }
            text.write(2, |line| {
                line.push_str("section ");
                escape::push_section(line, &section.label);
            });
            for task in &section.tasks {
                if let Some(range) = task.range {
                    text.next_line_is_of(range);
                }
                if let Some(emotion) = task.emotion {
                    emotion.ranges().into_iter().for_each(|range| text.next_line_is_of(range));
                }
                text.write(4, |line| {
                    escape::push_task(line, &task.label);
                    line.push_str(": ");
                    line.push_str(SCORES.get(usize::from(task.score().unsigned_abs())).copied().unwrap_or_default());
                    for (number, actor) in task.actors().iter().filter_map(|actor| actors.get(*actor)).enumerate() {
                        line.push_str(if number == 0 { ": " } else { ", " });
                        line.push_str(actor);
                    }
                });
            }
        }
        text
    }

    /// For each of Mermaid's actors the number of the persona. Mermaid knows only those who feel something at a task, and numbers
    /// them by name.
    fn personas_by_name(&self) -> Vec<usize> {
        let felt = self.tasks().flat_map(|task| task.actors());
        let named = felt.filter_map(|number| Some((self.actors.get(*number)?, *number)));
        let numbers: BTreeMap<&String, usize> = named.collect();
        let mut sorted: Vec<(Vec<u16>, usize)> =
            numbers.into_iter().map(|(name, number)| (escape::actor_order(name), number)).collect();
        sorted.sort_unstable();
        sorted.into_iter().map(|(_, number)| number).collect()
    }

    /// The front matter of a palette. Stages take turns in two tones; a persona has the colour of its place in the journey.
    fn colours(&self, palette: &Palette, more: &str) -> Vec<String> {
        let tones = [palette.heading, palette.surface];
        let fills = tones.iter().cycle().take(SECTION_FILLS).enumerate();
        let fills: Vec<String> = fills.map(|(number, tone)| format!("fillType{number}: '{tone}'")).collect();
        let mut style = palette.halo("text");
        let line = palette.line;
        // Some sites draw inside of `pre`, whose lines do not break.
        style.push_str(" foreignObject div { white-space: normal; }");
        style.push_str(&format!(" line {{ stroke: {line}; }} marker path {{ fill: {line}; }}"));
        for (actor, persona) in self.personas_by_name().into_iter().enumerate() {
            style.push_str(&format!(" .actor-{actor} {{ fill: {}; }}", palette.persona(persona)));
        }
        if !more.is_empty() {
            style = format!("{style} {more}");
        }
        palette.front_matter(&fills, &style)
    }
}

/// Names that a legend of 100 pixels has room for, each different: the first part of the name where it has parts, else its
/// beginning.
fn shortened(names: &[String]) -> Vec<String> {
    let mut short: Vec<String> = Vec::new();
    for name in names {
        let part = name.split([',', '(', '–', '—', ':']).next().unwrap_or_default().trim();
        let part = cut_to(if part.is_empty() { name } else { part }, LEGEND_SIZE, LEGEND_WIDTH);
        let numbered = (2..).map(|number| format!("{} {number}", cut_to(&part, LEGEND_SIZE, LEGEND_WIDTH - 30)));
        let mut all = std::iter::once(part.clone()).chain(numbered);
        short.push(all.find(|one| !short.contains(one)).expect("there are more numbers than names"));
    }
    short
}

fn tasks(stage: &Stage) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    let mut run = Run::default();
    for touchpoint in &stage.touchpoints {
        let (label, id) = touchpoint.name.label_and_id();
        let label = run.apart(label, id);
        let range = Some(touchpoint.range);
        if touchpoint.emotions.is_empty() {
            tasks.push(Task { label: label.clone(), range, emotion: None });
        }
        let felt = touchpoint.emotions.iter().map(Some);
        tasks.extend(felt.map(|emotion| Task { label: label.clone(), range, emotion }));
    }
    tasks
}

/// The width of as many boxes side by side, in pixels.
fn boxes_width(count: usize) -> u32 {
    let count = u32::try_from(count.clamp(1, 1_000_000)).expect("at most a million");
    count * (BOX_WIDTH + BOX_MARGIN) - BOX_MARGIN
}

/// The label, with the id behind it where the label is taken, and with a number behind the id where that is too.
fn apart<'n, T: AsRef<str>>(label: &'n str, id: &str, taken: &[T]) -> Cow<'n, str> {
    let is_free = |label: &str| taken.iter().all(|taken| taken.as_ref() != label);
    if is_free(label) {
        return Cow::Borrowed(label);
    }
    let numbered = (2..).map(|number| format!("{label} ({id} {number})"));
    let mut labels = std::iter::once(format!("{label} ({id})")).chain(numbered);
    Cow::Owned(labels.find(|label| is_free(label)).expect("there are more numbers than labels"))
}

/// Keeps the labels of neighbours apart.
#[derive(Default)]
struct Run<'e> {
    label: &'e str,
    /// What stands in the diagram for this label, and what stands before the first of it.
    taken: Vec<Cow<'e, str>>,
}

impl<'e> Run<'e> {
    fn apart(&mut self, label: &'e str, id: &str) -> Cow<'e, str> {
        if self.label != label {
            self.label = label;
            self.taken.drain(..self.taken.len().saturating_sub(1));
        }
        let label = apart(label, id, &self.taken);
        self.taken.push(label.clone());
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_model::{Keyword, Project};
    use journey_plugin::SourceLine;

    use crate::left_out::FURTHER_DETAILS;
    use crate::render::{self, JourneyNotFound};

    fn render_text(source: &str, journey: Option<&str>) -> Result<Rendered, JourneyNotFound> {
        render::render_text(source, journey, render::View::Journey, &Options::default())
    }

    fn rendered(source: &str) -> Rendered {
        render_text(source, None).expect("the text has a journey")
    }

    /// What stands behind the description: sections and tasks.
    fn sections(source: &str) -> String {
        let text = rendered(source).text;
        let (_, sections) = text.split_once("  section ").expect("there is always a section");
        format!("  section {sections}")
    }

    fn description(source: &str) -> String {
        let text = rendered(source).text;
        let line = text.lines().find_map(|line| line.strip_prefix("  accDescr: "));
        line.expect("there is a description").to_owned()
    }

    /// A journey of Maya and Tom with one stage.
    fn one_stage(touchpoints: &str) -> String {
        format!(
            "persona maya \"Maya\"\npersona tom \"Tom\"\njourney shop \"Weekly shop\" {{\n  persona: maya, tom\n  \
             stage discover \"Discover\" {{\n{touchpoints}\n  }}\n}}\n"
        )
    }

    #[test]
    fn the_journey_of_the_contract() {
        let source = include_str!("../../../../grammar/examples/weekly-shop.journey");
        let Rendered { text, notes, table, .. } = rendered(source);
        insta::assert_snapshot!(text, @r"
        ---
        config:
          theme: base
          look: classic
          themeCSS: 'text { fill: #1f2933; stroke: #fbfaf7; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; } foreignObject div { white-space: normal; } line { stroke: #7b8794; } marker path { fill: #7b8794; } .actor-0 { fill: #1a7fc1; } .actor-1 { fill: #c85600; }'
          themeVariables: {background: '#fbfaf7', mainBkg: '#f0f2f4', primaryColor: '#f0f2f4', primaryTextColor: '#1f2933', primaryBorderColor: '#7b8794', secondaryColor: '#dbe3ea', tertiaryColor: '#fbfaf7', lineColor: '#7b8794', textColor: '#1f2933', titleColor: '#1f2933', fillType0: '#dbe3ea', fillType1: '#f0f2f4', fillType2: '#dbe3ea', fillType3: '#f0f2f4', fillType4: '#dbe3ea', fillType5: '#f0f2f4', fillType6: '#dbe3ea', fillType7: '#f0f2f4'}
          journey:
            width: 200
        ---
        journey
          title Weekly shop
          accTitle: Customer journey: Weekly shop
          accDescr: As-is journey of Maya, busy parent and Tom, first-time buyer through 2 stages (Discover and Receive) with 2 touchpoints. Lowest emotion, -1 on a scale from -2 to +2: “Searches for dinner” (Maya, busy parent). Highest, +2: “Opens the door” (everybody).
          section Discover
            Searches for dinner: 2: Maya#44; busy parent
            Searches for dinner: 4: Tom#44; first-time buyer
          section Receive
            Opens the door: 5: Maya#44; busy parent, Tom#44; first-time buyer
        ");
        assert_eq!(
            notes,
            [
                "The diagram repeats “Searches for dinner”, once for each emotion, because personas feel differently there.",
                "The journey says more than this view shows: 2 goals, 1 piece of evidence, 1 action, 2 channels, 1 actor, 1 thought, 1 expectation, 1 moment of truth, 1 front stage step, 1 back stage step, 1 support step, 1 pain, 1 gain, 1 opportunity and 1 measurement.",
                "Further details are in the view `report`: documentation and sources; objective, owner and review date of the journey; priority, role, goals and 4 more of personas.",
            ]
        );
        insta::assert_snapshot!(table.unwrap(), @r"
        | Stage | Touchpoint | Maya, busy parent | Tom, first-time buyer |
        | --- | --- | --- | --- |
        | Discover | Searches for dinner | -1 irritated | +1 amused |
        | Receive | Opens the door | +2 relieved | +2 relieved |
        ");
    }

    #[test]
    fn every_line_leads_back_to_what_it_shows() {
        let source = "persona m \"Maya\"\njourney a \"First: a#1\" {\n persona: m\n stage s \"Pay; now\" {\n  touchpoint t \"title: x\" { emotion: 0 }\n  \
                      touchpoint t2 \"title: x\" }\n stage e \"Empty\"\n touchpoint o \"Out\" { emotion m: 1 } }";
        let rendered = rendered(source);
        let lines: Vec<&str> = rendered.text.lines().collect();
        let project = Project::of_text("text", source);
        let (_, file) = project.files().next().unwrap();
        let mut shown = Vec::new();
        for SourceLine { line, place } in &rendered.source_map {
            let found = file.model.declarations().find(|declaration| declaration.range() == place.range);
            let Some(declaration) = found else {
                shown.push(format!("{}: {}", &source[place.range.to_usize()], lines[*line as usize].trim()));
                continue;
            };
            let label = declaration.label();
            let escaped = match declaration.keyword().unwrap().name() {
                "journey" if lines[*line as usize].starts_with("  accTitle: ") => escape::acc_title(&label),
                "journey" => escape::title(&label),
                "stage" => escape::section(&label),
                _ => escape::task(&label),
            };
            let line = lines[*line as usize];
            assert!(line.contains(&escaped), "{line} shows {escaped}");
            shown.push(format!("{}: {}", declaration.id(), line.trim()));
        }
        assert_eq!(
            shown,
            [
                "a: title First: a#35;1",
                "a: accTitle: Customer journey: First: a#35;1",
                "s: section Pay#59; now",
                "t: #116;itle#58; x: 3: Maya",
                "0: #116;itle#58; x: 3: Maya",
                "t2: #116;itle#58; x (t2): 3",
                "o: Out: 4: Maya",
                "1: Out: 4: Maya",
            ]
        );
    }

    #[test]
    fn what_nothing_in_the_source_makes_leads_nowhere() {
        let rendered = rendered("journey a { stage s }");
        let lines: Vec<u32> = rendered.source_map.iter().map(|source| source.line).collect();
        let title = rendered.text.lines().position(|line| line.starts_with("  title ")).unwrap() as u32;
        assert_eq!(lines, [title, title + 1]);
    }

    #[test]
    fn a_short_picture_gets_a_title_that_it_has_room_for() {
        let source = include_str!("../../../../grammar/examples/weekly-shop.journey");
        let next = render_text(source, Some("weekly_shop_next")).unwrap();
        let (_, journey) = next.text.split_once("  journey:\n").unwrap();
        insta::assert_snapshot!(journey, @r"
            width: 200
            titleFontSize: 25px
        ---
        journey
          title Weekly shop, next year
          accTitle: Customer journey: Weekly shop, next year
          accDescr: To-be journey of Maya, busy parent through 1 stage (Discover) with 1 touchpoint. Every emotion is +1 on a scale from -2 to +2: “Searches for dinner”.
          section Discover
            Searches for dinner: 4: Maya#44; busy parent
        ");
        assert!(next.notes.iter().all(|note| note.starts_with(FURTHER_DETAILS)), "{:?}", next.notes);
        let long = "journey a \"Everything that happens between the first advertisement and the last invoice\" { stage s \"S\" { touchpoint t \"T\" { emotion: 0 } } }";
        let Rendered { text, notes, .. } = rendered(long);
        assert!(text.contains("titleFontSize: 12px"));
        assert!(notes[0].starts_with("The title “Everything that happens") && notes.len() == 1, "{notes:?}");
    }

    #[test]
    fn older_legends_get_short_names_and_notes_tell_the_long_ones() {
        assert_eq!(
            shortened(&["Maya, busy parent".to_owned(), "Maya (old)".to_owned(), "Lebensmittelhändlerin".to_owned()]),
            ["Maya", "Maya 2", "Lebensmi…"]
        );
        let project = Project::of_text("test", include_str!("../../../../grammar/examples/weekly-shop.journey"));
        let (journey, _) = project.declarations_of(Keyword::Journey).nth(1).unwrap();
        let mut options = Options::default();
        options.target = Target::GITLAB;
        let rendered = JourneyView.render(&ViewContext::new(&project, journey, options));
        assert!(rendered.text.contains("text:not([class]) { font-size: 25px; }"), "{}", rendered.text);
        assert!(rendered.text.ends_with("Searches for dinner: 4: Maya\n"), "{}", rendered.text);
        assert_eq!(
            rendered.notes[0],
            "This version of Mermaid has room for short names only: “Maya” is “Maya, busy parent”."
        );
    }

    #[test]
    fn personas_who_feel_alike_share_a_task_and_nothing_is_averaged() {
        let touchpoint = |emotions| one_stage(&format!("touchpoint t \"T\" {{ {emotions} }}"));
        let tasks = |emotions| sections(&touchpoint(emotions)).replace("  section Discover\n", "");
        assert_eq!(tasks("emotion: -2"), "    T: 1: Maya, Tom\n");
        assert_eq!(tasks("emotion maya: 0; emotion tom: 0"), "    T: 3: Maya, Tom\n");
        assert_eq!(tasks("emotion tom: -2; emotion maya: +2"), "    T: 5: Maya\n    T: 1: Tom\n");
        assert_eq!(tasks("emotion tom: -2"), "    T: 1: Tom\n");
        assert_eq!(tasks("emotion: +1; emotion tom: -2"), "    T: 4: Maya\n    T: 1: Tom\n");
        assert_eq!(tasks("emotion tom: +1; emotion: +1"), "    T: 4: Maya, Tom\n");
    }

    #[test]
    fn everybodys_emotion_that_nobody_is_left_to_feel_is_told() {
        let source = one_stage("touchpoint t \"T\" { emotion maya: 0; emotion tom: 0; emotion: +2 }");
        assert!(!sections(&source).contains("5"));
        assert_eq!(
            rendered(&source).notes,
            ["The emotion +2 at “T” is left out: it has no persona, and each persona has another emotion there."]
        );
    }

    #[test]
    fn a_journey_without_personas_has_faces_without_circles() {
        let source = "journey a \"A\" { stage s \"S\" { touchpoint t \"T\" { emotion: +2 } touchpoint u \"U\" } }";
        assert_eq!(sections(source), "  section S\n    T: 5\n    U: 3\n");
    }

    #[test]
    fn a_persona_of_one_emotion_only_is_an_actor_too_but_not_part_of_everybody() {
        let source = "persona maya \"Maya\"\npersona tom \"Tom\"\njourney a \"A\" {\n persona: maya\n stage s \"S\" {\n \
                      touchpoint t \"T\" { emotion tom: -1 }\n touchpoint u \"U\" { emotion: +1 } } }";
        assert_eq!(sections(source), "  section S\n    T: 2: Tom\n    U: 4: Maya\n");
    }

    #[test]
    fn a_name_that_means_no_persona_is_shown_as_it_is_written() {
        let source = "persona maya \"Maya\"\njourney a \"A\" {\n persona: maja, \"Tom, too\"\n stage s \"S\" {\n \
                      touchpoint t \"T\" { emotion maja: -1; emotion: 0 } } }";
        assert_eq!(sections(source), "  section S\n    T: 2: maja\n    T: 3: Tom#44; too\n");
        let notes = rendered(source).notes;
        assert!(
            notes.contains(&"No persona is called `maja`; the diagram shows the name as it is written.".to_owned())
        );
        assert!(
            notes.contains(&"No persona is called `Tom, too`; the diagram shows the name as it is written.".to_owned())
        );
    }

    #[test]
    fn a_persona_who_feels_nothing_anywhere_is_told() {
        let source = one_stage("touchpoint t \"T\" { emotion tom: +1 }");
        assert_eq!(
            rendered(&source).notes,
            ["Without an emotion at any touchpoint, and therefore not in the diagram: “Maya”."]
        );
    }

    #[test]
    fn a_touchpoint_without_an_emotion_is_neutral_without_actors_and_told_everywhere() {
        let source = one_stage("touchpoint t \"Pays\" {}\ntouchpoint u \"Leaves\" { emotion: +1 }");
        assert_eq!(sections(&source), "  section Discover\n    Pays: 3\n    Leaves: 4: Maya, Tom\n");
        assert!(description(&source).ends_with(" No emotion is known at “Pays”."));
        assert_eq!(
            rendered(&source).notes,
            [
                "“Pays” has no emotion. Its face is neutral, without a coloured circle, because Mermaid always draws one."
            ]
        );
    }

    #[test]
    fn an_emotion_that_cannot_be_read_counts_as_none() {
        for written in ["+5", "1.5", "\"happy\"", "happy", "50%"] {
            let source = one_stage(&format!("touchpoint t \"T\" {{ emotion: {written} }}"));
            assert_eq!(sections(&source), "  section Discover\n    T: 3\n", "{written}");
            let note =
                format!("The emotion `{written}` at “T” is left out: an emotion is a whole number from -2 to +2.");
            assert!(rendered(&source).notes.contains(&note), "{written}: {:?}", rendered(&source).notes);
        }
    }

    #[test]
    fn stages_without_touchpoints_are_told() {
        let source = "journey a \"A\" { stage s \"S\" { touchpoint t \"T\" { emotion: 0 } } stage e \"Empty\" {} stage v \"Void\" {} }";
        assert_eq!(sections(source), "  section S\n    T: 3\n");
        assert_eq!(
            rendered(source).notes,
            ["The stages “Empty” and “Void” have no touchpoints, so they are not in the diagram."]
        );
        assert!(description(source).ends_with(" The stages “Empty” and “Void” have no touchpoints."));
    }

    #[test]
    fn a_journey_without_touchpoints_says_so_in_the_picture() {
        let source = "journey a \"A\" { stage s \"Start\" {} }";
        assert_eq!(sections(source), "  section Nothing to show yet\n    No touchpoint is written down: 3\n");
        assert_eq!(description(source), "Journey, without touchpoints so far. The stage “Start” has no touchpoints.");
        assert_eq!(
            rendered(source).notes,
            [
                "The journey has no touchpoints, so the diagram shows one box that says so; its face means nothing.",
                "The stage “Start” has no touchpoints, so it is not in the diagram.",
            ]
        );
        assert!(rendered("journey").text.contains("  title Unnamed journey\n"));
    }

    #[test]
    fn a_touchpoint_in_a_wrong_place_is_still_shown() {
        let source = "journey a \"A\" {\n touchpoint t \"T\" { emotion: 0 }\n stage s \"S\" {\n touchpoint u \"U\" { emotion: 0\n  \
                      touchpoint v \"V\" { emotion: 0 } }\n stage in \"In\" { touchpoint w \"W\" { emotion: 0 } }\n \
                      touchpoint x \"X\" { emotion: 0 } }\n touchpoint y \"Y\" { emotion: 0 }\n touchpoint z \"Z\" { emotion: 0 }\n}";
        assert_eq!(
            sections(source),
            "  section Outside of the stages\n    T: 3\n  section S\n    U: 3\n    V: 3\n    X: 3\n  section In\n    W: 3\n  \
             section Outside of the stages\n    Y: 3\n    Z: 3\n"
        );
        assert_eq!(
            rendered(source).notes,
            ["In no stage, and therefore shown under “Outside of the stages”: “T”; “Y” and “Z”."]
        );
    }

    #[test]
    fn a_journey_inside_of_a_journey_keeps_its_stages_to_itself() {
        let source = "journey a \"A\" { stage s \"S\" { touchpoint t \"T\" { emotion: 0 } }\n journey b \"B\" { stage r \"R\" { touchpoint u \"U\" { emotion: 0 } } } }";
        assert_eq!(sections(source), "  section S\n    T: 3\n");
        assert!(rendered(source).notes[0].starts_with("Inside of this journey stands “B”"));
        assert!(render_text(source, Some("b")).unwrap().text.contains("  section R\n    U: 3\n"));
    }

    #[test]
    fn neighbours_and_personas_of_one_label_are_told_apart_by_their_ids() {
        let source = "persona m \"Maya\"\npersona n \"Maya\"\njourney a \"A\" {\n persona: m, n\n stage pay \"Pay\" { touchpoint t \"T\" \
                      { emotion: 0 } touchpoint t2 \"T\" { emotion: 0 } }\n stage pay_again \"Pay\" { touchpoint u \"U\" { emotion: 0 } }\n \
                      stage x \"Wait\" { touchpoint v \"T\" { emotion: 0 } }\n stage y \"Pay\" { touchpoint w \"W\" { emotion: 0 } }\n}";
        assert_eq!(
            sections(source),
            "  section Pay\n    T: 3: Maya, Maya (n)\n    T (t2): 3: Maya, Maya (n)\n  section Pay (pay_again)\n    \
             U: 3: Maya, Maya (n)\n  section Wait\n    T: 3: Maya, Maya (n)\n  section Pay\n    W: 3: Maya, Maya (n)\n"
        );
        assert_eq!(
            rendered(source).notes,
            [
                "Labels that could be taken for others of the same name carry their id: “Maya (n)”; “Pay (pay_again)” and “T (t2)”."
            ]
        );
    }

    #[test]
    fn names_that_stay_equal_with_their_ids_get_a_number() {
        let stage = "stage \"Pay\" { touchpoint t \"T\" { emotion: 0 } }\n";
        let source = format!(
            "journey a \"A\" {{\n{}stage q \"Pay (pay)\" {{ touchpoint t \"T\" {{ emotion: 0 }} }}\n}}",
            stage.repeat(3)
        );
        let sections = sections(&source);
        let labels: Vec<&str> = sections.lines().filter_map(|line| line.strip_prefix("  section ")).collect();
        assert_eq!(labels, ["Pay", "Pay (pay)", "Pay (pay 2)", "Pay (pay)"]);
        let two = format!(
            "journey a \"A\" {{\n{}stage q \"Pay (pay)\" {{ touchpoint t \"T\" {{ emotion: 0 }} }}\n}}",
            stage.repeat(2)
        );
        assert!(super::tests::sections(&two).contains("  section Pay (pay) (q)\n"));
    }

    #[test]
    fn labels_that_the_picture_cuts_off_are_told_in_full() {
        let long = "Rings at the door, waits for a minute, writes a card and carries everything back to the car";
        let notes = rendered(&one_stage(&format!("touchpoint t \"{long}\" {{ emotion: 0 }}"))).notes;
        assert!(notes.len() == 1 && notes[0].contains(&format!(": “{long}”. A shorter label helps")), "{notes:?}");
    }

    #[test]
    fn boxes_are_higher_where_circles_would_lie_on_the_letters_of_broken_labels() {
        let touchpoint = |label: &str, emotion: &str| one_stage(&format!("touchpoint t \"{label}\" {{ {emotion} }}"));
        let (two, three) = ("Hears nothing for 19 days", "Rings at the door, waits for a minute and writes a card");
        let is_high = |source: &str| rendered(source).text.contains("    width: 200\n    height: 66\n");
        assert!(is_high(&touchpoint(two, "emotion: -2")));
        assert!(!is_high(&touchpoint("Pays", "emotion: -2")), "one line stands in the middle");
        assert!(!is_high(&touchpoint(two, "")), "nobody, no circle");
        // Where the box has room for a third line, nothing is cut.
        assert_eq!(rendered(&touchpoint(three, "emotion: -2")).notes, [""; 0]);
        let low = format!("journey a \"A\" {{ stage s \"S\" {{ touchpoint t \"{three}\" {{ emotion: 0 }} }} }}");
        assert!(rendered(&low).notes[0].contains("which holds two lines of about 25 letters"));
        let four = "Rings at the door, waits for a minute, writes a card and carries everything back to the car";
        let notes = rendered(&touchpoint(four, "emotion: 0")).notes;
        assert!(notes[0].contains("which holds three lines of about 25 letters"), "{notes:?}");
    }

    #[test]
    fn a_crowded_picture_is_told() {
        let touchpoints: String =
            (0..13).map(|number| format!("touchpoint \"T{number}\" {{ emotion: 0 }}\n")).collect();
        let notes = rendered(&one_stage(&touchpoints)).notes;
        assert!(notes.len() == 1 && notes[0].starts_with("The diagram has 13 tasks in 1 section."), "{notes:?}");
        let many: String =
            (0..2_000).map(|number| format!("touchpoint \"Touchpoint {number}\" {{ emotion: 0 }}\n")).collect();
        assert!(rendered(&one_stage(&many)).notes[1].starts_with("The diagram is longer than 50000 characters."));
    }

    /// The rules that give colours to Mermaid's actors, in their order.
    fn colours(source: &str) -> Vec<String> {
        let text = rendered(source).text;
        let rules = text.split(" .actor-").skip(1).map(|rule| rule.split('}').next().unwrap().trim().to_owned());
        rules.collect()
    }

    #[test]
    fn a_persona_has_the_colour_of_its_place_in_the_journey_wherever_mermaid_sorts_its_name() {
        let source = "persona zoe \"Zoe, buyer\"\npersona al \"Al, seller\"\npersona bo \"Bo\"\npersona cy \"Cy\"\njourney a \"A\" {\n \
                      persona: zoe, al, bo, cy\n stage s \"S\" { touchpoint t \"T\" { emotion zoe: 0; emotion al: 1; emotion cy: 1 } } }";
        // Al, Cy, Zoe: the second, the fourth and the first of the journey. Bo feels nothing, so Mermaid does not know him.
        assert_eq!(colours(source), ["0 { fill: #c85600;", "1 { fill: #b0588f;", "2 { fill: #1a7fc1;"]);
        // The same as in the curve, whose table names them.
        let table =
            render::render_text(source, None, render::View::Emotion, &Options::default()).unwrap().table.unwrap();
        assert!(table.contains("| Zoe (blue) | Al (orange) | Cy (purple) |"), "{table}");
    }

    #[test]
    fn a_seventh_persona_has_the_first_colour_again() {
        let names = ["g", "f", "e", "d", "c", "b", "a"];
        let personas: String = names.iter().map(|name| format!("persona {name} \"{name}\"\n")).collect();
        let source = format!(
            "{personas}journey a \"A\" {{ persona: {}; stage s \"S\" {{ touchpoint t \"T\" {{ emotion: 0 }} }} }}",
            names.join(", ")
        );
        let colours = colours(&source);
        assert_eq!(colours.len(), 7);
        assert_eq!((&*colours[0], &*colours[6]), ("0 { fill: #1a7fc1;", "6 { fill: #1a7fc1;"));
    }

    #[test]
    fn seven_personas_share_six_colours() {
        let personas: String = (0..7).map(|number| format!("persona p{number} \"P{number}\"\n")).collect();
        let source = format!(
            "{personas}journey a \"A\" {{ persona: p0, p1, p2, p3, p4, p5, p6; stage s \"S\" {{ touchpoint t \"T\" {{ emotion: 0 }} }} }}"
        );
        assert!(rendered(&source).notes[0].starts_with("Mermaid has 6 colours for 7 personas"));
    }

    #[test]
    fn broken_lines_are_told_and_the_rest_is_drawn() {
        let source = one_stage("touchpoint t \"T\" { emotion: +1 }\n tuchpoint u \"U\" { emotion: 0 }");
        assert_eq!(sections(&source), "  section Discover\n    T: 4: Maya, Tom\n");
        assert!(rendered(&source).notes[0].starts_with("Some lines of the journey cannot be read"));
    }

    #[test]
    fn texts_cannot_break_out_of_their_places() {
        let source = "persona m \"a, b: c\"\njourney a \"title; #\" {\n persona: m\n stage s \"section: x\" {\n touchpoint t \"title %% 5: Tom\" { emotion: 0 } } }";
        assert!(rendered(source).text.contains("  title title#59; #35;\n"));
        assert_eq!(sections(source), "  section section#58; x\n    #116;itle %#37; 5#58; Tom: 3: a#44; b#58; c\n");
    }

    #[test]
    fn every_cut_of_an_example_can_be_rendered() {
        let source = include_str!("../../../../grammar/examples/weekly-shop.journey");
        for (end, _) in source.char_indices() {
            let Ok(rendered) = render_text(&source[..end], None) else {
                continue;
            };
            assert!(rendered.text.contains("\n  section ") && rendered.text.ends_with('\n'), "{end}");
            assert!(rendered.notes.iter().all(|note| note.ends_with('.')), "{:?}", rendered.notes);
        }
    }
}
