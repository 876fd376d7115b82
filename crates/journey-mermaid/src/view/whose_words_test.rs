//! Whatever is told of a feeling is told of those who said it: in every view, and in the table under each diagram.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use journey_model::{DeclarationId, Keyword, Project};
use journey_plugin::{Options, ViewContext};

use super::VIEWS;

/// Ids and labels. No other word of a rendering begins like them.
const PERSONAS: [(&str, &str); 3] = [("zoe", "Zoe"), ("xan", "Xan"), ("quy", "Quy")];
const LOW: &str = "-2";
const HIGH: &str = "+1";

/// Views, whether their text tells feelings, and whether their table does.
const TELLS: [(&str, bool, bool); 10] = [
    ("journey", false, true),
    ("map", true, true),
    ("emotion", false, true),
    ("opportunities", false, false),
    ("board", false, false),
    ("blueprint", false, false),
    ("conversation", true, true),
    ("story", true, true),
    ("table", true, false),
    ("report", true, false),
];

/// A persona's label, their score, their word.
type Said = BTreeSet<(&'static str, &'static str, String)>;

/// Touchpoints of a journey: a map of many more would be a table.
const STEPS: usize = 54;

/// Journeys with a touchpoint for each way in which three personas can feel, and what they say in them.
fn every_way() -> (String, Said) {
    let (mut source, mut said) = (String::new(), Said::new());
    for (id, label) in PERSONAS {
        writeln!(source, "persona {id} \"{label}\" {{}}").unwrap();
    }
    // What one of them feels: a score, and whether it is in a word of their own or in one that others can have too.
    type Feelings = &'static [(&'static str, &'static str)];
    let own: [Feelings; 6] = [
        &[],
        &[(LOW, "")],
        &[(LOW, "own")],
        &[(LOW, "shared")],
        &[(LOW, "own"), (LOW, "shared")],
        &[(LOW, "shared"), (HIGH, "own")],
    ];
    let everybodys: [Feelings; 3] = [&[], &[(LOW, "everybodys")], &[(HIGH, "shared")]];
    for number in 0..own.len().pow(3) * everybodys.len() {
        if number % STEPS == 0 {
            source.push_str(if number == 0 { "" } else { "} }\n" });
            writeln!(source, "journey j{number} \"Journey\" {{ persona: zoe, xan, quy; stage s \"Stage\" {{").unwrap();
        }
        let everybodys = everybodys[number % everybodys.len()];
        write!(source, "    touchpoint t{number} \"Step {number}\" {{").unwrap();
        for (score, word) in everybodys {
            write!(source, " emotion: {score} \"{word}{number}\";").unwrap();
        }
        for (place, (id, label)) in PERSONAS.into_iter().enumerate() {
            let own = own[number / 3 / own.len().pow(u32::try_from(place).unwrap()) % own.len()];
            let word = |word: &str| if word == "own" { format!("{id}{number}") } else { format!("{word}{number}") };
            for (score, written) in own {
                match *written {
                    "" => write!(source, " emotion {id}: {score};").unwrap(),
                    written => write!(source, " emotion {id}: {score} \"{}\";", word(written)).unwrap(),
                }
            }
            let felt = if own.is_empty() { everybodys } else { own };
            let in_words = felt.iter().filter(|(_, written)| !written.is_empty());
            said.extend(in_words.map(|(score, written)| (label, *score, word(written))));
        }
        source.push_str(" }\n");
    }
    source.push_str("} }\n");
    (source, said)
}

/// Who is said to say what in a rendering of these personas, by the names and scores that stand with each word: in one line of it, else
/// before it, or at the head of its column.
fn told(text: &str, personas: &[&'static str], words: &BTreeSet<&str>) -> Said {
    let mut told = Said::new();
    let mut around = Around::default();
    let mut heads: Vec<&str> = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').collect();
        if cells.len() < 3 {
            heads.clear();
            line.split("<br/>").for_each(|piece| around.read(piece, personas, words, &mut told));
            continue;
        }
        if heads.is_empty() {
            heads = cells;
            continue;
        }
        for (head, cell) in heads.iter().zip(cells) {
            let mut around = Around::default();
            around.read(head, personas, words, &mut told);
            cell.split("<br/>").for_each(|piece| around.read(piece, personas, words, &mut told));
        }
    }
    told
}

/// The names and the score that stand before a piece of text.
#[derive(Default)]
struct Around {
    names: Vec<&'static str>,
    score: Option<&'static str>,
}

impl Around {
    fn read(&mut self, text: &str, personas: &[&'static str], words: &BTreeSet<&str>, told: &mut Said) {
        for piece in text.split("; ") {
            let is_everybodys = piece.contains("Everybody") || piece.contains("Feels");
            let named: Vec<&str> =
                personas.iter().copied().filter(|name| is_everybodys || piece.contains(name)).collect();
            if !named.is_empty() {
                self.names = named;
            }
            self.score = [LOW, HIGH].into_iter().find(|score| piece.contains(score)).or(self.score);
            let said = piece.split(|letter: char| !letter.is_alphanumeric()).filter(|word| words.contains(word));
            for word in said {
                let names = if self.names.is_empty() { personas } else { &self.names };
                let score = self.score.expect("a feeling is told with its score");
                told.extend(names.iter().map(|name| (*name, score, word.to_owned())));
            }
        }
    }
}

#[test]
fn what_nobody_in_particular_says_is_given_to_no_persona() {
    let source = "persona zoe \"Zoe\" {} persona xan \"Xan\" {} journey w \"W\" { stage s \"S\" {\n\
                  touchpoint t \"T\" { emotion: -2 \"stuck\"; emotion zoe: -2 \"insulted\"; emotion xan: -2 \"stuck\" }\n\
                  touchpoint u \"U\" { emotion: +1 \"glad\"; emotion zoe: -2 }\n} }";
    let project = Project::of_text("text", source);
    let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
    let zoe = project.declarations_of(Keyword::Persona).map(|(id, _)| id).take(1).collect();
    let rendered = |name: &str, personas: &Vec<DeclarationId>| {
        let view = VIEWS.into_iter().find(|view| view.description().id == name).unwrap();
        let mut options = Options::default();
        options.personas.clone_from(personas);
        let rendered = view.render(&ViewContext::new(&project, journey, options));
        let table = rendered.table.unwrap_or(rendered.text);
        table.lines().filter(|line| line.starts_with('|')).map(str::to_owned).collect::<Vec<_>>()
    };
    let all = Vec::new();
    assert_eq!(
        rendered("journey", &all)[2..],
        ["| S | T | -2 insulted | -2 stuck | -2 stuck |", "| | U | -2 | | +1 glad |"]
    );
    assert_eq!(
        rendered("story", &all)[2..],
        [
            "| S | T | Zoe – insulted (-2)<br/>Xan – stuck (-2)<br/>Stuck (-2) |",
            "| | U | Zoe – very negative (-2)<br/>Glad (+1) |"
        ]
    );
    assert_eq!(rendered("journey", &zoe)[2..], ["| S | T | -2 insulted | -2 stuck |", "| | U | -2 | +1 glad |"]);
    let table = ["| S | T | Zoe: -2 insulted<br/>Xan: -2 stuck<br/>-2 stuck |", "| S | U | Zoe: -2<br/>+1 glad |"];
    assert_eq!(rendered("table", &all)[2..], table);
    assert_eq!(rendered("map", &all)[2..], table);
}

#[test]
fn every_view_gives_words_to_those_who_said_them_and_to_nobody_else() {
    let (source, said) = every_way();
    let project = Project::of_text("text", &source);
    let journeys: Vec<DeclarationId> = project.declarations_of(Keyword::Journey).map(|(id, _)| id).collect();
    let words: BTreeSet<&str> = said.iter().map(|(_, _, word)| word.as_str()).collect();
    let ids: Vec<DeclarationId> = project.declarations_of(Keyword::Persona).map(|(id, _)| id).collect();
    let mut problems: Vec<String> = Vec::new();
    for chosen in [&[][..], &[2], &[0, 1]] {
        let mut personas: Vec<&str> = chosen.iter().map(|number: &usize| PERSONAS[*number].1).collect();
        if personas.is_empty() {
            personas.extend(PERSONAS.map(|(_, label)| label));
        }
        let said: Said = said.iter().filter(|(name, ..)| personas.contains(name)).cloned().collect();
        for (view, (name, in_text, in_table)) in VIEWS.into_iter().zip(TELLS) {
            assert_eq!(view.description().id, name);
            let mut options = Options::default();
            options.personas = chosen.iter().map(|number| ids[*number]).collect();
            let (mut texts, mut tables) = (Said::new(), Said::new());
            for journey in &journeys {
                let rendered = view.render(&ViewContext::new(&project, *journey, options.clone()));
                texts.extend(told(&rendered.text, &personas, &words));
                tables.extend(told(&rendered.table.unwrap_or_default(), &personas, &words));
            }
            for (what, told, tells) in [("text", texts, in_text), ("table", tables, in_table)] {
                let said = if tells { said.clone() } else { Said::new() };
                let wrong: Vec<_> = told.difference(&said).take(5).collect();
                let missing: Vec<_> = said.difference(&told).take(5).collect();
                if !wrong.is_empty() || !missing.is_empty() {
                    problems.push(format!("the {what} of {name} for {personas:?} tells {wrong:?} and not {missing:?}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
