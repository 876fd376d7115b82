//! The hint `labels`: what people call something, behind the id by which a file refers to it.

use journey_plugin::model::syntax::{Keyword, TextRange};
use journey_plugin::model::value::{slug, words};
use journey_plugin::model::{Declaration, DeclarationId};
use journey_plugin::{FileContext, Hint, HintDescription, HintDetails, HintProvider, Place};

use crate::markdown::{escaped, shortened};

/// How many characters of a label are shown.
const LONGEST: usize = 32;

/// The label of a declaration behind an id that refers to it. Nothing where the id says as much.
pub(super) struct LabelHint;

static DESCRIPTION: HintDescription =
    HintDescription { id: "labels", summary: "The label behind an id that refers to something" };

impl HintProvider for LabelHint {
    fn description(&self) -> &HintDescription {
        &DESCRIPTION
    }

    fn hints(&self, context: &FileContext<'_>, range: TextRange, hints: &mut Vec<Hint>) {
        for (offset, _, target) in named(context, range) {
            let label = target.label();
            let says_no_more = label.trim().is_empty()
                || slug(&label) == target.id()
                || label.to_lowercase() == words(target.id()).to_lowercase();
            if !says_no_more {
                hints.push(Hint { offset, label: shortened(&label, LONGEST) });
            }
        }
    }

    fn details(&self, context: &FileContext<'_>, hint: &Hint) -> HintDetails {
        let found = named(context, TextRange::empty(hint.offset)).into_iter().find(|(end, ..)| *end == hint.offset);
        let Some((_, id, target)) = found else { return HintDetails::default() };
        let keyword = target.keyword().map_or("", Keyword::name);
        HintDetails {
            tooltip: format!("**{}** · {keyword} `{}`", escaped(&target.label()), target.id()),
            target: Some(Place { file: id.file, range: target.name().range }),
        }
    }
}

/// The names that end in a range, each with its end and what it means.
fn named<'p>(context: &FileContext<'p>, range: TextRange) -> Vec<(u32, DeclarationId, Declaration<'p>)> {
    let (project, file) = (context.project, context.id);
    let references = context.file().model.references().filter(|reference| range.touches(reference.range.end));
    let targets = references.filter_map(|reference| {
        let (id, target) = project.target(file, &reference)?;
        Some((reference.range.end, id, target))
    });
    targets.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{details, hinted};
    use super::*;

    #[test]
    fn a_label_stands_behind_an_id_that_says_less() {
        let text = "persona maya \"Maya, busy parent of two children and a dog\"\npersona tom \"TOM\"\nsource q3_survey \"Q3 survey\" { kind: survey }\nsource q \"Q\"\npersona zoe\njourney j {\n persona: maya, tom, zoe, nobody from q3_survey, q\n stage s { touchpoint t { emotion maya: 1 } }\n}";
        let shown = hinted(&LabelHint, text);
        assert!(
            shown.contains(" persona: maya‹Maya, busy parent of two childre…›, tom, zoe, nobody from q3_survey, q\n"),
            "{shown}"
        );
        assert!(shown.contains("emotion maya‹Maya, busy parent of two childre…›: 1"), "{shown}");
    }

    #[test]
    fn a_click_leads_to_the_declaration() {
        let text = "persona maya \"Maya_ *B*\"\njourney j { persona: maya }";
        let details = details(&LabelHint, text);
        assert_eq!(details.tooltip, "**Maya\\_ \\*B\\*** · persona `maya`");
        assert_eq!(details.target.map(|place| place.range), Some(TextRange::new(8, 12)));
    }
}
