//! The view `journey`: real Mermaid shows what the model says.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use journey_mermaid::View;
use journey_mermaid::escape::one_line;
use journey_model::value::quote;
use journey_model::{Declaration, DeclarationId, Keyword, Project};
use journey_plugin::{Options, Registry, ViewContext};
use journey_tests::mermaid::{Drawing, Face, MermaidJudge};
use proptest::prelude::*;

use crate::examples::example_projects;
use crate::judge;
use crate::label::{KEYWORDS, SCRIPTS, label, punctuation, runner};

/// What a reader of a journey's overview should see, worked out from the model and the contract alone.
#[derive(Debug, PartialEq)]
struct Overview {
    title: String,
    /// Each stage with its touchpoints.
    sections: Vec<String>,
    /// Section, touchpoint, score and the names of those who feel it; those of one touchpoint by score.
    tasks: Vec<(String, String, i8, BTreeSet<String>)>,
    legend: BTreeSet<String>,
}

impl Overview {
    /// For journeys without mistakes, whose labels are all different.
    fn expected(project: &Project, journey: Declaration<'_>) -> Self {
        let personas: BTreeMap<String, String> = project
            .declarations_of(Keyword::Persona)
            .map(|(_, persona)| (persona.id().to_owned(), shown(persona)))
            .collect();
        let listed: Vec<String> = journey
            .property("persona")
            .map(|property| property.values())
            .unwrap_or_default()
            .iter()
            .map(|value| value.plain().into_owned())
            .collect();
        let mut overview =
            Self { title: shown(journey), sections: Vec::new(), tasks: Vec::new(), legend: BTreeSet::new() };
        for stage in journey.children_of(Keyword::Stage) {
            overview.sections.push(shown(stage));
            for touchpoint in stage.children_of(Keyword::Touchpoint) {
                let emotion = |wanted: Option<&str>| {
                    let mut all = touchpoint.properties_of("emotion");
                    let one = all.find(|emotion| emotion.qualifier().map(|(name, _)| name) == wanted);
                    one.map(|emotion| emotion.value().expect("a value").emotion().expect("a score").score.value())
                };
                let mut felt: BTreeMap<i8, BTreeSet<String>> = BTreeMap::new();
                for persona in &listed {
                    if let Some(score) = emotion(Some(persona)).or_else(|| emotion(None)) {
                        felt.entry(score + 3).or_default().insert(personas[persona].clone());
                    }
                }
                if felt.is_empty() {
                    felt.insert(3, BTreeSet::new());
                }
                for (score, names) in felt {
                    overview.legend.extend(names.iter().cloned());
                    overview.tasks.push((shown(stage), shown(touchpoint), score, names));
                }
            }
        }
        overview
    }

    /// What a reader sees. Tasks of one touchpoint stand in any order in the picture.
    fn seen(drawing: &Drawing) -> Self {
        let mut tasks: Vec<(String, String, i8, BTreeSet<String>)> = drawing
            .journey()
            .tasks
            .iter()
            .map(|task| {
                let score = task.score.expect("every face stands somewhere");
                let whole = (1..=5).find(|whole| f64::from(*whole) == score);
                let section = task.section.clone().expect("every task has a section");
                let actors = task.actors.iter().cloned().collect();
                (section, task.text.clone(), whole.expect("a whole score"), actors)
            })
            .collect();
        for same in tasks.chunk_by_mut(|one, other| (&one.0, &one.1) == (&other.0, &other.1)) {
            same.sort_by_key(|task| task.2);
        }
        Self {
            title: drawing.journey().title.clone().unwrap_or_default(),
            sections: drawing.journey().sections.iter().map(|section| section.text.clone()).collect(),
            tasks,
            legend: drawing.journey().actors.iter().map(|actor| actor.name.clone()).collect(),
        }
    }
}

/// A label as a picture can show it; without one, the id in words.
fn shown(declaration: Declaration<'_>) -> String {
    let label = one_line(&declaration.label());
    if label.is_empty() { journey_model::value::words(declaration.id()) } else { label }
}

/// Renders a journey and draws it; gives what is wrong with what is seen, in one text.
fn wrong_overview(judge: &mut MermaidJudge, project: &Project, id: DeclarationId) -> Result<(), String> {
    let registry = Registry::new(journey_mermaid::plugins()).expect("one plugin, no conflict");
    let view = registry.view("journey").expect("the overview is built in");
    let rendered = view.render(&ViewContext::new(project, id, Options::default()));
    let report = |what: String| format!("{what}\n{}", rendered.text);
    let journey = project.declaration(id);
    let drawing =
        judge.draw_as(journey.id(), &rendered.text).unwrap_or_else(|error| panic!("{error}")).map_err(report)?;
    let (expected, seen) = (Overview::expected(project, journey), Overview::seen(&drawing));
    if expected != seen {
        return Err(report(format!("expected {expected:#?}\nseen {seen:#?}")));
    }
    for task in &drawing.journey().tasks {
        let face = match task.score {
            Some(score) if score < 3.0 => Face::Frown,
            Some(score) if score > 3.0 => Face::Smile,
            _ => Face::Flat,
        };
        if task.face != face {
            return Err(report(format!("{task:?}")));
        }
    }
    let cut = drawing.journey().tasks.iter().filter(|task| task.clipped).map(|task| &task.text);
    let cut =
        cut.chain(drawing.journey().sections.iter().filter(|section| section.clipped).map(|section| &section.text));
    for label in cut {
        let told = |note: &String| note.starts_with("Too long for a box") && note.contains(label);
        if !rendered.notes.iter().any(told) {
            return Err(report(format!("{label:?} is cut off and no note says so")));
        }
    }
    let description = drawing.acc_description.unwrap_or_default();
    for name in expected.legend.iter().chain(&expected.sections) {
        if expected.sections.len() <= 8 && !description.contains(name) {
            return Err(report(format!("{name:?} is not in the description")));
        }
    }
    match drawing.acc_title {
        Some(title) if title == format!("Customer journey: {}", expected.title) => Ok(()),
        other => Err(report(format!("accTitle: {other:?}"))),
    }
}

#[test]
fn every_example_is_drawn_as_the_model_says() {
    let mut judge = judge();
    let mut drawn = Vec::new();
    for project in example_projects() {
        for (id, journey) in project.declarations_of(Keyword::Journey) {
            if let Err(what) = wrong_overview(&mut judge, &project, id) {
                panic!("{}: {what}", journey.id());
            }
            drawn.push(journey.id().to_owned());
        }
    }
    assert!(drawn.len() >= 9 && drawn.contains(&"claim_tomorrow".to_owned()), "{drawn:?}");
}

/// The labels of a journey, as they stand in quotes in its file.
#[derive(Debug, Clone)]
struct SourceLabels {
    journey: String,
    personas: [String; 2],
    stages: [String; 2],
    touchpoints: [String; 3],
}

impl SourceLabels {
    /// The same text in every place, beside plain neighbours.
    fn all(text: &str) -> Self {
        let text = || text.to_owned();
        Self {
            journey: text(),
            personas: [text(), "Another".to_owned()],
            stages: [text(), "After".to_owned()],
            touchpoints: [text(), "Next".to_owned(), text()],
        }
    }

    fn source(&self) -> String {
        let [maya, tom] = self.personas.each_ref().map(|label| quote(label));
        let [first, second] = self.stages.each_ref().map(|label| quote(label));
        let [search, choose, open] = self.touchpoints.each_ref().map(|label| quote(label));
        format!(
            "persona maya {maya}\npersona tom {tom}\n\njourney shop {} {{\n  persona: maya, tom\n  stage discover {first} {{\n    \
             touchpoint search {search} {{\n      emotion maya: -2 \"lost\"\n      emotion tom: +1\n    }}\n    \
             touchpoint choose {choose} {{ emotion: 0 }}\n  }}\n  stage receive {second} {{\n    touchpoint open {open}\n  }}\n}}\n",
            quote(&self.journey),
        )
    }

    /// Whether the view leaves the labels alone because nothing can be taken for something else.
    fn are_apart(&self) -> bool {
        let same = |one: &str, other: &str| one_line(one) == one_line(other);
        let [maya, tom] = &self.personas;
        let [first, second] = &self.stages;
        let [search, choose, _] = &self.touchpoints;
        !same(maya, tom) && !same(first, second) && !same(search, choose)
    }
}

/// From the text of a file through parser, model and view to the picture.
fn wrong_source(judge: &mut MermaidJudge, labels: &SourceLabels) -> Option<String> {
    let source = labels.source();
    let parse = journey_syntax::parse(&source);
    if !parse.errors().is_empty() {
        return Some(format!("{:?}\n{source}", parse.errors()));
    }
    let project = Project::of_text("labels.journey", &source);
    let (id, journey) = project.declarations_of(Keyword::Journey).next().expect("one journey");
    // The expectation starts from the labels, not from what the model made of them.
    if *journey.label() != *labels.journey {
        return Some(format!("the model says {:?}\n{source}", journey.label()));
    }
    wrong_overview(judge, &project, id).err().map(|what| format!("{what}\n{source}"))
}

#[test]
fn labels_of_a_file_are_shown_as_they_were_written() {
    let mut judge = judge();
    let punctuated = punctuation().flat_map(|c| [format!("{c}ab"), format!("a{c}b {c}"), format!("{c}")]);
    let texts = punctuated
        .chain([punctuation().collect()])
        .chain(KEYWORDS.iter().chain(SCRIPTS).map(|text| (*text).to_owned()));
    let wrong: Vec<String> = texts.filter_map(|text| wrong_source(&mut judge, &SourceLabels::all(&text))).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn any_labels_of_a_file_are_shown_as_they_were_written() {
    let label = label();
    let labels = (
        label.clone(),
        [label.clone(), label.clone()],
        [label.clone(), label.clone()],
        [label.clone(), label.clone(), label],
    );
    let labels = labels.prop_map(|(journey, personas, stages, touchpoints)| SourceLabels {
        journey,
        personas,
        stages,
        touchpoints,
    });
    let labels = labels.prop_filter("apart", SourceLabels::are_apart);
    let judge = RefCell::new(judge());
    let shown = runner(400).run(&labels, |labels| match wrong_source(&mut judge.borrow_mut(), &labels) {
        None => Ok(()),
        Some(what) => Err(TestCaseError::fail(what)),
    });
    shown.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_mermaid_would_merge_stays_apart() {
    let source = "persona m \"Maya\"\npersona n \"Maya\"\njourney a \"A\" {\n  persona: m, n\n  stage pay \"Pay\" {\n    \
                  touchpoint t \"T\" { emotion: 0 }\n  }\n  stage pay_again \"Pay\" {\n    touchpoint u \"U\" { emotion n: 1 }\n  }\n}\n";
    let rendered = journey_mermaid::render_text(source, None, View::Journey, &Options::default()).expect("one journey");
    let drawing = judge().draw(&rendered.text).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
    let sections: Vec<&str> = drawing.journey().sections.iter().map(|section| section.text.as_str()).collect();
    assert_eq!(sections, ["Pay", "Pay (pay_again)"]);
    let actors: Vec<&str> = drawing.journey().actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(actors, ["Maya", "Maya (n)"]);
}

#[test]
fn a_journey_without_touchpoints_is_drawn_and_says_so() {
    let rendered =
        journey_mermaid::render_text("journey a \"A\" { stage s \"S\" {} }", None, View::Journey, &Options::default())
            .expect("one journey");
    let drawing = judge().draw(&rendered.text).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
    assert_eq!(drawing.texts, ["Nothing to show yet", "No touchpoint is written down", "A"]);
    assert_eq!(drawing.journey().tasks[0].score, Some(3.0));
}

#[test]
fn what_a_box_cuts_off_is_told_and_little_else() {
    const SENTENCES: &str = "The courier rings and waits for a moment, then leaves a card with a number behind\n\
                             WHY ARE THERE NO SLOTS LEFT ON ANY EVENING OF THIS WEEK OR THE NEXT\n\
                             Der Kundendienstmitarbeiter vergleicht die Rechnungsnummern und ruft nachmittags zurück\n\
                             Mmmm, wow: 10,000 (ten thousand!) cupcakes @ 50% off = 1 big www.example.com moment\n\
                             illicit little filli-fillets still fit into this limit if it is all i's and l's till it tilts\n\
                             Покупательница долго выбирает продукты и наконец оформляет доставку на вечер\n\
                             Πληρώνει με κάρτα και περιμένει την επιβεβαίωση της παραγγελίας στο κινητό";
    let mut judge = judge();
    let (mut cut, mut needless) = (0, Vec::new());
    for sentence in SENTENCES.lines() {
        let ends = sentence.match_indices(' ').map(|(at, _)| at).chain([sentence.len()]);
        for label in ends.map(|end| &sentence[..end]) {
            let source =
                format!("journey a \"A\" {{ stage s \"S\" {{ touchpoint t {} {{ emotion: 0 }} }} }}", quote(label));
            let rendered =
                journey_mermaid::render_text(&source, None, View::Journey, &Options::default()).expect("one journey");
            let verdict = judge.draw(&rendered.text).unwrap_or_else(|error| panic!("{error}"));
            let drawing = verdict.expect("it draws");
            let told = rendered.notes.iter().any(|note| note.contains(label));
            match (drawing.journey().tasks[0].clipped, told) {
                (true, told) => {
                    assert!(told, "{label:?} is cut off and no note says so");
                    cut += 1;
                }
                (false, true) => needless.push(label.to_owned()),
                (false, false) => {}
            }
        }
    }
    assert!(cut > 20 && needless.len() * 2 < cut, "{cut} are cut off, told without need: {needless:#?}");
}
