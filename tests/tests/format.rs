//! What a file says is the same after it is laid out, as the model and the rules see it; and the pages that people read
//! are laid out.

#[path = "../../grammar/examples.rs"]
mod examples;

use std::path::Path;
use std::sync::Arc;

use journey_model::value::Date;
use journey_model::{Configuration, File, FileModel, Project};
use journey_plugin::{Environment, Registry};
use proptest::prelude::*;

use examples::example_projects;

/// What a file says: each declaration with its properties, and everything that the rules find, without places.
fn meaning(text: &str) -> (Vec<String>, Vec<String>) {
    let registry = Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict");
    let schema = registry.schema();
    let model = FileModel::lower(&journey_syntax::parse(text), &schema);
    let mut says = Vec::new();
    for declaration in model.declarations() {
        let parent = declaration.parent().map(|parent| parent.id().to_owned());
        says.push(format!(
            "{parent:?} {:?} {} {:?} {:?}",
            declaration.keyword(),
            declaration.id(),
            declaration.label(),
            declaration.documentation()
        ));
        for property in declaration.properties() {
            let qualifier = property.qualifier().map(|(name, _)| name);
            let values: Vec<(String, Option<String>)> = property
                .values()
                .iter()
                .map(|value| (value.plain().into_owned(), value.following_text().map(Into::into)))
                .collect();
            let sources: Vec<&str> = property.sources().map(|(source, _)| source).collect();
            says.push(format!("  {} {qualifier:?}: {values:?} from {sources:?}", property.key()));
        }
    }
    says.extend(model.references().map(|reference| format!("{} as {:?}", reference.text, reference.role)));
    let file = File { path: "shop.journey".into(), model: Arc::new(model) };
    let project = Project::new(vec![file], schema, Configuration::default());
    let (id, _) = project.files().next().expect("there is a file");
    let mut found: Vec<String> = registry
        .check(&project, id, Environment::of(Date::parse("2026-11-20").expect("a day of the calendar")))
        .iter()
        .map(|finding| finding.code.to_string())
        .collect();
    found.sort_unstable();
    (says, found)
}

fn laid_out(text: &str) -> String {
    journey_format::apply(text, &journey_format::format(&journey_syntax::parse(text)).edits)
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Texts that each say something which only the model can read.
const SAYINGS: [&str; 6] = [
    "persona p \"P\" {\n      quote: \"\"\"\n  one\n\n    two \n\tthree\\n\n  \"\"\"\n}\n",
    "persona p \"P\" { quote: \"\"\"first\n      second\n     third\"\"\"; goal: \"\"\"\n\"\"\",\"\"\"  x  \"\"\" }\n",
    "/// one\n\n// between\n   /// two\npersona \"\"\"\n     A label\n      of two lines\n  \"\"\" {wants: \"a\",\n\"b\", from s,t }\n",
    "journey j \"J\" {stage s{touchpoint t{emotion p : -1\"sad\" from a\nnext:u \"if so\",v}}stage r;goal \"no colon\"}\n",
    "journey j \"J\" { goal: \"a\",;  wants: \"b\" ,\n  stag s \"S\" { gaol: 1 } }\n",
    "persona p \"P\" {\n  goal: \"one\"\n  \"two\"\n  - three\n  wants: words, more words\n}\n",
];

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = example_projects().into_iter().flatten().map(|(_, text)| text).collect();
    texts.extend(SAYINGS.map(str::to_owned));
    texts
}

#[test]
fn what_is_said_stays() {
    for text in texts() {
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), text.replace("  ", "\t")] {
            assert_eq!(meaning(&laid_out(&text)), meaning(&text), "{text}");
        }
    }
}

#[test]
fn the_examples_and_the_pages_are_laid_out() {
    for (path, text) in example_projects().concat() {
        assert_eq!(laid_out(&text), text, "{path}: run `journey fmt grammar/examples`");
    }
    let mut fences = 0;
    for page in ["README.md", "grammar/README.md", "crates/journey-format/README.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect("the page is there");
        for (before, text) in journeys_on(&text) {
            let line = before.lines().count() + 1;
            // What is shown because it is wrong, or as it was before, stays so.
            if !before.ends_with("```journey broken\n") && !before.ends_with("```journey before\n") {
                assert_eq!(laid_out(text), text, "{page}:{line}");
                fences += 1;
            }
        }
    }
    assert!(fences > 15, "{fences}");
}

#[test]
fn the_page_on_the_style_shows_what_the_formatter_does() {
    let page = std::fs::read_to_string(root().join("crates/journey-format/README.md")).expect("the page is there");
    let journeys: Vec<(&str, &str)> = journeys_on(&page).collect();
    let pairs: Vec<_> = journeys.windows(2).filter(|pair| pair[0].0.ends_with("```journey before\n")).collect();
    assert!(!pairs.is_empty());
    for pair in pairs {
        assert_eq!(laid_out(pair[0].1), pair[1].1);
    }
}

/// The fences of a page that hold journeys, each with everything before it.
fn journeys_on(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.match_indices("\n```journey").filter_map(move |(at, _)| {
        let start = at + 1 + page[at + 1..].find('\n')? + 1;
        let end = start + page[start..].find("```")?;
        Some((&page[..start], &page[start..end]))
    })
}

fn mutated() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        " ",
        "\n",
        "\r\n",
        "\n\n\n",
        "\t",
        ";",
        ",",
        ",\n",
        "{",
        "}",
        "\"",
        "\"\"\"",
        "// c\n",
        "/// d\n",
        ":",
        "goal: ",
        "touchpoint t \"T\" {",
        "from a",
        "x",
        "-1 \"sad\"",
    ]);
    let edit = (any::<prop::sample::Index>(), 0..4_usize, piece);
    (prop::sample::select(texts()), prop::collection::vec(edit, 1..4)).prop_map(|(mut text, edits)| {
        for (at, removed, inserted) in edits {
            let boundary =
                |at: usize, text: &str| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let start = boundary(at.index(text.len() + 1), &text);
            let end = boundary((start + removed).min(text.len()), &text);
            text.replace_range(start..end, inserted);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_stays_in_texts_with_mistakes_too(text in mutated()) {
        let after = laid_out(&text);
        prop_assert_eq!(meaning(&after), meaning(&text), "{:?} became {:?}", text, after);
    }
}
