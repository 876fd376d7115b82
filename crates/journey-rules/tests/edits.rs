//! A project that is kept up to date edit by edit says what a new one says, and tells whom each edit concerns.

#![expect(
    clippy::unwrap_used,
    reason = "writing to a text does not fail, and what a test finds to be otherwise ends it"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use journey_plugin::model::syntax::{TextRange, parse};
use journey_plugin::model::value::Date;
use journey_plugin::model::{
    Configuration, DeclarationId, File, FileId, FileModel, Keyword, Project, Resolution, Schema,
};
use journey_plugin::{Diagnostic, Environment, Registry};
use proptest::prelude::*;
use proptest::sample::{Index, select};

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict"));

fn schema() -> Arc<Schema> {
    REGISTRY.schema()
}

fn lower(text: &str) -> Arc<FileModel> {
    Arc::new(FileModel::lower(&parse(text), &schema()))
}

fn project_of(models: impl IntoIterator<Item = Arc<FileModel>>) -> Project {
    let files =
        models.into_iter().enumerate().map(|(number, model)| File { path: format!("{number}.journey").into(), model });
    Project::new(files.collect(), schema(), Configuration::default())
}

/// A day on which no example is too old, with nothing known about the disk.
fn environment() -> Environment<'static> {
    Environment::of(Date::parse("2026-11-20").expect("a day of the calendar"))
}

fn findings(project: &Project) -> Vec<Vec<Diagnostic>> {
    project.files().map(|(file, _)| REGISTRY.check(project, file, environment())).collect()
}

/// Everything that a project says, as text.
fn dump(project: &Project) -> String {
    let mut dump = String::new();
    for (file, at) in project.files() {
        writeln!(dump, "{} {:?}", at.path, project.file_by_path(&at.path)).unwrap();
        for reference in at.model.references() {
            let resolution = project.resolve(file, &reference);
            write!(dump, "  {} {} {resolution:?} ", reference.range, reference.text).unwrap();
            write!(dump, "{:?} ", project.nearest_name(file, &reference)).unwrap();
            write!(dump, "{:?} ", project.names_elsewhere(file, &reference, 3)).unwrap();
            write!(dump, "{:?} ", project.some_names_for(file, &reference, 3)).unwrap();
            writeln!(dump, "{:?}", project.names_for(file, &reference)).unwrap();
        }
        for declaration in at.model.declarations() {
            let id = DeclarationId { file, local: declaration.local_id() };
            write!(dump, "  {declaration:?} {:?} ", project.uses_of(id)).unwrap();
            write!(dump, "{} {} ", project.is_duplicate(id), project.may_be_meant(id)).unwrap();
            write!(dump, "{} ", project.stands_in_broken_text(declaration.id())).unwrap();
            let called = Keyword::ALL.map(|kind| project.called(kind, &declaration.label(), file, declaration));
            writeln!(dump, "{} {called:?}", project.free_name(id, declaration.id())).unwrap();
        }
        for (reference, resolution) in project.unresolved_in(file) {
            writeln!(dump, "  unresolved {} {resolution:?}", reference.range).unwrap();
        }
        for (id, namesakes) in project.duplicates_in(file) {
            let all: Vec<_> = namesakes.iter().collect();
            writeln!(dump, "  duplicate {id:?} {:?} {all:?}", namesakes.position(id)).unwrap();
        }
    }
    for keyword in Keyword::ALL {
        let declared = NAMES.iter().filter(|name| project.is_declared(name, &[keyword]));
        writeln!(dump, "{keyword} {:?} {:?}", project.only_one_of(&[keyword]), declared.collect::<Vec<_>>()).unwrap();
    }
    writeln!(dump, "{:?}", project.duplicates()).unwrap();
    dump
}

/// What can be told in two ways is told alike.
fn agrees_with_itself(project: &Project) -> Result<(), TestCaseError> {
    let mut uses = std::collections::BTreeMap::<DeclarationId, Vec<(DeclarationId, TextRange)>>::new();
    for (file, at) in project.files() {
        let mut unresolved = project.unresolved_in(file);
        for reference in at.model.references() {
            match project.resolve(file, &reference) {
                Resolution::Found(target) => {
                    let user = DeclarationId { file, local: reference.declaration.local_id() };
                    uses.entry(target).or_default().push((user, reference.range));
                }
                resolution => {
                    let told = unresolved.next().map(|(one, resolution)| (one.range, resolution));
                    prop_assert_eq!(told, Some((reference.range, resolution)));
                }
            }
        }
        prop_assert!(unresolved.next().is_none());
    }
    for (file, at) in project.files() {
        for declaration in at.model.declarations() {
            let id = DeclarationId { file, local: declaration.local_id() };
            let there = uses.remove(&id).unwrap_or_default();
            let told: Vec<_> = project.uses_of(id).into_iter().map(|one| (one.user, one.range)).collect();
            prop_assert_eq!(&told, &there, "{:?}", declaration);
            prop_assert_eq!(project.count_uses(id), there.len());
            prop_assert_eq!(project.is_used(id), !there.is_empty());
            prop_assert_eq!(project.first_use_of(id).map(|one| (one.user, one.range)), there.first().copied());
        }
    }
    prop_assert!(uses.is_empty());
    let in_files = project.files().flat_map(|(file, _)| project.duplicates_in(file)).map(|(id, _)| id);
    let groups = project.duplicates();
    prop_assert_eq!(in_files.collect::<BTreeSet<_>>(), groups.iter().flatten().copied().collect::<BTreeSet<_>>());
    prop_assert!(groups.iter().all(|group| group.len() > 1 && group.is_sorted()));
    Ok(())
}

/// Few names, so that they meet; many of them near to another.
const NAMES: [&str; 16] = [
    "maya", "mayo", "maja", "tom", "app", "apps", "shop", "shop_2", "find", "finds", "search", "a", "b_2", "maya_b",
    "app_2", "maya-",
];

fn name() -> BoxedStrategy<String> {
    prop_oneof![12 => select(&NAMES[..]).prop_map(str::to_owned), 1 => "[a-c]{1,3}"].boxed()
}

fn label() -> BoxedStrategy<String> {
    prop_oneof![
        6 => select(&["\"Maya\"", "\"Maya B.\"", "\"App\"", "\"Shop\"", "\"Find\"", "\"Tom\"", "\"Search\""][..])
            .prop_map(str::to_owned),
        3 => name().prop_map(|name| format!("\"{name}\"")),
        1 => select(&["'Maya'", "“App”", "\"Shop", "Tom", "\"\"", ""][..]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn reference() -> BoxedStrategy<String> {
    prop_oneof![
        8 => name(),
        2 => (name(), name()).prop_map(|(first, last)| format!("{first}.{last}")),
        1 => (name(), name(), name()).prop_map(|(first, middle, last)| format!("{first}.{middle}.{last}")),
        1 => label(),
        1 => select(&["3", "maya tom", "?", "", "a b c", "maya, tom", "-1"][..]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn property() -> BoxedStrategy<String> {
    let key = select(
        &[
            "persona",
            "channel",
            "actor",
            "next",
            "of",
            "source",
            "addresses",
            "state",
            "status",
            "frontstage",
            "backstage",
            "detail",
            "owner",
            "objective",
            "control",
            "measure",
            "metric",
            "replaces",
            "prsona",
            "goal",
            "evidence",
        ][..],
    );
    prop_oneof![
        6 => (key.clone(), reference()).prop_map(|(key, value)| format!("{key}: {value}")),
        3 => name().prop_map(|name| format!("emotion {name}: -1")),
        2 => (name(), reference()).prop_map(|(name, source)| format!("emotion {name}: -1 from {source}")),
        2 => (reference(), label()).prop_map(|(name, text)| format!("frontstage: {name} {text}")),
        2 => name().prop_map(|name| format!("measure {name}: 80%")),
        1 => (key, name()).prop_map(|(key, name)| format!("{key} {name}")),
        1 => select(&["emotion: -1", "measure: 80%", "goal: \"Buy\"", "???", "channel:", "goal: \"x", "// note", "thinks: maya"][..])
            .prop_map(str::to_owned),
    ]
    .boxed()
}

fn head(keywords: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![
        8 => (select(keywords), name(), label()).prop_map(|(keyword, name, label)| format!("{keyword} {name} {label}")),
        3 => (select(keywords), label()).prop_map(|(keyword, label)| format!("{keyword} {label}")),
        2 => (select(keywords), name()).prop_map(|(keyword, name)| format!("{keyword} {name}")),
        1 => (select(keywords), name(), label()).prop_map(|(keyword, name, label)| format!("{keyword}: {name} {label}")),
        1 => (select(keywords), name(), label()).prop_map(|(keyword, name, label)| format!("{keyword}x {name} {label}")),
    ]
    .boxed()
}

const NESTED: [&str; 10] =
    ["stage", "touchpoint", "touchpoint", "touchpoint", "pain", "gain", "opportunity", "persona", "journey", "stage"];
const TOP: [&str; 9] = ["persona", "channel", "actor", "source", "metric", "journey", "journey", "pain", "opportunity"];

fn block(head: String, entries: &[String]) -> String {
    if entries.is_empty() {
        return head;
    }
    format!("{head} {{\n{}\n}}", entries.join("\n"))
}

/// A declaration with others in it.
fn declaration() -> BoxedStrategy<String> {
    let leaf = (head(&NESTED), prop::collection::vec(property(), 0..3));
    let leaf = leaf.prop_map(|(head, entries)| block(head, &entries));
    let entry = prop_oneof![2 => property(), 3 => leaf];
    let inner = (head(&NESTED), prop::collection::vec(entry, 0..4)).prop_map(|(head, entries)| block(head, &entries));
    let entry = prop_oneof![2 => property(), 3 => inner];
    (head(&TOP), prop::collection::vec(entry, 0..4)).prop_map(|(head, entries)| block(head, &entries)).boxed()
}

fn one_of(names: &'static [&'static str]) -> BoxedStrategy<String> {
    select(names).prop_map(str::to_owned).boxed()
}

/// A word with or without the name before its label, or a label from which the name is made.
fn called(names: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![
        4 => one_of(names).prop_map(|name| format!("{name} \"It\"")),
        2 => one_of(names).prop_map(|name| format!("\"{name}\"")),
        1 => one_of(names),
    ]
    .boxed()
}

const PERSONAS: [&str; 3] = ["maya", "mayo", "tom"];
const CHANNELS: [&str; 3] = ["app", "apps", "web"];
const SOURCES: [&str; 2] = ["talks", "survey"];
const JOURNEYS: [&str; 4] = ["shop", "shops", "club", "shop_2"];
const STAGES: [&str; 3] = ["find", "pay", "shop"];
const TOUCHPOINTS: [&str; 4] = ["search", "searches", "pay", "search_2"];
const PAINS: [&str; 3] = ["slow", "slows", "search"];

/// A name of another touchpoint or pain, mostly one in another journey.
fn inner_name(names: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![
        3 => one_of(names),
        6 => (one_of(&JOURNEYS), one_of(names)).prop_map(|(journey, name)| format!("{journey}.{name}")),
        1 => (one_of(&STAGES), one_of(names)).prop_map(|(stage, name)| format!("{stage}.{name}")),
        2 => (one_of(&JOURNEYS), one_of(&STAGES), one_of(names))
            .prop_map(|(journey, stage, name)| format!("{journey}.{stage}.{name}")),
    ]
    .boxed()
}

fn score() -> BoxedStrategy<String> {
    one_of(&["-2", "-1", "0", "+1", "+2"])
}

/// A declaration in which hardly anything is wrong but what its names mean.
fn sensible() -> BoxedStrategy<String> {
    let touchpoint = prop_oneof![
        2 => one_of(&CHANNELS).prop_map(|name| format!("channel: {name}")),
        2 => one_of(&CHANNELS).prop_map(|name| format!("frontstage: {name} \"Shows\"")),
        1 => one_of(&CHANNELS).prop_map(|name| format!("actor: {name}")),
        3 => inner_name(&TOUCHPOINTS).prop_map(|name| format!("next: {name}")),
        2 => (one_of(&PERSONAS), score()).prop_map(|(name, score)| format!("emotion {name}: {score}")),
        1 => score().prop_map(|score| format!("emotion: {score}")),
        1 => one_of(&["moment: \"?\"", "expects: \"All\"", "gets: \"Half\"", "feels: \"Lost\""]),
        2 => (one_of(&PERSONAS), one_of(&SOURCES)).prop_map(|(name, from)| format!("emotion {name}: -1 from {from}")),
        2 => called(&PAINS).prop_map(|pain| format!("pain {pain}")),
        1 => one_of(&["control: none", "control: shared", "owner: @team"]),
    ];
    let touchpoint = (called(&TOUCHPOINTS), prop::collection::vec(touchpoint, 0..4))
        .prop_map(|(called, entries)| block(format!("touchpoint {called}"), &entries));
    let stage = (called(&STAGES), prop::collection::vec(touchpoint, 1..3))
        .prop_map(|(called, entries)| block(format!("stage {called}"), &entries));
    let entry = prop_oneof![
        1 => one_of(&["state: to-be", "state: as-is", "status: retired", "status: review"]),
        2 => one_of(&JOURNEYS).prop_map(|name| format!("state: to-be\nof: {name}")),
        2 => one_of(&PERSONAS).prop_map(|name| format!("persona: {name}")),
        1 => one_of(&JOURNEYS).prop_map(|name| format!("of: {name}")),
        1 => one_of(&["owner: @team", "objective: \"More\"", "starts: \"Rain\"", "state: to-be", "status: approved"]),
        1 => (called(&STAGES), one_of(&JOURNEYS)).prop_map(|(called, name)| format!("stage {called} {{ detail: {name} }}")),
        3 => stage,
        2 => (called(&PAINS), inner_name(&PAINS))
            .prop_map(|(called, pain)| format!("opportunity {called} {{ addresses: {pain} }}")),
        1 => (called(&PAINS), inner_name(&PAINS))
            .prop_map(|(called, pain)| format!("opportunity {called} {{ addresses: {pain}; status: dropped }}")),
    ];
    let journey = (called(&JOURNEYS), prop::collection::vec(entry, 1..4))
        .prop_map(|(called, entries)| block(format!("journey {called}"), &entries));
    prop_oneof![
        2 => (called(&PERSONAS), one_of(&SOURCES)).prop_map(|(called, from)| format!("persona {called} {{ source: {from} }}")),
        1 => called(&PERSONAS).prop_map(|called| format!("persona {called}")),
        2 => called(&CHANNELS).prop_map(|called| format!("channel {called}")),
        1 => called(&CHANNELS).prop_map(|called| format!("actor {called}")),
        1 => called(&CHANNELS).prop_map(|called| format!("actor {called} {{ kind: partner }}")),
        2 => called(&SOURCES).prop_map(|called| format!("source {called}")),
        8 => journey,
        1 => (called(&PAINS), inner_name(&PAINS), one_of(&["dropped", "idea", "planned", "doing"]))
            .prop_map(|(called, pain, status)| format!("opportunity {called} {{ addresses: {pain}; status: {status} }}")),
    ]
    .boxed()
}

fn line() -> BoxedStrategy<String> {
    prop_oneof![
        12 => declaration(),
        1 => name().prop_map(|name| format!("?? {name}")),
        1 => name().prop_map(|name| format!("/// About {name}.")),
        1 => property(),
        1 => Just("}".to_owned()),
    ]
    .boxed()
}

fn text() -> BoxedStrategy<String> {
    let end = select(&["\n", "\n\n", "\r\n"][..]);
    let lines = prop_oneof![
        3 => prop::collection::vec(sensible(), 0..4),
        1 => prop::collection::vec(prop_oneof![5 => sensible(), 1 => line()], 0..4),
        1 => prop::collection::vec(line(), 0..5),
    ];
    (lines, end)
        .prop_map(|(lines, end)| lines.iter().map(|line| format!("{}{end}", line.replace('\n', end))).collect())
        .boxed()
}

/// Declarations in which nothing is wrong where all of them are there, but that two journeys may be called `shop`.
const SOUND: [&str; 18] = [
    "persona maya \"Maya\" {\n  source: talks\n}\n",
    "persona \"Tom\" {\n  source: survey\n}\n",
    "persona mia \"Mia\"\n",
    "opportunity push \"Push\" {\n  addresses: shop.slow\n  status: dropped\n}\n",
    "journey shop_plan \"Plan\" {\n  state: to-be\n  of: shop\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Search\" {\n      \
     emotion maya: -1\n      pain slow \"Slow\"\n    }\n  }\n}\n",
    "channel app \"App\"\n",
    "channel \"Web\"\n",
    "actor courier \"Courier\" {\n  kind: partner\n}\n",
    "actor app_team \"App team\"\n",
    "source talks \"Talks\" {\n  kind: interview\n  date: 2019-05-12\n  sample: 2\n}\n",
    "source \"Survey\" {\n  kind: assumption\n}\n",
    "metric speed \"Speed\" {\n  kind: csat\n  scale: 1..5\n  target: 90%\n}\n",
    "journey shop \"Shop\" {\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Search\" {\n      channel: app\n      \
     emotion maya: -1 from talks\n      next: pay\n    }\n    touchpoint pay \"Pay\" {\n      frontstage: courier \"Asks\"\n      control: none\n      \
     next: club.join\n      pain slow \"Slow\"\n    }\n  }\n}\n",
    "journey club \"Club\" {\n  persona: maya, tom\n  status: approved\n  stage find \"Find\" {\n    touchpoint join \"Join\" {\n      channel: web\n      \
     next: shop.search\n      measure speed: 80%\n      emotion mia: 0 from survey\n    }\n    touchpoint \"Leave\" { channel: web }\n  }\n  \
     opportunity fast \"Fast\" { addresses: shop.slow }\n}\n",
    "journey shop_new \"Shop\" {\n  of: shop\n  state: to-be\n  persona: tom\n  stage find \"Find\" {\n    touchpoint search \"Search\" {\n      \
     channel: app\n      emotion tom: +1 from survey\n      next: club.leave\n    }\n  }\n}\n",
    "journey shop \"Another\" {\n  persona: mia\n  stage end \"End\" {\n    touchpoint leave \"Leave\" { channel: app; next: shop.search }\n  }\n}\n",
    "journey \"Trip\" {\n  persona: mia\n  stage \"Go\" {\n    touchpoint \"Leave\" { channel: web; backstage: app_team \"Looks\" }\n    \
     touchpoint back \"Back\" { channel: app; next: leave }\n  }\n}\n",
    "journey tour \"Tour\" {\n  persona: mia\n  stage part \"Part\" { detail: trip }\n  stage other \"Other\" { detail: club }\n  stage go \"Go\" {\n    touchpoint look \"Look\" { channel: app; next: trip.leave }\n    \
     touchpoint look \"Look\" { channel: app }\n  }\n}\n",
];

/// Words for names in [`SOUND`].
const SOUND_NAMES: [&str; 24] = [
    "maya", "may", "tom", "mia", "app", "web", "courier", "app_team", "talks", "survey", "speed", "shop", "shop_2",
    "shops", "club", "find", "search", "pay", "slow", "join", "leave", "look_2", "trip", "tour",
];

/// Files of a project in which hardly anything is wrong.
fn sound_texts() -> BoxedStrategy<Vec<String>> {
    let places = prop::collection::vec(0_usize..5, SOUND.len());
    (places, prop::collection::vec(prop::bool::weighted(0.9), SOUND.len()))
        .prop_map(|(places, kept)| {
            let mut texts = vec![String::new(); 5];
            for ((declaration, place), kept) in SOUND.iter().zip(places).zip(kept) {
                texts[place].push_str(if kept { declaration } else { "" });
            }
            texts
        })
        .boxed()
}

/// Small changes of names, texts and lines.
fn small_edit() -> BoxedStrategy<Edit> {
    let word = prop_oneof![
        2 => one_of(&["-2", "+1", "+2", "to-be", "as-is", "dropped", "idea", "planned", "doing", "retired", "state", "status", "critical"]),
        4 => one_of(&SOUND_NAMES),
        1 => (one_of(&SOUND_NAMES), one_of(&SOUND_NAMES)).prop_map(|(one, other)| format!("{one}.{other}")),
        1 => one_of(&["touchpoint", "stage", "channel", "actor", "persona", "channl", "next", "of", "detail", "control", "owner", "source", "\"maya\"", "app-"]),
        1 => one_of(&["approved", "retired", "draft", "assumption", "interview", "survey", "2026", "state", "status"]),
    ];
    let line = prop_oneof![
        3 => select(&SOUND[..]).prop_map(|one| one.trim_end().to_owned()),
        1 => one_of(&SOUND_NAMES).prop_map(|name| format!("?? {name}")),
        1 => one_of(&SOUND_NAMES).prop_map(|name| format!("channel: {name}")),
        1 => one_of(&SOUND_NAMES).prop_map(|name| format!("persona {name} \"{name}\"")),
        1 => one_of(&SOUND_NAMES).prop_map(|name| format!("journey {name} \"{name}\" {{ persona: mia }}")),
        1 => one_of(&["channel:", "/// About.", "emotion: -1", "measure: 80%", "frontstage: app \"x\""]),
        1 => one_of(&["state: as-is", "state: to-be", "status: draft", "status: approved", "status: retired"]),
        1 => one_of(&["source: talks", "source: survey", "source: talks, survey", "emotion mia: -1 from talks", "measure speed: 3"]),
        1 => one_of(&["// journey: allow(stale-source) Known.", "// journey: allow-file(unused-name, target-missed)"]),
    ];
    prop_oneof![
        8 => (any::<Index>(), word).prop_map(|(at, word)| Edit::Word(at, word)),
        2 => (any::<Index>(), 0_usize..3).prop_map(|(at, more)| Edit::Out(at, more)),
        3 => (any::<Index>(), line).prop_map(|(at, line)| Edit::Line(at, line)),
        3 => (any::<Index>(), "[a-zA-Z ]{0,3}").prop_map(|(at, what)| Edit::Text(at, what)),
        2 => (any::<Index>(), "[a-z_.\"{} -]").prop_map(|(at, what)| Edit::Anywhere(at, what)),
    ]
    .boxed()
}

/// Where an edit goes and what it writes.
#[derive(Clone, Debug)]
enum Edit {
    /// Another word in the place of a word.
    Word(Index, String),
    /// A word taken out, with `usize` bytes behind it.
    Out(Index, usize),
    /// Something written at the start of a line.
    Line(Index, String),
    /// Something written anywhere.
    Anywhere(Index, String),
    /// A text in quotes changed.
    Text(Index, String),
    /// All of it.
    All(String),
}

fn sensible_name() -> BoxedStrategy<String> {
    prop_oneof![
        one_of(&PERSONAS),
        one_of(&CHANNELS),
        one_of(&SOURCES),
        one_of(&JOURNEYS),
        one_of(&TOUCHPOINTS),
        one_of(&PAINS),
    ]
    .boxed()
}

fn edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        8 => (any::<Index>(), prop_oneof![5 => name(), 5 => sensible_name(), 1 => reference()]).prop_map(|(at, word)| Edit::Word(at, word)),
        3 => (any::<Index>(), 0_usize..12).prop_map(|(at, more)| Edit::Out(at, more)),
        4 => (any::<Index>(), prop_oneof![1 => property(), 1 => line(), 2 => sensible()]).prop_map(|(at, line)| Edit::Line(at, line)),
        4 => (any::<Index>(), "[a-z{}\":,;/ .\n-]{1,3}").prop_map(|(at, what)| Edit::Anywhere(at, what)),
        4 => (any::<Index>(), "[a-zA-Z ]{0,3}").prop_map(|(at, what)| Edit::Text(at, what)),
        1 => text().prop_map(Edit::All),
    ]
    .boxed()
}

impl Edit {
    /// The range of bytes that it replaces, and what comes there.
    fn on<'e>(&'e self, text: &str) -> (std::ops::Range<usize>, std::borrow::Cow<'e, str>) {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let words = || -> Vec<(usize, usize)> {
            let starts = text.char_indices().filter(|(at, one)| is_word(*one) && !text[..*at].ends_with(is_word));
            starts
                .map(|(at, _)| (at, text[at..].find(|one| !is_word(one)).map_or(text.len(), |end| at + end)))
                .collect()
        };
        let chosen = |index: &Index, from: &[(usize, usize)]| match from {
            [] => (0, 0),
            some => some[index.index(some.len())],
        };
        let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        match self {
            Self::Word(index, word) => {
                let (start, end) = chosen(index, &words());
                (start..end, word.into())
            }
            Self::Out(index, more) => {
                let (start, end) = chosen(index, &words());
                (start..boundary((end + more).min(text.len())), "".into())
            }
            Self::Line(index, line) => {
                let mut starts: Vec<(usize, usize)> = vec![(0, 0)];
                starts.extend(text.match_indices('\n').map(|(at, _)| (at + 1, at + 1)));
                let (at, _) = chosen(index, &starts);
                (at..at, format!("{line}\n").into())
            }
            Self::Anywhere(index, what) => {
                let at = boundary(index.index(text.len() + 1));
                (at..at, what.into())
            }
            Self::Text(index, what) => {
                let quotes: Vec<(usize, usize)> = text.match_indices('"').map(|(at, _)| (at + 1, at + 1)).collect();
                let (at, _) = chosen(index, &quotes);
                (at..at, what.into())
            }
            Self::All(text_) => (0..text.len(), text_.into()),
        }
    }
}

/// Makes edits one by one and compares all that is said with what a new project says.
fn follows(mut texts: Vec<String>, edits: &[(Index, Edit)]) -> Result<(), TestCaseError> {
    let mut project = project_of(texts.iter().map(|text| lower(text)));
    let mut before = findings(&project);
    let mut versions = Vec::new();
    for (file, edit) in edits {
        let number = file.index(texts.len());
        let id = FileId::from_index(number);
        let (range, replacement) = edit.on(&texts[number]);
        let model = &project.file(id).model;
        let bytes = TextRange::new(u32::try_from(range.start).unwrap(), u32::try_from(range.end).unwrap());
        let model = model.relower(&model.parse().edit(bytes, &replacement), &schema());
        versions.push((project.clone(), before.clone()));
        texts[number].replace_range(range, &replacement);

        let (after, affected) = project.with_file(id, Arc::new(model));
        let fresh = project_of(texts.iter().map(|text| lower(text)));
        prop_assert_eq!(dump(&after), dump(&fresh), "{:?}", texts);
        let same_models = project_of(after.files().map(|(_, file)| Arc::clone(&file.model)));
        prop_assert_eq!(dump(&same_models), dump(&fresh));
        agrees_with_itself(&after)?;
        let found = findings(&after);
        prop_assert_eq!(&found, &findings(&fresh));

        let later = affected.later();
        let concerned: Vec<FileId> = [affected.at_once(), &later].concat();
        prop_assert!(!concerned.contains(&id) && later.is_sorted() && affected.at_once().is_sorted());
        for (other, (before, after)) in before.iter().zip(&found).enumerate() {
            let other = FileId::from_index(other);
            if other != id && !concerned.contains(&other) {
                prop_assert_eq!(before, after, "file {:?} after an edit of {:?} in {:#?}", other, id, &texts);
            }
        }
        (project, before) = (after, found);
    }
    // Versions that somebody still holds say what they said.
    for (version, found) in versions {
        prop_assert_eq!(findings(&version), found);
    }
    Ok(())
}

/// Few cases each time: each of them checks a project dozens of times. `PROPTEST_CASES=20000` is for the hunt.
fn configuration() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 48 };
    ProptestConfig { cases, max_shrink_iters: 20_000, failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(configuration())]

    #[test]
    fn after_every_edit_a_project_is_a_new_one_and_whom_it_does_not_concern_has_the_same_findings(
        texts in prop::collection::vec(text(), 1..5),
        edits in prop::collection::vec((any::<Index>(), edit()), 1..6),
    ) {
        follows(texts, &edits)?;
    }

    #[test]
    fn so_it_is_where_hardly_anything_is_wrong(
        texts in sound_texts(),
        edits in prop::collection::vec((any::<Index>(), small_edit()), 1..6),
    ) {
        follows(texts, &edits)?;
    }
}

#[test]
fn that_a_journey_becomes_part_of_another_concerns_its_own_file() {
    let stage = |key: &str| format!("journey all \"All\" {{ objective: \"x\"; stage s \"S\" {{ {key}: trip }} }}\n");
    let texts = [
        "journey trip \"Trip\"\n",
        "journey one \"One\" { of: trip; objective: \"x\" }\n",
        "journey two \"Two\" { of: trip; objective: \"x\" }\n",
        &stage("tag"),
    ];
    let own = FileId::from_index(0);
    let edited = FileId::from_index(3);
    let before = project_of(texts.map(lower));
    for (key, text) in
        [("detail", stage("detail")), ("of", "journey all \"All\" { of: trip; stage s \"S\" }\n".to_owned())]
    {
        let (with_detail, _) = before.with_file(edited, lower(&stage("detail")));
        let from = if key == "of" { &with_detail } else { &before };
        let (after, affected) = from.with_file(edited, lower(&text));
        assert_ne!(findings(from)[own.index()], findings(&after)[own.index()], "{key}");
        assert!([affected.at_once(), &affected.later()].concat().contains(&own), "{key}");
    }
}

#[test]
fn what_stands_beside_a_source_concerns_the_file_that_declares_it() {
    // The other source is cited in any case, so that one use more of it is nothing new.
    let journey = |cited: &str| {
        format!("journey one \"One\" {{ pain p \"P\" {{ source: {cited} }}; pain q \"Q\" {{ source: survey }} }}\n")
    };
    let sources = "source talks \"Talks\" { kind: interview; sample: 2 }\nsource survey \"Survey\" { kind: survey; sample: 90 }\n";
    let (alone, beside) = (journey("talks"), journey("talks, survey"));
    let (own, edited) = (FileId::from_index(0), FileId::from_index(1));
    for (from, to) in [(&alone, &beside), (&beside, &alone)] {
        let before = project_of([sources, from].map(lower));
        let (after, affected) = before.with_file(edited, lower(to));
        assert_ne!(findings(&before)[own.index()], findings(&after)[own.index()]);
        assert!([affected.at_once(), &affected.later()].concat().contains(&own));
    }
}
