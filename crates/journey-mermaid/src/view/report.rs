//! The view `report`: everything about a journey as a page.

mod evidence;
mod metrics;
mod pains;
mod people;

use journey_model::{Declaration, Project, Property};
use journey_plugin::{Lane, Place, Rendered, View, ViewContext, ViewDescription};

use super::{BlueprintView, Draw, EmotionView, JourneyView, MapView, OpportunitiesView, drawn, experience};
use crate::diagram_text::DiagramText;
use crate::escape::markdown::text as escaped;
use crate::experience::Experience;
use crate::left_out::SAYS_MORE;
use crate::markdown::{Parts, push_markdown};
use crate::view::journey::description::description;

/// The view `report`: a Markdown page with everything about a journey, for people who read and do not edit.
///
/// | journey | page |
/// |---|---|
/// | journey | heading, story, documentation, and what it says of itself: objective, owner, status and so on |
/// | personas | who they are, with their documentation |
/// | diagrams | `journey`, `emotion`, `map`, `blueprint` where there are lanes for it, `opportunities` where there are any |
/// | pains | a table, the most severe first, with where they are felt and what addresses them |
/// | opportunities | a table, the highest score first |
/// | evidence | the sources that the journey cites, with how often |
/// | metrics | the readings, with the target |
///
/// Headings start at the second level, so that it can stand in a page. Sections without anything to say are left out.
/// Diagrams follow the options; where the target lacks one, its table stands there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportView;

static DESCRIPTION: ViewDescription = ViewDescription {
    id: "report",
    summary: "A page with everything: people, diagrams, pains, opportunities, evidence",
};

impl View for ReportView {
    fn description(&self) -> &ViewDescription {
        &DESCRIPTION
    }

    fn render(&self, context: &ViewContext<'_>) -> Rendered {
        self.draw(context, &experience(context))
    }
}

impl Draw for ReportView {
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered {
        let project = context.project();
        let mut page = Page { project, experience, context, text: DiagramText::new(experience.id), notes: Vec::new() };
        page.head();
        people::write(&mut page);
        page.diagram("Overview", &JourneyView);
        if experience.touchpoints().next().is_some() {
            page.diagram("Emotions", &EmotionView);
            page.diagram("Map", &MapView);
        }
        let lanes = [Lane::Frontstage, Lane::Backstage, Lane::Support, Lane::Evidence];
        if experience.touchpoints().any(|touchpoint| lanes.iter().any(|lane| touchpoint.count(*lane) > 0)) {
            page.diagram("Service blueprint", &BlueprintView);
        }
        pains::write(&mut page);
        if !experience.opportunities.is_empty() {
            page.diagram("Opportunities", &OpportunitiesView);
        }
        evidence::write(&mut page);
        metrics::write(&mut page);
        let Page { text, notes, .. } = page;
        let (text, source_map) = text.finish();
        Rendered::markdown(text).with_notes(notes).with_source_map(source_map)
    }
}

/// The page as it grows.
struct Page<'p> {
    project: &'p Project,
    experience: &'p Experience,
    context: &'p ViewContext<'p>,
    text: DiagramText,
    notes: Vec<String>,
}

impl Page<'_> {
    fn head(&mut self) {
        let experience = self.experience;
        self.text.line_of(experience.range, 0, &format!("## {}", escaped(&experience.title)));
        self.text.line(0, "");
        let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
        self.text.line(0, &escaped(&description(experience, &names)));
        let journey = self.project.declaration(experience.id);
        self.documentation(journey);
        let mut facts = Vec::new();
        for (key, title) in ABOUT {
            let values = values(journey, key);
            if !values.is_empty() {
                facts.push(format!("- **{title}:** {}", escaped(&values.join("; "))));
            }
        }
        if !facts.is_empty() {
            self.text.line(0, "");
            self.text.lines(facts);
        }
    }

    /// A heading with a blank line on both sides.
    fn heading(&mut self, level: usize, place: Option<Place>, title: &str) {
        self.text.line(0, "");
        let heading = format!("{} {}", "#".repeat(level), escaped(title));
        match place {
            Some(place) => self.text.line_of_place(place, 0, &heading),
            None => self.text.line(0, &heading),
        }
        self.text.line(0, "");
    }

    /// What the documentation comments of a declaration say, as a quotation: whatever is left open in it ends with it.
    fn documentation(&mut self, declaration: Declaration<'_>) {
        let Some(documentation) = declaration.documentation().filter(|text| !text.trim().is_empty()) else { return };
        self.text.line(0, "");
        for line in documentation.lines() {
            self.text.line(0, format!("> {}", prose(line)).trim_end());
        }
    }

    /// A diagram under its heading. What it leaves out of the journey stands elsewhere on the page.
    fn diagram<V: Draw + 'static>(&mut self, title: &str, view: &V) {
        let drawn = drawn(view, self.context);
        let rendered = &drawn.rendered;
        self.heading(3, None, title);
        // Notes and the reason for a fallback stand at the end of the page: Markdown and MDX write comments differently.
        let parts = Parts { notes: false, ..Parts::default() };
        self.text.write_lines(|text| push_markdown(text, rendered, None, parts));
        let notes = rendered.notes.iter().filter(|note| !note.starts_with(SAYS_MORE));
        for note in rendered.fallback.iter().chain(notes) {
            if !self.notes.contains(note) {
                self.notes.push(note.clone());
            }
        }
    }
}

/// What a journey says about itself, and what that is called on the page.
const ABOUT: [(&str, &str); 10] = [
    ("objective", "Objective"),
    ("goal", "Goal"),
    ("scenario", "Scenario"),
    ("segment", "Segment"),
    ("starts", "Starts"),
    ("ends", "Ends"),
    ("owner", "Owner"),
    ("status", "Status"),
    ("reviewed", "Reviewed"),
    ("tag", "Tags"),
];

/// The values of a key as texts; of other values than texts, what is written.
fn values(declaration: Declaration<'_>, key: &str) -> Vec<String> {
    let values = declaration.properties_of(key).flat_map(Property::values);
    let texts = values.map(|value| value.text().unwrap_or_else(|| value.plain()).into_owned());
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// A line of Markdown that somebody wrote, without HTML and without expressions of MDX. Code stays as it is.
fn prose(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut in_code = false;
    for character in line.chars() {
        in_code ^= character == '`';
        if !in_code && matches!(character, '<' | '{' | '}') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}
