//! How good completion is: positions that people are at while they write, and how far down the list stands what they mean.

mod examples;

use std::fmt::Write as _;

use journey_ide::complete;
use journey_model::syntax::parse;
use journey_model::{Declaration, FileModel, Schema};

use examples::{example, snapshot};

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

/// Says a measure where it is seen although the test passes.
fn tell(measure: &str) {
    std::io::Write::write_all(&mut std::io::stderr(), format!("{measure}\n").as_bytes()).expect("somebody listens");
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
    let mut missed = String::new();
    for row in &rows {
        let mut files = example(row.example);
        let file = files.iter_mut().find(|(path, _)| path == row.example).expect("the example");
        let (text, offset) = row.text(&file.1);
        file.1 = text;
        let shown = shown(&files, row.example, offset);
        let rank = reciprocal_rank(&shown, row.meant);
        if rank < 1.0 {
            let first: Vec<&String> = shown.iter().take(5).collect();
            writeln!(missed, "{rank:.2} {}: {} means {}, shown are {first:?}", row.example, row.typed, row.meant)
                .expect("a string takes everything");
        }
        sum += rank;
    }
    #[expect(clippy::cast_precision_loss, reason = "the corpus is small")]
    let mean = sum / rows.len() as f64;
    tell(&format!("mean reciprocal rank at {} positions: {mean:.3}", rows.len()));
    assert!(mean >= 0.85, "{mean:.3}\n{missed}");
}

/// Every key and every name or word of a list in the examples, as if it were typed again: nobody chose these.
#[test]
fn what_the_examples_say_is_offered_while_it_is_typed_again() {
    let examples = [
        "weekly-shop.journey",
        "software-onboarding.journey",
        "b2b-account.journey",
        "hospital-visit.journey",
        "public-service.journey",
        "as-is-to-be/as-is.journey",
        "as-is-to-be/to-be.journey",
        "as-is-to-be/repair.journey",
        "as-is-to-be/opportunities.journey",
        "as-is-to-be/sources.journey",
    ];
    // Sums and counts of keys and of values, by the letters typed.
    let mut sums = [[(0.0, 0.0); 3]; 2];
    for path in examples {
        let files = example(path);
        let whole = files.iter().find(|(name, _)| name == path).expect("the example").1.clone();
        for (number, (kind, start, end, meant)) in words_of(&whole).into_iter().enumerate() {
            // Every letter of every word would take minutes.
            let letters = number % 3;
            let typed: String = meant.chars().take(letters).collect();
            let text = format!("{}{typed}{}", &whole[..start], &whole[end..]);
            let mut files = files.clone();
            files.iter_mut().find(|(name, _)| name == path).expect("the example").1 = text;
            let shown = shown(&files, path, start + typed.len());
            let also = format!("{meant} ");
            let position = shown.iter().position(|label| *label == meant || kind == 0 && label.starts_with(&also));
            let rank = position.map_or(0.0, |position| reciprocal_rank(&shown, &shown[position]));
            let (sum, count) = &mut sums[kind][letters];
            *sum += rank;
            *count += 1.0;
        }
    }
    let means = sums.map(|kind| kind.map(|(sum, count): (f64, f64)| sum / count));
    tell(&format!("keys after 0, 1 and 2 letters: {:.3?}, of {:.0?}", means[0], sums[0].map(|(_, count)| count)));
    tell(&format!("values after 0, 1 and 2 letters: {:.3?}, of {:.0?}", means[1], sums[1].map(|(_, count)| count)));
    // Which of twenty keys comes next, nobody can know; two letters tell it.
    for (mean, least) in means.as_flattened().iter().zip([0.5, 0.75, 0.9, 0.6, 0.85, 0.9]) {
        assert!(*mean >= least, "{means:.3?}");
    }
}

/// The keys (kind 0), each with its whole property, and the names and words (kind 1), each with its line's rest, of a
/// text: from where to where they are replaced, and what they are.
fn words_of(text: &str) -> Vec<(usize, usize, usize, String)> {
    let model = FileModel::lower(&parse(text), Schema::standard());
    let mut words = Vec::new();
    for property in model.declarations().flat_map(Declaration::properties) {
        let range = property.range().to_usize();
        words.push((0, range.start, range.end, property.key().to_owned()));
        for value in property.values() {
            if let Some(name) = value.reference() {
                words.push((1, value.range().to_usize().start, range.end, name.to_owned()));
            }
        }
        for (name, at) in property.sources() {
            words.push((1, at.to_usize().start, range.end, name.to_owned()));
        }
    }
    words
}
