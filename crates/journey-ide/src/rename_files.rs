//! Files that move: paths in journey files keep leading where they led.
//!
//! `data:` is a path, relative to the folder of the file that it is written in. It changes where that file moves, and where
//! the data moves. A `link:` is treated so only where it is sure that it is a path: where it says so (`./notes.md`), or
//! where the file is there. Paths are written with `/`, whatever the machine.

mod path;

use std::borrow::Cow;

use journey_model::syntax::{Node, SyntaxKind};
use journey_model::value::{Text, quote};
use journey_model::{Property, ValueType};
use journey_plugin::{Place, TextEdit};

use crate::{Cancellable, Snapshot, SourceChange};
use path::{Path, is_absolute};

/// A file or a folder that moves. Its paths are absolute, or relative to the same folder as those of the project's files
/// ([`journey_model::File::path`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: String,
    /// Where it will be.
    pub to: String,
}

/// The edits that keep all paths right when these files and folders move. They are of the texts as they are before, at
/// their old paths. `root` is the absolute path of the folder that the paths of the project's files are relative to; it
/// may be empty, and then nothing is known about what moves out of that folder.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn rename_files(snapshot: &Snapshot, root: &str, moves: &[Move]) -> Cancellable<SourceChange> {
    let root = Path::new(root);
    let moves: Vec<(Path<'_>, Path<'_>)> =
        moves.iter().map(|one| (Path::written(&root, &one.from), Path::written(&root, &one.to))).collect();
    let schema = snapshot.project.schema();
    let mut edits = Vec::new();
    for (file, at) in snapshot.project.files() {
        snapshot.cancellation.check()?;
        let old = Path::written(&root, &at.path);
        let new = after(&moves, &old).unwrap_or_else(|| old.clone());
        let folders = (old.folder(), new.folder());
        for property in at.model.declarations().flat_map(journey_model::Declaration::properties) {
            let Some(leads_to) = property.schema(schema).and_then(|key| kind(&key.value)) else { continue };
            for text in texts(property) {
                let written = Text::decode(text.text()).value;
                let is_there = |path: &str| snapshot.folders.is_file(&at.path, path);
                let new = match leads_to {
                    Kind::File => rewritten(&moves, &folders, &written),
                    Kind::Link => rewritten_link(&moves, &folders, &written, is_there),
                };
                if let Some(new) = new.filter(|new| *new != written) {
                    edits.push(TextEdit { place: Place { file, range: text.range() }, replacement: quote(&new) });
                }
            }
        }
    }
    Ok(SourceChange { edits, ..SourceChange::default() })
}

/// What kind of path a value is.
#[derive(Clone, Copy)]
enum Kind {
    File,
    Link,
}

fn kind(value: &ValueType) -> Option<Kind> {
    match value {
        ValueType::File => Some(Kind::File),
        ValueType::Link => Some(Kind::Link),
        ValueType::OneOf(types) => types.iter().find_map(kind),
        _ => None,
    }
}

fn texts(property: Property<'_>) -> impl Iterator<Item = Node<'_>> {
    property.syntax().children().filter(|node| node.kind() == SyntaxKind::Text)
}

/// Where a path is after the moves; of two that move it, the nearer one counts. `None` where it stays.
fn after<'t>(moves: &[(Path<'t>, Path<'t>)], path: &Path<'t>) -> Option<Path<'t>> {
    let moved = moves.iter().filter_map(|(from, to)| Some((from.len(), path.moved(from, to)?)));
    moved.max_by_key(|(length, _)| *length).map(|(_, path)| path)
}

/// A path as it is to be written after the moves; `None` where it can stay.
fn rewritten<'t>(
    moves: &[(Path<'t>, Path<'t>)],
    (old, new): &(Path<'t>, Path<'t>),
    written: &'t str,
) -> Option<String> {
    let target = Path::written(old, written);
    let moved = after(moves, &target);
    if written.trim().is_empty() || moved.is_none() && old == new {
        return None;
    }
    let target = match moved {
        None if is_absolute(written) => return None,
        moved => moved.unwrap_or(target),
    };
    if is_absolute(written) {
        return Some(target.whole());
    }
    let path = target.from(new)?;
    // What was written at length and is still right stays as it is written.
    if Path::written(new, written) == target {
        return None;
    }
    Some(if written.starts_with("./") && !path.starts_with("../") { format!("./{path}") } else { path })
}

/// The same for a link, which may be an address of the web.
fn rewritten_link<'t>(
    moves: &[(Path<'t>, Path<'t>)],
    folders: &(Path<'t>, Path<'t>),
    written: &'t str,
    is_there: impl Fn(&str) -> bool,
) -> Option<String> {
    let (path, place) = written.find(['#', '?']).map_or((written, ""), |at| written.split_at(at));
    if path.is_empty() || path.starts_with("//") || has_scheme(path) {
        return None;
    }
    let plain = without_escapes(path);
    let says_so = path.starts_with("./") || path.starts_with("../");
    let is_path = says_so || after(moves, &Path::written(&folders.0, &plain)).is_some() || is_there(&plain);
    let new = rewritten(moves, folders, &plain).filter(|_| is_path)?;
    Some(match plain {
        Cow::Borrowed(_) => format!("{new}{place}"),
        Cow::Owned(_) => format!("{}{place}", new.replace('%', "%25").replace(' ', "%20")),
    })
}

/// Whether it starts as `https:` does. One letter is a drive.
fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// A link with its `%20` read as what they stand for; as it is where that is no text.
fn without_escapes(link: &str) -> Cow<'_, str> {
    let mut parts = link.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let Some((byte, rest)) =
            part.split_at_checked(2).and_then(|(code, rest)| Some((u8::from_str_radix(code, 16).ok()?, rest)))
        else {
            return Cow::Borrowed(link);
        };
        bytes.push(byte);
        bytes.extend_from_slice(rest.as_bytes());
    }
    match String::from_utf8(bytes) {
        Ok(text) if text != link => Cow::Owned(text),
        _ => Cow::Borrowed(link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn moved(fixture: &str, moves: &[(&str, &str)]) -> String {
        moved_in("", fixture, moves)
    }

    fn moved_in(root: &str, fixture: &str, moves: &[(&str, &str)]) -> String {
        let fixture = Fixture::new(fixture);
        let moves: Vec<Move> =
            moves.iter().map(|(from, to)| Move { from: (*from).to_owned(), to: (*to).to_owned() }).collect();
        let change = rename_files(&fixture.snapshot, root, &moves).unwrap();
        fixture.edited(&change.edits).join("//-\n")
    }

    fn source(path: &str, data: &str) -> String {
        format!("//- {path}\nsource s \"S\" {{ kind: survey; data: \"{data}\" }}\n")
    }

    fn data_after(path: &str, data: &str, moves: &[(&str, &str)]) -> String {
        let text = moved(&source(path, data), moves);
        text.split_once("data: \"").unwrap().1.split_once('"').unwrap().0.to_owned()
    }

    #[test]
    fn the_data_of_a_file_that_moves_stays_where_it_is() {
        let moves = [("maps/a.journey", "maps/old/a.journey")];
        assert_eq!(data_after("maps/a.journey", "data/q3.csv", &moves), "../data/q3.csv");
        assert_eq!(data_after("maps/a.journey", "../q3.csv", &moves), "../../q3.csv");
        assert_eq!(data_after("maps/a.journey", "/data/q3.csv", &moves), "/data/q3.csv");
        assert_eq!(data_after("maps/a.journey", "old/q3.csv", &moves), "q3.csv");
        assert_eq!(data_after("maps/a.journey", "", &moves), "");
        assert_eq!(data_after("maps/a.journey", "data/q3.csv", &[("maps/a.journey", "maps/b.journey")]), "data/q3.csv");
    }

    #[test]
    fn a_file_points_at_data_that_moves() {
        let moves = [("maps/data/q3.csv", "archive/q3 (old).csv")];
        assert_eq!(data_after("maps/a.journey", "data/q3.csv", &moves), "../archive/q3 (old).csv");
        assert_eq!(data_after("maps/a.journey", "./data/q3.csv", &moves), "../archive/q3 (old).csv");
        assert_eq!(data_after("maps/a.journey", "data/../data/q3.csv", &moves), "../archive/q3 (old).csv");
        assert_eq!(data_after("maps/a.journey", "data/q2.csv", &moves), "data/q2.csv");
        assert_eq!(data_after("a.journey", "./q3.csv", &[("q3.csv", "data/q3.csv")]), "./data/q3.csv");
        assert_eq!(data_after("/w/a.journey", "/w/q3.csv", &[("/w/q3.csv", "/w/data/q3.csv")]), "/w/data/q3.csv");
    }

    #[test]
    fn what_leaves_the_folder_of_the_project_keeps_its_paths_where_that_folder_is_known() {
        let text = source("a.journey", "data/q3.csv");
        let moves = [("/home/maps/a.journey", "/home/old/a.journey")];
        assert!(moved_in("/home/maps", &text, &moves).contains("data: \"../maps/data/q3.csv\""));
        let moves = [("a.journey", "../old/a.journey")];
        assert!(moved_in("/home/maps", &text, &moves).contains("data: \"../maps/data/q3.csv\""));
        assert!(moved_in("C:\\maps", &text, &[("C:\\maps\\data", "C:\\maps\\d")]).contains("data: \"d/q3.csv\""));
    }

    #[test]
    fn a_folder_moves_with_all_that_is_in_it() {
        let moves = [("maps", "2026/maps")];
        assert_eq!(data_after("maps/a.journey", "data/q3.csv", &moves), "data/q3.csv");
        assert_eq!(data_after("maps/a.journey", "data/../q3.csv", &moves), "data/../q3.csv");
        assert_eq!(data_after("maps/a.journey", "../q3.csv", &moves), "../../q3.csv");
        assert_eq!(data_after("b.journey", "maps/q3.csv", &moves), "2026/maps/q3.csv");
        let both = [("maps", "old"), ("maps/q3.csv", "data/q3.csv")];
        assert_eq!(data_after("maps/a.journey", "q3.csv", &both), "../data/q3.csv");
    }

    #[test]
    fn the_separators_of_windows_are_read_and_not_written() {
        let moves = [("C:/maps/data/q3.csv", "C:/maps/old/q3.csv")];
        assert_eq!(data_after("C:/maps/a.journey", "data\\\\q3.csv", &moves), "old/q3.csv");
        assert_eq!(data_after("C:/maps/a.journey", "C:\\\\maps\\\\data\\\\q3.csv", &moves), "C:/maps/old/q3.csv");
        assert_eq!(data_after("C:/maps/a.journey", "data\\\\q2.csv", &moves), "data\\\\q2.csv");
        let away = [("C:/maps/a.journey", "D:/maps/a.journey")];
        assert_eq!(data_after("C:/maps/a.journey", "data/q3.csv", &away), "data/q3.csv");
    }

    #[test]
    fn links_to_files_change_and_addresses_do_not() {
        let text = |links: [&str; 8]| {
            links.map(|link| format!("source s \"S\" {{ kind: survey; link: \"{link}\" }}\n")).concat()
        };
        let before = text([
            "https://example.org/notes.txt",
            "example.org/notes",
            "mailto:a@example.org",
            "notes.txt#page",
            "./my%20notes.md?x",
            "../up.md",
            "#here",
            "//example.org/x",
        ]);
        let after = moved(&format!("//- maps/a.journey\n{before}"), &[("maps/a.journey", "maps/old/a.journey")]);
        let expected = [
            "https://example.org/notes.txt",
            "example.org/notes",
            "mailto:a@example.org",
            "../notes.txt#page",
            "../my%20notes.md?x",
            "../../up.md",
            "#here",
            "//example.org/x",
        ];
        let links: Vec<&str> =
            after.lines().map(|line| line.split_once("link: \"").unwrap().1.split_once('"').unwrap().0).collect();
        assert_eq!(links, expected);
    }

    #[test]
    fn only_paths_change_and_texts_with_escapes_stay_texts() {
        assert_eq!(
            moved(
                "//- a.journey\r\nsource s \"data/q.csv\" { kind: survey; data: \"data/\\u{E9}.csv\" } // data/é.csv\r\n",
                &[("data", "old/\"data\"")]
            ),
            "source s \"data/q.csv\" { kind: survey; data: \"old/\\\"data\\\"/é.csv\" } // data/é.csv\r\n"
        );
    }

    #[test]
    fn every_file_of_a_project_is_looked_at() {
        let text = format!("{}{}", source("a/a.journey", "../data/q3.csv"), source("b.journey", "data/q3.csv"));
        let after = moved(&text, &[("data/q3.csv", "a/q3.csv")]);
        assert!(after.contains("data: \"q3.csv\"") && after.contains("data: \"a/q3.csv\""), "{after}");
    }
}
