//! Parsing and lowering: throughput on 5 MB made from the examples, and the cost of one edit by the length of the file.
//!
//! Run with `cargo bench -p journey-tests --bench parsing`.

use std::hint::black_box;
use std::sync::LazyLock;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use journey_model::{FileModel, Schema};
use journey_syntax::{TextRange, parse};

#[path = "texts.rs"]
mod texts;

static FIVE_MEGABYTES: LazyLock<String> = LazyLock::new(|| texts::of_bytes(5_000_000));

fn throughput(criterion: &mut Criterion) {
    let text = &**FIVE_MEGABYTES;
    let mut group = criterion.benchmark_group("throughput");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    group.bench_function("parse", |bencher| {
        bencher.iter_with_large_drop(|| parse(black_box(text)));
    });
    group.bench_function("parse and lower", |bencher| {
        bencher.iter_with_large_drop(|| FileModel::lower(&parse(black_box(text)), Schema::standard()));
    });
    group.finish();
}

/// A letter typed into a text in the middle of the file, and taken away again.
fn one_edit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one edit");
    for lines in [1_000, 10_000, 100_000] {
        let text = texts::of_lines(lines);
        let tree = parse(&text);
        let middle = text.len() / 2;
        let at = middle + text[middle..].find(": \"").expect("there are texts everywhere") + 3;
        let at = u32::try_from(at).expect("a small file");
        group.bench_with_input(BenchmarkId::new("parse", lines), &tree, |bencher, tree| {
            bencher.iter(|| tree.edit(TextRange::empty(at), black_box("x")));
        });
        let model = FileModel::lower(&tree, Schema::standard());
        let edited = tree.edit(TextRange::empty(at), "x");
        group.bench_with_input(BenchmarkId::new("lower", lines), &model, |bencher, model| {
            bencher.iter_batched(|| &edited, |edited| model.relower(edited, Schema::standard()), BatchSize::SmallInput);
        });
    }
    group.finish();
}

/// The same where one stage holds all lines, each a touchpoint: the worst a file can be cut.
fn one_edit_in_one_stage(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one edit in one stage");
    for lines in [1_000, 10_000, 100_000] {
        let touchpoints: String =
            (0..lines).map(|number| format!("    touchpoint t{number} {{ emotion: +1 }}\n")).collect();
        let text = format!("journey j \"J\" {{\n  stage s \"S\" {{\n{touchpoints}  }}\n}}\n");
        let tree = parse(&text);
        let middle = text.len() / 2;
        let at = middle + text[middle..].find("+1").expect("there is one on each line");
        let at = u32::try_from(at).expect("a small file");
        group.bench_with_input(BenchmarkId::new("parse", lines), &tree, |bencher, tree| {
            bencher.iter(|| tree.edit(TextRange::new(at, at + 2), black_box("-1")));
        });
    }
    group.finish();
}

criterion_group!(benches, throughput, one_edit, one_edit_in_one_stage);
criterion_main!(benches);
