//! The view `report`: everything about a journey as a page.

mod evidence;
mod ideas;
mod metrics;
mod more;
mod pains;
mod people;
mod steps;

pub(crate) use more::{report_documents, report_shows};

use journey_model::value::words;
use journey_model::{Declaration, DeclarationId, Project, Property};
use journey_plugin::{Lane, Place, Rendered, View, ViewContext, ViewDescription};

use super::{BlueprintView, Draw, EmotionView, JourneyView, MapView, OpportunitiesView, drawn, experience};
use crate::diagram_text::DiagramText;
use crate::escape::markdown::text as escaped;
use crate::experience::{Experience, cited, other_facts};
use crate::left_out::{FURTHER_DETAILS, SAYS_MORE};
use crate::markdown::{Parts, push_markdown};
use crate::view::journey::description::description;

/// The view `report`: a Markdown page with everything about a journey, for people who read and do not edit.
///
/// | journey | page |
/// |---|---|
/// | journey | heading, story, documentation, and what it says of itself: objective, owner, status and so on |
/// | personas | who they are, with their documentation |
/// | diagrams | `journey`, `emotion`, `map`, `blueprint` where there are lanes for it, `opportunities` where there are any |
/// | stages, touchpoints | step by step, with their documentation and all that is said there |
/// | pains | a table, the most severe first, with where they are felt and what addresses them |
/// | opportunities | a table, the highest score first, and how, by when and where each is worked on |
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
        let (text, cited) = (DiagramText::new(experience.id), cited(project, experience.id));
        let mut page = Page { project, experience, context, cited, text, notes: Vec::new() };
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
        steps::write(&mut page);
        pains::write(&mut page);
        if !experience.opportunities.is_empty() {
            page.diagram("Opportunities", &OpportunitiesView);
            ideas::write(&mut page);
        }
        evidence::write(&mut page);
        metrics::write(&mut page);
        let lanes = [Lane::Channel, Lane::Actor, Lane::Frontstage, Lane::Backstage, Lane::Support];
        if experience.touchpoints().any(|touchpoint| lanes.iter().any(|lane| touchpoint.count(*lane) > 0)) {
            page.notes.push("Of channels and actors, the page has the names only.".to_owned());
        }
        let more = more::notes(&page);
        page.notes.extend(more);
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
    /// The sources that the journey names, each with how often.
    cited: Vec<(DeclarationId, usize)>,
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
        let is_elsewhere = |key: &str| {
            ABOUT.iter().any(|(known, _)| *known == key) || ["persona", "state", "of", "measure"].contains(&key)
        };
        let mut facts = Vec::new();
        for (key, title) in ABOUT {
            let values = values(journey, key);
            if !values.is_empty() {
                facts.push(format!("- **{title}:** {}", escaped(&values.join("; "))));
            }
        }
        for (key, texts) in other_facts(self.project, experience.id, is_elsewhere) {
            facts.push(format!("- **{}:** {}", title(&key), escaped(&texts.join("; "))));
        }
        if !facts.is_empty() {
            self.text.line(0, "");
            self.text.lines(facts);
        }
    }

    /// What a declaration says beside the keys that are elsewhere on the page: a line for each key, in the order of the
    /// text. Names stand as what they mean is called.
    fn other_facts(&self, id: DeclarationId, is_elsewhere: impl Fn(&str) -> bool) -> Vec<String> {
        let facts = other_facts(self.project, id, is_elsewhere);
        facts.into_iter().map(|(key, texts)| format!("- {}: {}", title(&key), escaped(&texts.join("; ")))).collect()
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
        let is_elsewhere = |note: &String| [SAYS_MORE, FURTHER_DETAILS].iter().any(|start| note.starts_with(start));
        let notes = rendered.notes.iter().filter(|note| !is_elsewhere(note));
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

/// What a key is called on the page, where it is not among those with a name of their own.
fn title(key: &str) -> String {
    match key {
        "source" => "Sources".to_owned(),
        "tag" => "Tags".to_owned(),
        "trigger" => "Asked".to_owned(),
        _ => {
            let words = words(key);
            let mut chars = words.chars();
            let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            escaped(&format!("{first}{}", chars.as_str()))
        }
    }
}

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

#[cfg(test)]
mod tests {
    use journey_model::Keyword;
    use journey_plugin::Options;

    use super::*;
    use crate::escape::one_line;

    const EXAMPLES: [&str; 3] = [
        include_str!("../../../../grammar/examples/weekly-shop.journey"),
        include_str!("../../../../grammar/examples/hospital-visit.journey"),
        include_str!("../../../../grammar/examples/public-service.journey"),
    ];

    fn rendered(source: &str) -> Rendered {
        let project = Project::of_text("test.journey", source);
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        ReportView.render(&ViewContext::new(&project, id, Options::default()))
    }

    #[test]
    fn every_text_of_a_journey_is_on_the_page() {
        for source in EXAMPLES {
            let project = Project::of_text("test.journey", source);
            for (id, journey) in project.declarations_of(Keyword::Journey) {
                let page = ReportView.render(&ViewContext::new(&project, id, Options::default())).text;
                for declaration in journey.descendants() {
                    let label = declaration.label();
                    assert!(page.contains(&escaped(&one_line(&label))), "{label}\n{page}");
                    for line in declaration.documentation().unwrap_or_default().lines() {
                        assert!(
                            page.contains(prose(line).trim()) || page.contains(&*escaped(line.trim())),
                            "{line}\n{page}"
                        );
                    }
                    let values = declaration.properties().flat_map(Property::values);
                    let texts = values.flat_map(|value| {
                        [value.text().map(|text| one_line(&text)), value.following_text().map(|text| one_line(&text))]
                    });
                    for text in texts.flatten() {
                        assert!(page.contains(&*escaped(&text)), "{text}\n{page}");
                    }
                }
            }
        }
    }

    #[test]
    fn stages_and_touchpoints_tell_what_no_diagram_shows() {
        let source = "actor m \"Max\"\njourney a \"A\" { gain g \"Kind\"; tag: \"x\"\n /// Day\n /// one.\n stage s \"S\" { goal: \"Done\"; owner: @us\n \
                      /// By *phone*.\n touchpoint t \"T\" { control: ours; moment: \"Now?\"; frontstage: m \"Asks\"; duration: 4h } } }\n";
        let page = rendered(source);
        let (_, steps) = page.text.split_once("### Step by step\n\n").unwrap();
        insta::assert_snapshot!(steps, @r"
        #### S

        > Day
        > one.

        - Goals: Done
        - Owner: @us

        **T**

        > By *phone*.

        - Moments of truth: Now?
        - Duration: 4h
        - Front stage: Max: Asks
        - Control: ours

        #### The whole journey

        - Gains: Kind
        ");
        assert_eq!(page.notes.last().unwrap(), "Of channels and actors, the page has the names only.");
    }

    #[test]
    fn what_no_table_has_a_column_for_is_told() {
        let source = "source i \"Talks\" { kind: interview; owner: @us }\n/// Asked.\nmetric n \"NPS\" { unit: \"points\"; target: 3 }\n\
                      journey a \"A\" { measure n: 3 from i\n /// Why.\n pain p \"Slow\" { severity: low; tag: \"x\"; source: i }\n \
                      stage s \"S\" {\n /// Nice.\n gain g \"Kind\" { owner: @us } } }\n";
        let notes = rendered(source).notes;
        let more: Vec<&String> = notes.iter().filter(|note| note.contains("says more")).collect();
        assert_eq!(
            more,
            [
                "Of pains, the journey says more: sources and tags.",
                "Of gains, the journey says more: documentation and owner.",
                "Of metrics, the journey says more: documentation and unit.",
                "Of sources, the journey says more: owner.",
            ]
        );
    }

    #[test]
    fn opportunities_and_metrics_tell_what_is_known_of_them() {
        let source = "metric n \"NPS\" { direction: up; question: \"Would you?\" }\n\
                      journey a \"A\" { measure n: 3\n pain p \"Slow\" { opportunity o \"Faster\" { impact: 3; effort: 4; due: 2027-01-31; how: \"Less\" } }\n\
                      opportunity q \"Plain\" { addresses: p; impact: 2; effort: 1 } }\n";
        let page = rendered(source).text;
        assert!(page.contains("\n**Faster**\n\n- Due: 2027-01-31\n- How: Less\n"), "{page}");
        assert!(!page.contains("**Plain**"), "{page}");
        assert!(page.contains("\n| Metric | Where | Reading | Target | Baseline | Better | Question |\n"), "{page}");
    }
}
