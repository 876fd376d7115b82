//! Every view of every example in every version: parsed, drawn, read back and compared with the model.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use journey_model::{Keyword, Project};
use journey_plugin::{Options, Registry, View};
use journey_tests::mermaid::MermaidVersion;

use crate::drawn::Drawn;
use crate::examples::example_projects;
use crate::facts::JourneyFacts;
use crate::views;

/// What became of the journeys of a view in a version: for each kind of result (and why it is a fallback), how many.
/// And how many of them are flawed.
type Results = BTreeMap<(String, String), (usize, usize)>;

/// All views in one version, and what is wrong with them.
#[derive(Default)]
struct Judgement {
    results: BTreeMap<&'static str, Results>,
    wrong: Vec<String>,
}

#[test]
fn every_view_of_every_example_is_drawn_as_the_model_says_in_every_version() {
    let registry = Registry::new(journey_mermaid::plugins()).unwrap();
    let projects = example_projects();
    // For who works on one view, and for who wants to look at the renderings: `VIEW=map SHOW=/tmp/folder`.
    let wanted = env::var("VIEW").ok();
    let is_wanted = |view: &&dyn View| wanted.as_ref().is_none_or(|wanted| wanted == view.description().id);
    let views: Vec<&dyn View> = registry.views().filter(is_wanted).collect();
    let judgements: Vec<Judgement> = thread::scope(|scope| {
        let versions = MermaidVersion::ALL.map(|version| {
            let (views, projects) = (&views, &projects);
            scope.spawn(move || judged(views, projects, version))
        });
        versions.into_iter().map(|version| version.join().unwrap()).collect()
    });
    let wrong: Vec<&str> = judgements.iter().flat_map(|judgement| &judgement.wrong).map(String::as_str).collect();
    let fresh = wanted.is_none().then(|| page(&registry, &judgements));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/journey-mermaid/docs/versions.md");
    if let Some(fresh) = fresh.as_ref().filter(|_| env::var_os("JOURNEY_WRITE_PAGES").is_some()) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, fresh).unwrap();
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    let is_fresh = fresh.is_none_or(|fresh| fs::read_to_string(&path).unwrap_or_default() == fresh);
    assert!(is_fresh, "{} is stale; run `JOURNEY_WRITE_PAGES=1 cargo xtask test mermaid`", path.display());
}

fn judged(views: &[&dyn View], projects: &[Project], version: MermaidVersion) -> Judgement {
    let folder = env::var_os("SHOW").map(PathBuf::from);
    let mut judgement = Judgement::default();
    for view in views {
        let name = view.description().id;
        let results = judgement.results.entry(name).or_default();
        for (project, (id, journey)) in projects
            .iter()
            .flat_map(|project| project.declarations_of(Keyword::Journey).map(move |found| (project, found)))
        {
            let facts = JourneyFacts::of(project, journey);
            let problems = match Drawn::of(*view, project, id, version, Options::default()) {
                Err(refused) => vec![refused],
                Ok(drawn) => {
                    if let Some(folder) = &folder {
                        let extension = if drawn.kind() == "Markdown" { "md" } else { "mmd" };
                        let file = format!("{name}-{}-{}.{extension}", facts.id, version.name());
                        fs::write(folder.join(file), &drawn.rendered.text).unwrap();
                    }
                    let reason = drawn.rendered.fallback.clone().unwrap_or_default();
                    let mut problems = drawn.problems(&facts);
                    problems.extend(views::problems(name, &facts, &drawn));
                    let (count, flawed) = results.entry((drawn.kind().to_owned(), reason)).or_default();
                    *count += 1;
                    *flawed += usize::from(!problems.is_empty());
                    if !problems.is_empty() {
                        problems.push(drawn.rendered.text.clone());
                    }
                    problems
                }
            };
            if !problems.is_empty() {
                judgement.wrong.push(format!("{name} of {} on {}:\n{}", facts.id, version.name(), problems.join("\n")));
            }
        }
    }
    judgement
}

fn page(registry: &Registry, judgements: &[Judgement]) -> String {
    let mut page = "# What each view is in each version of Mermaid\n\n\
                    <!-- Written by the test `every_view` of `cargo xtask test mermaid`. Do not edit. -->\n\n\
                    Every view of every journey of [the examples](../../../grammar/examples/README.md) was parsed and drawn by these\n\
                    versions of Mermaid, read back out of the picture and compared with the model. A cell tells what is drawn.\n\n| View |"
        .to_owned();
    for version in MermaidVersion::ALL {
        write!(page, " {} |", version.name()).unwrap();
    }
    page.push_str("\n| --- |");
    page.push_str(&" --- |".repeat(MermaidVersion::ALL.len()));
    page.push('\n');
    let mut reasons: Vec<&str> = Vec::new();
    for view in registry.views() {
        let name = view.description().id;
        write!(page, "| `{name}` |").unwrap();
        for judgement in judgements {
            let cells = judgement.results[name].iter().map(|((kind, reason), (count, flawed))| {
                let mut cell = format!("{}, {count} journeys", written(kind));
                if *flawed > 0 {
                    write!(cell, ", {flawed} of them with flaws").unwrap();
                }
                if !reason.is_empty() {
                    let number = reasons.iter().position(|known| known == reason).unwrap_or_else(|| {
                        reasons.push(reason);
                        reasons.len() - 1
                    });
                    write!(cell, " ({})", number + 1).unwrap();
                }
                cell
            });
            write!(page, " {} |", cells.collect::<Vec<_>>().join("; ")).unwrap();
        }
        page.push('\n');
    }
    if !reasons.is_empty() {
        page.push_str("\nWhy it is not the view's own diagram, as the rendering says it:\n\n");
        for (number, reason) in reasons.iter().enumerate() {
            writeln!(page, "{}. {reason}", number + 1).unwrap();
        }
    }
    page
}

/// How the type of a diagram is written in its source.
fn written(kind: &str) -> String {
    match kind {
        "Markdown" => return kind.to_owned(),
        "flowchart-v2" => "`flowchart`",
        "block" => "`block-beta`",
        "xychart" => "`xychart-beta`",
        "swimlane" => "`swimlane-beta`",
        "sequence" => "`sequenceDiagram`",
        other => return format!("`{other}`"),
    }
    .to_owned()
}
