//! How broken text is read: one small text each, the tree that it gives, and what is said to be wrong.

use std::fmt::Write as _;

use journey_syntax::{Node, SyntaxErrorKind, SyntaxKind, parse};

/// The declarations, properties and errors of a text, one a line.
fn outline(text: &str) -> String {
    fn write(node: Node<'_>, depth: usize, text: &str, out: &mut String) {
        for child in node.children() {
            let here = &text[child.range().to_usize()];
            let first_line = here.lines().next().unwrap_or_default();
            match child.kind() {
                SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration | SyntaxKind::HeadlessBlock => {
                    writeln!(out, "{}{:?} {first_line}", "  ".repeat(depth), child.kind()).expect("a string takes all");
                    write(child, depth + 1, text, out);
                }
                SyntaxKind::Body => write(child, depth, text, out),
                kind if kind.is_error() || kind == SyntaxKind::Property => {
                    writeln!(out, "{}{kind:?} {first_line}", "  ".repeat(depth)).expect("a string takes all");
                    write(child, depth + 1, text, out);
                }
                _ => {}
            }
        }
    }
    let tree = parse(text);
    let mut out = String::new();
    for chunk in tree.chunks() {
        write(chunk.node(), 0, text, &mut out);
    }
    for error in tree.errors() {
        writeln!(out, "! {:?} at {}", error.kind, error.range).expect("a string takes all");
    }
    out
}

#[test]
fn a_block_without_its_end_stops_before_the_next_line_that_is_not_deeper() {
    insta::assert_snapshot!(outline("journey j {\n  stage a {\n    touchpoint t { emotion: +1 }\n\n  stage b {\n    goal: \"g\"\n  }\n}\n"), @r#"
    Declaration journey j {
      Declaration stage a {
        Declaration touchpoint t { emotion: +1 }
          Property emotion: +1
        Unclosed 
      Declaration stage b {
        Property goal: "g"
    ! Unclosed at 22..23
    "#);
}

#[test]
fn a_block_without_its_end_stops_before_a_top_level_declaration() {
    insta::assert_snapshot!(outline("persona a {\n  goal: \"g\"\n\npersona b \"B\"\n"), @r#"
    Declaration persona a {
      Property goal: "g"
      Unclosed 
    Declaration persona b "B"
    ! Unclosed at 10..11
    "#);
}

#[test]
fn a_brace_too_many_closes_nothing() {
    insta::assert_snapshot!(outline("journey j {\n  stage a {\n    }\n    goal: \"g\"\n  }\n  stage b {}\n}\n"), @r#"
    Declaration journey j {
      Declaration stage a {
        StrayClose }
        Property goal: "g"
      Declaration stage b {}
    ! StrayClose at 28..29
    "#);
}

#[test]
fn a_block_without_its_beginning_is_still_a_block() {
    insta::assert_snapshot!(outline("journey j {\n  stage a \"A\"\n    goal: \"g\"\n  }\n  stage b {}\n}\n"), @r#"
    Declaration journey j {
      Declaration stage a "A"
        MissingOpen 
        Property goal: "g"
      Declaration stage b {}
    ! MissingOpen at 25..25
    "#);
}

#[test]
fn a_file_without_indentation_is_read_by_its_braces() {
    insta::assert_snapshot!(outline("journey j {\nstage a {\ngoal: \"g\"\n}\nstage b {\n}\n"), @r#"
    Declaration journey j {
      Declaration stage a {
        Property goal: "g"
      Declaration stage b {
      Unclosed 
    ! Unclosed at 10..11
    "#);
}

#[test]
fn however_a_file_is_laid_out_it_reads_the_same_where_braces_balance() {
    insta::assert_snapshot!(outline("journey j\n{\n      stage a {\n goal: \"g\"; owner: @x }\n stage b {} }\n"), @r#"
    Declaration journey j
      Declaration stage a {
        Property goal: "g"
        Property owner: @x
      Declaration stage b {}
    "#);
}

#[test]
fn texts_that_do_not_end_cost_their_line() {
    insta::assert_snapshot!(outline("persona a \"A {\n  goal: \"g\n  wants: \"w\"\n}\n"), @r#"
    Declaration persona a "A {
      UnterminatedText "A
      Property goal: "g
        UnterminatedText "g
      Property wants: "w"
    ! UnterminatedText at 10..12
    ! UnterminatedText at 23..25
    "#);
}

#[test]
fn a_label_that_does_not_end_leaves_the_block_behind_it() {
    insta::assert_snapshot!(outline("journey j {\n  stage a {\n    touchpoint t \"T { emotion: 0 }\n    touchpoint u {\n      does: \"fill in {x}\n      gain g { source: \"s }\n    }\n  }\n}\n"), @r#"
    Declaration journey j {
      Declaration stage a {
        Declaration touchpoint t "T { emotion: 0 }
          UnterminatedText "T
          Property emotion: 0
        Declaration touchpoint u {
          Property does: "fill in {x}
            UnterminatedText "fill in {x}
          Declaration gain g { source: "s }
            Property source: "s 
              UnterminatedText "s
    ! UnterminatedText at 41..43
    ! UnterminatedText at 90..102
    ! UnterminatedText at 126..128
    "#);
}

#[test]
fn a_block_text_that_does_not_end_stops_before_what_is_clearly_something_else() {
    insta::assert_snapshot!(outline("persona a {\n  quote: \"\"\"\n    some words\n    more words\n  wants: \"w\"\n}\n\npersona b \"B\"\n"), @r#"
    Declaration persona a {
      Property quote: """
        UnterminatedBlockText """
      Property wants: "w"
    Declaration persona b "B"
    ! UnterminatedBlockText at 21..54
    "#);
}

#[test]
fn a_backslash_at_the_end_of_a_line_does_not_carry_a_block_text_over_a_top_level_declaration() {
    insta::assert_snapshot!(outline("persona a {\n  quote: \"\"\"x\\\npersona b {\n  quote: \"\"\"y\"\"\"\n}\n"), @r#"
    Declaration persona a {
      Property quote: """x\
        UnterminatedBlockText """x\
      Unclosed 
    Declaration persona b {
      Property quote: """y"""
    ! Unclosed at 10..11
    ! UnterminatedBlockText at 21..26
    "#);
}

#[test]
fn a_citation_needs_a_name_before_each_comma() {
    insta::assert_snapshot!(outline("persona a {\n  goal: \"g\" from ,\n  wants: \"w\" from , s\n  hates: \"h\" from s,, t\n  job: \"j\" from\u{a0}\n  role: \"r\" from\u{a0}s,\n}\n"), @r#"
    Declaration persona a {
      Property goal: "g" from ,
      Property wants: "w" from , s
      Property hates: "h" from s,, t
      Property job: "j" from 
      Property role: "r" from s,
    ! MissingSource at 28..28
    ! ExtraComma at 49..50
    ! ExtraComma at 73..74
    ! MissingSource at 92..92
    "#);
}

#[test]
fn half_typed_lines_cost_themselves() {
    insta::assert_snapshot!(outline("persona a {\n  goal:\n  wan\n  wants \"w\"\n  hates: ,\n  job: \"j\" from\n  pain\n}\npersona\n"), @r#"
    Declaration persona a {
      Property goal:
        MissingValue 
      Junk wan
      UnknownDeclaration wants "w"
      Property hates: ,
        MissingValue 
      Property job: "j" from
      Declaration pain
        MissingName 
    Declaration persona
      MissingName 
    ! MissingValue at 19..19
    ! Junk at 22..25
    ! MissingValue at 47..47
    ! MissingSource at 64..64
    ! MissingName at 71..71
    ! MissingName at 81..81
    "#);
}

#[test]
fn words_without_quotes_are_one_error_each() {
    insta::assert_snapshot!(outline("persona a The busy one {\n  goal: order the week's food, quickly\n  wants: “curly” , 'single'\n  age: 12abc\n}\n"), @r#"
    Declaration persona a The busy one {
      HeadJunk The busy one
      Property goal: order the week's food, quickly
        UnquotedText order the week's food, quickly
      Property wants: “curly” , 'single'
        WrongQuotes “curly”
        WrongQuotes 'single'
      Property age: 12abc
        UnreadableValue 12abc
    ! HeadJunk at 10..22
    ! UnquotedText at 33..63
    ! WrongQuotes at 73..84
    ! WrongQuotes at 87..95
    ! UnreadableValue at 103..108
    "#);
}

#[test]
fn a_list_goes_on_after_a_comma_and_only_then() {
    insta::assert_snapshot!(outline("persona a {\n  goal: \"g\",\n    \"h\", // why\n\n    \"i\",\n  wants: \"w\",\n}\n"), @r#"
    Declaration persona a {
      Property goal: "g",
      Property wants: "w",
    "#);
}

#[test]
fn documentation_behind_an_open_list_is_of_the_declaration_after_it() {
    let text = "persona a {\n  goal: \"g\",\n\n/// Of b.\npersona b \"B\"\n";
    let tree = parse(text);
    let documented = tree.children().find(|node| node.kind() == SyntaxKind::Documentation).map(|node| node.to_text());
    let nested = tree.children().flat_map(|node| node.children()).flat_map(|node| node.children());
    let documented = documented
        .or_else(|| nested.filter(|node| node.kind() == SyntaxKind::Documentation).map(|node| node.to_text()).next());
    assert_eq!(documented.as_deref(), Some("/// Of b."));
}

fn nested(depth: usize) -> String {
    "stage s {\n".repeat(depth) + &"}\n".repeat(depth)
}

#[test]
fn a_hundred_and_twenty_eight_blocks_may_stand_inside_one_another() {
    assert_eq!(parse(&nested(128)).errors(), []);
    let kinds = |text: &str| parse(text).errors().iter().map(|error| error.kind).collect::<Vec<_>>();
    for depth in [129, 500, 10_000] {
        assert_eq!(kinds(&nested(depth)), [SyntaxErrorKind::NestedTooDeep], "{depth}");
    }
    assert_eq!(kinds(&"{".repeat(10_000)), [SyntaxErrorKind::NestedTooDeep]);
    let on_one_line = |depth: usize| "stage s { ".repeat(depth) + &"} ".repeat(depth);
    assert_eq!(kinds(&on_one_line(128)), []);
    assert_eq!(kinds(&on_one_line(129)), [SyntaxErrorKind::NestedTooDeep]);
    let behind = format!("{}persona p \"P\"\n", nested(129));
    assert!(outline(&behind).contains("Declaration persona p \"P\""));
}

#[test]
fn blocks_that_only_indentation_tells_are_counted_too() {
    let steps = |depth: usize| -> String {
        let lines = (0..depth).map(|at| format!("{}stage s\n", " ".repeat(at + 1)));
        format!("journey j\n{}}}\npersona p \"P\"\n", lines.collect::<String>())
    };
    let too_deep = |text: &str| {
        let errors = parse(text).errors();
        errors.into_iter().filter(|error| error.kind == SyntaxErrorKind::NestedTooDeep).collect::<Vec<_>>()
    };
    assert_eq!(too_deep(&steps(128)), []);
    for depth in [129, 130, 500, 2_000] {
        let text = steps(depth);
        let found = too_deep(&text);
        assert_eq!(found.len(), 1, "{depth}");
        assert_eq!(found[0].range.end as usize, text.find("\n}").unwrap(), "{depth}");
        assert!(outline(&text).contains("\nDeclaration persona p"), "{depth}");
    }
}
