//! Text and journeys in Mermaid: what our escaping and our views write, real Mermaid shows.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use journey_mermaid::escape::{journey, one_line};
use journey_model::value::quote;
use journey_model::{Configuration, Declaration, DeclarationId, File, FileModel, Keyword, Project, Schema};
use journey_plugin::{Options, Registry};
use journey_tests::mermaid::{Drawing, Face, MermaidJudge};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

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
        let [section, after] = drawing.sections.as_slice() else {
            return Err(format!("sections: {:?}", drawing.sections));
        };
        let [task, next] = drawing.tasks.as_slice() else {
            return Err(format!("tasks: {:?}", drawing.tasks));
        };
        same("title", drawing.title.as_deref().unwrap_or_default(), &self.title)?;
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
        let mut legend: Vec<&str> = drawing.actors.iter().map(|actor| actor.name.as_str()).collect();
        let mut expected = vec![first.as_str(), second.as_str()];
        legend.sort_unstable();
        expected.sort_unstable();
        expected.dedup();
        // The legend has no line for a name that is a space.
        if legend.iter().map(|name| name.trim()).ne(expected.iter().map(|name| name.trim())) {
            return Err(format!("the legend shows {legend:?} for {expected:?}"));
        }
        for (name, color) in task.actors.iter().zip(&task.colors) {
            if !drawing.actors.iter().any(|actor| actor.name.trim() == name.trim() && actor.color == *color) {
                return Err(format!("the circle of {name:?} is {color}, its legend is not: {:?}", drawing.actors));
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

fn judge() -> MermaidJudge {
    MermaidJudge::start().unwrap_or_else(|error| panic!("{error}"))
}

/// Punctuation, keywords, scripts, words and any characters, in any order.
fn label() -> impl Strategy<Value = String> + Clone {
    let piece = prop_oneof![
        6 => proptest::sample::select(punctuation().map(String::from).collect::<Vec<_>>()),
        3 => proptest::sample::select(KEYWORDS).prop_map(str::to_owned),
        3 => proptest::sample::select(SCRIPTS).prop_map(str::to_owned),
        3 => "[a-zA-Z0-9]{1,8}",
        3 => Just(" ".to_owned()),
        2 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The same cases each run: a failure is there again at the next one.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, b"the labels are the same each run");
    TestRunner::new_with_rng(config, seed)
}

/// Fails with all that is wrong, not only the first.
fn assert_shown<'a>(texts: impl IntoIterator<Item = &'a str>) {
    let mut judge = judge();
    let wrong: Vec<String> = texts.into_iter().filter_map(|text| wrong(&mut judge, &Labels::all(text))).collect();
    assert!(wrong.is_empty(), "{} labels are not shown as written:\n{}", wrong.len(), wrong.join("\n"));
}

fn punctuation() -> impl Iterator<Item = char> {
    (0..=127u8).map(char::from).filter(char::is_ascii_punctuation)
}

/// Texts that mean something to Mermaid, or once broke something.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "title x", "TITLE x", "title", "section y", "Section", "journey", "journey z", "journeyé", "journeys",
    "accTitle: z", "accTitle", "accDescr {", "accDescr: q", "accDescr { x }", "accdescr", "%%{init}%%",
    "%%{init: {\"theme\":\"dark\"}}%%", "%%{wrap}%%", "%% comment", "a %% b", "%", "% x", "#35;", "#x23;", "#amp;",
    "&amp;", "&#35;", "&#x23;", "&lt;b&gt;", "&", "&&", "&;", "<b>", "<b>x</b>", "<br/>", "<br>", "</br>",
    "a < b > c", "<a href=\"x\">y</a>", "<script>alert(1)</script>", "<!-- x -->", "]]>", ":::", ":", ";", ";;",
    "a: 5: Tom", "`x`", "```", "$$x$$", "$$\\frac{1}{2}$$", "ﬂ°", "¶ß", "ﬂ°°35¶ß", "ﬂ#", "#ﬂ°", "¶;ß",
    "style a:#b; c", "classDef a:#b; c", "style: x; #y;", "__proto__", "constructor", "toString", "hasOwnProperty",
    "10", "-1", "---", "--- x", "...", "|", "\\n", "\\", "a\\nb", "\"quoted\"", "'quoted'", "{}", "}", "{", "[x](y)",
    "**bold**", "_x_", "fa:fa-car", "@{ shape: x }", "click x", "end", "graph", "x-->y",
];

/// Texts of other scripts, and of characters that are drawn together or not at all.
#[rustfmt::skip]
const SCRIPTS: &[&str] = &[
    "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "👍🏽 ok", "☕\u{fe0f}", "قهوة الصباح",
    "שלום עולם", "abc שלום: 12", "يوم #1; جيد, حقا", "週末の買い物", "在线购物，送货上门", "장보기", "ก่อนซื้อ", "हिन्दी", "e\u{301}",
    "\u{301}x", "Z\u{351}\u{36b}\u{343}a", "\u{200b}x", "\u{200b}", "x\u{200d}", "a\u{ad}b", "\u{feff}x\u{feff}",
    "\u{feff}", "\u{202e}abc\u{202c}", "\u{2066}x\u{2069}", "\u{2060}", "\u{180e}x", "𝒳𝒴", "\u{fffd}", "\u{ffff}",
    "\u{fdd0}", "\u{10ffff}", "\u{e000}", "½ × ≤ …", "ſection", "Kelvin", "ﬁ ﬂ", "İstanbul", "", " ", "a  b",
    "a\tb\r\nc", "a\u{0}b", "a\u{85}b\u{2028}c\u{a0}d", "\u{3000}x\u{3000}",
];

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
    assert_eq!(drawing.tasks[0].actors, ["a;b;c;d;e;f"]);
    assert_ne!(drawing.actors[0].name, "a;b;c;d;e;f");
}

#[test]
fn names_that_differ_only_in_what_we_escape_stay_two_actors() {
    let mut judge = judge();
    for [one, other] in [["a,b", "a#44;b"], ["Tom;", "Tom"], ["x:y", "x;y"], ["ﬂ°", "&"], ["%%", "%"]] {
        let labels = Labels { actors: [one.to_owned(), other.to_owned()], ..Labels::all("x") };
        let drawn = judge.draw(&labels.diagram()).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
        assert_eq!(drawn.actors.len(), 2, "{one:?} and {other:?}: {:?}", drawn.actors);
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
            title: drawing.title.clone().unwrap_or_default(),
            sections: drawing.sections.iter().map(|section| section.text.clone()).collect(),
            tasks,
            legend: drawing.actors.iter().map(|actor| actor.name.clone()).collect(),
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
    let rendered = view.render(project, id, &Options::default());
    let report = |what: String| format!("{what}\n{}", rendered.text);
    let journey = project.declaration(id);
    let drawing =
        judge.draw_as(journey.id(), &rendered.text).unwrap_or_else(|error| panic!("{error}")).map_err(report)?;
    let (expected, seen) = (Overview::expected(project, journey), Overview::seen(&drawing));
    if expected != seen {
        return Err(report(format!("expected {expected:#?}\nseen {seen:#?}")));
    }
    for task in &drawing.tasks {
        let face = match task.score {
            Some(score) if score < 3.0 => Face::Frown,
            Some(score) if score > 3.0 => Face::Smile,
            _ => Face::Flat,
        };
        if task.face != face {
            return Err(report(format!("{task:?}")));
        }
    }
    let cut = drawing.tasks.iter().filter(|task| task.clipped).map(|task| &task.text);
    let cut = cut.chain(drawing.sections.iter().filter(|section| section.clipped).map(|section| &section.text));
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

/// The examples, one project for each file, and one for the folder of several files.
fn example_projects() -> Vec<Project> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/examples");
    let texts = |folder: &Path| -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).expect("the folder of examples");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "journey"));
        paths.sort();
        paths.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).expect("an example"))).collect()
    };
    let mut groups: Vec<Vec<(String, String)>> = texts(&folder).into_iter().map(|text| vec![text]).collect();
    groups.push(texts(&folder.join("as-is-to-be")));
    groups.into_iter().map(|texts| project(&texts)).collect()
}

fn project(texts: &[(String, String)]) -> Project {
    let schema = Arc::new(Schema::standard().clone());
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
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
    let rendered = journey_mermaid::render_text(source, None).expect("one journey");
    let drawing = judge().draw(&rendered.text).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
    let sections: Vec<&str> = drawing.sections.iter().map(|section| section.text.as_str()).collect();
    assert_eq!(sections, ["Pay", "Pay (pay_again)"]);
    let actors: Vec<&str> = drawing.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(actors, ["Maya", "Maya (n)"]);
}

#[test]
fn a_journey_without_touchpoints_is_drawn_and_says_so() {
    let rendered = journey_mermaid::render_text("journey a \"A\" { stage s \"S\" {} }", None).expect("one journey");
    let drawing = judge().draw(&rendered.text).unwrap_or_else(|error| panic!("{error}")).expect("it draws");
    assert_eq!(drawing.texts, ["Nothing to show yet", "No touchpoint is written down", "A"]);
    assert_eq!(drawing.tasks[0].score, Some(3.0));
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
            let rendered = journey_mermaid::render_text(&source, None).expect("one journey");
            let verdict = judge.draw(&rendered.text).unwrap_or_else(|error| panic!("{error}"));
            let drawing = verdict.expect("it draws");
            let told = rendered.notes.iter().any(|note| note.contains(label));
            match (drawing.tasks[0].clipped, told) {
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
