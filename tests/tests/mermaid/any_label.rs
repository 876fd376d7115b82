//! Renaming commutes with drawing: with other labels in the source, a view shows the same, with those labels in it. So labels
//! of any characters survive every view in every version.

use std::collections::BTreeSet;
use std::thread;

use journey_mermaid::escape::one_line;
use journey_model::value::quote;
use journey_model::{Keyword, Project};
use journey_plugin::{Options, Registry};
use journey_tests::mermaid::MermaidVersion;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::drawn::{Drawn, Shown};
use crate::label::{KEYWORDS, SCRIPTS, label, punctuation, runner};
use crate::markdown::Page;

/// How many texts stand in a source.
const PLACES: usize = 25;

/// A journey with these texts in all places where views show some.
fn source(labels: &[String]) -> String {
    let label = |number: usize| quote(&labels[number]);
    format!(
        "persona p1 {}\npersona p2 {}\nchannel c1 {}\nactor a1 {} {{ line: frontstage }}\nactor a2 {} {{ line: support }}\n\n\
         journey j {} {{\n  state: as-is\n  persona: p1, p2\n  stage s1 {} {{\n    goal: {}\n    touchpoint t1 {} {{\n      \
         channel: c1\n      actor: a1\n      does: {}\n      thinks: {}\n      expects: {}\n      emotion p1: -2 {}\n      \
         emotion p2: +1\n      frontstage: a1 {}\n      backstage: {}\n      support: a2 {}\n      next: t2 {}\n      \
         pain pain1 {} {{ severity: high }}\n    }}\n    touchpoint t2 {} {{ emotion: 0 }}\n  }}\n  stage s2 {} {{\n    \
         touchpoint t3 {} {{\n      channel: c1\n      emotion: +2\n      moment: {}\n      says: {}\n      gain gain1 {}\n    }}\n  }}\n  \
         opportunity o1 {} {{\n    addresses: pain1\n    impact: 8\n    effort: 3\n    status: planned\n  }}\n}}\n",
        label(0),
        label(1),
        label(2),
        label(3),
        label(4),
        label(5),
        label(6),
        label(7),
        label(8),
        label(9),
        label(10),
        label(11),
        label(12),
        label(13),
        label(14),
        label(15),
        label(16),
        label(17),
        label(18),
        label(19),
        label(20),
        label(21),
        label(22),
        label(23),
        label(24),
    )
}

/// Words that stand for the texts, none a part of another or of anything that views write themselves.
fn words() -> Vec<String> {
    (0..PLACES).map(|number| format!("Zq{number:02}")).collect()
}

/// Without any white space: a view may break a text anywhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// All that is seen of a source in a view, in the order of the picture.
fn seen(drawn: &Drawn) -> Vec<String> {
    let mut texts: Vec<String> = drawn.texts();
    if let Shown::Diagram(drawing) = &drawn.shown {
        let accessible = [("title", &drawing.acc_title), ("description", &drawing.acc_description)];
        texts.extend(accessible.iter().filter_map(|(name, text)| Some(format!("{name}: {}", text.as_ref()?))));
        texts.extend(Page::read(drawn.rendered.table.as_deref().unwrap_or_default()).texts());
    }
    texts.iter().map(|text| squeezed(text)).filter(|text| !text.is_empty()).collect()
}

/// What may stand for a text in which words stand for labels: with the labels, and with the labels up to their first comma
/// or parenthesis, as views shorten names where the whole stands in their table.
fn renamed(texts: Vec<String>, words: &[String], labels: &[String]) -> Vec<[String; 2]> {
    let short = |label: &String| {
        let short = squeezed(label.split([',', '(']).next().unwrap_or_default());
        if short.is_empty() { squeezed(label) } else { short }
    };
    let whole: Vec<String> = labels.iter().map(|label| squeezed(&one_line(label))).collect();
    let shortened: Vec<String> = labels.iter().map(|label| short(&one_line(label))).collect();
    let replaced = |text: &String, by: &[String]| {
        words.iter().zip(by).fold(text.clone(), |text, (word, label)| text.replace(word, label))
    };
    texts.iter().map(|text| [replaced(text, &whole), replaced(text, &shortened)]).collect()
}

/// What is expected and not found, and what is found and not expected. Mermaid writes the lines of some texts as texts of
/// their own, one behind the other.
fn difference(expected: Vec<[String; 2]>, mut found: Vec<String>, notes: &str) -> (Vec<String>, Vec<String>) {
    // Boards, and flowcharts of 11.0 to 11.15, have an invisible joiner between what Mermaid would read even behind entities.
    for (joined, apart) in [("ﬂ\u{2060}°", "ﬂ°"), ("¶\u{2060}ß", "¶ß"), ("$\u{2060}$", "$$")] {
        found.iter_mut().for_each(|text| *text = text.replace(joined, apart));
    }
    let mut lost: Vec<[String; 2]> = Vec::new();
    for texts in expected {
        match found.iter().position(|known| texts.contains(known)) {
            Some(position) => drop(found.remove(position)),
            None => lost.push(texts),
        }
    }
    lost.retain(|[text, _]| match found.iter().position(|known| is_short_for(known, text, notes)) {
        Some(position) => {
            found.remove(position);
            false
        }
        None => true,
    });
    lost.retain(|texts| {
        let runs = (0..found.len()).flat_map(|from| (from + 2..=found.len()).map(move |to| from..to));
        let run = runs.into_iter().find(|run| texts.contains(&found[run.clone()].concat()));
        run.map(|run| drop(found.drain(run))).is_none()
    });
    (lost.into_iter().map(|[text, _]| text).collect(), found)
}

/// Whether one is the other without what there is no room for: the number alone of a numbered label, or a beginning of a text
/// that the notes tell as a whole.
fn is_short_for(short: &str, text: &str, notes: &str) -> bool {
    let is_number = !short.is_empty() && short.trim_start_matches('O').bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered = text.strip_prefix(short).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    let start = short.trim_end_matches('…');
    // Where a label cannot be bold, a colon stands between who does something and what.
    let with_colon = short
        .match_indices(':')
        .any(|(at, _)| text.get(..at) == Some(&short[..at]) && Some(&short[at + 1..]) == text.get(at..));
    (is_number && is_numbered) || with_colon || (!start.is_empty() && text.starts_with(start) && notes.contains(text))
}

/// What is wrong with a view of these sources in a version, one text for each.
fn wrong(version: MermaidVersion, sources: &[Vec<String>]) -> Vec<String> {
    let registry = Registry::new(journey_mermaid::plugins()).unwrap();
    let draw = |view: &str, labels: &[String]| {
        let project = Project::of_text("labels.journey", &source(labels));
        let (id, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        Drawn::of(registry.view(view).unwrap(), &project, id, version, Options::default())
    };
    let words = words();
    let mut wrong = Vec::new();
    for view in registry.views().map(|view| view.description().id) {
        let plain = draw(view, &words).unwrap_or_else(|refused| panic!("{view} on {}: {refused}", version.name()));
        for labels in sources {
            let what = match draw(view, labels) {
                Err(refused) => refused,
                Ok(drawn) => {
                    let notes = squeezed(&drawn.rendered.notes.concat());
                    let (lost, new) = difference(renamed(seen(&plain), &words, labels), seen(&drawn), &notes);
                    if lost.is_empty() && new.is_empty() && plain.kind() == drawn.kind() {
                        continue;
                    }
                    format!("expected {lost:#?}\nfound {new:#?}\n{}", drawn.rendered.text)
                }
            };
            wrong.push(format!("{view} on {}:\n{what}\n", version.name()));
        }
    }
    wrong
}

/// Each version by itself, side by side.
fn assert_shown(sources: &[Vec<String>]) {
    for labels in sources {
        let parse = journey_syntax::parse(&source(labels));
        assert!(parse.errors().is_empty(), "{:?}\n{}", parse.errors(), source(labels));
    }
    let wrong: Vec<String> = thread::scope(|scope| {
        let versions = MermaidVersion::ALL.map(|version| scope.spawn(move || wrong(version, sources)));
        versions.into_iter().flat_map(|version| version.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} are not shown as written:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether something is left of each, and all are different: two of one name are a matter of the view.
fn are_apart(labels: &[String]) -> bool {
    let different: BTreeSet<String> = labels.iter().map(|label| squeezed(&one_line(label))).collect();
    different.len() == labels.len() && !different.contains("")
}

#[test]
fn punctuation_keywords_and_scripts_are_shown_in_every_view() {
    let punctuated = punctuation().flat_map(|c| [format!("{c}ab"), format!("a{c}b {c}"), format!("ab{c}")]);
    let all = punctuated.chain(KEYWORDS.iter().chain(SCRIPTS).map(|text| (*text).to_owned()));
    let mut texts: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for text in all {
        // A byte order mark alone is nothing that anybody sees.
        let is_seen = !matches!(squeezed(&one_line(&text)).as_str(), "" | "\u{feff}");
        if is_seen && known.insert(squeezed(&one_line(&text))) {
            texts.push(text);
        }
    }
    // Each text in one place, the next ones beside it.
    let sources: Vec<Vec<String>> =
        texts.chunks(PLACES).map(|some| some.iter().cloned().chain(words()).take(PLACES).collect()).collect();
    assert_shown(&sources);
}

#[test]
fn any_labels_are_shown_in_every_view() {
    let mut runner = runner(0);
    let labels = proptest::collection::vec(label(), PLACES).prop_filter("apart", |labels| are_apart(labels));
    let sources: Vec<Vec<String>> = (0..4).map(|_| labels.new_tree(&mut runner).unwrap().current()).collect();
    assert_shown(&sources);
}
