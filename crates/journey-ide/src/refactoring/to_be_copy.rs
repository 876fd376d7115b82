//! A to-be copy of a journey, to be changed into what it shall become.
//!
//! The copy has an id of its own and says what it is a copy `of`. Everything in it keeps its id, since names of a journey
//! are its own: so the two can be compared. What is only true of today is left out: readings (`measure`), the state of the
//! map itself (`status`, `reviewed`), and the opportunities, of which the copy shows what becomes of them.

use journey_model::syntax::TextRange;
use journey_model::value::quote;
use journey_model::{Declaration, DeclarationId, FileId, IdSource, Keyword, Project, Resolution};

use journey_plugin::{Diagnostic, Severity};

use super::block::{Replacement, replaced, with_properties};
use super::{change, edit, to_u32};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::layout::{Layout, is_sound};
use crate::name_at::steps;

/// The keys that are only true of the original.
const LEFT_OUT: [&str; 3] = ["measure", "status", "reviewed"];

/// Offers a copy of the journey whose head the cursor is on.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let (file, snapshot) = (actions.file(), actions.snapshot());
    let Some(journey) = actions.declaration_at_head().filter(|head| head.keyword() == Some(Keyword::Journey)) else {
        return;
    };
    let is_to_be = journey
        .property("state")
        .is_some_and(|state| state.value().and_then(|value| value.reference()).is_some_and(|state| state == "to-be"));
    let is_alone = journey.parent().is_none() && journey.body().is_some();
    if is_to_be || !is_alone || !is_sound(actions.model(), journey) || journey.id_source() == IdSource::Missing {
        return;
    }
    let id = DeclarationId { file, local: journey.local_id() };
    let name = snapshot.project.free_name(id, &format!("{}_next", journey.id()));
    let title = format!("Copy this journey as a to-be, `{name}`");
    let offer = Offer::new(ActionKind::Extract, "to-be copy", title);
    let is_wrong = |diagnostic: &Diagnostic| {
        diagnostic.severity == Severity::Error && journey.range().covers(diagnostic.place.range)
    };
    if actions.diagnostics().iter().any(is_wrong) {
        actions.refuse(offer, "This journey has errors. Mend them first, or the copy has them too.");
        return;
    }
    actions.add(offer, || {
        let layout = Layout::new(&snapshot.project.file(file).model);
        let end = layout.line_end();
        let at = layout.next_line(journey.range().end);
        let is_open = !layout.slice(TextRange::new(journey.range().end, at)).ends_with(['\n', '\r']);
        let copy = copy(&snapshot.project, &layout, file, journey, &name);
        let text = if is_open { format!("{end}{end}{copy}") } else { format!("{end}{copy}{end}") };
        let at = if layout.is_last_of_line(journey.range().end) { at } else { return None };
        Some(change(vec![edit(file, TextRange::empty(at), text)], &name))
    });
}

fn copy(project: &Project, layout: &Layout<'_>, file: FileId, journey: Declaration<'_>, name: &str) -> String {
    let mut replacements = head(journey, name);
    for declaration in std::iter::once(journey).chain(journey.descendants()) {
        if declaration.keyword() == Some(Keyword::Opportunity) {
            let whole = layout.lines_of(declaration);
            replacements.push((whole.unwrap_or_else(|| layout.removal(declaration.range())), String::new()));
            continue;
        }
        for property in declaration.properties() {
            let is_of_journey = declaration == journey;
            let leaves = LEFT_OUT.contains(&property.key()) && (is_of_journey || property.key() == "measure");
            if leaves || is_of_journey && matches!(property.key(), "state" | "of") {
                replacements.push((whole_line(layout, property.range()), String::new()));
            }
        }
        for reference in declaration.references().filter(|reference| reference.text.contains('.')) {
            let own = Resolution::Found(DeclarationId { file, local: journey.local_id() });
            let through = steps(project, file, &reference).into_iter().filter(|step| step.meaning == own);
            replacements.extend(through.map(|step| (step.place.range, name.to_owned())));
        }
    }
    replacements.sort();
    // What stands in something that is left out goes with it.
    let mut kept: Vec<Replacement> = Vec::new();
    for one in replacements {
        match kept.last() {
            Some((before, _)) if before.end > one.0.start => {}
            _ => kept.push(one),
        }
    }
    let copied = replaced(layout, journey.range(), &without_gaps(layout, kept));
    with_state(&copied, journey.id())
}

/// The same replacements, and where whole lines go, one of the blank lines that would stay: before the first and after the
/// last line of a block there is none, and between others one is enough.
fn without_gaps(layout: &Layout<'_>, replacements: Vec<Replacement>) -> Vec<Replacement> {
    let mut merged: Vec<Replacement> = Vec::new();
    for (range, text) in replacements {
        match merged.last_mut() {
            Some((before, written)) if before.end == range.start && written.is_empty() && text.is_empty() => {
                before.end = range.end;
            }
            _ => merged.push((range, text)),
        }
    }
    let mut end_of_last = 0;
    for (range, text) in &mut merged {
        let is_whole = range.start == layout.line_start(range.start) && range.end == layout.line_start(range.end);
        if text.is_empty() && is_whole {
            let next = layout.next_line(range.end);
            let is_blank_before = layout.is_blank_before(range.start);
            let before = layout.slice(TextRange::new(0, range.start)).trim_end();
            let behind = layout.slice(TextRange::new(range.end, next));
            if behind.trim().is_empty() && (is_blank_before || before.ends_with('{')) {
                range.end = next;
            } else if is_blank_before && behind.trim_start().starts_with('}') {
                let above = layout.slice(TextRange::new(0, range.start));
                let above = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r'])).unwrap_or_default();
                range.start = layout.line_start(to_u32(above.len())).max(end_of_last);
            }
        }
        end_of_last = range.end;
    }
    merged
}

/// What to take out for a property: its line with the comment on it, where nothing else stands there.
fn whole_line(layout: &Layout<'_>, range: TextRange) -> TextRange {
    if layout.is_first_of_line(range.start) && layout.is_last_of_line(range.end) {
        return TextRange::new(layout.line_start(range.start), layout.next_line(range.end));
    }
    layout.removal(range)
}

/// The id and the label of the copy.
fn head(journey: Declaration<'_>, name: &str) -> Vec<Replacement> {
    let label = quote(&format!("{} (to-be)", journey.label()));
    let label = match journey.label_range() {
        Some(range) => (range, label),
        None => (TextRange::empty(journey.head_range().end), format!(" {label}")),
    };
    match journey.ast().name() {
        Some(id) => vec![(id.range(), name.to_owned()), label],
        None => vec![(label.0, format!("{name} {}", label.1))],
    }
}

/// The copy with its first two lines.
fn with_state(copied: &str, of: &str) -> String {
    let lines = ["state: to-be".to_owned(), format!("of: {of}")];
    let project = Project::of_text("copy.journey", copied);
    let Some((_, file)) = project.files().next() else { return copied.to_owned() };
    let Some(journey) = file.model.top_level().next() else { return copied.to_owned() };
    let layout = Layout::new(&file.model);
    let Some(body) = journey.body() else { return copied.to_owned() };
    let inside = body.range().start + 1;
    let replacement = if layout.is_last_of_line(inside) {
        let inner = layout.indentation_inside(journey);
        let lines: String = lines.iter().map(|line| format!("{inner}{line}{}", layout.line_end())).collect();
        (TextRange::empty(layout.next_line(inside)), lines)
    } else if crate::layout::entries(journey).next().is_none() {
        with_properties(&layout, journey, &lines)
    } else {
        (TextRange::empty(inside), format!(" {};", lines.join("; ")))
    };
    replaced(&layout, TextRange::new(0, file.model.parse().len()), &[replacement])
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn copied(text: &str) -> Option<String> {
        let fixture = Fixture::new(text);
        let before = fixture.texts[0].clone();
        let after = fixture.done("Copy this journey")?.remove(0);
        Some(after.strip_prefix(&before).unwrap_or_else(|| panic!("{after}")).to_owned())
    }

    #[test]
    fn the_copy_says_what_it_is_and_leaves_out_what_is_only_true_of_today() {
        let text = "\
persona maya
journey older { persona: maya }
metric nps { kind: nps }

/// Today.
journey $0shop \"Weekly \\\"shop\\\"\" {
  state: as-is // today
  of: older
  persona: maya
  status: approved
  reviewed: 2026-11-01
  measure nps: 3

  stage find \"Find\" {
    measure nps: 4
    touchpoint search { emotion: -1; measure nps: 2; next: shop.find.search, find.search, search; pain p }
  }

  // Ideas.
  /// The idea.
  opportunity o { addresses: shop.p }
}
";
        assert_eq!(
            copied(text).unwrap(),
            "
journey shop_next \"Weekly \\\"shop\\\" (to-be)\" {
  state: to-be
  of: shop
  persona: maya

  stage find \"Find\" {
    touchpoint search { emotion: -1; next: shop_next.find.search, find.search, search; pain p }
  }
}
"
        );
    }

    #[test]
    fn without_an_id_and_on_one_line_it_is_a_copy_all_the_same() {
        assert_eq!(
            copied("journ$0ey \"Shop\" { goal: \"g\"; stage s { touchpoint t } }").unwrap(),
            "\n\njourney shop_next \"Shop (to-be)\" { state: to-be; of: shop; goal: \"g\"; stage s { touchpoint t } }"
        );
        assert_eq!(
            copied("journey shop_next { }\r\njourn$0ey shop {\r\n}\r\n").unwrap(),
            "\r\njourney shop_next_2 \"Shop (to-be)\" {\r\n  state: to-be\r\n  of: shop\r\n}\r\n"
        );
    }

    #[test]
    fn what_is_left_out_leaves_no_gap() {
        let text = "\
journey $0shop {\r
  stage find {\r
    measure nps: 4\r
    measure csat: 4\r
\r
    touchpoint a { pain x }\r
\r
    opportunity o { addresses: x }\r
\r
    touchpoint b\r
\r
    opportunity p { addresses: x }\r
  }\r
  stage pay {\r
    measure nps: 4\r
\r
    opportunity q { addresses: x }\r
  }\r
}\r
metric nps { kind: nps }\r
metric csat { kind: csat }\r
";
        let fixture = Fixture::new(text);
        let after = fixture.done("Copy this journey").unwrap().remove(0);
        let copy = after.split("journey shop_next").nth(1).unwrap().split("metric").next().unwrap();
        assert_eq!(
            copy,
            " \"Shop (to-be)\" {\r\n  state: to-be\r\n  of: shop\r\n  stage find {\r\n    touchpoint a { pain x }\r\n\r\n    \
             touchpoint b\r\n  }\r\n  stage pay {\r\n  }\r\n}\r\n"
        );
    }

    #[test]
    fn what_is_wrong_is_not_copied() {
        let fixture = Fixture::new("journ$0ey shop { persona: nobody }\n");
        let copy = fixture.actions().into_iter().find(|action| action.title.starts_with("Copy")).unwrap();
        assert!(copy.disabled.unwrap().starts_with("This journey has errors."));
    }

    #[test]
    fn of_a_to_be_and_of_what_is_broken_there_is_no_copy() {
        for text in ["journ$0ey shop { state: to-be }", "journ$0ey shop { ? }", "journ$0ey shop", "per$0sona maya { }"]
        {
            assert_eq!(Fixture::new(text).done("Copy this journey"), None, "{text}");
        }
    }
}
