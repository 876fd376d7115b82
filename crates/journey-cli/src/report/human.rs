//! Draws findings as compilers do: where, the line, what is underlined, what to do.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use journey_plugin::{Diagnostic, Place, Severity};

use super::excerpt::{Excerpt, Mark, Window, without_command};
use super::{CheckedFile, Texts};

/// Something to draw.
#[derive(Debug)]
pub(crate) struct Finding<'a> {
    /// How serious it is.
    pub(crate) severity: Severity,
    /// The rule that found it, where it was a rule.
    pub(crate) code: Option<&'a str>,
    /// What is wrong.
    pub(crate) message: &'a str,
    /// What to do.
    pub(crate) help: &'a str,
    /// What the ways to mend it do.
    pub(crate) fixes: Vec<&'a str>,
    /// Where it is.
    pub(crate) mark: Mark<'a>,
    /// Other places that have to do with it, each with what it is.
    pub(crate) related: Vec<(Mark<'a>, &'a str)>,
}

/// All findings of a file, what counts most first, each followed by an empty line.
pub(crate) fn draw_file(checked: &CheckedFile<'_>, renderer: &Renderer) -> String {
    let texts = Texts::of(checked);
    let mark = |place: Place| {
        let path = &*checked.project.project.file(place.file).path;
        Mark { path, text: texts.get(place.file), range: place.range }
    };
    let mut told: Vec<&Diagnostic> = checked.diagnostics.iter().collect();
    told.sort_by_key(|diagnostic| diagnostic.severity);
    let mut drawn = String::new();
    for diagnostic in told {
        let finding = Finding {
            severity: diagnostic.severity,
            code: Some(diagnostic.code),
            message: &diagnostic.message,
            help: &diagnostic.help,
            fixes: fixes_worth_telling(diagnostic),
            mark: mark(diagnostic.place),
            related: diagnostic.related.iter().map(|(place, what)| (mark(*place), what.as_str())).collect(),
        };
        drawn.push_str(&draw(&finding, renderer));
        drawn.push_str("\n\n");
    }
    drawn
}

/// The titles of the fixes, without those that only repeat the help: where the help asks "Did you mean `goal`?",
/// "Change to `goal`" says nothing more.
fn fixes_worth_telling(diagnostic: &Diagnostic) -> Vec<&str> {
    let titles = diagnostic.fixes.iter().map(|fix| fix.title.as_str());
    titles
        .filter(|title| {
            let mut quoted = title.split('`').skip(1).step_by(2).peekable();
            quoted.peek().is_none() || !quoted.all(|word| diagnostic.help.contains(&format!("`{word}`")))
        })
        .collect()
}

/// Draws a finding; no line end at the end.
pub(crate) fn draw(finding: &Finding<'_>, renderer: &Renderer) -> String {
    let marks =
        std::iter::once((&finding.mark, None)).chain(finding.related.iter().map(|(mark, what)| (mark, Some(*what))));
    let excerpts = Excerpt::of(marks);
    let title = level(finding.severity).primary_title(finding.message);
    let title = match finding.code {
        Some(code) => title.id(code),
        None => title,
    };
    let mut group = Group::with_title(title);
    for excerpt in &excerpts {
        group = draw_excerpt(group, excerpt);
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(lines(finding.help)));
    }
    for fix in &finding.fixes {
        group = group.element(Level::HELP.with_name("fix").message(lines(fix)));
    }
    renderer.render(&[group])
}

fn draw_excerpt<'a>(group: Group<'a>, excerpt: &'a Excerpt<'_>) -> Group<'a> {
    match excerpt {
        Excerpt::Lines(window) => group.element(snippet(window).path(visible(window.path))),
        // The picture of a part of a line cannot know where in the line it is.
        Excerpt::PartOfLine { window, column } => group
            .element(Origin::path(visible(window.path)).line(window.first_line).char_column(*column))
            .element(snippet(window)),
    }
}

fn snippet<'a>(window: &'a Window<'_>) -> Snippet<'a, Annotation<'a>> {
    let annotations = window.spans.iter().map(|(span, what)| match what {
        None => AnnotationKind::Primary.span(span.clone()),
        Some(what) => AnnotationKind::Context.span(span.clone()).label(visible(what)),
    });
    Snippet::source(window.text.as_str()).line_start(window.first_line).annotations(annotations)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::HELP.with_name(Severity::Hint.name()),
    }
}

/// The text with characters that command a terminal replaced by characters that show them, so that no file and no
/// file's name can do more than be read.
pub(super) fn visible(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text).chars().map(without_command).collect()
}

/// How long lines of advice are, in characters: what is longer is hard to read, and is wrapped badly by terminals.
const LINE: usize = 90;

/// The text as [`visible`] makes it, broken into lines between words.
pub(crate) fn lines(text: &str) -> String {
    let mut broken = String::new();
    for line in visible(text).split('\n') {
        let mut length = 0;
        for word in line.split_inclusive(' ') {
            let word_length = word.trim_end().chars().count();
            if length > 0 && length + word_length > LINE {
                broken.truncate(broken.trim_end().len());
                broken.push('\n');
                length = 0;
            }
            broken.push_str(word);
            length += word.chars().count();
        }
        broken.push('\n');
    }
    broken.pop();
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::file_text::FileText;
    use journey_model::syntax::{SourceText, TextRange};
    use journey_workspace::Encoding;
    use proptest::prelude::*;

    fn file_text(text: &str) -> FileText {
        FileText::new(SourceText::new(text), Encoding::Utf8)
    }

    /// Draws a text with its parts in `⟦⟧` underlined; the first is the finding, the others are related.
    fn drawn(marked: &str) -> String {
        let (mut plain, mut ranges, mut open) = (String::new(), Vec::new(), None);
        for character in marked.chars() {
            let at = u32::try_from(plain.len()).unwrap();
            match character {
                '⟦' => open = Some(at),
                '⟧' => ranges.push(TextRange::new(open.take().unwrap(), at)),
                _ => plain.push(character),
            }
        }
        draw_ranges(&plain, &ranges)
    }

    fn draw_ranges(text: &str, ranges: &[TextRange]) -> String {
        let text = file_text(text);
        let mark = |range: &TextRange| Mark { path: "maps/a.journey", text: &text, range: *range };
        let finding = Finding {
            severity: Severity::Error,
            code: Some("unknown-key"),
            message: "`gaol` is not a key of a persona",
            help: "Did you mean `goal`?",
            fixes: vec!["Change it"],
            mark: mark(&ranges[0]),
            related: ranges[1..].iter().map(|range| (mark(range), "the other")).collect(),
        };
        draw(&finding, &Renderer::plain())
    }

    #[test]
    fn wide_characters_and_tabs_are_underlined_where_they_are() {
        insta::assert_snapshot!(drawn("persona mei \"陳美玲 👩 nurse\" {\t⟦gaol⟧: ⟦\"早く\"⟧ }\n"), @r#"
        error[unknown-key]: `gaol` is not a key of a persona
         --> maps/a.journey:1:29
          |
        1 | persona mei "陳美玲 👩 nurse" {    gaol: "早く" }
          |                                    ^^^^  ------ the other
          |
          = help: Did you mean `goal`?
          = fix: Change it
        "#);
    }

    #[test]
    fn line_ends_of_all_kinds_are_line_ends() {
        let picture = drawn("persona a {\n  ⟦gaol⟧: \"x\"\n}\n");
        assert_eq!(drawn("persona a {\r\n  ⟦gaol⟧: \"x\"\r\n}\r\n"), picture);
        assert_eq!(drawn("persona a {\r  ⟦gaol⟧: \"x\"\r}\r"), picture);
        assert_eq!(drawn("\u{FEFF}⟦gaol⟧"), drawn("⟦gaol⟧"));
    }

    #[test]
    fn a_place_at_the_end_of_the_text_is_underlined() {
        insta::assert_snapshot!(drawn("journey a {\n  stage b {⟦⟧"), @r"
        error[unknown-key]: `gaol` is not a key of a persona
         --> maps/a.journey:2:12
          |
        2 |   stage b {
          |            ^
          |
          = help: Did you mean `goal`?
          = fix: Change it
        ");
        insta::assert_snapshot!(drawn("journey a {\n  stage b {\n⟦⟧"), @r"
        error[unknown-key]: `gaol` is not a key of a persona
         --> maps/a.journey:3:1
          |
        3 |  
          | ^
          |
          = help: Did you mean `goal`?
          = fix: Change it
        ");
        insta::assert_snapshot!(drawn("⟦⟧"), @r"
        error[unknown-key]: `gaol` is not a key of a persona
         --> maps/a.journey:1:1
          |
        1 |  
          | ^
          |
          = help: Did you mean `goal`?
          = fix: Change it
        ");
    }

    #[test]
    fn a_place_over_many_lines_is_folded() {
        let text = format!("journey a {{\n  goal: ⟦\"\"\"\n{}⟧", "    more\n".repeat(40));
        insta::assert_snapshot!(drawn(&text), @r#"
        error[unknown-key]: `gaol` is not a key of a persona
          --> maps/a.journey:2:9
           |
         2 |     goal: """
           |  _________^
         3 | |     more
         4 | |     more
         5 | |     more
        ...  |
        41 | |     more
        42 | |     more
           | |________^
           |
           = help: Did you mean `goal`?
           = fix: Change it
        "#);
    }

    #[test]
    fn related_places_near_by_share_a_picture_and_those_far_away_have_their_own() {
        let text = format!("channel ⟦app⟧\nchannel ⟦app⟧\n{}channel ⟦app⟧\n", "\n".repeat(2_000));
        insta::assert_snapshot!(drawn(&text), @r"
        error[unknown-key]: `gaol` is not a key of a persona
            --> maps/a.journey:1:9
             |
           1 | channel app
             |         ^^^
           2 | channel app
             |         --- the other
             |
            ::: maps/a.journey:2003:9
             |
        2003 | channel app
             |         --- the other
             |
             = help: Did you mean `goal`?
             = fix: Change it
        ");
    }

    #[test]
    fn a_very_long_line_is_cut_round_its_place() {
        let long = "long ".repeat(4_000);
        insta::assert_snapshot!(drawn(&format!("one\npersona {long}⟦gaol⟧ {long}\n")), @r"
        error[unknown-key]: `gaol` is not a key of a persona
         --> maps/a.journey:2:20009
          |
         ::: 
        2 | ...ng long long long long long long long long long long long long gaol long long long long long long long long long long long long lo...
          |                                                                   ^^^^
          |
          = help: Did you mean `goal`?
          = fix: Change it
        ");
        let cut = draw_ranges(&"早".repeat(9_000), &[TextRange::new(13_500, 13_503)]);
        assert!(cut.contains("a.journey:1:4501"), "{cut}");
    }

    #[test]
    fn nothing_in_a_file_commands_the_terminal() {
        let picture = drawn("per\u{0}sona \u{1b}[31m \u{9b}31m \u{202e}⟦gaol⟧\u{7}\n");
        assert!(!picture.contains(|read: char| read.is_control() && read != '\n'), "{picture:?}");
        assert_eq!(visible("a\u{1b}[31m\u{9b}\u{202e}\n"), "a␛[31m·\u{FFFD}\n");
    }

    #[test]
    fn long_advice_is_broken_between_words() {
        let text = format!("{} {}\n  indented", "word ".repeat(30).trim(), "long".repeat(40));
        let broken = lines(&text);
        assert_eq!(broken.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        let lengths: Vec<usize> = broken.lines().map(|line| line.chars().count()).collect();
        assert_eq!(lengths, [89, 59, 160, 10]);
        assert!(broken.ends_with("\n  indented"));
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_can_be_drawn(
            text in "(\u{FEFF})?([a{\" \t早é😀\u{200d}\u{0}\u{85}]|\r\n|\r|\n){0,40}",
            ranges in proptest::collection::vec((0u32..150, 0u32..150), 1..4),
        ) {
            let ranges: Vec<TextRange> =
                ranges.iter().map(|(one, other)| TextRange::new(*one.min(other), *one.max(other))).collect();
            let picture = draw_ranges(&text, &ranges);
            let place = file_text(&text).position(ranges[0].start);
            let shown = format!("maps/a.journey:{}:{}", place.line, place.column);
            prop_assert!(picture.contains(&format!("{shown}\n")), "{shown} is not in\n{picture}");
        }
    }
}
