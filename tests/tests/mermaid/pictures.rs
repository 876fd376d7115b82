//! Journeys of all sizes: 3 to 12 stages, 1 to 5 personas, short labels and long ones. No text is cut off, covered, or lies
//! over another, unless the notes of the view say so.

use std::fmt::Write as _;
use std::thread;

use journey_model::{Keyword, Project};
use journey_plugin::{Options, Registry};
use journey_tests::mermaid::MermaidVersion;

use crate::drawn::{Drawn, Shown};
use crate::facts::JourneyFacts;

/// How much stands in the labels.
#[derive(Clone, Copy, Debug)]
enum Words {
    Few,
    Many,
    /// With words that fit on no line.
    Long,
}

/// What people write, from which labels are taken one after another.
const PHRASES: [[&str; 3]; 8] = [
    ["Search", "Looks for a dinner for four friends tonight", "Lebensmittellieferungsunternehmensvergleich"],
    ["Choose", "Compares two slots and takes the later one", "Donaudampfschifffahrtsgesellschaftskapitän"],
    ["Pay", "Pays with a card that the shop has not seen yet", "Rechtsschutzversicherungsgesellschaften"],
    ["Wait", "Waits at the window, and looks at the map again", "Kindercarnavalsoptochtvoorbereidingen"],
    ["Open", "Opens the door with the baby on the other arm", "Elektrizitätswirtschaftsorganisationsgesetz"],
    ["Check", "Counts the bags; one carton of milk is missing", "Pneumonoultramicroscopicsilicovolcanoconiosis"],
    ["Call", "Calls the help line, where nobody picks up", "Nordwestersjøkystartilleriflysimulatoranlegg"],
    ["Tell", "Tells her neighbours which shop they should take", "Megszentségteleníthetetlenségeskedéseitekért"],
];

struct Labels {
    words: Words,
    taken: usize,
}

impl Labels {
    /// The next one; each is different.
    fn next(&mut self) -> String {
        let number = self.taken;
        self.taken += 1;
        let phrase = PHRASES[number % PHRASES.len()];
        let text = match self.words {
            Words::Few => phrase[0],
            Words::Many => phrase[1],
            Words::Long => phrase[2],
        };
        let round = number / PHRASES.len();
        if round == 0 { text.to_owned() } else { format!("{text} {}", round + 1) }
    }
}

/// A journey with so many stages and personas.
fn source(stages: usize, personas: usize, words: Words) -> String {
    let mut labels = Labels { words, taken: 0 };
    let mut source = "channel app \"Mobile app\"\nactor team \"Picking team\" { line: backstage }\n".to_owned();
    let mut names = Vec::new();
    for number in 1..=personas {
        let suffix = match words {
            Words::Few => "",
            Words::Many => ", a nurse with two children",
            Words::Long => ", Krankenhausverwaltungsangestellte",
        };
        writeln!(source, "persona p{number} \"{}{suffix}\"", ["Maya", "Tom", "Ingrid", "Walter", "Leïla"][number - 1])
            .unwrap();
        names.push(format!("p{number}"));
    }
    writeln!(source, "journey j \"{}\" {{\n  state: as-is\n  persona: {}", labels.next(), names.join(", ")).unwrap();
    for stage in 0..stages {
        writeln!(source, "  stage s{stage} \"{}\" {{", labels.next()).unwrap();
        // One, two or three.
        for touchpoint in 0..=stage % 3 {
            let number = stage * 3 + touchpoint;
            writeln!(source, "    touchpoint t{number} \"{}\" {{\n      channel: app", labels.next()).unwrap();
            for (at, name) in names.iter().enumerate() {
                writeln!(
                    source,
                    "      emotion {name}: {} \"{}\"",
                    [-2, 1, 0, 2, -1][(number + at) % 5],
                    labels.next()
                )
                .unwrap();
            }
            if number.is_multiple_of(2) {
                writeln!(source, "      thinks: \"{}\"\n      frontstage: app \"{}\"", labels.next(), labels.next())
                    .unwrap();
            }
            if number.is_multiple_of(4) {
                writeln!(source, "      backstage: team \"{}\"", labels.next()).unwrap();
                writeln!(source, "      pain pain{number} \"{}\" {{ severity: high }}", labels.next()).unwrap();
            }
            source.push_str("    }\n");
        }
        source.push_str("  }\n");
    }
    for number in 0..stages.min(8) {
        let status = ["idea", "planned", "doing", "done"][number % 4];
        writeln!(
            source,
            "  opportunity o{number} \"{}\" {{\n    addresses: pain0\n    impact: {}\n    effort: {}\n    status: {status}\n  }}",
            labels.next(),
            (number * 3) % 11,
            (number * 7) % 11,
        )
        .unwrap();
    }
    source.push_str("}\n");
    source
}

/// What cannot be read in a version, one text for each picture.
fn unreadable(version: MermaidVersion, sources: &[String]) -> Vec<String> {
    let registry = Registry::new(journey_mermaid::plugins()).unwrap();
    let mut unreadable = Vec::new();
    for view in registry.views() {
        for source in sources {
            let project = Project::of_text("generated.journey", source);
            let (id, journey) = project.declarations_of(Keyword::Journey).next().unwrap();
            let facts = JourneyFacts::of(&project, journey);
            let problems = match Drawn::of(view, &project, id, version, Options::default()) {
                Err(refused) => vec![refused],
                Ok(drawn) => match &drawn.shown {
                    Shown::Diagram(drawing) => drawn.ailments(drawing),
                    Shown::Page(_) => Vec::new(),
                },
            };
            if !problems.is_empty() {
                let (stages, personas) = (facts.stages.len(), facts.personas.len());
                unreadable.push(format!(
                    "{} of {stages}_stages_{personas}_personas on {}:\n{}\n---\n{source}",
                    view.description().id,
                    version.name(),
                    problems.join("\n")
                ));
            }
        }
    }
    unreadable
}

#[test]
fn journeys_of_all_sizes_can_be_read_in_every_view_and_version() {
    let words = [Words::Few, Words::Many, Words::Long];
    let sources: Vec<String> =
        (3..=12).map(|stages| source(stages, (stages * 2) % 5 + 1, words[stages % words.len()])).collect();
    for source in &sources {
        let parse = journey_syntax::parse(source);
        assert!(parse.errors().is_empty(), "{:?}\n{source}", parse.errors());
    }
    let unreadable: Vec<String> = thread::scope(|scope| {
        let versions = MermaidVersion::ALL.map(|version| {
            let sources = &sources;
            scope.spawn(move || unreadable(version, sources))
        });
        versions.into_iter().flat_map(|version| version.join().unwrap()).collect()
    });
    assert!(unreadable.is_empty(), "{} cannot be read:\n\n{}", unreadable.len(), unreadable.join("\n\n"));
}
