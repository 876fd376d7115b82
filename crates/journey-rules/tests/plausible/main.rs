//! What the rules say about plausible maps: two hundred of them, of ten trades and three levels of maturity. Not whether
//! a rule finds what it should (its own tests say that), but whether people would be glad of what they are told.

#![expect(clippy::unwrap_used, reason = "what a test finds to be otherwise ends it")]

mod maps;
mod outline;
mod seeded;
mod style;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use journey_plugin::model::syntax::parse;
use journey_plugin::model::value::Date;
use journey_plugin::model::{Configuration, File, FileModel, Project};
use journey_plugin::{Diagnostic, Environment, Registry};

use maps::{Level, Map};

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict"));

static TRADES: [(&str, &str); 10] = [
    ("retail", include_str!("material/retail.journey")),
    ("bank", include_str!("material/bank.journey")),
    ("insurance", include_str!("material/insurance.journey")),
    ("hospital", include_str!("material/hospital.journey")),
    ("office", include_str!("material/office.journey")),
    ("software", include_str!("material/software.journey")),
    ("travel", include_str!("material/travel.journey")),
    ("telecom", include_str!("material/telecom.journey")),
    ("education", include_str!("material/education.journey")),
    ("energy", include_str!("material/energy.journey")),
];

/// Two hundred maps: every trade at every level, again and again.
fn maps() -> Vec<Map> {
    let numbers = 0_u32..200;
    let of = |number: u32| {
        let (trade, material) = TRADES[number as usize % TRADES.len()];
        let level = Level::ALL[(number as usize / TRADES.len()) % Level::ALL.len()];
        maps::map(trade, material, level, u64::from(number))
    };
    numbers.map(of).collect()
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let schema = REGISTRY.schema();
    let model = Arc::new(FileModel::lower(&parse(text), &schema));
    let files = vec![File { path: "map.journey".into(), model }];
    let project = Project::new(files, Arc::clone(&schema), Configuration::default());
    let (id, _) = project.files().next().unwrap();
    REGISTRY.check(&project, id, Environment::of(Date::parse("2026-11-20").unwrap()))
}

/// A map with what is found in it, each finding behind the line it is about.
fn with_findings(map: &Map) -> String {
    let mut shown = format!("=== {} {:?}\n", map.name, map.level);
    let found = findings(&map.text);
    let mut start = 0;
    for line in map.text.split_inclusive('\n') {
        let end = start + line.len();
        shown += line;
        for finding in found.iter().filter(|finding| (start..end).contains(&finding.place.range.to_usize().start)) {
            let Diagnostic { severity, code, message, help, .. } = finding;
            writeln!(shown, "    ^ {severity} {code}: {message}. {help}").unwrap();
        }
        start = end;
    }
    shown
}

#[test]
fn plausible_maps_are_sound_text() {
    for map in maps() {
        let wrong = ["syntax-error", "unknown-key", "unknown-name", "wrong-value", "misplaced-declaration"];
        let found = findings(&map.text);
        let found: Vec<_> = found.iter().filter(|finding| wrong.contains(&finding.code)).collect();
        assert!(found.is_empty(), "{found:#?}\n{}", map.text);
    }
}

#[test]
fn plausible_maps_differ_in_what_matters() {
    let maps = maps();
    assert_eq!(maps.len(), 200);
    let texts: std::collections::BTreeSet<&str> = maps.iter().map(|map| map.text.as_str()).collect();
    assert_eq!(texts.len(), 200);
    let stages = |map: &Map| map.text.lines().filter(|line| line.trim_start().starts_with("stage ")).count();
    for (least, most) in [(3, 3), (4, 4), (5, 5), (6, 20)] {
        assert!(maps.iter().filter(|map| (least..=most).contains(&stages(map))).count() >= 10, "{least}");
    }
    for level in Level::ALL {
        for what in
            ["state: to-be", "backstage:", "frontstage:", "persona: ", "moment:", "from ", "pain ", "opportunity "]
        {
            let with = maps.iter().filter(|map| map.level == level && map.text.contains(what)).count();
            assert!(with >= 3, "{level:?}: {with} with {what:?}");
        }
    }
}

/// How often each rule speaks, and in how many maps.
#[test]
fn what_the_rules_say_about_plausible_maps() {
    let maps = maps();
    let mut table = String::new();
    let mut by_rule: BTreeMap<&str, [(usize, usize); 3]> = BTreeMap::new();
    let mut totals = [const { Vec::new() }; 3];
    for map in &maps {
        let level = map.level as usize;
        let found = findings(&map.text);
        totals[level].push(found.len());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &found {
            *counts.entry(finding.code).or_default() += 1;
        }
        for (code, count) in counts {
            let (fired, with) = &mut by_rule.entry(code).or_default()[level];
            *fired += count;
            *with += 1;
        }
    }
    writeln!(table, "{:32} {:>14} {:>14} {:>14}", "findings, share of maps", "first draft", "review", "approved")
        .unwrap();
    for (rule, levels) in &by_rule {
        write!(table, "{rule:32}").unwrap();
        for (level, (fired, with)) in levels.iter().enumerate() {
            write!(table, " {fired:>8} {:>4}%", with * 100 / totals[level].len()).unwrap();
        }
        writeln!(table).unwrap();
    }
    for (name, share) in
        [("half of the maps have at most", 50), ("nine of ten have at most", 90), ("all have at most", 100)]
    {
        write!(table, "{name:32}").unwrap();
        for counts in &mut totals {
            counts.sort_unstable();
            write!(table, " {:>14}", counts[(counts.len() * share / 100).saturating_sub(1)]).unwrap();
        }
        writeln!(table).unwrap();
    }
    insta::assert_snapshot!(table);
    if let Ok(folder) = std::env::var("SHOW") {
        for map in &maps {
            std::fs::write(format!("{folder}/{}.txt", map.name), with_findings(map)).unwrap();
        }
    }
}
