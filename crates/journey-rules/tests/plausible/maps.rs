//! Plausible maps: what competent people would write, left out and worn down as it is in real ones.

use crate::outline::{Block, Item, word};
use crate::seeded::Seeded;
use crate::style::Style;

/// How far a map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// From one afternoon: what one knows by heart.
    FirstDraft,
    /// Researched, and before those who know better.
    UnderReview,
    /// What a team has agreed on.
    Approved,
}

/// One file.
#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) name: String,
    pub(crate) level: Level,
    pub(crate) text: String,
}

/// In how many of a hundred cases something stays in the map.
#[derive(Debug)]
struct Habits {
    journey_lines: usize,
    stage_goals: usize,
    details: usize,
    emotions: usize,
    citations: usize,
    pains: usize,
    causes: usize,
    ratings: usize,
    opportunities: usize,
    owners: usize,
    estimates: usize,
    measures: usize,
    moments: usize,
    lanes: usize,
    tidied: usize,
}

impl Level {
    pub(crate) const ALL: [Self; 3] = [Self::FirstDraft, Self::UnderReview, Self::Approved];

    fn habits(self, chance: &mut Seeded) -> Habits {
        match self {
            Self::FirstDraft => Habits {
                journey_lines: 35,
                stage_goals: if chance.chance(40) { 70 } else { 5 },
                details: 35,
                emotions: 85,
                citations: if chance.chance(30) { 40 } else { 0 },
                pains: 65,
                causes: 45,
                ratings: 50,
                opportunities: 45,
                owners: 25,
                estimates: 40,
                measures: 10,
                moments: 40,
                lanes: if chance.chance(20) { 60 } else { 0 },
                tidied: 92,
            },
            Self::UnderReview => Habits {
                journey_lines: 88,
                stage_goals: if chance.chance(85) { 95 } else { 30 },
                details: 75,
                emotions: 96,
                citations: 85,
                pains: 96,
                causes: 92,
                ratings: 90,
                opportunities: 80,
                owners: 80,
                estimates: 80,
                measures: 75,
                moments: 85,
                lanes: if chance.chance(60) { 95 } else { 0 },
                tidied: 97,
            },
            Self::Approved => Habits {
                journey_lines: 98,
                stage_goals: 97,
                details: 85,
                emotions: 99,
                citations: 97,
                pains: 99,
                causes: 99,
                ratings: 98,
                opportunities: 97,
                owners: 98,
                estimates: 95,
                measures: 95,
                moments: 95,
                lanes: if chance.chance(70) { 98 } else { 0 },
                tidied: 100,
            },
        }
    }
}

/// The map with this number, of a trade.
pub(crate) fn map(trade: &str, material: &str, level: Level, number: u64) -> Map {
    let chance = &mut Seeded::of(number);
    let mut file = Block::read(material);
    let habits = level.habits(chance);
    choose_stages(&mut file, level, chance);
    choose_people(&mut file, chance);
    forget(&mut file, &habits, chance);
    if level == Level::FirstDraft && chance.chance(35) {
        tell_from_inside(&mut file, chance);
    }
    follow_up(&mut file, level, &habits, chance);
    say_where_it_stands(&mut file, level, chance);
    age(&mut file, level, chance);
    if chance.chance(if level == Level::FirstDraft { 12 } else { 25 }) {
        add_to_be(&mut file, level, chance);
    }
    tidy(&mut file, &habits, chance);
    let style = Style::of(level, chance);
    Map { name: format!("{trade}-{number}"), level, text: style.write(file, chance) }
}

fn journey(file: &mut Block) -> &mut Block {
    file.blocks_mut().find(|block| block.keyword() == "journey").unwrap()
}

/// Three stages or more, in first drafts often with one touchpoint each. First drafts like to begin at the purchase and to end at it.
fn choose_stages(file: &mut Block, level: Level, chance: &mut Seeded) {
    let journey = journey(file);
    let all = journey.ids_of("stage");
    let is_cut = level == Level::FirstDraft;
    let first = usize::from(is_cut && chance.chance(35));
    let last = all.len() - usize::from(is_cut && chance.chance(35));
    let mut kept = all[first..last].to_vec();
    while kept.len() > 3 && chance.chance(if is_cut { 45 } else { 20 }) {
        let inner = 1 + chance.below(kept.len() - 2);
        kept.remove(inner);
    }
    journey.keep_blocks(&mut |block| block.keyword() != "stage" || kept.iter().any(|id| id == block.id()));
    if is_cut {
        for stage in journey.blocks_mut().filter(|block| block.keyword() == "stage") {
            let mut number = 0;
            stage.keep_blocks(&mut |block| {
                number += usize::from(block.keyword() == "touchpoint");
                block.keyword() != "touchpoint" || number == 1 || chance.chance(50)
            });
        }
    }
    let touchpoints = journey.ids_of("touchpoint");
    journey.each(&mut |block| {
        block.keep_lines(&mut |line| {
            let leads_to = |line: &str| {
                let names = line.split('"').step_by(2).flat_map(|part| part.split([' ', ','])).skip(1);
                names.filter(|name| !name.is_empty()).all(|name| touchpoints.iter().any(|id| id == name))
            };
            word(line) != "next" || leads_to(line)
        });
    });
}

/// The first persona, and perhaps others.
fn choose_people(file: &mut Block, chance: &mut Seeded) {
    let people = file.ids_of("persona");
    let mut gone = people.clone();
    gone.remove(0);
    gone.retain(|_| chance.chance(50));
    file.keep_blocks(&mut |block| block.keyword() != "persona" || !gone.iter().any(|id| id == block.id()));
    file.keep_blocks(&mut |block| !gone.iter().any(|id| block.value("persona") == Some(id)));
    let journey = journey(file);
    journey.keep_blocks(&mut |block| {
        let mut feelings = block.lines().filter(|line| word(line) == "emotion").peekable();
        let is_of_others = |line: &str| gone.iter().any(|id| line.starts_with(&format!("emotion {id}:")));
        feelings.peek().is_none() || !feelings.all(is_of_others)
    });
    journey.keep_blocks(&mut |block| block.keyword() != "stage" || block.blocks().count() > 0);
    journey.each(&mut |block| {
        block.keep_lines(&mut |line| !gone.iter().any(|id| line.starts_with(&format!("emotion {id}:"))));
    });
    let kept: Vec<&str> = people.iter().filter(|id| !gone.contains(id)).map(String::as_str).collect();
    journey.keep_lines(&mut |line| word(line) != "persona");
    journey.items.insert(0, Item::Line(format!("persona: {}", kept.join(", "))));
    if kept.len() == 1 {
        let own = format!("emotion {}:", kept[0]);
        if chance.chance(60) {
            journey.each(&mut |block| each_line(block, &mut |line| line.replace(&own, "emotion:")));
        }
    }
}

fn each_line(block: &mut Block, change: &mut dyn FnMut(&str) -> String) {
    for item in &mut block.items {
        if let Item::Line(line) = item {
            *line = change(line);
        }
    }
}

/// What is not written down, or not known.
fn forget(file: &mut Block, habits: &Habits, chance: &mut Seeded) {
    file.keep_blocks(&mut |block| match block.keyword() {
        "pain" => chance.chance(habits.pains),
        "gain" => chance.chance(habits.details),
        _ => true,
    });
    file.each(&mut |block| {
        let keyword = block.keyword().to_owned();
        block.keep_lines(&mut |line| {
            let percent = match (keyword.as_str(), word(line)) {
                ("journey", "objective" | "owner" | "starts" | "ends" | "goal" | "scenario") => habits.journey_lines,
                ("stage", "goal") => habits.stage_goals,
                (_, "measure") => habits.measures,
                ("touchpoint", "does" | "thinks" | "says" | "expects" | "gets" | "duration" | "evidence") => {
                    habits.details
                }
                ("touchpoint", "control" | "next" | "actor") => habits.details + 10,
                ("touchpoint", "owner") => habits.owners,
                ("touchpoint", "moment") => habits.moments,
                ("touchpoint", "emotion") => habits.emotions,
                ("touchpoint", "frontstage" | "backstage" | "support") => habits.lanes,
                ("pain", "cause") => habits.causes,
                ("pain", "severity" | "frequency") => habits.ratings,
                ("pain" | "gain", "source") => habits.citations,
                ("opportunity", "owner") => habits.owners,
                ("opportunity", "impact" | "effort" | "how" | "due") => habits.estimates,
                ("persona", "source") => habits.citations,
                ("persona", "priority" | "goal") => 100,
                ("persona", _) => habits.details,
                _ => 100,
            };
            chance.chance(percent)
        });
        // Nobody says what came without having said what was expected.
        if block.value("expects").is_none() {
            block.keep_lines(&mut |line| word(line) != "gets");
        }
        each_line(block, &mut |line| match uncited(line) {
            Some(rest) if !chance.chance(habits.citations) => rest.to_owned(),
            _ => line.to_owned(),
        });
    });
}

/// A line without its citation, if it has one.
fn uncited(line: &str) -> Option<&str> {
    let (rest, sources) = line.rsplit_once(" from ")?;
    (!sources.contains('"')).then_some(rest)
}

/// The company's words instead of the customer's.
fn tell_from_inside(file: &mut Block, chance: &mut Seeded) {
    file.each(&mut |block| {
        if let Some(label) = block.beginners_label.take().filter(|_| chance.chance(75)) {
            block.set_label(&label);
        }
    });
}

/// Opportunities for the pains that are left.
fn follow_up(file: &mut Block, level: Level, habits: &Habits, chance: &mut Seeded) {
    let pains = file.ids_of("pain");
    let journey = journey(file);
    for block in journey.blocks_mut().filter(|block| block.keyword() == "opportunity") {
        let known = |line: &str| -> Vec<String> {
            let names = line.trim_start_matches("addresses:").split(',').map(|name| name.trim().to_owned());
            names.filter(|name| pains.contains(name)).collect()
        };
        each_line(block, &mut |line| match word(line) {
            "addresses" => format!("addresses: {}", known(line).join(", ")),
            _ => line.to_owned(),
        });
        // What a beginner would like to build stays, whatever it is for.
        if level == Level::FirstDraft && chance.chance(15) {
            block.keep_lines(&mut |line| word(line) != "addresses");
        }
    }
    journey.keep_blocks(&mut |block| {
        let is_about_nothing = block.value("addresses").or_else(|| block.lines().find(|line| *line == "addresses: "));
        let is_left = is_about_nothing.is_none_or(|names| !names.is_empty() && names != "addresses: ");
        block.keyword() != "opportunity" || is_left && chance.chance(habits.opportunities)
    });
}

fn say_where_it_stands(file: &mut Block, level: Level, chance: &mut Seeded) {
    let journey = journey(file);
    if level != Level::FirstDraft || chance.chance(40) {
        journey.items.insert(0, Item::Line("state: as-is".to_owned()));
    }
    match level {
        Level::FirstDraft if chance.chance(40) => journey.add_line("status: draft"),
        Level::FirstDraft => {}
        Level::UnderReview => {
            journey.add_line("status: review");
            if chance.chance(60) {
                let day = chance.one_of(&["2026-09-14", "2026-10-05", "2026-10-26", "2026-11-09"]);
                journey.add_line(format!("reviewed: {day}"));
            }
        }
        Level::Approved => {
            journey.add_line("status: approved");
            let days = ["2026-03-16", "2026-06-01", "2026-07-13", "2026-09-21", "2026-10-12", "2026-11-02"];
            let day = if chance.chance(10) { "2025-04-14" } else { chance.one_of(&days) };
            journey.add_line(format!("reviewed: {day}"));
        }
    }
}

/// Research that is old or thin, here and there; what beginners know of theirs.
fn age(file: &mut Block, level: Level, chance: &mut Seeded) {
    for block in file.blocks_mut().filter(|block| block.keyword() == "source") {
        let (is_old, is_thin) = (chance.chance(6), chance.chance(5));
        let thin = match block.value("kind") {
            Some("interview" | "observation" | "workshop") => "sample: 4",
            Some("survey") => "sample: 19",
            _ => "",
        };
        let is_vague = level == Level::FirstDraft;
        block.keep_lines(&mut |line| !is_vague || !matches!(word(line), "date" | "sample") || chance.chance(40));
        each_line(block, &mut |line| match word(line) {
            "date" if is_old => line.replace("2026", "2023"),
            "sample" if is_thin && !thin.is_empty() => thin.to_owned(),
            _ => line.to_owned(),
        });
    }
    if level == Level::FirstDraft {
        let mut targets = file.blocks_mut().filter(|block| block.keyword() == "metric");
        targets.by_ref().for_each(|block| block.keep_lines(&mut |line| word(line) != "target" || chance.chance(50)));
    }
}

/// The same journey as it should be, with the same ids.
fn add_to_be(file: &mut Block, level: Level, chance: &mut Seeded) {
    let today = journey(file).clone();
    let mut next = today.clone();
    let is_vague = level == Level::FirstDraft;
    next.head = format!("journey {}_next \"{}, next year\"", today.id(), today.label());
    next.keep_lines(&mut |line| matches!(word(line), "persona" | "owner" | "objective"));
    if !is_vague || chance.chance(50) {
        next.items.insert(0, Item::Line(format!("of: {}", today.id())));
    }
    next.items.insert(0, Item::Line("state: to-be".to_owned()));
    next.keep_blocks(&mut |block| !matches!(block.keyword(), "pain" | "opportunity" | "gain"));
    let has_guess = !is_vague && chance.chance(60);
    next.each(&mut |block| {
        block
            .keep_lines(&mut |line| !matches!(word(line), "measure" | "says" | "expects" | "gets" | "does" | "thinks"));
        each_line(block, &mut |line| {
            let Some((head, value)) = line.split_once(": ").filter(|_| word(line) == "emotion") else {
                return line.to_owned();
            };
            let is_low = value.starts_with('-') || value.starts_with('0');
            let stays = if is_vague { 30 } else { 10 };
            let (score, word) = match value.starts_with("-2") || is_low && !chance.chance(stays) {
                true => ("+1", chance.one_of(&["informed", "at ease", "looked after", "calm", "sure of it"])),
                false => {
                    let (score, rest) = value.split_once(" \"").unwrap();
                    (score, rest.split('"').next().unwrap())
                }
            };
            let citation = if has_guess { " from first_guess" } else { "" };
            format!("{head}: {score} \"{word}\"{citation}")
        });
    });
    file.items.push(Item::Block(next));
    if has_guess {
        let head = "source first_guess \"What the team believes\"".to_owned();
        let items = ["kind: assumption", "confidence: assumed"].map(|line| Item::Line(line.to_owned())).into();
        file.items.insert(0, Item::Block(Block { head, items, is_short: true, ..Block::default() }));
    }
}

/// Names that nobody uses are cleared away, nearly always.
fn tidy(file: &mut Block, habits: &Habits, chance: &mut Seeded) {
    for keywords in [&["metric", "channel", "actor"][..], &["source"]] {
        let used = file.words();
        file.keep_blocks(&mut |block| {
            let is_used = used.iter().any(|word| word == block.id());
            !keywords.contains(&block.keyword()) || is_used || !chance.chance(habits.tidied)
        });
    }
}
