//! The style, decision by decision.

use journey_format::{apply, format};
use journey_syntax::parse;

fn laid_out(text: &str) -> String {
    apply(text, &format(&parse(text)).edits)
}

/// What stands in the block of a persona, laid out.
fn block(entries: &str) -> String {
    let after = laid_out(&format!("persona p {{\n{entries}\n}}\n"));
    let inside = after.strip_prefix("persona p {\n").and_then(|after| after.strip_suffix("}\n"));
    inside.unwrap_or_else(|| panic!("{after:?}")).to_owned()
}

/// A text in quotes that takes so many columns.
fn text(columns: usize) -> String {
    format!("\"{}\"", "x".repeat(columns - 2))
}

#[test]
fn properties_have_a_line_each() {
    assert_eq!(laid_out("persona p { goal: \"a\"; wants: \"b\" }"), "persona p {\n  goal: \"a\"\n  wants: \"b\"\n}\n");
    assert_eq!(block("goal: \"a\"; ; wants: \"b\" ;"), "  goal: \"a\"\n  wants: \"b\"\n");
    assert_eq!(laid_out("persona p; persona q // both"), "persona p\npersona q // both\n");
    assert_eq!(laid_out("stage s {} stage t {}"), "stage s {}\nstage t {}\n");
}

#[test]
fn one_property_may_stay_on_the_line_of_its_block() {
    assert_eq!(laid_out("persona p {goal:\"a\";}\n"), "persona p { goal: \"a\" }\n");
    assert_eq!(laid_out("persona p {\ngoal:\"a\"}\n"), "persona p {\n  goal: \"a\"\n}\n");
    assert_eq!(laid_out("stage s { touchpoint t }\n"), "stage s {\n  touchpoint t\n}\n");
    assert_eq!(laid_out("stage s { touchpoint t { next: u } }"), "stage s {\n  touchpoint t { next: u }\n}\n");
    assert_eq!(laid_out("persona p { // why\n}\n"), "persona p { // why\n}\n");
    // `persona p { goal: ` and ` }` take 20 columns.
    let fits = format!("persona p {{ goal: {} }}\n", text(80));
    assert_eq!(laid_out(&fits), fits);
    let too_wide = format!("persona p {{\n  goal: {}\n}}\n", text(81));
    assert_eq!(laid_out(&format!("persona p {{ goal: {} }}\n", text(81))), too_wide);
}

#[test]
fn columns_are_counted_as_they_are_seen() {
    let wide = format!("persona p {{ goal: \"{}\" }}\n", "早".repeat(39));
    assert_eq!(laid_out(&wide), wide);
    let wider = format!("persona p {{ goal: \"{}\" }}\n", "早".repeat(40));
    assert_eq!(laid_out(&wider), format!("persona p {{\n  goal: \"{}\"\n}}\n", "早".repeat(40)));
    // A comment behind the line does not count.
    let commented = format!("persona p {{ goal: {} }} // and why that is so\n", text(80));
    assert_eq!(laid_out(&commented), commented);
}

#[test]
fn a_brace_stands_behind_its_head() {
    assert_eq!(laid_out("persona p \"P\"\n\n{\n}"), "persona p \"P\" {}\n");
    assert_eq!(laid_out("persona\tp\"P\"{\n  // none\n\n}"), "persona p \"P\" {\n  // none\n}\n");
}

#[test]
fn spaces_stand_behind_colons_and_commas_and_between_the_parts_of_a_value() {
    assert_eq!(block("emotion  tom :-1\"sad\"from a ,b"), "  emotion tom: -1 \"sad\" from a, b\n");
    assert_eq!(block("next: u \"if so\",v ,"), "  next: u \"if so\", v\n");
    assert_eq!(block("goal:\u{a0}\"a\"\u{a0}"), "  goal: \"a\"\n");
}

#[test]
fn empty_lines_stay_one_by_one() {
    assert_eq!(laid_out("\n \n// a\n\n\n\npersona p\n\n"), "// a\n\npersona p\n");
    assert_eq!(block("\n\ngoal: \"a\"\n  \n\t\nwants: \"b\"\n\n"), "  goal: \"a\"\n\n  wants: \"b\"\n");
    assert_eq!(laid_out(""), "");
    assert_eq!(laid_out(" \n\t\n"), "");
    assert_eq!(laid_out("\u{FEFF}\n\npersona p"), "\u{FEFF}persona p\n");
}

#[test]
fn comments_stay_with_what_they_speak_of() {
    assert_eq!(
        block("goal: \"a\"    // why  \n   //no space\n/// doc\n wants: \"b\""),
        "  goal: \"a\" // why\n  //no space\n  /// doc\n  wants: \"b\"\n"
    );
    assert_eq!(laid_out("stage s { // one\n} // two\n// three"), "stage s { // one\n} // two\n// three\n");
}

#[test]
fn a_list_is_broken_where_it_does_not_fit_and_joined_where_it_does() {
    let (long, end) = (text(60), text(31));
    // `  goal: ` and `, ` take 10 columns.
    assert_eq!(block(&format!("goal: {},{}", text(60), text(30))), format!("  goal: {}, {}\n", text(60), text(30)));
    let broken = format!("  goal: {long},\n    {end},\n");
    assert_eq!(block(&format!("goal: {long},{end}")), broken);
    assert_eq!(block(&broken), broken);
    assert_eq!(block("goal: \"a\",\n\n  \"b\",\n    \"c\","), "  goal: \"a\", \"b\", \"c\"\n");
    assert_eq!(block(&format!("goal: {}", text(200))), format!("  goal: {}\n", text(200)));
    assert_eq!(
        block(&format!("goal: {long}, {long} from a, b")),
        format!("  goal: {long},\n    {long},\n    from a, b\n")
    );
    let source = "s".repeat(50);
    assert_eq!(
        block(&format!("goal: \"a\" from {source}, {source}")),
        format!("  goal: \"a\" from {source},\n    {source},\n")
    );
    assert_eq!(
        block(&format!("goal: {long}, {long} from {source}, {source}")),
        format!("  goal: {long},\n    {long},\n    from {source},\n      {source},\n")
    );
}

#[test]
fn a_comment_keeps_a_list_on_several_lines() {
    assert_eq!(
        block("goal: \"a\", // first\n// then\n\n\"b\",\"c\" // last\nwants: \"d\""),
        "  goal: \"a\", // first\n    // then\n\n    \"b\",\n    \"c\", // last\n  wants: \"d\"\n"
    );
    assert_eq!(block("goal: \"a\", // why\nfrom s"), "  goal: \"a\", // why\n    from s\n");
}

/// A line that ends in a comma goes on, so a comma behind the last value is written only where nothing can be pulled in.
#[test]
fn a_comma_behind_the_last_value_never_pulls_in_what_follows() {
    let list = format!("goal: {}, {}", text(60), text(60));
    let broken = format!("  goal: {},\n    {}", text(60), text(60));
    for follows in ["wants: \"b\"", "emotion p : 1", "pain \"P\"", "/// doc\n  pain \"P\"", "// why\n  wants: \"b\""] {
        let after = block(&format!("{list}\n{follows}"));
        assert!(after.starts_with(&format!("{broken},\n")), "{after}");
    }
    for follows in ["pian \"P\"", "// why\n  pian \"P\" {}", "\"words\"", "%%"] {
        let after = block(&format!("{list}\n{follows}"));
        assert!(after.starts_with(&format!("{broken}\n")), "{after}");
    }
    // A value that is also a keyword cannot start a line.
    let next = format!("  next: {}, stage \"if so\"\n", "n".repeat(100));
    assert_eq!(block(&next), next);
}

#[test]
fn a_long_text_moves_with_its_line() {
    assert_eq!(
        block("      quote: \"\"\"  \n          one\n\n            two  \n        \"\"\" from a"),
        "  quote: \"\"\"\n    one\n\n      two  \n    \"\"\" from a\n"
    );
    assert_eq!(block("quote: \"\"\"one\n two\"\"\""), "  quote: \"\"\"one\n    two\"\"\"\n");
    assert_eq!(block("quote: \"\"\"one\"\"\""), "  quote: \"\"\"one\"\"\"\n");
    assert_eq!(block("goal: \"a\",\"\"\"\nb\n\"\"\""), "  goal: \"a\",\n    \"\"\"\n      b\n      \"\"\",\n");
}

#[test]
fn line_ends_are_those_that_the_file_has_most_of() {
    assert_eq!(
        laid_out("persona p {\r\n\r\n\r\ngoal: \"a\"; wants: \"b\"}"),
        "persona p {\r\n  goal: \"a\"\r\n  wants: \"b\"\r\n}\r\n"
    );
    assert_eq!(
        laid_out("persona p\rpersona q {goal:\"a\";wants:\"b\"}\r"),
        "persona p\rpersona q {\r  goal: \"a\"\r  wants: \"b\"\r}\r"
    );
    assert_eq!(laid_out("// a\r\n// b\n// c\r\n"), "// a\r\n// b\r\n// c\r\n");
    assert_eq!(block("quote: \"\"\"\r\n  one\n  \"\"\""), "  quote: \"\"\"\n    one\n    \"\"\"\n");
}

#[test]
fn what_is_broken_stays_and_everything_around_it_is_laid_out() {
    // A line, with what stands behind it on the same line.
    assert_eq!(
        block("goal:\"a\"\n\n\n   wants:   ;  hates:\"b\"\n\n\nrole:\"c\""),
        "  goal: \"a\"\n\n   wants:   ;  hates:\"b\"\n\n  role: \"c\"\n"
    );
    // A head, with the block behind it laid out.
    assert_eq!(
        laid_out("stage  s  Words {\ngoal:\"a\" \n   }\nstage  t"),
        "stage  s  Words {\n  goal: \"a\"\n}\nstage t\n"
    );
    // A top-level declaration whose braces do not match.
    let unclosed = "journey j {\n   stage  s {\n  goal:\"a\"\n}\n\n\n";
    assert_eq!(laid_out(&format!("persona  p\n{unclosed}persona  q\n")), format!("persona p\n{unclosed}persona q\n"));
}
