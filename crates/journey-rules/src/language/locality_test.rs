//! One mistake is one finding: every word of the examples is misspelled, one at a time, and all rules look on.

use journey_plugin::model::syntax::{SyntaxKind, parse};

use crate::testing::{all_findings, examples};

#[test]
fn explore() {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for texts in examples().map(|texts| if texts.len() > 5 { texts } else { texts }) {
        for file in 0..texts.len() {
            let text = &texts[file].1;
            let tree = parse(text);
            let nodes = tree.children().flat_map(|node| std::iter::once(node).chain(node.descendants()));
            for node in nodes {
                let kind = node.kind();
                if !matches!(kind, SyntaxKind::Reference | SyntaxKind::Name | SyntaxKind::Key | SyntaxKind::Keyword | SyntaxKind::Qualifier) {
                    continue;
                }
                for how in ["short", "long", "swap"] {
                let word = node.text();
                let new = match how { "short" => word[..word.char_indices().last().unwrap().0].to_owned(), "long" => format!("{word}x"), _ => format!("zq{}", word.len()) };
                if new.is_empty() || new.ends_with('-') { continue; }
                let mut broken = texts.clone();
                if broken.len() > 6 && file == 99 { continue; }
                broken[file].1.replace_range(node.range().to_usize(), &new);
                let found = all_findings(&broken);
                let codes: Vec<&str> = found.iter().map(|one| one.split(':').next().unwrap()).collect();
                let mut codes2 = codes.clone(); codes2.dedup();
                *counts.entry(format!("{kind:?} {how} {codes2:?}")).or_default() += 1;
                if codes.len() != 1 && kind != SyntaxKind::Name {
                    eprintln!("{} {:?} {word} -> {new}: {found:?}", texts[file].0.rsplit('/').next().unwrap(), kind);
                }
                }
            }
        }
    }
    for (what, count) in counts { eprintln!("{count:6} {what}"); }
}
