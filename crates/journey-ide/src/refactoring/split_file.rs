//! Journeys move from a file to files of their own, named after their ids, with their comments and documentation.
//!
//! New files come into the same folder, so that paths in them stay right, and never where a file is already. What the
//! whole project sees stays where it is.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, FileId, IdSource, Keyword};
use journey_plugin::TextEdit;

use super::edit;
use super::touchpoints::lines_to_take_out;
use crate::code_action::{ActionKind, Actions, Offer};
use crate::layout::{Layout, is_sound};
use crate::{FileOperation, Snapshot, SourceChange};

/// Offers a file for the journey whose head the cursor is on, and for all journeys of the file.
pub(super) fn offer(actions: &mut Actions<'_>) {
    let (file, snapshot, model) = (actions.file(), actions.snapshot(), actions.model());
    let Some(journey) = actions.declaration_at_head().filter(|head| can_move(snapshot, file, *head)) else { return };
    let others = model.top_level().filter(|other| *other != journey).count();
    if others == 0 {
        return;
    }
    let names = free_names(snapshot, file, &[journey]);
    let Some(name) = names.first() else { return };
    let offer =
        Offer::new(ActionKind::Move, "move to file", format!("Move this journey to a new file, {name}")).makes_files();
    actions.add(offer, || moved(snapshot, file, &[journey], &names));

    let journeys: Vec<Declaration<'_>> =
        model.top_level().filter(|declaration| can_move(snapshot, file, *declaration)).collect();
    // The first stays where there is nothing else, so that the file is not left empty.
    let is_all = journeys.len() == others + 1;
    let leaving = journeys.get(usize::from(is_all)..).unwrap_or_default();
    if leaving.len() > 1 {
        let what = if is_all { "each journey but the first" } else { "each journey" };
        let title = format!("Move {what} to a file of its own ({} files)", leaving.len());
        let names = free_names(snapshot, file, leaving);
        let offer = Offer::new(ActionKind::Move, "split file", title).makes_files();
        actions.add(offer, || moved(snapshot, file, leaving, &names));
    }
}

/// Of several with one name the first is meant, and moving them could change which is the first.
fn can_move(snapshot: &Snapshot, file: FileId, journey: Declaration<'_>) -> bool {
    journey.keyword() == Some(Keyword::Journey)
        && journey.parent().is_none()
        && journey.id_source() != IdSource::Missing
        && is_sound(&snapshot.project.file(file).model, journey)
        && !snapshot.project.is_duplicate(DeclarationId { file, local: journey.local_id() })
}

/// A name for the file of each journey that no file in the folder has, whatever is large and small in it.
fn free_names(snapshot: &Snapshot, file: FileId, journeys: &[Declaration<'_>]) -> Vec<String> {
    let path = &*snapshot.project.file(file).path;
    let folder = folder_of(path);
    let known = snapshot.project.files().filter_map(|(_, other)| other.path.strip_prefix(folder));
    let mut taken: Vec<String> = known.map(str::to_lowercase).collect();
    taken.extend(snapshot.folders.entries(path, "").into_iter().map(|name| name.to_lowercase()));
    let mut names = Vec::new();
    for journey in journeys {
        let stem = if is_reserved(journey.id()) { format!("{}_", journey.id()) } else { journey.id().to_owned() };
        let numbered = (2..).map(|number| format!("{stem}_{number}.journey"));
        let mut candidates = std::iter::once(format!("{stem}.journey")).chain(numbered);
        let name = candidates.find(|name| !taken.contains(&name.to_lowercase()));
        let name = name.expect("no folder has all of these files");
        taken.push(name.to_lowercase());
        names.push(name);
    }
    names
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or_default())
}

/// Names that Windows gives to devices.
fn is_reserved(id: &str) -> bool {
    let id = id.to_lowercase();
    let numbered = |name: &str| id.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(&*id, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

fn moved(snapshot: &Snapshot, file: FileId, journeys: &[Declaration<'_>], names: &[String]) -> Option<SourceChange> {
    let at = snapshot.project.file(file);
    let layout = Layout::new(&at.model);
    let mut change = SourceChange::default();
    let mut runs: Vec<TextRange> = Vec::new();
    for (journey, name) in journeys.iter().zip(names) {
        let lines = layout.lines_of(*journey)?;
        let mut text = layout.slice(lines).to_owned();
        if !text.ends_with(['\n', '\r']) {
            text.push_str(layout.line_end());
        }
        let path = format!("{}{name}", folder_of(&at.path));
        change.files.push(FileOperation::Create { path, text });
        let between = |run: &TextRange| layout.slice(TextRange::new(run.end, lines.start)).trim().is_empty();
        match runs.last_mut() {
            Some(run) if between(run) => run.end = lines.end,
            _ => runs.push(lines),
        }
    }
    let take_out = |run: &TextRange| -> TextEdit {
        let is_last = layout.slice(TextRange::new(run.end, at.model.parse().len())).trim().is_empty();
        let range = if is_last { with_blank_lines_before(&layout, *run) } else { lines_to_take_out(&layout, *run) };
        let at_start = range.start == layout.start();
        let behind = layout.slice(TextRange::new(range.end, layout.next_line(range.end)));
        let is_blank = !behind.is_empty() && behind.trim().is_empty();
        let end = if at_start && is_blank { layout.next_line(range.end) } else { range.end };
        edit(file, TextRange::new(range.start, end), "")
    };
    change.edits = runs.iter().map(take_out).collect();
    Some(change)
}

/// At the end of a file no blank line stays.
fn with_blank_lines_before(layout: &Layout<'_>, lines: TextRange) -> TextRange {
    let mut start = lines.start;
    while layout.is_blank_before(start) {
        let above = lines_to_take_out(layout, TextRange::new(start, lines.end)).start;
        if above == start {
            break;
        }
        start = above;
    }
    TextRange::new(start, lines.end)
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    fn split(text: &str, title: &str) -> Option<Vec<String>> {
        Fixture::new(text).done(title)
    }

    const FILE: &str = "\
//- maps/all.journey
persona maya

// About the shop.
/// The shop.
journey shop \"Shop\" {
  persona: maya
} // end

// Between.

journey $0Club \"Club\" {
  persona: maya
}
//- maps/club.JOURNEY
persona tom
";

    #[test]
    fn a_journey_moves_with_its_comments() {
        let text = FILE.replace("$0", "").replace("journey shop", "journey $0shop");
        assert_eq!(
            split(&text, "Move this journey to a new file, shop.journey").unwrap(),
            [
                "persona maya\n\n// Between.\n\njourney Club \"Club\" {\n  persona: maya\n}\n",
                "persona tom\n",
                "//- maps/shop.journey\n// About the shop.\n/// The shop.\njourney shop \"Shop\" {\n  persona: maya\n} // end\n",
            ]
        );
    }

    #[test]
    fn no_file_is_overwritten_whatever_is_large_and_small() {
        let texts = split(FILE, "Move each journey to a file of its own (2 files)").unwrap();
        assert_eq!(texts[0], "persona maya\n\n// Between.\n");
        assert!(texts[2].starts_with("//- maps/shop.journey\n"), "{texts:#?}");
        assert!(texts[3].starts_with("//- maps/Club_2.journey\njourney Club"), "{texts:#?}");
        let con = split("persona maya\njourney c$0on\n", "Move this").unwrap();
        assert_eq!(con, ["persona maya\n", "//- con_.journey\njourney con\n"]);
    }

    #[test]
    fn a_file_of_journeys_keeps_its_first() {
        assert_eq!(
            split(
                "\u{feff}journey a$0 { }\r\n\r\njourney b { }\r\njourney \"C\" { }",
                "Move each journey but the first"
            )
            .unwrap(),
            ["\u{feff}journey a { }\r\n", "//- b.journey\njourney b { }\r\n", "//- c.journey\njourney \"C\" { }\r\n"]
        );
        assert_eq!(
            split("\u{feff}journey a$0 { }\r\n\r\njourney b { }\r\n", "Move this").unwrap(),
            ["\u{feff}journey b { }\r\n", "//- a.journey\njourney a { }\r\n"]
        );
    }

    #[test]
    fn what_stands_alone_or_is_not_the_only_one_of_its_name_stays() {
        assert_eq!(split("journey a$0 { }\n", "Move"), None);
        assert_eq!(split("journey a$0 { }\njourney a { }\n", "Move"), None);
        assert_eq!(split("journey a$0 { ? }\njourney b { }\n", "Move"), None);
        assert_eq!(split("persona a$0\njourney b { }\n", "Move"), None);
    }
}
