//! Touchpoints get a stage of their own: the first or the last ones of a stage, or those that stand in a journey without
//! one. Their order stays, so those from the middle of a stage cannot be taken.

use std::sync::Arc;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, Keyword};
use journey_plugin::TextEdit;

use super::touchpoints::{can_move, kept, lines_to_take_out, make_room, through_stage};
use super::{change, edit};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::draft::{Draft, declaration_in};
use crate::layout::{Layout, indented};
use crate::{Snapshot, SourceChange};

/// Offers a stage for the selected touchpoints, or, without a selection, for one and those behind it.
pub(super) fn offer(actions: &mut Actions<'_>) {
    if !actions.want(ActionKind::Extract) {
        return;
    }
    let (file, snapshot, range) = (actions.file(), actions.snapshot(), actions.range());
    let Some(first) = first_touchpoint(actions) else { return };
    let Some(around) = first.parent() else { return };
    let all: Vec<Declaration<'_>> = around.children_of(Keyword::Touchpoint).collect();
    let Some(start) = all.iter().position(|touchpoint| *touchpoint == first) else { return };
    let is_in_stage = around.keyword() == Some(Keyword::Stage);
    let end = match (range.is_empty(), is_in_stage) {
        (true, true) => all.len(),
        (true, false) => start + 1,
        (false, _) => all.iter().filter(|touchpoint| touchpoint.range().start < range.end).count(),
    };
    let Some(chosen) = all.get(start..end).filter(|chosen| !chosen.is_empty()) else { return };
    if !chosen.iter().all(|touchpoint| can_move(&snapshot.project, file, *touchpoint)) {
        return;
    }
    let title = match chosen {
        [_] => "Give this touchpoint a stage of its own".to_owned(),
        _ => format!("Give these {} touchpoints a stage of their own", chosen.len()),
    };
    let offer = Offer::new(ActionKind::Extract, "wrap in stage", title);
    let ids: Vec<DeclarationId> =
        chosen.iter().map(|touchpoint| DeclarationId { file, local: touchpoint.local_id() }).collect();
    let is_middle = start > 0 && end < all.len();
    match around.keyword() {
        Some(Keyword::Stage) if around.parent().and_then(Declaration::keyword) == Some(Keyword::Journey) => {
            if chosen.len() == all.len() {
                actions.refuse(offer, "The stage has no other touchpoints: nothing would be left in it.");
            } else if is_middle {
                let reason = match chosen {
                    [_] => "It stands in the middle of its stage. Select those before or behind it as well.",
                    _ => "They stand in the middle of their stage. Select those before or behind them as well.",
                };
                actions.refuse(offer, reason);
            } else {
                actions.add(offer, || split_off(snapshot, &ids, start > 0));
            }
        }
        Some(Keyword::Journey) => actions.add(offer, || wrapped(snapshot, &ids)),
        _ => {}
    }
}

/// The touchpoint whose head the cursor is on, or the first one that the selection touches.
fn first_touchpoint<'a>(actions: &Actions<'a>) -> Option<Declaration<'a>> {
    let range = actions.range();
    if range.is_empty() {
        return actions.declaration_at_head().filter(|head| head.keyword() == Some(Keyword::Touchpoint));
    }
    actions.model().declarations().find(|declaration| {
        let own = declaration.range();
        let holds_all = own.start < range.start && range.end < own.end;
        declaration.keyword() == Some(Keyword::Touchpoint)
            && own.start < range.end
            && range.start < own.end
            && !holds_all
    })
}

/// An id for a stage that the journey around the touchpoint does not have.
fn free_id(journey: Declaration<'_>) -> String {
    let is_free = |id: &String| journey.descendants().all(|inner| inner.id() != id);
    let numbered = (2..).map(|number| format!("new_stage_{number}"));
    std::iter::once("new_stage".to_owned()).chain(numbered).find(is_free).expect("no journey has all of these names")
}

/// The last, or the first, touchpoints of a stage become a stage behind, or before, it.
fn split_off(snapshot: &Snapshot, ids: &[DeclarationId], are_last: bool) -> Option<SourceChange> {
    let first = *ids.first()?;
    let project = &snapshot.project;
    let stage = project.declaration(first).parent()?;
    let name = free_id(stage.journey()?);
    let stage = DeclarationId { file: first.file, local: stage.local_id() };
    let mut draft = Draft::new(snapshot);
    draft.edit(&through_stage(project, ids, &name));
    make_room(&mut draft, stage);

    let project = Arc::clone(draft.project());
    let layout = Layout::new(&project.file(first.file).model);
    let end = layout.line_end();
    // What stands between them, such as a pain of the stage, stays.
    let mut runs: Vec<TextRange> = Vec::new();
    for id in ids {
        let lines = layout.lines_of(declaration_in(&project, *id)?)?;
        let between = |run: &TextRange| layout.slice(TextRange::new(run.end, lines.start)).trim().is_empty();
        match runs.last_mut() {
            Some(run) if between(run) => run.end = lines.end,
            _ => runs.push(lines),
        }
    }
    let moved: String = runs.iter().map(|run| layout.slice(*run)).collect();
    let take_out = |run: &TextRange| edit(first.file, lines_to_take_out(&layout, *run), "");
    let mut edits: Vec<TextEdit> = runs.iter().map(take_out).collect();
    let stage = declaration_in(&project, stage)?;
    let lines = layout.lines_of(stage)?;
    let outer = layout.indentation(stage.range().start);
    let new = format!("{outer}stage {name} \"New stage\" {{{end}{moved}{outer}}}{end}");
    edits.push(if are_last {
        edit(first.file, TextRange::empty(lines.end), format!("{end}{new}"))
    } else {
        edit(first.file, TextRange::empty(lines.start), format!("{new}{end}"))
    });
    draft.edit(&edits);
    kept(snapshot, draft).map(|edits| change(edits, &name))
}

/// Touchpoints that stand in a journey get a stage around them.
fn wrapped(snapshot: &Snapshot, ids: &[DeclarationId]) -> Option<SourceChange> {
    let (first, last) = (*ids.first()?, *ids.last()?);
    let journey = snapshot.project.declaration(first).parent()?;
    let name = free_id(journey);
    let mut draft = Draft::new(snapshot);
    make_room(&mut draft, DeclarationId { file: first.file, local: journey.local_id() });

    let project = Arc::clone(draft.project());
    let layout = Layout::new(&project.file(first.file).model);
    let lines = layout.lines_of(declaration_in(&project, first)?)?;
    let lines = lines.joined(layout.lines_of(declaration_in(&project, last)?)?);
    let outer = layout.indentation(declaration_in(&project, first)?.range().start);
    let text = indented(layout.slice(lines), outer, &format!("{outer}{}", layout.unit()));
    let end = layout.line_end();
    let new = format!("{outer}stage {name} \"New stage\" {{{end}{text}{outer}}}{end}");
    let edits = [edit(first.file, lines, new)];
    draft.edit(&edits);
    kept(snapshot, draft).map(|edits| change(edits, &name))
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn wrapped(text: &str) -> Option<String> {
        Some(Fixture::new(text).done("Give th")?.join("//-\n"))
    }

    const JOURNEY: &str = "\
journey j {
  stage a \"A\" {
    touchpoint one \"One\" { next: a.two, a.three }

    /// Two.
    touchpoint two \"Two\"

    touchpoint three \"Three\"
    pain p \"P\"
  }
}
";

    #[test]
    fn a_stage_begins_at_the_cursor() {
        assert_eq!(
            wrapped(&JOURNEY.replace("touchpoint two", "touchpoint t$0wo")).unwrap(),
            "\
journey j {
  stage a \"A\" {
    touchpoint one \"One\" { next: new_stage.two, new_stage.three }

    pain p \"P\"
  }

  stage new_stage \"New stage\" {
    /// Two.
    touchpoint two \"Two\"

    touchpoint three \"Three\"
  }
}
"
        );
    }

    #[test]
    fn the_first_ones_become_a_stage_before() {
        assert_eq!(
            wrapped("journey j {\r\n\tstage new_stage {\r\n\t\t⟦touchpoint one⟧\r\n\t\ttouchpoint two\r\n\t}\r\n}\r\n")
                .unwrap(),
            "journey j {\r\n\tstage new_stage_2 \"New stage\" {\r\n\t\ttouchpoint one\r\n\t}\r\n\r\n\tstage new_stage {\r\n\t\ttouchpoint two\r\n\t}\r\n}\r\n"
        );
    }

    #[test]
    fn what_stands_in_a_journey_gets_the_stage_that_it_misses() {
        assert_eq!(
            wrapped("journey j {\n  goal: \"g\"\n  ⟦touchpoint one {\n    goal: \"\"\"\n      x\n    \"\"\"\n  }\n\n  // Two.\n  touchpoint two⟧\n  touchpoint three\n}\n").unwrap(),
            "journey j {\n  goal: \"g\"\n  stage new_stage \"New stage\" {\n    touchpoint one {\n      goal: \"\"\"\n        x\n      \"\"\"\n    }\n\n    // Two.\n    touchpoint two\n  }\n  touchpoint three\n}\n"
        );
        assert_eq!(
            wrapped("journey j { touch$0point one; touchpoint two }").unwrap(),
            "journey j {\n  stage new_stage \"New stage\" {\n    touchpoint one\n  }\n  touchpoint two\n}"
        );
    }

    #[test]
    fn why_it_cannot_be_done_is_told() {
        let reason = |text: &str| {
            let actions = Fixture::new(text).actions();
            actions.into_iter().find(|action| action.title.starts_with("Give th")).unwrap().disabled.unwrap()
        };
        assert_eq!(
            reason(&JOURNEY.replace("touchpoint one", "touch$0point one")),
            "The stage has no other touchpoints: nothing would be left in it."
        );
        assert_eq!(
            reason(&JOURNEY.replace("touchpoint two \"Two\"", "⟦touchpoint two⟧ \"Two\"")),
            "It stands in the middle of its stage. Select those before or behind it as well."
        );
    }

    #[test]
    fn a_selection_inside_of_one_touchpoint_is_about_something_else() {
        assert!(
            Fixture::new(&JOURNEY.replace("{ next: a.two", "{ next: ⟦a.two⟧"))
                .actions()
                .iter()
                .all(|action| !action.title.starts_with("Give th"))
        );
    }
}
