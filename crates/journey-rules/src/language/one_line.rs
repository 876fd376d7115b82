//! A property with a declaration right behind it on its line: `goal: "Pay" touchpoint card "Card" { }`.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::{Keyword, Place, Property, Schema};
use journey_plugin::{Applicability, Diagnostic, RuleContext};

use super::mending::{is_sound_head, is_sound_line};

/// How many bytes a line may have that is looked at: nobody writes two things on a longer one.
pub(super) const LONGEST: usize = 2000;

/// What to do about several things on one line.
pub(super) const PART_THEM: &str =
    "Several things on one line are separated by `;`. Write it, or give each a line of its own.";

/// A declaration that stands behind a property on its line, and seems to be a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DeclarationBehind {
    keyword: Keyword,
    head: TextRange,
    /// From the end of the property to the head.
    gap: TextRange,
    /// Whether its block opens inside of what seems to be the property, so that the braces behind make no sense.
    pub(super) hides_its_brace: bool,
}

impl DeclarationBehind {
    /// The one behind a property that is sound without it. Words alone may be meant as a value: it has a label, or a block
    /// behind it, whose `{` seems to be one of the words.
    pub(super) fn of(schema: &Schema, property: Property<'_>) -> Option<Self> {
        let around = property.declaration().keyword()?;
        let line = property.syntax().text();
        let line = line.get(..line.find(['\n', '\r']).unwrap_or(line.len())).unwrap_or(line);
        if line.len() > LONGEST {
            return None;
        }
        let words = line.match_indices([' ', '\t', '"', ',']).map(|(at, _)| at + 1);
        words.skip_while(|at| !line.get(..*at).is_some_and(|before| before.contains(':'))).find_map(|start| {
            let (before, behind) = line.split_at(start);
            let head = behind.split('{').next().unwrap_or(behind).trim_end();
            let word = head.split([' ', '\t', '"']).next()?;
            let keyword = Keyword::from_name(word).filter(|inner| schema.may_stand(*inner, Place::In(around)))?;
            let kept = before.trim_end_matches([' ', '\t', ',']);
            let hides_its_brace = behind.contains('{');
            let is_sound = (hides_its_brace || head.contains('"'))
                && is_sound_line(schema, Some(around), kept)
                && is_sound_head(schema, keyword, head);
            if !is_sound {
                return None;
            }
            let at = |bytes: usize| property.range().start + u32::try_from(bytes).unwrap_or_default();
            let head = TextRange::new(at(start), at(start + head.len()));
            Some(Self { keyword, head, gap: TextRange::new(at(kept.len()), head.start), hides_its_brace })
        })
    }

    /// What to say about it.
    pub(super) fn finding(self, context: &RuleContext<'_>, property: Property<'_>) -> Diagnostic {
        let message = format!("`{}` and `{}` stand on one line with no `;` between them", property.key(), self.keyword);
        let gap = context.place(self.gap);
        Diagnostic::new(context.place(self.head), message, PART_THEM).fix(
            "Write `;` between them",
            Applicability::Safe,
            gap,
            "; ",
        )
    }
}
