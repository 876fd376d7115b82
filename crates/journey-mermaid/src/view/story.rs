//! The view `story`: the journey as a narrative, as Mermaid's `timeline`.

mod chapter;
mod notes;
mod table;

use journey_model::{DeclarationId, Project};
use journey_plugin::{Options, Rendered, Target, View, ViewDescription};

use crate::diagram_text::DiagramText;
use crate::escape::timeline as escape;
use crate::experience::Experience;
use crate::room::{bold_size, cut_to, parts};
use crate::theme::Palette;
use crate::view::journey::description::description;
use chapter::Chapter;

/// The view `story`: what happens from touchpoint to touchpoint, as Mermaid's `timeline`.
///
/// | journey | diagram |
/// |---|---|
/// | journey | title |
/// | stage | section |
/// | touchpoint | period |
/// | `does` | event: as it is written |
/// | `thinks`, `says` | event: in quotation marks, a thought with "Thinks" before it |
/// | emotion | event: "Maya – irritated (-1)" |
/// | pain, gain | event: "Pain – Nobody answers", "Gain – It was quick" |
///
/// - From Mermaid 11.14 on the story goes from above to below, where it can be read at any length. Older versions draw it from
///   left to right and shrink it to the page; a note says so where that becomes hard to read.
/// - A stage without touchpoints is a section alone. Touchpoints that stand in no stage get a section of their own, where they
///   stand. Stages of one label are told apart by their ids.
/// - Pains and gains of a whole stage or of the journey are in the table, for a timeline has only touchpoints; a note tells
///   them.
/// - A word that is wider than its box is broken, without a hyphen.
/// - `accTitle` and `accDescr` are written, though no Mermaid up to 12.3 puts a timeline's into the picture; the table tells
///   the same.
#[derive(Clone, Copy, Debug)]
pub struct StoryView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "story",
    summary: "The journey as a narrative: what happens, what is felt, what hurts and pleases",
};

/// The first version that can draw from above to below.
const DOWNWARDS: Target = Target::new(11, 14);
/// Pixels.
const TEXT_SIZE: u32 = 14;
const BOX_WIDTH: u32 = 175;
const TITLE_WIDTH: u32 = 640;
const TITLE_SIZE: u32 = 20;
/// Pixels between what is drawn of a section and the next, at least 20 of them free.
const SECTION_SHIFT: usize = 50;
/// Mermaid's fills for sections; then they start again.
const SECTION_FILLS: usize = 12;

impl View for StoryView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, project: &Project, journey: DeclarationId, options: &Options) -> Rendered {
        let experience = Experience::of(project, journey, options);
        let chapters = chapter::chapters(&experience);
        let text = diagram(&experience, &chapters, options);
        let notes = notes::notes(&experience, &chapters, text.text(), options);
        let (text, source_map) = text.finish();
        Rendered::mermaid(text, table::table(&experience, &chapters)).with_notes(notes).with_source_map(source_map)
    }
}

fn diagram(experience: &Experience, chapters: &[Chapter], options: &Options) -> DiagramText {
    let mut text = DiagramText::new(experience.id);
    text.lines(["---", "config:"]);
    let is_downwards = options.target >= DOWNWARDS;
    let mut style = style(title_size(experience));
    if is_downwards {
        style.push_str(&apart(chapters));
    }
    match Palette::of(options.theme) {
        Some(palette) => text.lines(palette.front_matter(&fills(palette), &format!("{style} {}", colours(palette)))),
        None => text.line(2, &format!("themeCSS: '{style}'")),
    }
    text.line(0, "---");
    text.line(0, if is_downwards { "timeline TD" } else { "timeline" });
    let heading = cut_to(&experience.title, title_size(experience) * 9 / 8, TITLE_WIDTH);
    text.line_of(experience.range, 2, &format!("title {}", escape::title(&heading)));
    let title = format!("Story: {}", experience.title);
    text.line_of(experience.range, 2, &format!("accTitle: {}", escape::acc_title(&title)));
    let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    text.line(2, &format!("accDescr: {}", escape::acc_description(&description(experience, &names))));
    if chapters.is_empty() {
        text.line(2, "section Nothing to tell yet");
        text.line(4, "No touchpoint is written down");
    }
    for chapter in chapters {
        let section = format!("section {}", written(&chapter.label, escape::section));
        match chapter.range {
            Some(range) => text.line_of(range, 2, &section),
            None => text.line(2, &section),
        }
        for scene in &chapter.scenes {
            text.line_of(scene.range, 4, &written(&scene.label, escape::period));
            for event in &scene.events {
                text.line_of(event.range, 8, &format!(": {}", written(&event.text, escape::event)));
            }
        }
    }
    text
}

/// Escaped, with breaks in words that are wider than a box.
fn written(text: &str, escape: fn(&str) -> String) -> String {
    let parts: Vec<String> = parts(text, TEXT_SIZE, BOX_WIDTH).into_iter().map(escape).collect();
    parts.join(escape::SOFT_BREAK)
}

fn title_size(experience: &Experience) -> u32 {
    bold_size(&experience.title, TITLE_WIDTH, TEXT_SIZE, TITLE_SIZE).unwrap_or(TEXT_SIZE)
}

/// What is not about colours. The title is the only bold text.
fn style(title_size: u32) -> String {
    format!(
        "[font-weight=bold] {{ font-size: {title_size}px; }} .timeline-node text {{ font-size: {TEXT_SIZE}px; }} \
         .eventWrapper {{ filter: none; }}"
    )
}

/// Downwards, Mermaid gives each section 30 pixels less than its periods may need, so that the next would lie on them, and begins the
/// line of time so high that it goes through the title. This moves them apart.
fn apart(chapters: &[Chapter]) -> String {
    let mut style = " [font-weight=bold] { translate: 0 -18px; }".to_owned();
    // The line of time and two empty groups stand before the first section.
    let mut groups = 3;
    for (number, chapter) in chapters.iter().enumerate() {
        if number > 0 {
            let below = number * SECTION_SHIFT;
            style.push_str(&format!(" g:nth-of-type(n+{}) {{ translate: 0 {below}px; }}", groups + 1));
        }
        // Each event is a box and a line to it.
        groups += 1 + chapter.scenes.iter().map(|scene| 1 + 2 * scene.events.len()).sum::<usize>();
    }
    style
}

fn colours(palette: &Palette) -> String {
    let line = palette.line;
    format!("{} line {{ stroke: {line}; }} marker path {{ fill: {line}; }}", palette.halo("[font-weight=bold]"))
}

/// Stages take turns in two tones.
fn fills(palette: &Palette) -> Vec<String> {
    let tones = [palette.heading, palette.surface];
    let tones = tones.iter().cycle().take(SECTION_FILLS).enumerate();
    tones
        .flat_map(|(number, tone)| {
            [
                format!("cScale{number}: '{tone}'"),
                format!("cScaleLabel{number}: '{}'", palette.ink),
                format!("cScaleInv{number}: '{}'", palette.line),
            ]
        })
        .collect()
}
