//! Every text parses, gives itself back, and parses again after edits to what a fresh parse gives.

#[path = "../../../grammar/examples.rs"]
mod examples;

use journey_syntax::{Node, Parse, SyntaxKind, TextRange, parse};
use proptest::prelude::*;

use examples::example_projects;

/// What the tree says, in lines: equal dumps are equal trees.
fn dump(parse: &Parse) -> String {
    fn write(node: Node<'_>, depth: usize, out: &mut String) {
        out.push_str(&format!("{}{node:?}\n", "  ".repeat(depth)));
        node.children().for_each(|child| write(child, depth + 1, out));
    }
    let mut out = String::new();
    for chunk in parse.chunks() {
        write(chunk.node(), 0, &mut out);
    }
    out.push_str(&format!("{:#?}", parse.errors()));
    out
}

/// Nodes lie inside their parents, in order, and do not overlap.
fn well_formed(node: Node<'_>, text: &str) {
    let mut end = node.range().start;
    for child in node.children() {
        let range = child.range();
        assert!(node.range().covers(range), "{child:?} in {node:?}");
        assert!(range.start >= end, "{child:?} overlaps in {node:?}");
        assert_eq!(child.to_text(), text[range.to_usize()], "{child:?}");
        end = range.end;
        well_formed(child, text);
    }
}

fn check(text: &str) -> Parse {
    let parse = parse(text);
    assert_eq!(parse.text(), text);
    assert_eq!(parse.len() as usize, text.len());
    parse.chunks().for_each(|chunk| well_formed(chunk.node(), text));
    assert_eq!(parse.errors().is_empty(), !parse.has_errors(), "{text:?}\n{}", dump(&parse));
    parse
}

fn examples() -> Vec<String> {
    example_projects().into_iter().flatten().map(|(_, text)| text).collect()
}

/// Pieces that break things: everything that the grammar looks at.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "{", "}", "\"", "\"\"\"", "\n", "\r\n", "\r", ":", ",", ";", "//", "///", " ", "  ", "\t", "-", "from ",
            "journey x {\n", "persona p \"P\"\n", "stage s {", "touchpoint t \"T\" { emotion: +1 }", "pain \"p\"",
            "opportunity o {\n", "emotion maya: -2 \"sad\" from a, b\n", "goal: words without quotes\n", "\\",
            "quote: \"\"\"x\\\n", "goal: \"g\" from ,", "\u{feff}", "\u{a0}", "“x”", "'x'", "2026-11-01", "85%", "1..5", "10min", "@team", "a.b", "\0", "😀", "é",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn piece_of_text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat())
}

fn boundary(text: &str, at: prop::sample::Index) -> usize {
    let mut at = at.index(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses_and_prints_back(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mixture_of_pieces_parses_and_prints_back(text in piece_of_text()) {
        check(&text);
    }

    #[test]
    fn any_mutation_of_an_example_parses_and_prints_back(
        example in prop::sample::select(examples()),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, piece()), 1..4),
    ) {
        let mut text = example;
        for (at, removed, inserted) in edits {
            let start = boundary(&text, at);
            let mut end = (start + removed).min(text.len());
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(start..end, &inserted);
        }
        check(&text);
    }

    #[test]
    fn reparse_after_edits_equals_a_fresh_parse(
        start in prop_oneof![prop::sample::select(examples()), piece_of_text()],
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, piece()), 1..12),
    ) {
        let mut text = start;
        let mut tree = parse(&text);
        for (at, removed, inserted) in edits {
            let start = boundary(&text, at);
            let mut end = (start + removed).min(text.len());
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(start..end, &inserted);
            tree = tree.edit(TextRange::new(start as u32, end as u32), &inserted);
            prop_assert_eq!(tree.text(), &*text);
            prop_assert_eq!(dump(&tree), dump(&parse(&text)), "{:?}", text);
        }
    }
}

#[test]
fn typing_an_example_letter_by_letter_equals_a_fresh_parse_at_every_step() {
    let example = &examples()[0];
    let mut tree = parse("");
    let mut text = String::new();
    for character in example.chars() {
        let end = text.len() as u32;
        text.push(character);
        tree = tree.edit(TextRange::empty(end), character.encode_utf8(&mut [0; 4]));
        assert_eq!(tree.text(), text);
    }
    assert_eq!(dump(&tree), dump(&parse(&text)));
}

/// Edits after which a part of the text reads differently because of what stands behind it on its line.
#[test]
fn an_edit_that_makes_the_line_run_on_equals_a_fresh_parse() {
    for (text, removed, inserted) in [
        ("; touchpoint t \"T\" { emotion: +1 }\u{a0}", 25..30, "\""),
        ("touchpoint t \"T\" { emotion: +1 }10min@teamé'x'", 21..27, "'x'"),
        ("journey j {\n touchpoint t { goal: \"a\" } }\n", 38..39, ""),
    ] {
        let mut after = text.to_owned();
        after.replace_range(removed.clone(), inserted);
        let edited = parse(text).edit(TextRange::new(removed.start as u32, removed.end as u32), inserted);
        assert_eq!(dump(&edited), dump(&parse(&after)), "{after:?}");
    }
}

#[test]
fn edits_near_the_deepest_block_equal_a_fresh_parse() {
    for depth in 125..=131 {
        let text: String = (0..depth).map(|at| format!("{}stage s {{\n", " ".repeat(at))).collect::<String>()
            + &(0..depth).rev().map(|at| format!("{}}}\n", " ".repeat(at))).collect::<String>();
        let mut tree = parse(&text);
        let mut edited = text.clone();
        let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).rev().step_by(16).collect();
        for at in starts {
            for inserted in ["stage x {\n}\n", "goal: \"g\"\n"] {
                edited.insert_str(at, inserted);
                tree = tree.edit(TextRange::empty(at as u32), inserted);
                assert_eq!(dump(&tree), dump(&parse(&edited)), "{depth} {at}");
            }
        }
    }
}

#[test]
fn an_edit_shares_every_other_declaration() {
    let text = "persona a \"A\"\njourney j {\n  stage s {\n    touchpoint t { emotion: +1 }\n    touchpoint u { emotion: +1 }\n  }\n}\npersona b \"B\"\n";
    let old = parse(text);
    let at = text.find("+1").expect("it is there") as u32;
    let new = old.edit(TextRange::new(at, at + 2), "-1");
    fn declarations(parse: &Parse) -> impl Iterator<Item = Node<'_>> {
        let nodes = parse.chunks().flat_map(|chunk| chunk.node().descendants());
        nodes.filter(|node| node.kind() == SyntaxKind::Declaration)
    }
    let shared: Vec<bool> =
        declarations(&old).zip(declarations(&new)).map(|(old, new)| old.is_shared_with(new)).collect();
    // Persona, journey, stage, the touchpoint that changed, the one that did not, persona.
    assert_eq!(shared, [true, false, false, false, true, true]);
}
