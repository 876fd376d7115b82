//! A block on several lines becomes one line, and the other way round.

use journey_model::syntax::TextRange;

use super::block::{Replacement, collapsed, expanded, replaced};
use super::edit;
use crate::SourceChange;
use crate::code_action::{ActionKind, Actions, Offer};
use crate::layout::{Layout, entries, is_sound};

/// How many characters a line may have to be made from a block.
const LONGEST: usize = 120;

/// Offers to write the block of a declaration otherwise, on its head and on its braces.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let offset = actions.range().start;
    let on_brace = || {
        let declaration = actions.model().declaration_at(offset)?;
        let body = declaration.body()?.range();
        let is_on = body.start == offset || body.start + 1 == offset || body.end == offset || body.end - 1 == offset;
        is_on.then_some(declaration)
    };
    let Some(declaration) = actions.declaration_at_head().or_else(on_brace) else { return };
    if declaration.body().is_none() || entries(declaration).next().is_none() || !is_sound(actions.model(), declaration)
    {
        return;
    }
    let file = actions.file();
    let layout = Layout::new(actions.model());
    let change = |replacements: Vec<Replacement>| {
        let edits = replacements.into_iter().map(|(range, text)| edit(file, range, text)).collect();
        Some(SourceChange { edits, ..SourceChange::default() })
    };
    let lines = expanded(&layout, declaration);
    if !lines.is_empty() {
        let offer = Offer::new(ActionKind::Rewrite, "expand block", "Write the block on several lines");
        actions.add(offer, || change(lines));
    }
    let Some(line) = collapsed(&layout, declaration) else { return };
    let start = layout.line_start(declaration.range().start);
    let whole = TextRange::new(start, layout.next_line(declaration.range().end));
    let is_short = |line: &str| line.trim_end().chars().count() <= LONGEST;
    if replaced(&layout, whole, &line).split(['\n', '\r']).all(is_short) {
        actions.add(Offer::new(ActionKind::Inline, "inline block", "Write the block on one line"), || change(line));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    const EXPAND: &str = "Write the block on several lines";
    const INLINE: &str = "Write the block on one line";

    fn expanded(text: &str) -> String {
        Fixture::new(text).done(EXPAND).unwrap().remove(0)
    }

    fn inlined(text: &str) -> Option<String> {
        Some(Fixture::new(text).done(INLINE)?.remove(0))
    }

    #[test]
    fn every_entry_gets_a_line() {
        assert_eq!(
            expanded(
                "journey j \"J\" {\n  sta$0ge t \"T\" { channel: app; pain p \"P\" { severity: low } does: \"x\", }\n}\n"
            ),
            "journey j \"J\" {\n  stage t \"T\" {\n    channel: app\n    pain p \"P\" { severity: low }\n    does: \"x\",\n  }\n}\n"
        );
        assert_eq!(
            expanded("per$0sona a {age: 3;role: \"x\"} // note\r\n"),
            "persona a {\r\n  age: 3\r\n  role: \"x\"\r\n} // note\r\n"
        );
        assert_eq!(
            expanded("persona a {$0\n\tage: 3 // old\n\trole: \"x\"; goal: \"y\" }\n"),
            "persona a {\n\tage: 3 // old\n\trole: \"x\"\n\tgoal: \"y\"\n}\n"
        );
    }

    #[test]
    fn what_fits_on_a_line_is_written_on_one() {
        assert_eq!(
            inlined("persona $0a \"A\" {\r\n  age: 3;\r\n\r\n  role: \"x\",\r\n} // who\r\n").unwrap(),
            "persona a \"A\" { age: 3; role: \"x\" } // who\r\n"
        );
        assert_eq!(
            inlined("journey j \"J\" {\n  sta$0ge s \"S\" {\n    goal: \"g\"\n    touchpoint t \"T\" { channel: app }\n    touchpoint u\n  }\n}\n").unwrap(),
            "journey j \"J\" {\n  stage s \"S\" { goal: \"g\"; touchpoint t \"T\" { channel: app }; touchpoint u }\n}\n"
        );
        assert_eq!(inlined("persona a\n{\n  age: 3\n}$0\n").unwrap(), "persona a\n{ age: 3 }\n");
    }

    #[test]
    fn comments_long_lines_and_blocks_in_it_keep_their_lines() {
        assert_eq!(inlined("persona $0a {\n  age: 3 // old\n}\n"), None);
        assert_eq!(inlined("persona $0a {\n  role: \"\"\"\n  x\n  \"\"\"\n}\n"), None);
        assert_eq!(inlined(&format!("persona $0a {{\n  role: \"{}\"\n}}\n", "x".repeat(120))), None);
        assert_eq!(inlined("persona $0a {\n}\n"), None);
        assert_eq!(inlined("persona $0a {\n  age: 3\n  ?\n}\n"), None);
    }

    #[test]
    fn there_and_back_is_the_same_line() {
        let text = "persona a \"A\" { age: 3; role: \"x\", \"y\"; goal: \"z\" from s }\n";
        let marked = text.replacen("persona", "$0persona", 1);
        let there = expanded(&marked);
        assert_eq!(inlined(&there.replacen("persona", "$0persona", 1)).unwrap(), text);
    }
}
