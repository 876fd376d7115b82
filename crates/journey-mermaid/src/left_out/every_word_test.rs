//! Nothing is lost silently: each view shows all that a journey and the things it uses say, or names the kind of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use journey_model::syntax::parse;
use journey_model::{
    Configuration, Declaration, DeclarationId, File, FileModel, Keyword, Project, Property, Role, Schema, Value,
};
use journey_plugin::{Lane, Options, Rendered};

use super::further_details::{noun, plural};
use super::{DOCUMENTATION, FURTHER_DETAILS, SAYS_MORE, noun_of};
use crate::escape::{markdown, one_line};
use crate::examples::example_projects;
use crate::sentence::counted;
use crate::view::report_documents;
use crate::{View, render};

/// The examples of the language, and a journey that says what none of them does.
fn projects() -> Vec<Project> {
    let schema = Arc::new(Schema::standard().clone());
    let model = |text: &str| Arc::new(FileModel::lower(&parse(text), &schema));
    let file = |(path, text): (String, String)| File { path: path.into(), model: model(&text) };
    let mut projects = example_projects();
    projects.push(vec![("all.journey".into(), ALL.into())]);
    let project = |files: Vec<(String, String)>| {
        Project::new(files.into_iter().map(file).collect(), Arc::clone(&schema), Configuration::default())
    };
    projects.into_iter().map(project).collect()
}

const ALL: &str = r#"
/// Documented persona.
persona maya "Maya" { tag: parents; source: talks; favourite: "Anything unknown"; owner: @research }
/// Documented channel.
channel app "Mobile app" { kind: digital; owner: @mobile; tag: web }
/// Documented actor.
actor stock "Stock system" { line: support; kind: system; owner: @backend }
/// Documented source.
source talks "Customer talks" { kind: interview; date: 2026-05-12; sample: 14; owner: @research; tag: early }
/// Documented metric.
metric csat "Delivery CSAT" { kind: csat; scale: 1..5; target: 85%; unit: "points"; source: talks; data: "data/q3.csv"; direction: up }
/// Documented journey.
journey shop "Shop" {
  state: to-be; of: old; persona: maya; segment: "New people"; starts: "The fridge is empty"; ends: "All is put away"
  status: draft; source: talks; tag: food; measure csat: 70% from talks; scenario: "Sunday evening"
  pain dear "Everything is dear" { owner: @money; tag: prices; persona: maya }
  /// Documented stage.
  stage find "Find" {
    goal: "Find it"; duration: 2h; owner: @search; detail: old; source: talks; tag: early; measure csat: 71%
    /// Documented touchpoint.
    touchpoint search "Searches" {
      channel: app; actor: stock; emotion maya: -1 "irritated" from talks; frontstage: app "Shows results"; support: stock "Answers"
      control: partner; owner: @search; tag: mobile; source: talks; measure csat: 72% from talks; mood: "unknown key"
      /// Documented pain.
      pain stale "Not in stock" { severity: high; frequency: often; cause: "Nightly"; source: talks }
      /// Documented gain.
      gain kind "Kind words" { persona: maya; source: talks; tag: people }
    }
    touchpoint pay "Pays" { next: search "if unsure"; evidence: "Receipt"; does: "Pays"; gets: "A bill" }
  }
  /// Documented opportunity.
  opportunity live "Live stock" {
    addresses: stale; how: "How might we know?"; solution: "A sensor on each shelf"; impact: 8; effort: 5; confidence: 7
    importance: 9; satisfaction: 2; owner: @search; status: planned; due: 2027-01-31; ticket: "SHOP-123"; source: talks; tag: later
  }
}
journey old "Old shop" { stage find "Find" { touchpoint search "Searches" { emotion: -2 } } }
"#;

/// The journey, what stands in it, and whatever that names: personas, channels, actors, metrics, sources and opportunities.
fn told(project: &Project, id: DeclarationId) -> Vec<DeclarationId> {
    let journey = project.declaration(id);
    let here = |declaration: Declaration<'_>| DeclarationId { file: id.file, local: declaration.local_id() };
    let own = journey.descendants().filter(|inner| inner.journey() == Some(journey));
    let own: Vec<DeclarationId> = std::iter::once(journey).chain(own).map(here).collect();
    let named = own.iter().flat_map(|id| {
        let references = project.declaration(*id).references();
        references.filter_map(|reference| Some(project.target(id.file, &reference)?.0)).collect::<Vec<_>>()
    });
    let using = own.iter().filter(|id| project.declaration(**id).keyword() == Some(Keyword::Pain));
    let using = using.flat_map(|id| project.uses_of(*id)).map(|used| used.user);
    let is_of_journeys = |id: &DeclarationId| {
        let keyword = project.declaration(*id).keyword();
        [Keyword::Journey, Keyword::Stage, Keyword::Touchpoint].into_iter().any(|one| keyword == Some(one))
    };
    let others: BTreeSet<DeclarationId> = named.chain(using).filter(|other| !is_of_journeys(other)).collect();
    let mut all = own.clone();
    all.extend(others.into_iter().filter(|other| !own.contains(other)));
    all
}

/// What stands between what the report shows and what it does not.
const ONLY_IN_TEXT: &str = " Only the text itself has: ";

/// What a rendering shows, and what its notes say.
struct Page {
    shown: String,
    more: String,
    further: String,
}

impl Page {
    fn of(rendered: &Rendered) -> Self {
        let note = |start: &str| {
            let mut notes = rendered.notes.iter().filter(|note| note.starts_with(start));
            let note = notes.next().cloned().unwrap_or_default();
            assert_eq!(notes.next(), None, "one note of a kind");
            note
        };
        let shown = format!("{}\n{}", rendered.text, rendered.table.as_deref().unwrap_or_default()).to_lowercase();
        Self { shown, more: note(SAYS_MORE), further: note(FURTHER_DETAILS) }
    }

    fn shows(&self, text: &str) -> bool {
        let text = one_line(text);
        [&*text, &*markdown::text(&text)].iter().any(|text| self.shown.contains(&text.to_lowercase()))
    }

    /// Whether things of that name are counted as left out.
    fn counts(&self, thing: &str) -> bool {
        let Some((_, list)) = self.more.trim_end_matches('.').split_once(": ") else { return false };
        words(list).any(|item| {
            let count = item.split(' ').next().and_then(|count| count.parse().ok());
            count.is_some_and(|count| counted(count, thing) == item)
        })
    }

    /// Whether the further details name a key of these things, and whether they do so by name.
    fn names(&self, things: Keyword, key: &str) -> (bool, bool) {
        names(&self.further, things, key)
    }
    fn names_all(&self, what: &str) -> bool {
        self.further.contains(&format!(": {what}")) || self.further.contains(&format!(" and {what}"))
    }
}

fn names(further: &str, things: Keyword, key: &str) -> (bool, bool) {
    let parts = further.split([';', ':', '.']).filter_map(|part| part.rsplit_once(" of "));
    let of_these = parts.filter(|(_, kinds)| words(kinds).any(|kind| kind == plural(things)));
    let (mut named, mut by_name) = (false, false);
    for (keys, _) in of_these {
        by_name |= words(keys).any(|one| one == noun(key));
        named |= by_name || keys.ends_with(" more");
    }
    (named, by_name)
}

/// `a`, `b` and `c` of "a, b and c".
fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split(", ").flat_map(|part| part.split(" and ")).map(str::trim)
}

/// What has to be read where a value is shown.
fn texts(project: &Project, property: Property<'_>, value: &Value<'_>, file: DeclarationId) -> Vec<String> {
    let mut references = property.declaration().references();
    let reference =
        references.find(|reference| reference.role == Role::Value && value.first().range().covers(reference.range));
    let target = reference.and_then(|reference| project.target(file.file, &reference));
    let first = target.map_or_else(|| value.plain().into_owned(), |(_, target)| target.label().into_owned());
    std::iter::once(first).chain(value.following_text().map(|text| text.into_owned())).collect()
}

#[test]
fn each_view_shows_or_names_all_that_is_said() {
    let mut named = 0;
    for project in projects() {
        for (id, _) in project.declarations_of(Keyword::Journey) {
            for lanes in [Vec::new(), vec![Lane::Measure, Lane::Pain], Lane::NAMES.map(|(_, lane)| lane).to_vec()] {
                let mut options = Options::default();
                options.lanes = lanes;
                let report = Page::of(&render(&project, id, View::Report, &options));
                for view in View::ALL.into_iter().filter(|view| *view != View::Report) {
                    let page = Page::of(&render(&project, id, view, &options));
                    for told in told(&project, id) {
                        named += check(&project, told, view, &page, &report);
                    }
                }
            }
        }
    }
    assert!(named > 1_000, "{named}");
}

/// Checks all that a declaration says; gives how much of it is named by its own name.
fn check(project: &Project, id: DeclarationId, view: View, page: &Page, report: &Page) -> usize {
    let declaration = project.declaration(id);
    let keyword = declaration.keyword().expect("examples have no unknown keywords");
    let place = |what: &str| {
        let (more, further) = (&page.more, &page.further);
        format!("{what} of {keyword:?} `{}` in {view:?}:\n{more}\n{further}", declaration.id())
    };
    // Whatever is said of a thing that is left out is left out with it.
    let thing = match keyword {
        Keyword::Metric => "measurement",
        _ => keyword.name(),
    };
    let acts = |end: &str| page.counts(&format!("{end} step"));
    let is_left_out = page.counts(thing)
        || keyword == Keyword::Source
        || matches!(keyword, Keyword::Channel | Keyword::Actor)
            && !page.shows(&declaration.label())
            && ["front stage", "back stage", "support"].into_iter().any(acts);
    if keyword == Keyword::Source {
        assert!(page.names_all("sources") || page.shows(&declaration.label()), "{}", place("the label"));
    }
    if let Some(documentation) = declaration.documentation() {
        let in_report = report_documents(keyword) && page.names_all(DOCUMENTATION);
        let is_named = in_report || page.names(keyword, DOCUMENTATION).0;
        let is_shown = documentation.lines().all(|line| page.shows(line.trim()));
        assert!(is_left_out || is_named || is_shown, "{}", place(DOCUMENTATION));
        assert!(is_left_out || !is_shown || !page.names(keyword, DOCUMENTATION).1, "{}", place("shown documentation"));
    }
    let mut count = 0;
    for property in declaration.properties() {
        let key = property.key();
        let values = property.values();
        let texts: Vec<String> = values.iter().flat_map(|value| texts(project, property, value, id)).collect();
        let is_shown = texts.iter().all(|text| page.shows(text));
        let lane = Lane::NAMES.iter().find(|(name, _)| *name == key);
        let is_counted = lane.is_some_and(|(_, lane)| page.counts(noun_of(*lane)));
        let (is_named, by_name) = page.names(keyword, key);
        let cites = key == "source" && page.names_all("sources");
        let names_people = key == "persona" && page.counts("persona");
        assert!(
            is_left_out || is_shown || is_counted || is_named || cites || names_people,
            "{}",
            place(&format!("`{key}` ({texts:?})"))
        );
        // A long text does not stand there by chance; a name does.
        let is_long = values.iter().filter_map(Value::text).any(|text| text.chars().count() > 16);
        assert!(!(by_name && is_long && is_shown), "{}", place(&format!("shown `{key}` ({texts:?})")));
        let (on_report, _) = page.further.split_once(ONLY_IN_TEXT).unwrap_or((&page.further, ""));
        if by_name && on_report.contains("`report`") && names(on_report, keyword, key).1 {
            assert!(texts.iter().all(|text| report.shows(text)), "not in the report: {}", place(&format!("`{key}`")));
        } else if by_name {
            assert!(
                !is_long || texts.iter().any(|text| !report.shows(text)),
                "in the report: {}",
                place(&format!("`{key}`"))
            );
        }
        count += usize::from(by_name);
        for (source, _) in property.sources() {
            let is_shown = page.names_all("sources") || page.shows(source);
            assert!(is_left_out || is_counted || is_shown, "{}", place(&format!("`from {source}`")));
        }
    }
    count
}
