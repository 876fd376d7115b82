//! Where a new declaration belongs, and what it says at first.

use journey_model::syntax::TextRange;
use journey_model::value::quote;
use journey_model::{Declaration, FileId, KeySchema, Keyword, Place, Project};
use journey_plugin::TextEdit;

use super::add_missing_keys::least_word;
use super::{edit, to_u32};
use crate::layout::Layout;

/// A place for a declaration at the top of a file.
pub(super) struct Placement {
    pub(super) file: FileId,
    /// The place, as the end of an order: "after the other personas".
    pub(super) words: String,
    at: Where,
}

#[derive(Clone, Copy)]
enum Where {
    /// Behind the declaration that ends here.
    Behind(u32),
    /// Before the declaration whose first line starts here.
    Before(u32),
    End,
}

/// The places for a new declaration of a keyword: in the file where it is needed, and, where only another file has such
/// declarations, there.
pub(super) fn placements(project: &Project, file: FileId, keyword: Keyword) -> Vec<Placement> {
    let last_in = |file: FileId| {
        let model = &project.file(file).model;
        let layout = Layout::new(model);
        let of_keyword = model.top_level().filter(|declaration| declaration.keyword() == Some(keyword));
        of_keyword.map(|declaration| declaration.range().end).filter(|end| !is_block_behind(&layout, *end)).last()
    };
    if let Some(end) = last_in(file) {
        let words = format!("after the other {}", keyword.plural());
        return vec![Placement { file, words, at: Where::Behind(end) }];
    }
    let count = |file: FileId| {
        project.file(file).model.top_level().filter(|declaration| declaration.keyword() == Some(keyword)).count()
    };
    let others = project.files().map(|(id, _)| id).filter(|id| *id != file);
    let home = others.max_by_key(|id| (count(*id), std::cmp::Reverse(*id)));
    let home = home.and_then(|id| {
        Some(Placement { file: id, words: format!("in {}", project.file(id).path), at: Where::Behind(last_in(id)?) })
    });
    let model = &project.file(file).model;
    let layout = Layout::new(model);
    let first = model.top_level().next().filter(|first| layout.is_first_of_line(first.range().start));
    // A journey tells the story that the rest of the file is there for, so it comes last.
    let here = match first.filter(|_| keyword != Keyword::Journey) {
        Some(first) => {
            let at = Where::Before(layout.first_line_of(first));
            Placement { file, words: "at the top of this file".to_owned(), at }
        }
        None => Placement { file, words: "at the end of this file".to_owned(), at: Where::End },
    };
    home.into_iter().chain([here]).collect()
}

/// Whether what follows could be taken for the block of a declaration that is written here, as where the head of a block
/// is missing.
fn is_block_behind(layout: &Layout<'_>, end: u32) -> bool {
    let length = to_u32(layout.text().len());
    let behind = layout.slice(TextRange::new(layout.next_line(end), length)).trim_start_matches(['\n', '\r']);
    let line = behind.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.starts_with([' ', '\t', '{', '}'])
}

impl Placement {
    /// The edit that writes a declaration there, with the line ends and the indentation of that file.
    pub(super) fn edit(&self, project: &Project, text: &str) -> TextEdit {
        let layout = Layout::new(&project.file(self.file).model);
        let end = layout.line_end();
        let text = text.replace("\n  ", &format!("\n{}", layout.unit())).replace('\n', end);
        match self.at {
            Where::Before(start) => edit(self.file, TextRange::empty(start), format!("{text}{end}{end}")),
            Where::End => {
                let length = project.file(self.file).model.parse().len();
                let gap = match layout.text() {
                    "" | "\u{FEFF}" => String::new(),
                    whole if whole.ends_with(['\n', '\r']) => end.to_owned(),
                    _ => end.repeat(2),
                };
                edit(self.file, TextRange::empty(length), format!("{gap}{text}{end}"))
            }
            Where::Behind(last) if !layout.is_last_of_line(last) => {
                let last = layout.without_space(TextRange::new(layout.start(), last)).end;
                edit(self.file, TextRange::empty(last), format!("{end}{text}{end}"))
            }
            Where::Behind(last) => {
                let at = layout.next_line(last);
                let is_open = !layout.slice(TextRange::new(last, at)).ends_with(['\n', '\r']);
                // Where those before it stand apart, it does too.
                let start = layout.line_start(last.saturating_sub(1));
                let spaced = text.contains(['\n', '\r']) || layout.is_blank_before(start) || {
                    let line = layout.slice(TextRange::new(start, last));
                    line.trim_start().starts_with('}')
                };
                let gap = if spaced { end } else { "" };
                let (before, behind) = if is_open { (end, "") } else { ("", end) };
                edit(self.file, TextRange::empty(at), format!("{before}{gap}{text}{behind}"))
            }
        }
    }
}

/// A declaration with what it needs; `None` where nobody can guess that. The declaration that needs it is `user`.
pub(super) fn text(
    project: &Project,
    user: Declaration<'_>,
    keyword: Keyword,
    id: &str,
    label: &str,
) -> Option<String> {
    let head = format!("{keyword} {id} {}", quote(label));
    if keyword == Keyword::Journey {
        let personas = user.journey().and_then(|journey| journey.property("persona"));
        let personas = personas.map(|personas| personas.values()).unwrap_or_default();
        let personas: Vec<&str> = personas.iter().filter_map(journey_model::Value::reference).collect();
        // Without a persona, nobody knows whose journey it is.
        return (!personas.is_empty()).then(|| format!("{head} {{\n  persona: {}\n}}", personas.join(", ")));
    }
    let place = project.schema().places(keyword).first().copied().unwrap_or(Place::File);
    let needs: Vec<&KeySchema> = project.schema().wanted_keys(keyword, place).collect();
    let lines: Option<Vec<String>> =
        needs.iter().map(|key| Some(format!("{}: {}", key.name, least_word(key)?))).collect();
    let lines = lines?;
    Some(if lines.is_empty() { head } else { format!("{head} {{ {} }}", lines.join("; ")) })
}

/// Whether a project has something of that name already, or may have.
pub(super) fn is_taken(project: &Project, id: &str) -> bool {
    id == "from"
        || project.stands_in_broken_text(id)
        || project.files().any(|(_, file)| file.model.top_level().any(|declaration| declaration.id() == id))
}
