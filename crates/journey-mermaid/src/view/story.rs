//! The view `story`: the journey as a narrative, as Mermaid's `timeline`.

mod chapter;
mod notes;
mod table;

use journey_plugin::{Options, Rendered, Target, View, ViewContext, ViewDescription};

use super::{Draw, experience};
use crate::diagram_text::DiagramText;
use crate::escape::timeline as escape;
use crate::experience::Experience;
use crate::room::{bold_size, cut_to, parts};
use crate::theme::Palette;
use crate::view::journey::description::description;
use chapter::{Chapter, MadeBy};

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
pub(crate) struct StoryView;

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

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        self.draw(context, &experience(context))
    }
}

impl Draw for StoryView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let options = context.options();
        let chapters = chapter::chapters(experience);
        let text = diagram(experience, &chapters, options);
        let notes = notes::notes(experience, &chapters, text.text(), options);
        let (text, source_map) = text.finish();
        Rendered::mermaid(text, table::table(experience, &chapters)).with_notes(notes).with_source_map(source_map)
    }
}

fn diagram(experience: &Experience, chapters: &[Chapter<'_>], options: &Options) -> DiagramText {
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
        if let Some(range) = chapter.range {
            text.next_line_is_of(range);
        }
        text.write(2, |line| {
            line.push_str("section ");
            write(line, &chapter.label, escape::push_section);
        });
        for scene in &chapter.scenes {
            text.write_of(scene.range, 4, |line| write(line, scene.label, escape::push_period));
            for event in &scene.events {
                match &event.made_by {
                    MadeBy::Range(range) => text.next_line_is_of(*range),
                    MadeBy::Feeling(voice) => {
                        voice.ranges(None).into_iter().for_each(|range| text.next_line_is_of(range));
                    }
                }
                text.write(8, |line| {
                    line.push_str(": ");
                    write(line, &event.text, escape::push_event);
                });
            }
        }
    }
    text
}

/// Writes a text escaped, with breaks in words that are wider than a box.
fn write(to: &mut String, text: &str, push: fn(&mut String, &str)) {
    for (number, part) in parts(text, TEXT_SIZE, BOX_WIDTH).into_iter().enumerate() {
        if number > 0 {
            to.push_str(escape::SOFT_BREAK);
        }
        push(to, part);
    }
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
fn apart(chapters: &[Chapter<'_>]) -> String {
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
    format!(
        "{} g.lineWrapper line, line {{ stroke: {line}; }} marker path {{ fill: {line}; }}",
        palette.halo("[font-weight=bold]")
    )
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

#[cfg(test)]
mod tests {
    use journey_model::{Keyword, Project};
    use journey_plugin::{Direction, Theme};

    use super::*;
    use crate::{Flavour, Parts, markdown};

    const WEEKLY_SHOP: &str = include_str!("../../../../grammar/examples/weekly-shop.journey");

    fn rendered(source: &str, change: impl FnOnce(&mut Options)) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let mut options = Options::default();
        options.theme = Theme::Plain;
        change(&mut options);
        StoryView.render(&ViewContext::new(&project, id, options))
    }

    /// What stands behind the description.
    fn story(rendered: &Rendered) -> Vec<&str> {
        rendered.text.lines().skip_while(|line| !line.starts_with("  section ")).collect()
    }

    #[test]
    fn the_weekly_shop() {
        let rendered = rendered(WEEKLY_SHOP, |options| options.theme = Theme::Calm);
        insta::assert_snapshot!(markdown(&rendered, Flavour::Markdown, Parts::default()));
    }

    #[test]
    fn a_touchpoint_tells_what_happens_and_how_it_feels() {
        let source = "persona m \"Maya, nurse\"\npersona t \"Tom\"\njourney a {\n persona: m, t\n stage s \"Pay: now\" {\n touchpoint x \"title; x\" {\n does: \"Pays\", \"Waits\"\n thinks: \"Why?\"\n says: \"No\"\n emotion m: -2\n emotion t: +1 \"at home\", +2\n pain p \"Slow\"\n gain g \"Kind\"\n }\n touchpoint y \"Y\" {\n emotion: 0 \"calm\"\n }\n }\n}";
        let rendered = rendered(source, |_| {});
        assert_eq!(
            story(&rendered),
            [
                "  section Pay#58; now",
                "    #116;itle#59; x",
                "        : Pays",
                "        : Waits",
                "        : Thinks “Why?”",
                "        : “No”",
                "        : Maya – very negative (-2)",
                "        : Tom – at home (+1)",
                "        : Tom – very positive (+2)",
                "        : Pain – Slow",
                "        : Gain – Kind",
                "    Y",
                "        : Everybody – calm (0)",
            ]
        );
        assert!(rendered.notes.is_empty(), "{:?}", rendered.notes);
    }

    #[test]
    fn stages_of_one_label_and_touchpoints_without_a_stage_have_sections_of_their_own() {
        let source = "journey a {\n stage s \"S\" { touchpoint x \"X\" { emotion: 1 \"glad\" } }\n touchpoint o \"O\"\n stage s2 \"S\"\n}";
        let rendered = rendered(source, |_| {});
        assert_eq!(
            story(&rendered),
            [
                "  section S",
                "    X",
                "        : Glad (+1)",
                "  section Outside of the stages",
                "    O",
                "  section S (s2)"
            ]
        );
        assert_eq!(rendered.notes, ["Nothing is written about what happens at “O”."]);
        // The second section is the sixth group behind three: section, period, event and its line.
        assert!(
            rendered
                .text
                .contains(" g:nth-of-type(n+8) { translate: 0 50px; } g:nth-of-type(n+10) { translate: 0 100px; }")
        );
    }

    #[test]
    fn pains_of_stages_are_in_the_table_and_in_a_note() {
        let source = "journey a {\n pain j \"Dear\"\n stage s \"S\" {\n pain p \"Slow\"\n touchpoint x \"X\" { does: \"Pays\" }\n }\n}";
        let rendered = rendered(source, |_| {});
        assert_eq!(rendered.notes, ["At no touchpoint, and therefore only in the table: “Dear” and “Slow”."]);
        assert_eq!(
            rendered.table.unwrap(),
            "| Stage | Touchpoint | Does | Pains |\n| --- | --- | --- | --- |\n| Whole journey | | | Dear |\n| S | | | Slow |\n| | X | Pays | |\n"
        );
    }

    #[test]
    fn words_wider_than_a_box_are_broken() {
        let source = "journey a { stage s \"S\" { touchpoint x \"Ruft die Gebäudeversicherungsanstalt an\" } }";
        assert_eq!(story(&rendered(source, |_| {}))[1], "    Ruft die Gebäudeversicherungs<br>anstalt an");
    }

    #[test]
    fn older_versions_go_from_left_to_right() {
        let touchpoints: String = (0..8).map(|number| format!("touchpoint t{number} {{ does: \"x\" }}\n")).collect();
        let source = format!("journey a {{ stage s \"S\" {{\n{touchpoints}}} }}");
        let old = rendered(&source, |options| options.target = Target::new(11, 13));
        assert!(old.text.contains("\n---\ntimeline\n") && !old.text.contains("nth-of-type"));
        assert!(old.notes[0].starts_with("This Mermaid draws 8 touchpoints side by side"), "{:?}", old.notes);
        let new = rendered(&source, |options| options.direction = Direction::RightToLeft);
        assert!(new.text.contains("\n---\ntimeline TD\n"));
        assert_eq!(new.notes, ["Mermaid has no timeline from right to left."]);
    }

    #[test]
    fn nothing_to_show_is_still_a_timeline() {
        let empty = rendered("journey a", |_| {});
        assert_eq!(story(&empty), ["  section Nothing to tell yet", "    No touchpoint is written down"]);
        assert_eq!(empty.notes, ["The journey has no touchpoints, so there is no story to tell yet."]);
        assert_eq!(empty.table.as_deref(), Some(""));
    }

    #[test]
    fn each_line_leads_back_to_what_it_shows() {
        let rendered = rendered(WEEKLY_SHOP, |_| {});
        for line in &rendered.source_map {
            let text = rendered.text.lines().nth(line.line as usize).unwrap();
            let source = &WEEKLY_SHOP[line.place.range.start as usize..line.place.range.end as usize];
            let label = text.trim().trim_start_matches(|c: char| !c.is_alphabetic());
            let label = ["title ", "accTitle: Story: ", "section ", "Thinks “", "Pain – ", "Gain – "]
                .iter()
                .find_map(|before| label.strip_prefix(before))
                .unwrap_or(label);
            let word = label.split([' ', '”']).next().unwrap();
            assert!(source.contains(word) || text.contains(" – "), "{text}: {source}");
        }
        assert_eq!(rendered.source_map.len(), 13);
    }

    #[test]
    fn every_cut_of_an_example_can_be_rendered() {
        for (end, _) in WEEKLY_SHOP.char_indices().step_by(7) {
            let project = Project::of_text("test.journey", &WEEKLY_SHOP[..end]);
            for (id, _) in project.declarations_of(Keyword::Journey) {
                let rendered = StoryView.render(&ViewContext::new(&project, id, Options::default()));
                assert!(rendered.text.contains("\n  section ") && rendered.text.ends_with('\n'), "{end}");
                assert!(rendered.notes.iter().all(|note| note.ends_with('.')), "{:?}", rendered.notes);
            }
        }
    }
}
