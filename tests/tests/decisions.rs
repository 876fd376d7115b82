//! What the language reference decides where the contract is silent: one test for each decision.

use journey_model::value::Text;
use journey_model::{Project, Resolution};
use journey_syntax::{Parse, SyntaxErrorKind, SyntaxKind, parse};

/// The ids of all declarations, nested ones as `outer.inner`, in the order of the text.
fn tree(text: &str) -> Vec<String> {
    let project = Project::of_text("a.journey", text);
    let (_, file) = project.files().next().expect("one file");
    let path = |declaration: journey_model::Declaration<'_>| {
        let mut ids: Vec<&str> = declaration.ancestors().map(|around| around.id()).collect();
        ids.reverse();
        ids.push(declaration.id());
        ids.join(".")
    };
    file.model.declarations().map(path).collect()
}

fn errors(text: &str) -> Vec<SyntaxErrorKind> {
    parse(text).errors().iter().map(|error| error.kind).collect()
}

/// The kinds of the values of every property, in order; sources behind `from` are references too.
fn values(parse: &Parse) -> Vec<SyntaxKind> {
    let nodes = parse.children().flat_map(|node| node.descendants());
    nodes.map(|node| node.kind()).filter(|kind| kind.is_value()).collect()
}

/// What every name in the file refers to.
fn resolutions(text: &str) -> Vec<Resolution> {
    let project = Project::of_text("a.journey", text);
    let (id, file) = project.files().next().expect("one file");
    file.model.references().map(|reference| project.resolve(id, &reference)).collect()
}

#[test]
fn a_declaration_at_the_start_of_a_line_ends_whatever_is_open() {
    for keyword in ["persona", "channel", "actor", "source", "metric", "journey"] {
        for head in [" b \"B\"", " b", " b {\n}", " \"B\""] {
            let text = format!("journey a {{\n  stage s {{\n\n{keyword}{head}\n");
            assert_eq!(tree(&text), ["a", "a.s", "b"], "{text}");
        }
    }
    for inside in ["opportunity o \"O\"", " persona o \"O\"", "persona: o", "stage o"] {
        let text = format!("journey a {{\n  stage s {{\n{inside}\n  }}\n}}\n");
        assert_eq!(errors(&text), [], "{text}");
        assert!(!tree(&text).contains(&"o".to_owned()), "{text}");
    }
}

#[test]
fn a_keyword_with_a_colon_behind_it_is_a_key() {
    let text = "journey a {\npersona: b\n}\n";
    assert_eq!(errors(text), []);
    assert_eq!(tree(text), ["a"]);
}

#[test]
fn a_block_text_does_not_run_over_a_declaration_at_the_start_of_a_line() {
    let text = "journey a {\n  scenario: \"\"\"\npersona b \"B\"\n\"\"\"\n}\n";
    assert_eq!(tree(text), ["a", "b"]);
    assert!(errors(text).contains(&SyntaxErrorKind::UnterminatedBlockText));
    let indented = "journey a {\n  scenario: \"\"\"\n  persona b \"B\"\n  \"\"\"\n}\n";
    assert_eq!(tree(indented), ["a"]);
    assert_eq!(errors(indented), []);
}

#[test]
fn a_block_whose_braces_do_not_match_is_read_by_indentation() {
    let missing_open = "journey a {\n  stage s \"S\"\n    touchpoint t {\n    }\n  }\n  stage u {\n  }\n}\n";
    assert_eq!(tree(missing_open), ["a", "a.s", "a.s.t", "a.u"]);
    assert_eq!(errors(missing_open), [SyntaxErrorKind::MissingOpen]);
    let missing_close = "journey a {\n  stage s {\n    touchpoint t {\n  }\n  stage u {\n  }\n}\n";
    assert_eq!(tree(missing_close), ["a", "a.s", "a.s.t", "a.u"]);
    assert_eq!(errors(missing_close), [SyntaxErrorKind::Unclosed]);
    let sound = "journey a {\nstage s {\n        touchpoint t {}\n}\n  }\n";
    assert_eq!(errors(sound), []);
}

#[test]
fn an_opening_brace_may_stand_on_a_later_line() {
    let text = "journey a\n{\n  stage s\n\n  {\n  }\n}\n";
    assert_eq!(errors(text), []);
    assert_eq!(tree(text), ["a", "a.s"]);
}

#[test]
fn a_comma_after_the_last_value_is_fine_and_two_commas_are_not() {
    for end in ["\n}", ";}", "}", " // why\n}"] {
        assert_eq!(errors(&format!("journey a {{ persona: b, c,{end}\n")), [], "{end}");
    }
    assert_eq!(errors("journey a { persona: b,, c }\n"), [SyntaxErrorKind::ExtraComma]);
}

#[test]
fn a_line_that_ends_in_a_comma_goes_on_and_stops_before_something_of_its_own() {
    let goes_on = parse("journey a {\n  persona: b,\n    c\n}\n");
    assert_eq!(values(&goes_on), [SyntaxKind::Reference; 2]);
    let stops = "journey a {\n  persona: b,\n  owner: @c\n}\n";
    assert_eq!(errors(stops), []);
    assert_eq!(values(&parse(stops)), [SyntaxKind::Reference, SyntaxKind::Handle]);
}

#[test]
fn escapes_mean_the_same_in_both_kinds_of_text() {
    let inside = r#"a \"b\" \\ \n \t \u{1F600}"#;
    let short = Text::decode(&format!("\"{inside}\"")).value.into_owned();
    let long = format!("\"\"\"\n  {inside}\n  \"\"\"");
    assert_eq!(errors(&format!("journey a {{\n  goal: {long}\n}}\n")), []);
    assert_eq!(Text::decode(&long).value, short);
    assert_eq!(short, "a \"b\" \\ \n \t 😀");
}

#[test]
fn no_name_ends_in_a_hyphen() {
    for text in ["persona a- \"A\"\n", "persona a { goal-: \"x\" }\n", "journey a { persona: b- }\n"] {
        assert_eq!(errors(text), [SyntaxErrorKind::DashAtEnd], "{text}");
    }
}

#[test]
fn unusual_spaces_count_as_space_around_values_and_at_both_ends_of_a_line() {
    for space in ["\u{A0}", "\u{202F}", "\u{3000}", "\u{2009}", "\u{200B}", "\u{FEFF}", "\u{0C}"] {
        let line = format!("{space}persona:{space}b,{space}c{space}from{space}d{space}");
        let text = format!("journey a {{{space}\n{line}\n{space}}}{space}\n{space}\n");
        assert_eq!(errors(&text), [], "{text:?}");
        assert_eq!(values(&parse(&text)), [SyntaxKind::Reference; 3], "{text:?}");
    }
}

#[test]
fn a_text_without_its_closing_quote_ends_with_its_line() {
    let text = "journey a {\n  goal: \"x\n  stage s {\n  }\n}\n";
    assert_eq!(errors(text), [SyntaxErrorKind::UnterminatedText]);
    assert_eq!(tree(text), ["a", "a.s"]);
    let before_a_brace = "journey a {\n  stage s \"S {\n  }\n}\n";
    assert_eq!(errors(before_a_brace), [SyntaxErrorKind::UnterminatedText]);
    assert_eq!(tree(before_a_brace), ["a", "a.s"]);
}

#[test]
fn each_kind_has_names_of_its_own() {
    let stage_and_touchpoint = "journey a {\n  stage b { touchpoint b {} }\n}\n";
    assert_eq!(Project::of_text("a.journey", stage_and_touchpoint).duplicates().len(), 0);
    let two_touchpoints = "journey a {\n  stage b { touchpoint t {} }\n  stage c { touchpoint t {} }\n}\n";
    assert_eq!(Project::of_text("a.journey", two_touchpoints).duplicates().len(), 1);
}

#[test]
fn a_declaration_with_an_unknown_keyword_still_declares_its_name() {
    assert_eq!(resolutions("persna b \"B\"\njourney a { persona: b }\n"), [Resolution::Broken]);
    assert_eq!(resolutions("journey a { persona: b }\n"), [Resolution::Unknown]);
}

#[test]
fn a_name_in_text_that_could_not_be_read_is_not_unknown() {
    assert_eq!(resolutions("persona \"B\" bo\njourney a { persona: bo }\n"), [Resolution::Broken]);
}

#[test]
fn steps_of_a_dotted_name_may_be_left_out() {
    let journey = "journey a {\n  stage s {\n    touchpoint t {\n      pain p\n    }\n  }\n}\n";
    for name in ["a.s.t.p", "a.s.p", "a.t.p", "a.p"] {
        let found = resolutions(&format!("{journey}opportunity o {{ addresses: {name} }}\n"));
        assert!(matches!(found.as_slice(), [Resolution::Found(_)]), "{name}: {found:?}");
    }
}

#[test]
fn the_word_from_cannot_be_referred_to() {
    let text = "persona from \"From\"\njourney a {\n  persona: from\n}\n";
    assert!(errors(text).contains(&SyntaxErrorKind::MissingValue));
}

#[test]
fn blocks_stand_inside_128_others_and_what_is_deeper_is_one_error() {
    let nested = |depth: usize| format!("{}{}\npersona b\n", "stage s {\n ".repeat(depth), "}".repeat(depth));
    assert_eq!(errors(&nested(128)), []);
    for depth in [129, 130, 500] {
        assert_eq!(errors(&nested(depth)), [SyntaxErrorKind::NestedTooDeep], "{depth}");
        assert_eq!(tree(&nested(depth)).last().unwrap(), "b");
    }
}

#[test]
fn documentation_belongs_to_the_next_declaration() {
    let text = "/// Documented.\n\n// An aside.\npersona a\n//// No documentation.\npersona b\n";
    let project = Project::of_text("a.journey", text);
    let (_, file) = project.files().next().unwrap();
    let documented: Vec<_> = file.model.declarations().map(|declaration| declaration.documentation()).collect();
    assert_eq!(documented, [Some("Documented."), None]);
}

#[test]
fn tags_and_tickets_are_words_numbers_or_texts() {
    let text = "journey a {\n  opportunity o { tag: mobile, 2026, \"first order\"; ticket: SHOP-123, \"#4711\" }\n}\n";
    assert_eq!(errors(text), []);
    assert_eq!(resolutions(text), []);
    assert_eq!(
        values(&parse(text)),
        [SyntaxKind::Reference, SyntaxKind::Number, SyntaxKind::Text, SyntaxKind::Reference, SyntaxKind::Text]
    );
}

#[test]
fn line_ends_may_be_mixed() {
    let text = "journey a {\r\n  stage s {\r  }\n  goal: \"x\"\r\n}\r";
    assert_eq!(errors(text), []);
    assert_eq!(tree(text), ["a", "a.s"]);
}
