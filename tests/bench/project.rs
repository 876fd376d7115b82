//! From a letter typed to a project: parsing, lowering and merging again, by the length of the file and the number of files
//! around it, and the check of the edited file after that.
//!
//! Run with `cargo bench -p journey-tests --bench project`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};
use journey_plugin::{Environment, Registry};
use journey_syntax::{TextRange, parse};

#[path = "texts.rs"]
mod texts;

/// About so many lines, with names of their own.
fn lines(lines: usize, name: &str) -> String {
    let mut text = String::new();
    let mut count = 0;
    for copy in 0.. {
        if count >= lines {
            break;
        }
        let more = texts::renamed(&format!("{name}_{copy}"));
        count += more.lines().count();
        text.push_str(&more);
    }
    text
}

/// A project of `count` files, the first of which has `first` lines and all others about 130.
fn project(registry: &Registry, first: usize, count: usize) -> Project {
    let schema = registry.schema();
    let files = (0..count).map(|number| {
        let text = lines(if number == 0 { first } else { 1 }, &format!("n{number}"));
        let model = Arc::new(FileModel::lower(&parse(&text), &schema));
        File { path: format!("{number}.journey").into(), model }
    });
    let project = Project::new(files.collect(), Arc::clone(&schema), Configuration::default());
    project.prepare();
    project
}

/// Where something stands in the middle of the first file, and how long it is.
fn in_the_middle(project: &Project, what: &str) -> TextRange {
    let text = project.file(FileId::from_index(0)).model.parse().text();
    let middle = text.len() / 2;
    let middle = (0..middle).rev().find(|at| text.is_char_boundary(*at)).expect("a text starts somewhere");
    let at = middle + text[middle..].find(what).unwrap_or_else(|| text[..middle].find(what).unwrap_or(0));
    let at = u32::try_from(at + what.len()).expect("a small file");
    TextRange::empty(at)
}

fn edited(project: &Project, registry: &Registry, at: TextRange) -> Project {
    let first = FileId::from_index(0);
    let model = &project.file(first).model;
    let model = model.relower(&model.parse().edit(at, black_box("x")), &registry.schema());
    project.with_file(first, Arc::new(model)).0
}

fn one_edit(criterion: &mut Criterion) {
    let registry = Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict");
    for (what, before) in [("a text", ": \""), ("a name", "channel: "), ("a head", "\nchannel ")] {
        let mut group = criterion.benchmark_group(format!("edit of {what} to project"));
        for (first, files) in SIZES {
            let project = project(&registry, first, files);
            let at = in_the_middle(&project, before);
            let id = BenchmarkId::new(format!("{first} lines"), format!("{files} files"));
            group.bench_function(id, |bencher| bencher.iter(|| edited(&project, &registry, at)));
        }
        group.finish();
    }
}

fn whom_it_concerns(criterion: &mut Criterion) {
    let registry = Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict");
    let mut group = criterion.benchmark_group("whom an edit concerns later");
    for (first, files) in SIZES {
        let project = project(&registry, first, files);
        let at = in_the_middle(&project, "channel: ");
        let file = FileId::from_index(0);
        let model = &project.file(file).model;
        let model = Arc::new(model.relower(&model.parse().edit(at, "x"), &registry.schema()));
        let (_, affected) = project.with_file(file, model);
        let id = BenchmarkId::new(format!("{first} lines"), format!("{files} files"));
        group.bench_function(id, |bencher| bencher.iter(|| affected.later()));
    }
    group.finish();
}

fn check_of_the_edited_file(criterion: &mut Criterion) {
    let registry = Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict");
    let environment = Environment::of(Date::parse("2026-11-20").expect("a day of the calendar"));
    for (what, before) in [("a text", ": \""), ("a name", "channel: ")] {
        let mut group = criterion.benchmark_group(format!("check of the file after an edit of {what}"));
        group.sample_size(20);
        for (first, files) in SIZES {
            let project = edited_project(&registry, first, files, before);
            let id = BenchmarkId::new(format!("{first} lines"), format!("{files} files"));
            group.bench_function(id, |bencher| {
                bencher.iter(|| registry.check(&project, FileId::from_index(0), environment))
            });
        }
        group.finish();
    }
}

fn edited_project(registry: &Registry, first: usize, files: usize, before: &str) -> Project {
    let project = project(registry, first, files);
    let at = in_the_middle(&project, before);
    edited(&project, registry, at)
}

/// Lines of the edited file, and files.
const SIZES: [(usize, usize); 7] =
    [(100, 1), (1_000, 1), (10_000, 1), (100_000, 1), (1_000, 100), (1_000, 5_000), (10_000, 5_000)];

criterion_group!(benches, one_edit, whom_it_concerns, check_of_the_edited_file);
criterion_main!(benches);
