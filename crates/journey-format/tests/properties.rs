//! What holds for every text, sound or broken: the layout changes nothing but the layout.

#[path = "../../../grammar/examples.rs"]
mod examples;

use journey_format::{TextEdit, apply, format, format_range};
use journey_syntax::{Node, Parse, SyntaxKind, TextRange, parse};
use proptest::prelude::*;

use examples::example_projects;

/// What a text says, without its layout: equal stories are equal trees up to space, commas and comments.
fn story(parse: &Parse) -> String {
    fn write(node: Node<'_>, depth: usize, out: &mut String) {
        match node.kind() {
            SyntaxKind::Comment | SyntaxKind::Documentation => return,
            // The lines of a long text move together; `tests/tests/format.rs` holds that it says the same.
            SyntaxKind::BlockText => {
                let inner = node.text().trim_matches('"').replace("\r\n", "\n").replace('\r', "\n");
                let lines: Vec<&str> = match inner.split('\n').collect::<Vec<_>>() {
                    lines if lines.len() == 1 => lines,
                    lines => lines.into_iter().map(str::trim_start).collect(),
                };
                out.push_str(&format!("{}{lines:?}\n", "  ".repeat(depth)));
            }
            kind => out.push_str(&format!("{}{kind:?} {:?}\n", "  ".repeat(depth), tokens(node))),
        }
        node.children().for_each(|child| write(child, depth + 1, out));
    }
    /// The text of a node that has nothing below it.
    fn tokens(node: Node<'_>) -> &str {
        if node.children().next().is_some() { "" } else { node.text() }
    }
    let mut out = String::new();
    for node in parse.children() {
        write(node, 0, &mut out);
    }
    for error in parse.errors() {
        out.push_str(&format!("! {:?}\n", error.kind));
    }
    out
}

fn comments(parse: &Parse) -> Vec<String> {
    let nodes = parse.children().flat_map(|node| std::iter::once(node).chain(node.descendants()));
    let comments = nodes.filter(|node| matches!(node.kind(), SyntaxKind::Comment | SyntaxKind::Documentation));
    comments.map(|comment| comment.text().to_owned()).collect()
}

fn line_ends(text: &str) -> [usize; 3] {
    let crlf = text.matches("\r\n").count();
    [crlf, text.matches('\n').count() - crlf, text.matches('\r').count() - crlf]
}

/// Everything that holds for every text.
fn check(text: &str) -> String {
    let tree = parse(text);
    let formatted = format(&tree);
    check_edits(text, &formatted.edits);
    let after = apply(text, &formatted.edits);
    let tree_after = parse(&after);
    assert_eq!(story(&tree_after), story(&tree), "what {text:?} says became {after:?}");
    assert_eq!(comments(&tree_after), comments(&tree), "{text:?} became {after:?}");

    let again = format(&tree_after);
    assert_eq!(again.edits, [], "not the same when laid out twice: {text:?} became {after:?}");
    let left = |text: &str, ranges: &[TextRange]| -> Vec<String> {
        ranges.iter().map(|range| text[range.to_usize()].to_owned()).collect()
    };
    assert_eq!(left(text, &formatted.left_alone), left(&after, &again.left_alone), "{text:?} became {after:?}");
    for range in &formatted.left_alone {
        let touched = formatted.edits.iter().find(|edit| edit.range.start < range.end && range.start < edit.range.end);
        assert_eq!(touched, None, "in {text:?}");
    }
    if formatted.left_alone.is_empty() {
        check_style(&after);
        assert!(line_ends(&after).iter().filter(|count| **count > 0).count() <= 1, "{text:?} became {after:?}");
    }
    after
}

/// In order, without overlap, and nothing but space and commas, with no byte that was there before.
fn check_edits(text: &str, edits: &[TextEdit]) {
    let mut end = 0;
    for edit in edits {
        let range = edit.range.to_usize();
        assert!(range.start >= end, "{edits:?} of {text:?}");
        end = range.end;
        let old = &text[range.clone()];
        let is_layout = |character: char| {
            character.is_whitespace() || matches!(character, ',' | ';' | ':' | '\u{200B}' | '\u{FEFF}')
        };
        assert!(old.chars().all(is_layout) && edit.replacement.chars().all(is_layout), "{edit:?} of {text:?}");
        assert_ne!(old, edit.replacement);
        // As small as can be; line ends stay whole.
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let ((old_first, old_last), (new_first, new_last)) = (ends(old), ends(&edit.replacement));
        let is_same = |one: Option<char>, other| one == other && one.is_some_and(|one| !matches!(one, '\n' | '\r'));
        assert!(!is_same(old_first, new_first) && !is_same(old_last, new_last), "{edit:?} of {text:?}");
        // Nothing between the two bytes of a line end.
        let inside = |at: usize| at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n');
        assert!(!inside(range.start) && !inside(range.end), "{edit:?} of {text:?}");
    }
}

/// What can be seen without knowing the language.
fn check_style(text: &str) {
    let inside_long_text = |line: usize| {
        let tree = parse(text);
        let starts: Vec<usize> =
            text.split_inclusive('\n').scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
        let at = starts[line] as u32;
        let nodes = tree.children().flat_map(Node::descendants).collect::<Vec<_>>();
        nodes.iter().any(|node| {
            node.kind() == SyntaxKind::BlockText && node.range().start < at && at < node.range().end
                || node.kind() == SyntaxKind::BlockText && node.range().start >= at && node.range().start < at + 1000
        })
    };
    let text_lf = text.replace("\r\n", "\n").replace('\r', "\n");
    if text_lf.trim_start_matches('\u{FEFF}').is_empty() {
        return;
    }
    assert!(text_lf.ends_with('\n') && !text_lf.ends_with("\n\n") || text_lf.contains("\"\"\""), "{text:?}");
    if text != text_lf {
        return;
    }
    for (number, line) in text_lf.lines().enumerate() {
        let indented = line.len() - line.trim_start_matches(' ').len();
        let fine = line.trim_end_matches([' ', '\t']) == line && indented % 2 == 0;
        assert!(fine || inside_long_text(number), "line {number} of {text:?}");
    }
    assert!(!text_lf.contains("\n\n\n") || text_lf.contains("\"\"\""), "{text:?}");
}

fn examples() -> Vec<String> {
    example_projects().into_iter().flatten().map(|(_, text)| text).collect()
}

/// Space that can stand between two words without changing what they say.
fn space() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", " ", "  ", "\t", "\u{a0}", " \u{a0} "]).prop_map(str::to_owned)
}

fn line_end() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "\n",
        "\n",
        "\n\n",
        "\n\n\n\n",
        " \n",
        "\t\n \n",
        "\r\n",
        "\r\n\r\n",
        "\r",
        " // why\n",
        "\n// why \n",
        "\n/// doc\n",
        "; ",
        ";",
        ";\n",
        " ;; ",
    ])
    .prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "app",
        "weekly_shop.search",
        "\"short\"",
        "8",
        "-1 \"sad\"",
        "-1\"sad\"",
        "85%",
        "2026-11-01",
        "1..5",
        "10min",
        "@team",
        "app \"Shows results\"",
        "\"a much longer text of the kind that people write when they describe a thought\"",
        "\"早い 早い 早い 早い 早い 早い 早い 早い\"",
        "\"with, a comma; and } brace // slashes\"",
        "\"\"",
        "\"\"\"one\"\"\"",
    ])
    .prop_map(str::to_owned);
    let long = prop::collection::vec(
        prop::sample::select(vec!["", "  ", "      one", "    two", "\tthree", "  four  "]),
        1..5,
    )
    .prop_map(|lines| format!("\"\"\"{}\"\"\"", lines.join("\n")));
    prop_oneof![8 => plain, 1 => long]
}

fn separator() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        ",",
        ", ",
        " , ",
        ",\n",
        ", \n    ",
        ",\r\n\r\n ",
        ", // why\n",
        ",\n // why\n\n  // and\n  ",
        ",\n,",
    ])
    .prop_map(str::to_owned)
}

fn list(item: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    prop::collection::vec((item, separator()), 1..6).prop_map(|items| {
        let last = items.len() - 1;
        items
            .into_iter()
            .enumerate()
            .map(|(at, (item, separator))| if at == last { item } else { item + &separator })
            .collect()
    })
}

fn property() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["goal", "emotion maya", "source", "next", "wants"]);
    let source = prop::sample::select(vec!["interviews", "q3_survey", "account_interviews_with_a_long_name"])
        .prop_map(str::to_owned);
    let citation = prop::option::of((prop::sample::select(vec![" ", ", ", ",\n ", ", // why\n", "\t"]), list(source)));
    (key, space(), space(), list(value()), citation, prop::sample::select(vec!["", "", "", ",", " ,"])).prop_map(
        |(key, before, behind, values, citation, trailing)| {
            let citation = citation.map_or(String::new(), |(before, sources)| format!("{before}from {sources}"));
            format!("{key}{before}:{behind}{values}{citation}{trailing}")
        },
    )
}

fn declaration() -> impl Strategy<Value = String> {
    let head = (
        prop::sample::select(vec!["stage", "touchpoint", "pain", "opportunity", "stag", "gain"]),
        prop::sample::select(vec![
            " s",
            "  s",
            " s \"Label\"",
            "\t\"Label\"",
            "\"Label\"",
            " s\"Label\"",
            " s \"\"\"two\n    lines\"\"\"",
        ]),
    )
        .prop_map(|(keyword, name)| format!("{keyword}{name}"));
    let leaf = head.clone().boxed();
    leaf.prop_recursive(4, 24, 6, move |inner| {
        let entry = prop_oneof![3 => property(), 1 => inner, 1 => Just(String::new())];
        let gap = prop::sample::select(vec!["", " ", "\n", "\n\n", "\r\n  "]);
        (head.clone(), gap, line_end(), prop::collection::vec((entry, line_end(), space()), 0..5)).prop_map(
            |(head, gap, first, entries)| {
                let entries: String = entries.into_iter().map(|(entry, end, space)| entry + &end + &space).collect();
                format!("{head}{gap}{{{first}{entries}}}")
            },
        )
    })
}

fn file() -> impl Strategy<Value = String> {
    let top = prop_oneof![
        declaration(),
        prop::sample::select(vec![
            "persona maya \"Maya\"",
            "channel  app{kind:digital}",
            "// a comment",
            "/// about the next"
        ])
        .prop_map(str::to_owned),
        declaration().prop_map(|declaration| format!("journey j \"J\" {{{declaration}}}")),
    ];
    let start = prop::sample::select(vec!["", "\u{FEFF}", "\n\n", " "]);
    (start, prop::collection::vec((top, line_end(), space()), 0..6)).prop_map(|(start, entries)| {
        start.to_owned() + &entries.into_iter().map(|(entry, end, space)| entry + &end + &space).collect::<String>()
    })
}

/// Pieces that break things: everything that the grammar looks at.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "{", "}", "\"", "\"\"\"", "\n", "\r\n", "\r", ":", ",", ";", "//", "///", " ", "  ", "\t", "-", "from ", "\n\n\n", ",\n",
            "journey x {\n", "persona p \"P\"\n", "stage s {", "touchpoint t \"T\" { emotion: +1 }", "pain \"p\"", "stag x \"X\" { goal: 1 }",
            "opportunity o {\n", "emotion maya: -2 \"sad\" from a, b\n", "goal: words without quotes\n", "\\", "goal:", "x- ",
            "quote: \"\"\"x\\\n", "goal: \"g\" from ,", "\u{feff}", "\u{a0}", "“x”", "'x'", "2026-11-01", "@team", "a.b", "\0", "😀", "é",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => property(),
    ]
}

fn boundary(text: &str, at: prop::sample::Index) -> usize {
    let mut at = at.index(text.len() + 1);
    // No editor puts its cursor between the two bytes of a line end.
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}

fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, piece());
    let start = prop_oneof![prop::sample::select(examples()), file()];
    (start, prop::collection::vec(edit, 1..5), any::<bool>()).prop_map(|(mut text, edits, crlf)| {
        for (at, removed, inserted) in edits {
            let start = boundary(&text, at);
            let mut end = (start + removed).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, &inserted);
        }
        if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_keep_what_they_say(text in file()) {
        check(&text);
    }

    #[test]
    fn mutated_files_keep_what_they_say_and_what_is_broken(text in mutated()) {
        check(&text);
    }

    #[test]
    fn any_mixture_of_pieces_keeps_what_it_says(pieces in prop::collection::vec(piece(), 0..20)) {
        check(&pieces.concat());
    }

    #[test]
    fn a_range_is_laid_out_and_nothing_around_it(text in mutated(), one: prop::sample::Index, other: prop::sample::Index) {
        let (one, other) = (boundary(&text, one), boundary(&text, other));
        let range = TextRange::new(one.min(other) as u32, one.max(other) as u32);
        let tree = parse(&text);
        let formatted = format_range(&tree, range);
        let all = format(&tree);
        prop_assert!(formatted.edits.iter().all(|edit| range.covers(edit.range)));
        // A comma may be missing here where a no-break space behind the range stays.
        let inside: Vec<TextEdit> = all.edits.into_iter().filter(|edit| range.covers(edit.range)).collect();
        if !text.contains('\u{a0}') {
            prop_assert_eq!(&formatted.edits, &inside);
        }
        let after = parse(&apply(&text, &formatted.edits));
        prop_assert_eq!(story(&after), story(&tree));
    }

    #[test]
    fn typing_never_changes_what_a_text_says(text in mutated(), at: prop::sample::Index) {
        let at = boundary(&text, at) as u32;
        let tree = parse(&text);
        for edits in [journey_format::indent_new_line(&tree, at), journey_format::format_after_brace(&tree, at)] {
            check_edits(&text, &edits);
        }
        let edits = journey_format::format_after_brace(&tree, at);
        prop_assert!(edits.iter().all(|edit| edit.range.end <= at));
    }
}

#[test]
fn the_examples_are_laid_out_already() {
    for example in examples() {
        assert_eq!(check(&example), example);
        let windows = example.replace('\n', "\r\n");
        assert_eq!(check(&windows), windows);
        let mac = example.replace('\n', "\r");
        assert_eq!(check(&mac), mac);
        let marked = format!("\u{FEFF}{example}");
        assert_eq!(check(&marked), marked);
    }
}
