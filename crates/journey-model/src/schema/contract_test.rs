//! Holds the table against the language's contract, row by row and in both directions.

use super::{KeySchema, Keyword, Place, Repeats, Requirement, Schema, ValueType};

/// `keyword: places`.
const PLACES: &str = "
persona: file
channel: file
actor: file
source: file
metric: file
journey: file
opportunity: file, journey, stage, touchpoint, pain
stage: journey
touchpoint: stage
pain: journey, stage, touchpoint
gain: journey, stage, touchpoint
";

/// `keyword: key, key (words) ...`; `[NAME]` is an optional qualifier, `NAME` a required one.
const KEYS: &str = "
persona: priority (primary, secondary), segment, role, age, location, goal, motivation, behavior, wants, hates, ignores, job, quote, source, tag
channel: kind (digital, physical, human), owner, tag
actor: line (frontstage, backstage, support), kind (person, team, system, partner), owner, tag
source: kind (interview, survey, analytics, ticket, review, observation, workshop, assumption), date, sample, link, data, confidence (observed, inferred, assumed), owner, tag
metric: kind (nps, csat, ces, custom), scale, unit, direction (up, down), baseline, target, question, trigger, channel, source, data, owner, tag
journey: state (as-is, to-be), of, persona, segment, scenario, goal, objective, starts, ends, owner, status (draft, review, approved, retired), reviewed, measure METRIC, source, tag
stage: goal, duration, owner, detail, measure METRIC, source, tag
touchpoint: channel, actor, does, thinks, feels, says, expects, gets, emotion [PERSONA], moment, duration, next, frontstage, backstage, support, evidence, control (ours, shared, none), measure METRIC, owner, source, tag
pain: severity (low, medium, high, critical), frequency (rare, sometimes, often, always), cause, persona, owner, source, tag
gain: persona, source, tag
opportunity: addresses, how, solution, impact, effort, confidence, importance, satisfaction, owner, status (idea, planned, doing, done, dropped), due, ticket, source, tag
";

/// `keyword.key: type`, with `*` where several values make sense, and what else is said about it. Keys whose type is
/// said to be the same everywhere stand once, at the end.
const TYPES: &str = "
persona.segment: text *
persona.role: text *
persona.age: whole number, 0 or more, range or text
persona.location: text *
persona.goal: text *
persona.motivation: text *
persona.behavior: text *
persona.wants: text *
persona.hates: text *
persona.ignores: text *
persona.job: text *
persona.quote: text *
source.date: date
source.sample: whole number, 0 or more
source.link: text: an address *
source.data: text: a file's path *
source.kind: one of the words below required
metric.kind: one of the words below required
metric.scale: range
metric.unit: text
metric.baseline: number or percentage
metric.target: number or percentage
metric.question: text *
metric.trigger: text *
metric.channel: channel *
metric.data: text: a file's path *
journey.of: journey
journey.persona: persona *
journey.segment: text *
journey.scenario: text *
journey.goal: text *
journey.objective: text *
journey.starts: text
journey.ends: text
journey.reviewed: date
journey.measure: number or percentage for each metric
stage.goal: text *
stage.duration: duration
stage.detail: journey
stage.measure: number or percentage for each metric
touchpoint.channel: channel *
touchpoint.actor: actor *
touchpoint.does: text *
touchpoint.thinks: text *
touchpoint.feels: text *
touchpoint.says: text *
touchpoint.expects: text *
touchpoint.gets: text *
touchpoint.emotion: whole number, -2 to +2, then optional text for each persona or none
touchpoint.moment: text
touchpoint.duration: duration
touchpoint.next: touchpoint, then optional text *
touchpoint.frontstage: actor or channel, then text * repeats
touchpoint.backstage: actor or channel, then text * repeats
touchpoint.support: actor or channel, then text * repeats
touchpoint.evidence: text *
touchpoint.measure: number or percentage for each metric
pain.cause: text *
pain.persona: persona *
gain.persona: persona *
opportunity.addresses: pain * expected outside pain
opportunity.how: text *
opportunity.solution: text *
opportunity.impact: number, 0 to 10
opportunity.effort: number, 0 to 10
opportunity.confidence: number, 0 to 10
opportunity.importance: number, 0 to 10
opportunity.satisfaction: number, 0 to 10
opportunity.due: date
opportunity.ticket: word, number or text *
*.owner: handle *
*.source: source *
*.tag: word, number or text *
";

#[test]
fn the_places_are_those_of_the_contract() {
    let mut rows: Vec<String> = Schema::standard()
        .keywords()
        .map(|keyword| {
            let places: Vec<&str> = keyword
                .places
                .iter()
                .map(|place| match place {
                    Place::File => "file",
                    Place::In(keyword) => keyword.name(),
                })
                .collect();
            format!("{}: {}", keyword.keyword, places.join(", "))
        })
        .collect();
    let mut contract: Vec<&str> = PLACES.trim().lines().collect();
    rows.sort_unstable();
    contract.sort_unstable();
    assert_eq!(rows, contract);
}

#[test]
fn the_keys_and_words_are_those_of_the_contract() {
    let rows: Vec<String> = Schema::standard()
        .keywords()
        .map(|keyword| {
            let keys: Vec<String> = keyword.keys.iter().map(key_with_words).collect();
            format!("{}: {}", keyword.keyword, keys.join(", "))
        })
        .collect();
    assert_eq!(rows, KEYS.trim().lines().collect::<Vec<_>>());
}

fn key_with_words(key: &KeySchema) -> String {
    let mut row = key.name.to_string();
    if let Some(qualifier) = &key.qualifier {
        let names: Vec<String> = qualifier.names.iter().map(|name| name.name().to_uppercase()).collect();
        let names = names.join("|");
        row += &if qualifier.required { format!(" {names}") } else { format!(" [{names}]") };
    }
    if let ValueType::Enumeration(values) = &key.value {
        let words: Vec<&str> = values.iter().map(|value| value.name.as_ref()).collect();
        row += &format!(" ({})", words.join(", "));
    }
    row
}

#[test]
fn every_key_has_the_type_that_was_decided() {
    let mut rows: Vec<String> = Vec::new();
    for keyword in Schema::standard().keywords() {
        for key in &keyword.keys {
            let plain_words =
                matches!(key.value, ValueType::Enumeration(_)) && key.requirement == Requirement::Optional;
            if plain_words && !key.many {
                continue;
            }
            let everywhere = ["owner", "source", "tag"].contains(&key.name.as_ref());
            let place = if everywhere { "*" } else { keyword.keyword.name() };
            let row = format!("{place}.{}", type_row(key));
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    let mut contract: Vec<&str> = TYPES.trim().lines().collect();
    rows.sort_unstable();
    contract.sort_unstable();
    assert_eq!(rows, contract);
}

fn type_row(key: &KeySchema) -> String {
    let mut row = format!("{}: {}", key.name, key.value.short_name());
    if key.many {
        row += " *";
    }
    row += match (key.repeats, &key.qualifier) {
        (Repeats::Once, None) => "",
        (Repeats::Freely, None) => " repeats",
        (Repeats::OncePerQualifier, Some(qualifier)) => match (qualifier.names.as_slice(), qualifier.required) {
            ([Keyword::Metric], true) => " for each metric",
            ([Keyword::Persona], false) => " for each persona or none",
            _ => " for each something else",
        },
        _ => " contradicts itself",
    };
    row += &match &key.requirement {
        Requirement::Optional => String::new(),
        Requirement::Required => " required".to_owned(),
        Requirement::ExpectedOutside(keywords) => {
            let names: Vec<&str> = keywords.iter().map(|keyword| keyword.name()).collect();
            format!(" expected outside {}", names.join(", "))
        }
    };
    row
}

#[test]
fn a_citation_names_sources() {
    let citation = Schema::standard().citation();
    assert_eq!(citation.word, "from");
    assert_eq!(citation.names, [Keyword::Source]);
}
