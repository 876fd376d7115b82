//! One mistake is one finding, and every fix mends: examples are damaged, and all rules look on.

use journey_plugin::model::syntax::{Node, SyntaxKind, parse};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::testing::{broken_promises, examples, findings_about_language};

/// Misspells every word of the given kinds by one letter more, and by one less, in the examples that stand alone; shows
/// what all rules find beyond what they find in the sound text, together with what was misspelled.
fn misspelled(kinds: &[SyntaxKind]) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let [single, _] = examples();
    for (path, text) in single.iter().filter(|(path, _)| path.ends_with("weekly-shop.journey") || path.contains("b2b"))
    {
        let before = findings_about_language(&[(path.clone(), text.clone())]);
        let tree = parse(text);
        let nodes = tree.children().flat_map(|node| std::iter::once(node).chain(node.descendants()));
        for node in nodes.filter(|node| kinds.contains(&node.kind())) {
            for word in slips(node) {
                let mut broken = text.clone();
                broken.replace_range(node.range().to_usize(), &word);
                let what = format!("{} {:?} {} -> {word}", path, node.kind(), node.text());
                all.push((what, beyond(&before, findings_about_language(&[(path.clone(), broken)]))));
            }
        }
    }
    assert!(all.len() > 100, "{}", all.len());
    all
}

/// The findings that are more than before, rule by rule.
fn beyond(before: &[String], mut after: Vec<String>) -> Vec<String> {
    let code = |finding: &String| finding.split(':').next().map(str::to_owned);
    for one in before {
        let same = after.iter().position(|finding| finding == one);
        let at = same.or_else(|| after.iter().position(|finding| code(finding) == code(one)));
        at.map(|at| after.remove(at));
    }
    after
}

fn slips(node: Node<'_>) -> Vec<String> {
    let word = node.text();
    let mut shorter = word.to_owned();
    shorter.pop();
    // The near words of very short ones are too many to tell which is meant.
    let shorter = Some(shorter).filter(|shorter| shorter.len() > 3 && !shorter.ends_with(['-', '_']));
    shorter.into_iter().chain([format!("{word}x")]).collect()
}

#[test]
fn a_misspelled_word_is_one_finding() {
    let kinds = [SyntaxKind::Reference, SyntaxKind::Qualifier, SyntaxKind::Key, SyntaxKind::Keyword];
    for (what, found) in misspelled(&kinds) {
        assert_eq!(found.len(), 1, "{what}: {found:#?}");
    }
}

#[test]
fn a_misspelled_id_is_told_only_where_it_is_referred_to() {
    for (what, found) in misspelled(&[SyntaxKind::Name]) {
        assert!(found.iter().all(|one| one.starts_with("unknown-name: ")), "{what}: {found:#?}");
    }
}

/// The rules about names and structure.
const CODES: [&str; 7] = [
    "unknown-name",
    "ambiguous-name",
    "duplicate-name",
    "unused-name",
    "unwritten-id",
    "empty-stage",
    "journey-without-persona",
];

/// Something that goes wrong with the lines of a file: taken out, written twice, moved.
#[derive(Clone, Debug)]
enum Slip {
    Remove(Index),
    Copy(Index, usize, Index),
    Swap(Index, Index),
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        any::<Index>().prop_map(Slip::Remove),
        (any::<Index>(), 1_usize..8, any::<Index>()).prop_map(|(from, count, to)| Slip::Copy(from, count, to)),
        any::<(Index, Index)>().prop_map(|(one, other)| Slip::Swap(one, other)),
    ]
}

proptest! {
    #[test]
    fn every_fix_mends_whatever_else_is_wrong(
        example in any::<Index>(),
        slips in prop::collection::vec(slip(), 1..4),
    ) {
        let [single, _] = examples();
        let (path, text) = example.get(&single);
        let mut lines: Vec<&str> = text.lines().collect();
        for slip in slips {
            let count = lines.len();
            match slip {
                Slip::Remove(line) => drop(lines.remove(line.index(count))),
                Slip::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
                Slip::Copy(from, length, to) => {
                    let from = from.index(count);
                    let block = lines[from..(from + length).min(count)].to_vec();
                    let to = to.index(count);
                    lines.splice(to..to, block);
                }
            }
        }
        let texts = [(path.clone(), lines.join("\n") + "\n")];
        prop_assert_eq!(broken_promises(&texts, &CODES), Vec::<String>::new(), "{}", texts[0].1);
    }
}
