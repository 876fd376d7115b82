//! The escaping of `journey` diagrams: what it writes, real Mermaid shows.

use std::cell::RefCell;

use journey_mermaid::escape::{journey, one_line};
use journey_tests::mermaid::{Drawing, Face, MermaidJudge};
use proptest::prelude::*;

use crate::judge;
use crate::label::{KEYWORDS, SCRIPTS, label, punctuation, runner};

/// The labels of one diagram, before escaping: one for each place where text can stand.
#[derive(Debug, Clone, Default)]
struct Labels {
    title: String,
    acc_title: String,
    acc_description: String,
    section: String,
    task: String,
    actors: [String; 2],
    score: u8,
}

impl Labels {
    /// The same text in every place, beside a second actor.
    fn all(text: &str) -> Self {
        let text = || text.to_owned();
        Self {
            title: text(),
            acc_title: text(),
            acc_description: text(),
            section: text(),
            task: text(),
            actors: [text(), "Another".to_owned()],
            score: 4,
        }
    }

    /// A diagram with these labels and a plain section behind them, which shows what the labels do to their neighbours.
    fn diagram(&self) -> String {
        let width = journey::legend_width(self.actors.iter().map(String::as_str));
        let width = width
            .map(|width| format!("---\nconfig:\n  journey:\n    maxLabelWidth: {width}\n---\n"))
            .unwrap_or_default();
        format!(
            "{width}journey\n  title {}\n  accTitle: {}\n  accDescr: {}\n  section {}\n    {}: {}: {}, {}\n  section after\n    next: 2: {}\n",
            journey::title(&self.title),
            journey::acc_title(&self.acc_title),
            journey::acc_description(&self.acc_description),
            journey::section(&self.section),
            journey::task(&self.task),
            self.score,
            journey::actor(&self.actors[0]),
            journey::actor(&self.actors[1]),
            journey::actor(&self.actors[0]),
        )
    }

    /// What a reader does not see as it was written, in one sentence.
    fn judge(&self, drawing: &Drawing) -> Result<(), String> {
        let same = |place: &str, shown: &str, label: &str| {
            // A label without text is written as a space.
            let label = one_line(label);
            let shown = if label.is_empty() { shown.trim() } else { shown };
            if shown == label { Ok(()) } else { Err(format!("{place} shows {shown:?} for {label:?}")) }
        };
        let [section, after] = drawing.journey().sections.as_slice() else {
            return Err(format!("sections: {:?}", drawing.journey().sections));
        };
        let [task, next] = drawing.journey().tasks.as_slice() else {
            return Err(format!("tasks: {:?}", drawing.journey().tasks));
        };
        same("title", drawing.journey().title.as_deref().unwrap_or_default(), &self.title)?;
        same("accTitle", drawing.acc_title.as_deref().unwrap_or_default(), &self.acc_title)?;
        same("accDescr", drawing.acc_description.as_deref().unwrap_or_default(), &self.acc_description)?;
        same("section", &section.text, &self.section)?;
        same("section without HTML", &section.fallback, &self.section)?;
        same("task", &task.text, &self.task)?;
        same("task without HTML", &task.fallback, &self.task)?;
        same("section after", &after.text, "after")?;
        same("task after", &next.text, "next")?;

        let [first, second] = task.actors.as_slice() else {
            return Err(format!("actors: {:?}", task.actors));
        };
        same("first actor", first, &self.actors[0])?;
        same("second actor", second, &self.actors[1])?;
        if next.actors != [first.clone()] {
            return Err(format!("{first:?} is another actor at the next task: {:?}", next.actors));
        }
        let mut legend: Vec<&str> = drawing.journey().actors.iter().map(|actor| actor.name.as_str()).collect();
        let mut expected = vec![first.as_str(), second.as_str()];
        legend.sort_unstable();
        expected.sort_unstable();
        expected.dedup();
        // The legend has no line for a name that is a space.
        if legend.iter().map(|name| name.trim()).ne(expected.iter().map(|name| name.trim())) {
            return Err(format!("the legend shows {legend:?} for {expected:?}"));
        }
        for (name, color) in task.actors.iter().zip(&task.colors) {
            if !drawing.journey().actors.iter().any(|actor| actor.name.trim() == name.trim() && actor.color == *color) {
                return Err(format!(
                    "the circle of {name:?} is {color}, its legend is not: {:?}",
                    drawing.journey().actors
                ));
            }
        }

        let face = match self.score {
            1 | 2 => Face::Frown,
            3 => Face::Flat,
            _ => Face::Smile,
        };
        if task.score != Some(f64::from(self.score))
            || task.face != face
            || next.score != Some(2.0)
            || next.face != Face::Frown
        {
            return Err(format!(
                "score {} shows as {:?} {:?}, then {:?}",
                self.score, task.score, task.face, next.score
            ));
        }
        Ok(())
    }
}

/// Draws the labels; gives what is wrong with the drawing, with the diagram's source.
fn wrong(judge: &mut MermaidJudge, labels: &Labels) -> Option<String> {
    let diagram = labels.diagram();
    let verdict = judge.draw(&diagram).unwrap_or_else(|error| panic!("{error}"));
    verdict.and_then(|drawing| labels.judge(&drawing)).err().map(|what| format!("{what}\n{diagram}"))
}

/// Fails with all that is wrong, not only the first.
fn assert_shown<'a>(texts: impl IntoIterator<Item = &'a str>) {
    let mut judge = judge();
    let wrong: Vec<String> = texts.into_iter().filter_map(|text| wrong(&mut judge, &Labels::all(text))).collect();
    assert!(wrong.is_empty(), "{} labels are not shown as written:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_punctuation_character_is_shown_in_every_place() {
    let mut texts = Vec::new();
    for c in punctuation() {
        let around = [
            format!("{c}ab"),
            format!("{c} ab"),
            format!("a{c}b"),
            format!("a {c} b"),
            format!("ab{c}"),
            format!("{c}"),
            format!("{c}{c}a{c}{c}"),
        ];
        texts.extend(around);
        // Each beside each other one, on both sides.
        texts.push(punctuation().flat_map(|other| [c, other, ' ']).collect());
    }
    assert_shown(texts.iter().map(String::as_str));
}

#[test]
fn keywords_and_markup_are_shown_as_text() {
    assert_shown(KEYWORDS.iter().copied());
}

#[test]
fn every_script_is_shown() {
    assert_shown(SCRIPTS.iter().copied());
}

#[test]
fn long_labels_are_shown_whole() {
    let sentence = "The courier rings, waits; then leaves: \"not at home\" #3 <again> ".repeat(6);
    let word = "Lebensmittellieferungsunternehmensmitarbeiterin".repeat(3);
    let punctuated: String = punctuation().collect();
    let emoji = "👩‍👩‍👧‍👦".repeat(20);
    let japanese = "看護師で二人の子どもの母親である真由美さん".repeat(3);
    assert_shown([sentence.as_str(), &word, &punctuated, &punctuated.repeat(4), &emoji, &japanese]);
}

#[test]
fn without_a_wider_legend_mermaid_cuts_the_word() {
    // The reason for `legend_width`. When this fails, Mermaid has learnt better and it can go.
    let diagram = format!("journey\n  section s\n    t: 3: {}\n", journey::actor("a;b;c;d;e;f"));
    let drawing = judge().draw(&diagram).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
    assert_eq!(drawing.journey().tasks[0].actors, ["a;b;c;d;e;f"]);
    assert_ne!(drawing.journey().actors[0].name, "a;b;c;d;e;f");
}

#[test]
fn names_that_differ_only_in_what_we_escape_stay_two_actors() {
    let mut judge = judge();
    for [one, other] in [["a,b", "a#44;b"], ["Tom;", "Tom"], ["x:y", "x;y"], ["ﬂ°", "&"], ["%%", "%"]] {
        let labels = Labels { actors: [one.to_owned(), other.to_owned()], ..Labels::all("x") };
        let drawn = judge.draw(&labels.diagram()).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
        assert_eq!(drawn.journey().actors.len(), 2, "{one:?} and {other:?}: {:?}", drawn.journey().actors);
        assert_eq!(labels.judge(&drawn), Ok(()));
    }
}

#[test]
fn a_diagram_that_mermaid_refuses_is_refused_here_too() {
    let mut judge = judge();
    let verdicts = judge
        .draw_all(["journey\n  title a;b\n", "no diagram at all", "journey\n  ok: 3: Tom\n"])
        .unwrap_or_else(|error| panic!("{error}"));
    let [title, none, fine] = verdicts.as_slice() else { panic!("three diagrams, three verdicts: {verdicts:?}") };
    assert!(title.as_ref().is_err_and(|error| error.starts_with("parse: Parse error on line 2")), "{title:?}");
    assert!(none.as_ref().is_err_and(|error| error.starts_with("parse: No diagram type detected")), "{none:?}");
    assert!(fine.as_ref().is_ok_and(|drawing| drawing.texts == ["Tom", "ok"] && drawing.kind == "journey"), "{fine:?}");
}

#[test]
fn any_label_is_shown_as_it_was_written() {
    let label = label();
    let labels =
        (label.clone(), label.clone(), label.clone(), label.clone(), label.clone(), label.clone(), label, 1..=5u8)
            .prop_map(|(title, acc_title, acc_description, section, task, actor, other, score)| Labels {
                title,
                acc_title,
                acc_description,
                section,
                task,
                actors: [actor, other],
                score,
            });
    // Two actors of one name, and a section that merges with its neighbour, are a matter of the view.
    let labels = labels.prop_filter("apart", |labels| {
        let [first, second] = labels.actors.each_ref().map(|actor| one_line(actor));
        first != second && one_line(&labels.section) != "after"
    });
    let judge = RefCell::new(judge());
    let shown = runner(400).run(&labels, |labels| match wrong(&mut judge.borrow_mut(), &labels) {
        None => Ok(()),
        Some(what) => Err(TestCaseError::fail(what)),
    });
    shown.unwrap_or_else(|error| panic!("{error}"));
}
