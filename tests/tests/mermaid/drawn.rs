//! A journey in a view, drawn by a version of Mermaid or read as Markdown, and what has to hold for every view.

use journey_mermaid::{Flavour, Parts, markdown};
use journey_model::{DeclarationId, Project};
use journey_plugin::{Language, Options, Rendered, View, ViewContext};
use journey_tests::mermaid::{Clipped, Covered, Drawing, MermaidVersion, Overlap};

use crate::facts::JourneyFacts;
use crate::judge_of;
use crate::markdown::Page;

/// A rendering and what a reader sees of it.
pub(crate) struct Drawn {
    pub(crate) version: MermaidVersion,
    pub(crate) rendered: Rendered,
    pub(crate) shown: Shown,
}

pub(crate) enum Shown {
    Diagram(Box<Drawing>),
    Page(Page),
}

impl Drawn {
    /// Renders for that version and lets it draw. What it refuses is the error, with the text.
    pub(crate) fn of(
        view: &dyn View,
        project: &Project,
        journey: DeclarationId,
        version: MermaidVersion,
        mut options: Options,
    ) -> Result<Self, String> {
        options.target = version.target();
        let rendered = view.render(&ViewContext::new(project, journey, options));
        let shown = match rendered.language {
            Language::Mermaid => {
                let verdict = judge_of(version).draw(&rendered.text).unwrap_or_else(|error| panic!("{error}"));
                Shown::Diagram(Box::new(verdict.map_err(|error| format!("{error}\n{}", rendered.text))?))
            }
            Language::Markdown => Shown::Page(Page::read(&rendered.text)),
        };
        Ok(Self { version, rendered, shown })
    }

    /// What is shown, in one word or two: the type of the diagram or that it is Markdown.
    pub(crate) fn kind(&self) -> &str {
        match &self.shown {
            Shown::Diagram(drawing) => &drawing.kind,
            Shown::Page(_) => "Markdown",
        }
    }

    /// All texts, with each run of white space as one space.
    pub(crate) fn texts(&self) -> Vec<String> {
        match &self.shown {
            Shown::Diagram(drawing) => drawing.texts.iter().map(|text| collapsed(text)).collect(),
            Shown::Page(page) => page.texts().iter().map(|text| collapsed(text)).collect(),
        }
    }

    /// What is wrong with it whatever the view, one sentence each.
    pub(crate) fn problems(&self, facts: &JourneyFacts) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.rendered.text.ends_with('\n') || self.rendered.text.contains('\r') {
            problems.push("its lines do not all end with a line feed".to_owned());
        }
        problems.extend(match &self.shown {
            Shown::Diagram(drawing) => self.problems_of_diagram(drawing, facts),
            Shown::Page(page) => raw_html(page),
        });
        problems.extend(self.problems_on_page());
        problems
    }

    fn problems_of_diagram(&self, drawing: &Drawing, facts: &JourneyFacts) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(reason) = &self.rendered.fallback {
            let comments = self.rendered.text.lines().filter_map(|line| line.trim_start().strip_prefix("%%"));
            if !comments.into_iter().any(|comment| comment.trim() == reason) {
                problems.push(format!("no comment says why it is not the view's own diagram: {reason}"));
            }
        }
        let has_titles = !matches!(drawing.kind.as_str(), "block" | "kanban" | "timeline");
        let told = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        if has_titles && !(told(&drawing.acc_title) && told(&drawing.acc_description)) {
            let [title, description] = [&drawing.acc_title, &drawing.acc_description];
            problems.push(format!("a screen reader reads {title:?} and {description:?}"));
        }
        problems.extend(self.ailments(drawing));
        match self.rendered.table.as_deref().map(Page::read) {
            None => problems.push("no table says the same".to_owned()),
            Some(table) => {
                problems.extend(raw_html(&table));
                let said = collapsed(&table.texts().join("\n"));
                let shown = self.texts().join("\n");
                let missing = facts
                    .texts()
                    .into_iter()
                    .filter(|text| shown.contains(text.as_str()) && !said.contains(text.as_str()));
                problems
                    .extend(missing.map(|text| format!("the table does not say {text:?}, which the diagram shows")));
            }
        }
        problems
    }

    /// What a reader cannot read and no note says.
    pub(crate) fn ailments(&self, drawing: &Drawing) -> Vec<String> {
        ailments(drawing, &self.rendered.notes)
    }

    /// As a piece of a page: one diagram, as it is, in a fence.
    fn problems_on_page(&self) -> Vec<String> {
        let page = Page::read(&markdown(&self.rendered, Flavour::Markdown, Parts::default()));
        let mut problems = raw_html(&page);
        if self.rendered.language == Language::Mermaid && page.diagrams != [self.rendered.text.as_str()] {
            problems.push(format!("on a page it is {:?}", page.diagrams));
        }
        for note in &self.rendered.notes {
            if !page.paragraphs.iter().any(|text| collapsed(text).contains(&collapsed(note))) {
                problems.push(format!("on a page the note is not there: {note}"));
            }
        }
        problems
    }
}

/// What a reader cannot read in a picture and none of the notes says.
pub(crate) fn ailments(drawing: &Drawing, notes: &[String]) -> Vec<String> {
    let is_told = |text: &str| notes.iter().any(|note| collapsed(note).contains(&collapsed(text)));
    let mut left = drawing.clone();
    left.clipped.retain(|Clipped { text, .. }| !is_told(text));
    left.overlapping.retain(|Overlap { texts, .. }| !texts.iter().any(|text| is_told(text)));
    left.covered.retain(|Covered { text, .. }| !is_told(text));
    left.ailments()
}

fn raw_html(page: &Page) -> Vec<String> {
    page.html.iter().map(|html| format!("raw HTML in Markdown: {html}")).collect()
}

/// Runs of white space as one space, and none at the ends.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
