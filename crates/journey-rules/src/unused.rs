//! Declarations that nobody refers to: which those are, and how one is taken out.

use std::cell::OnceCell;

use journey_plugin::model::syntax::{Declaration as Tree, TextRange, declarations};
use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword, Project};
use journey_plugin::{Applicability, Diagnostic, Fix, RuleContext, Tag, TextEdit};

use crate::source_text::SourceText;
use crate::wording::shown;

/// Whether nobody refers to a declaration, and no other finding tells it already: a text that is wrong may mean it.
pub(crate) fn is_unused(project: &Project, id: DeclarationId) -> bool {
    !project.is_used(id) && !is_told_elsewhere(project, id)
}

/// Whether something is wrong with its name, or with one that may mean it.
pub(crate) fn is_told_elsewhere(project: &Project, id: DeclarationId) -> bool {
    let declaration = project.declaration(id);
    declaration.id_source() == IdSource::Missing
        || declaration.ast().label().is_some_and(|label| label.kind().is_error())
        || project.is_duplicate(id)
        || project.may_be_meant(id)
}

/// Whether declarations of that keyword are there to be referred to, and for nothing else.
pub(crate) fn wants_to_be_used(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Persona | Keyword::Channel | Keyword::Actor | Keyword::Source | Keyword::Metric)
}

/// Takes declarations out of a file, each by itself.
pub(crate) struct Removals<'r, 'c> {
    context: &'r RuleContext<'c>,
    text: SourceText<'c>,
    /// The declarations at the top of the file, once one is taken out.
    trees: OnceCell<Vec<Tree<'c>>>,
}

impl<'r, 'c> Removals<'r, 'c> {
    pub(crate) fn new(context: &'r RuleContext<'c>) -> Self {
        Self { context, text: SourceText::new(&context.file().model), trees: OnceCell::new() }
    }

    /// A finding that nobody refers to a declaration, with what takes it out.
    pub(crate) fn finding(&self, declaration: Declaration<'_>, message: String, help: String) -> Diagnostic {
        let place = self.context.place(declaration.name().range);
        let diagnostic = Diagnostic::new(place, message, help).tag(Tag::Unnecessary);
        match self.removal(declaration) {
            Some(fix) => diagnostic.fix_with(fix),
            None => diagnostic,
        }
    }

    fn trees(&self) -> &[Tree<'c>] {
        self.trees.get_or_init(|| declarations(self.context.file().model.parse().children()).collect())
    }

    /// Takes a declaration out, with the documentation before it and one blank line behind it. Not where another
    /// declaration would lose its last use.
    fn removal(&self, declaration: Declaration<'_>) -> Option<Fix> {
        let project = self.context.project;
        let inside = declaration.range();
        if declaration.parent().is_some() {
            return None;
        }
        let references =
            std::iter::once(declaration).chain(declaration.descendants()).flat_map(Declaration::references);
        let mut targets: Vec<DeclarationId> =
            references.filter_map(|reference| Some(project.target(self.context.id, &reference)?.0)).collect();
        targets.sort_unstable();
        let is_used_elsewhere =
            |uses: &[DeclarationId]| uses.first().is_none_or(|one| project.count_uses(*one) > uses.len());
        if !targets.chunk_by(|one, other| one == other).all(is_used_elsewhere) {
            return None;
        }
        let place = self.trees().binary_search_by_key(&inside.start, |tree| tree.range().start).ok()?;
        let documentation = self.trees().get(place)?.documentation().iter().map(|line| line.range());
        let pieces = documentation.map(|line| self.text.removal(line)).chain([with_blank_line(&self.text, inside)]);
        let mut edits: Vec<TextRange> = Vec::new();
        for piece in pieces {
            match edits.last_mut() {
                Some(before) if before.end >= piece.start => *before = before.joined(piece),
                _ => edits.push(piece),
            }
        }
        Some(Fix {
            title: format!("Remove {} {}", declaration.keyword()?, shown(declaration.id())),
            applicability: Applicability::Suggestion,
            edits: edits
                .into_iter()
                .map(|range| TextEdit { place: self.context.place(range), replacement: String::new() })
                .collect(),
        })
    }
}

/// The whole lines of a declaration, with the comment behind it and the blank line that follows; where something else
/// stands on its lines, only the declaration.
fn with_blank_line(text: &SourceText<'_>, declaration: TextRange) -> TextRange {
    let behind = text.whole().get(declaration.end as usize..).unwrap_or_default();
    let next = behind.trim_start_matches(|one: char| one.is_whitespace() && !matches!(one, '\n' | '\r'));
    let is_last = next.is_empty() || next.starts_with(['\n', '\r']) || next.starts_with("//");
    let Some(start) = text.start_of_indentation(declaration.start).filter(|_| is_last) else {
        return text.removal(declaration);
    };
    let (rest, line_end) = first_line(behind);
    let behind = behind.get(rest.len() + line_end..).unwrap_or_default();
    let (next, next_end) = first_line(behind);
    let blank = if next.trim().is_empty() { next.len() + next_end } else { 0 };
    let length = u32::try_from(rest.len() + line_end + blank).expect("a text is shorter than 4 GiB");
    TextRange::new(start, declaration.end + length)
}

/// The first line without its end, and the length of that end in bytes.
fn first_line(text: &str) -> (&str, usize) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let behind = text.get(line.len()..).unwrap_or_default();
    (line, if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) })
}

#[cfg(test)]
mod tests {
    use crate::craft::persona_without_journey::PersonaWithoutJourney;
    use crate::testing::findings;

    /// The text after the first fix of the only finding.
    fn removed(marked: &str) -> String {
        let found = findings(&PersonaWithoutJourney, marked);
        let mut text = marked.replace(['⟦', '⟧'], "");
        let [only] = found.as_slice() else { panic!("one finding: {found:#?}") };
        for edit in only.fixes[0].edits.iter().rev() {
            text.replace_range(edit.place.range.to_usize(), "");
        }
        text
    }

    #[test]
    fn documentation_comment_and_a_blank_line_go_with_it() {
        let rest = "journey j \"J\" { persona: maya }\npersona maya \"Maya\"\n";
        let text = "// Stays.\n\n/// Buys.\n/// Twice.\npersona ⟦tom⟧ \"Tom\" {\n  age: 30\n} // old\n\n\n";
        assert_eq!(removed(&format!("{text}{rest}")), format!("// Stays.\n\n\n{rest}"));
        let text = "/// Buys.\r\n// Stays.\r\npersona ⟦tom⟧ \"Tom\"\r\n\r\n";
        assert_eq!(removed(&format!("{text}{rest}")), format!("// Stays.\r\n{rest}"));
        assert_eq!(removed(&format!("{rest}\n/// At the end.\npersona ⟦tom⟧ \"Tom\"")), format!("{rest}\n"));
    }

    #[test]
    fn what_stands_on_the_same_line_stays() {
        let rest = "persona maya \"Maya\"\njourney j \"J\" { persona: maya }\n";
        assert_eq!(removed(&format!("persona ⟦tom⟧ \"Tom\"; {rest}")), rest);
    }

    #[test]
    fn what_is_the_last_to_use_another_is_not_removed_by_a_fix() {
        let text = "persona ⟦tom⟧ \"Tom\" { source: talks }\nsource talks \"Talks\" { kind: interview }\n";
        assert_eq!(findings(&PersonaWithoutJourney, text)[0].fixes, []);
        let shared = format!("{text}journey j \"J\" {{ source: talks }}\n");
        assert_eq!(findings(&PersonaWithoutJourney, &shared)[0].fixes.len(), 1);
    }
}
