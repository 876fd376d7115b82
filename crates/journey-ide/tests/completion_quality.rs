//! How good completion is: positions that people are at while they write, and how far down the list stands what they mean.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use journey_ide::plugin::Registry;
use journey_ide::{Cancellation, Folders, Snapshot, complete};
use journey_model::syntax::parse;
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};

/// The files of an example: those of its folder, where that is a project of its own.
fn example(path: &str) -> Vec<(String, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/examples");
    let read = |path: &str| std::fs::read_to_string(examples.join(path)).expect("an example");
    let Some((folder, _)) = path.split_once('/') else { return vec![(path.to_owned(), read(path))] };
    let entries = std::fs::read_dir(examples.join(folder)).expect("a folder of examples");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"));
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".journey")).collect();
    names.sort();
    names.into_iter().map(|name| format!("{folder}/{name}")).map(|path| (path.clone(), read(&path))).collect()
}

/// A project of these files, and the file with that path.
fn snapshot(files: &[(String, String)], path: &str) -> (Snapshot, FileId) {
    let mut plugins = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    let registry = Arc::new(Registry::new(plugins).expect("built-in plugins do not conflict"));
    let schema = registry.schema();
    let lowered = files.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    let project = Project::new(lowered.collect(), schema, Configuration::default());
    let file = project.file_by_path(path).expect("the file");
    let snapshot = Snapshot {
        project: Arc::new(project),
        registry,
        folders: Arc::new(Data),
        today: Date::parse("2026-11-21").expect("a day"),
        cancellation: Cancellation::default(),
    };
    (snapshot, file)
}

struct Data;

impl Folders for Data {
    fn entries(&self, _file: &str, folder: &str) -> Vec<String> {
        let names: &[&str] = match folder {
            "" => &["as-is-to-be/", "data/", "README.md", "weekly-shop.journey"],
            "data/" => &["ces.csv", "csat.csv", "funnel.csv", "nps.csv", "q3.csv"],
            _ => &[],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn is_file(&self, _file: &str, _path: &str) -> bool {
        false
    }
}

/// The labels that an editor shows at a place: those like what is typed, in the order of the list.
fn shown(files: &[(String, String)], path: &str, offset: usize) -> Vec<String> {
    let (snapshot, file) = snapshot(files, path);
    let offset = u32::try_from(offset).expect("a short text");
    let list = complete(&snapshot, file, offset).expect("nobody cancels");
    let text = &files.iter().find(|(name, _)| name == path).expect("the file").1;
    let typed = &text[list.replace.start as usize..offset as usize];
    let is_like = |label: &str| {
        let mut letters = label.chars().flat_map(char::to_lowercase);
        typed.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
    };
    list.items.into_iter().map(|item| item.label).filter(|label| is_like(label)).collect()
}

/// One over the place of what is meant in what is shown; zero where it is not there.
#[expect(clippy::cast_precision_loss, reason = "a list is short")]
fn reciprocal_rank(shown: &[String], meant: &str) -> f64 {
    shown.iter().position(|label| label == meant).map_or(0.0, |position| 1.0 / (position as f64 + 1.0))
}

/// A row of the corpus, as it stands there.
struct Row<'c> {
    example: &'c str,
    sign: &'c str,
    line: &'c str,
    typed: &'c str,
    meant: &'c str,
}

fn rows(corpus: &str) -> Vec<Row<'_>> {
    let mut example = "";
    let mut rows = Vec::new();
    for line in corpus.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(path) = line.strip_prefix("== ") {
            example = path;
            continue;
        }
        let mut parts = line.split(" >>> ");
        let (place, typed) = (parts.next().expect("a place"), parts.next().expect("what is typed"));
        let (sign, line) = place.split_once(' ').expect("a sign and a line");
        rows.push(Row { example, sign, line, typed, meant: parts.next().expect("what is meant") });
    }
    rows
}

impl Row<'_> {
    /// The text with what is typed, and where the cursor is in it.
    fn text(&self, whole: &str) -> (String, usize) {
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let reads_so = |line: &&str| line.trim() == self.line;
        let number = lines.iter().position(reads_so).unwrap_or_else(|| panic!("{}: {}", self.example, self.line));
        let indentation: String = lines[number].chars().take_while(|character| *character == ' ').collect();
        let deeper = if self.sign.starts_with('>') { "  " } else { "" };
        let kept = if self.sign.starts_with('=') { number } else { number + 1 };
        let mut text = lines[..kept].concat();
        let start = text.len() + indentation.len() + deeper.len();
        let cursor = self.typed.find('^').expect("a cursor");
        let typed = self.typed.replace('^', "");
        write!(text, "{indentation}{deeper}{typed}").expect("a string takes everything");
        if !self.sign.ends_with('$') {
            text.push('\n');
            text.push_str(&lines[number + 1..].concat());
        }
        (text, start + cursor)
    }
}

#[test]
fn what_is_meant_stands_at_the_top() {
    let rows = rows(include_str!("completion_quality.txt"));
    assert!(rows.len() >= 80, "{} positions", rows.len());
    let mut sum = 0.0;
    for row in &rows {
        let mut files = example(row.example);
        let file = files.iter_mut().find(|(path, _)| path == row.example).expect("the example");
        let (text, offset) = row.text(&file.1);
        file.1 = text;
        let shown = shown(&files, row.example, offset);
        let rank = reciprocal_rank(&shown, row.meant);
        if rank < 1.0 {
            let first: Vec<&String> = shown.iter().take(5).collect();
            println!("{rank:.2} {}: {} means {}, shown are {first:?}", row.example, row.typed, row.meant);
        }
        sum += rank;
    }
    #[expect(clippy::cast_precision_loss, reason = "the corpus is small")]
    let mean = sum / rows.len() as f64;
    println!("mean reciprocal rank at {} positions: {mean:.3}", rows.len());
    assert!(mean >= 0.85, "{mean:.3}");
}
