//! A touchpoint moves to another stage of its journey, as near as possible to where it was: to the start of a later stage, to
//! the end of an earlier one. Dotted names that lead to it through its stage lead through the other one.

use std::sync::Arc;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, IdSource, Keyword};

use super::edit;
use super::touchpoints::{can_move, kept, lines_to_take_out, make_room, stages_of, stands_apart, through_stage};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::draft::{Draft, declaration_in};
use crate::layout::{Layout, indented};
use crate::{Snapshot, SourceChange};

/// How many stages are offered, beside the next and the one before.
const MOST_OTHERS: usize = 8;

/// Offers to move the touchpoint whose head the cursor is on.
pub(super) fn offer(actions: &mut Actions<'_>) {
    if !actions.want(ActionKind::Move) {
        return;
    }
    let (file, snapshot) = (actions.file(), actions.snapshot());
    let Some(touchpoint) = actions.declaration_at_head() else { return };
    let is_touchpoint = touchpoint.keyword() == Some(Keyword::Touchpoint);
    if !is_touchpoint || !can_move(&snapshot.project, file, touchpoint) {
        return;
    }
    let Some(stage) = touchpoint.parent().filter(|stage| stage.keyword() == Some(Keyword::Stage)) else { return };
    let Some(journey) = stage.parent().filter(|journey| journey.keyword() == Some(Keyword::Journey)) else { return };
    let stages = stages_of(journey);
    let Some(here) = stages.iter().position(|other| *other == stage) else { return };
    let numbered = || stages.iter().enumerate().filter(|(_, other)| other.id_source() != IdSource::Missing);
    let neighbours = numbered().filter(|(number, _)| number.abs_diff(here) == 1);
    let others = numbered().filter(|(number, _)| number.abs_diff(here) > 1).take(MOST_OTHERS);
    let ordered: Vec<_> = neighbours.rev().chain(others).map(|(number, stage)| (number, *stage)).collect();
    for (number, target) in ordered {
        let what = match number {
            _ if number == here + 1 => "next stage, ",
            _ if number + 1 == here => "stage before, ",
            _ => "stage ",
        };
        let title = format!("Move to the {what}“{}”", target.label());
        let offer = Offer::new(ActionKind::Move, format!("move touchpoint {number}"), title);
        let id = |declaration: Declaration<'_>| DeclarationId { file, local: declaration.local_id() };
        let (moved, to, is_later) = (id(touchpoint), id(target), number > here);
        actions.add(offer, || moved_to(snapshot, moved, to, is_later));
    }
}

fn moved_to(snapshot: &Snapshot, id: DeclarationId, to: DeclarationId, is_later: bool) -> Option<SourceChange> {
    let mut draft = Draft::new(snapshot);
    let stage = snapshot.project.declaration(to).id();
    draft.edit(&through_stage(&snapshot.project, &[id], stage));
    let from = snapshot.project.declaration(id).parent()?;
    make_room(&mut draft, DeclarationId { file: id.file, local: from.local_id() });
    make_room(&mut draft, to);

    let project = Arc::clone(draft.project());
    let layout = Layout::new(&project.file(id.file).model);
    let (touchpoint, stage) = (declaration_in(&project, id)?, declaration_in(&project, to)?);
    let lines = layout.lines_of(touchpoint)?;
    let text =
        indented(layout.slice(lines), layout.indentation(touchpoint.range().start), &layout.indentation_inside(stage));
    let (end, mut is_apart) = (layout.line_end(), stands_apart(&layout, lines));
    let mut touchpoints = stage.children_of(Keyword::Touchpoint);
    let neighbour = if is_later { touchpoints.next() } else { touchpoints.last() };
    let neighbour = match neighbour {
        Some(neighbour) => Some(layout.lines_of(neighbour)?),
        None => None,
    };
    is_apart |= neighbour.is_some_and(|neighbour| stands_apart(&layout, neighbour));
    let gap = if is_apart { end } else { "" };
    let (at, text) = match neighbour {
        Some(first) if is_later => (first.start, format!("{text}{gap}")),
        Some(last) => (last.end, format!("{gap}{text}")),
        None => {
            let at = layout.line_start(stage.body()?.range().end - 1);
            let is_empty = layout.slice(TextRange::new(stage.body()?.range().start + 1, at)).trim().is_empty();
            (at, if is_empty { text } else { format!("{gap}{text}") })
        }
    };
    let edits = [edit(id.file, lines_to_take_out(&layout, lines), ""), edit(id.file, TextRange::empty(at), text)];
    draft.edit(&edits);
    kept(snapshot, draft).map(|edits| SourceChange { edits, ..SourceChange::default() })
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn moved(text: &str, title: &str) -> String {
        Fixture::new(text).done(title).unwrap_or_else(|| panic!("no {title}")).join("//-\n")
    }

    const JOURNEY: &str = "\
journey j \"J\" {
  stage a \"A\" {
    goal: \"g\"

    touchpoint one \"One\"

    // About two.
    /// Two.
    touchpoint two \"Two\" {
      next: a.two, j.a.two, one
      pain p \"P\"
    } // end
  }

  stage b \"B\" {
    goal: \"h\"

    touchpoint three \"Three\" { next: a.one, a.two }
  }

  stage c \"C\"

  opportunity o \"O\" { addresses: a.two.p, two.p, p }
}
";

    #[test]
    fn to_the_next_stage_it_comes_first_with_its_comments_and_names() {
        assert_eq!(
            moved(&JOURNEY.replace("touchpoint two", "touch$0point two"), "Move to the next stage, “B”"),
            "\
journey j \"J\" {
  stage a \"A\" {
    goal: \"g\"

    touchpoint one \"One\"
  }

  stage b \"B\" {
    goal: \"h\"

    // About two.
    /// Two.
    touchpoint two \"Two\" {
      next: b.two, j.b.two, one
      pain p \"P\"
    } // end

    touchpoint three \"Three\" { next: a.one, b.two }
  }

  stage c \"C\"

  opportunity o \"O\" { addresses: b.two.p, two.p, p }
}
"
        );
    }

    #[test]
    fn to_an_earlier_stage_it_comes_last() {
        assert_eq!(
            moved(
                "journey j {\r\n\tstage a { goal: \"x\" } // a\r\n\tstage b {\r\n\t\ttouch$0point one // one\r\n\t\ttouchpoint two\r\n\t}\r\n}\r\n",
                "Move to the stage before, “A”"
            ),
            "journey j {\r\n\tstage a {\r\n\t\tgoal: \"x\"\r\n\t\ttouchpoint one // one\r\n\t} // a\r\n\tstage b {\r\n\t\ttouchpoint two\r\n\t}\r\n}\r\n"
        );
        assert_eq!(
            moved(&JOURNEY.replace("touchpoint three", "touch$0point three"), "Move to the stage before")
                .lines()
                .skip(12)
                .take(7)
                .collect::<Vec<_>>(),
            [
                "",
                "    touchpoint three \"Three\" { next: a.one, a.two }",
                "  }",
                "",
                "  stage b \"B\" {",
                "    goal: \"h\"",
                "  }"
            ]
        );
    }

    #[test]
    fn a_stage_without_a_block_and_blocks_on_one_line_make_room() {
        assert_eq!(
            moved("journey j { stage a { touch$0point one; touchpoint two }; stage b }", "Move to the next stage"),
            "journey j {\n  stage a {\n    touchpoint two\n  }\n  stage b {\n    touchpoint one\n  }\n}"
        );
        let there = moved(&JOURNEY.replace("touchpoint one", "touch$0point one"), "Move to the stage “C”");
        assert!(there.contains("  stage c \"C\" {\n    touchpoint one \"One\"\n  }\n"), "{there}");
        assert!(there.contains("next: a.two, j.a.two, one"), "{there}");
    }

    #[test]
    fn only_some_of_many_stages_are_offered_and_only_where_names_are_clear() {
        let stages: String = (0..20).map(|number| format!("stage s{number} {{ touchpoint t{number} }}\n")).collect();
        let fixture =
            Fixture::new(&format!("journey j {{\n{}}}\n", stages.replace("touchpoint t9 ", "touch$0point t9 ")));
        let titles: Vec<String> = fixture.actions().into_iter().map(|action| action.title).collect();
        let moves: Vec<&String> = titles.iter().filter(|title| title.starts_with("Move to")).collect();
        assert_eq!(moves.len(), 2 + super::MOST_OTHERS);
        assert_eq!(moves[0], "Move to the next stage, “S10”");
        let twice = "journey j {\n  stage a { touch$0point one }\n  stage b { touchpoint one }\n}\n";
        assert_eq!(Fixture::new(twice).done("Move to"), None);
        let broken = "journey j {\n  stage a { touch$0point one }\n  stage b { touchpoint two ? }\n}\n";
        assert_eq!(Fixture::new(broken).done("Move to"), None);
    }
}
