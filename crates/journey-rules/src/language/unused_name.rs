//! `unused-name`: something that is declared and that nobody refers to.

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::{Declaration as Tree, TextRange, declarations};
use journey_plugin::model::{Declaration, DeclarationId, IdSource, Keyword};
use journey_plugin::{
    Applicability, Diagnostic, Fix, Reach, Report, Rule, RuleContext, RuleDescription, Severity, Tag, TextEdit,
};

use super::source_text::SourceText;
use crate::wording::shown;

/// Finds personas, channels, actors, sources and metrics that nobody refers to.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnusedName;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unused-name",
    summary: "Something that is declared and that nobody refers to",
    documentation: r#"
## What it does
Finds a persona, channel, actor, source or metric that nothing in the whole project refers to. It offers to remove it,
with the documentation before it, where nothing else loses its last use by that.

## Why it matters
What nobody refers to shows in no map. Often that is a step that was forgotten: an interview that was never cited, a
persona for whom nobody has drawn the journey yet. Sometimes it is left over and can go.

## Example
```journey
persona maya "Maya, busy parent"
persona tom "Tom, first-time buyer"

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
persona maya "Maya, busy parent"
persona tom "Tom, first-time buyer"

journey weekly_shop "Weekly shop" {
  persona: maya, tom
}
```
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for UnusedName {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let project = context.project;
        let text = SourceText::new(&context.file().model);
        let mut trees: Option<Vec<Tree<'_>>> = None;
        for declaration in context.file().model.declarations() {
            let Some(keyword) = declaration.keyword().filter(|keyword| wants_to_be_used(*keyword)) else { continue };
            let id = DeclarationId { file: context.id, local: declaration.local_id() };
            let is_told_elsewhere = || {
                declaration.id_source() == IdSource::Missing
                    || declaration.ast().label().is_some_and(|label| label.kind().is_error())
                    || project.is_duplicate(id)
                    || project.may_be_meant(id)
            };
            if project.is_used(id) || is_told_elsewhere() {
                continue;
            }
            let name = declaration.name();
            let message = format!("Nothing refers to the {keyword} {}", shown(name.id));
            let (why, what) = why_and_what(keyword);
            let help = format!("{why} {}, or remove it.", what.replace("NAME", name.id));
            let diagnostic = Diagnostic::new(context.place(name.range), message, help).tag(Tag::Unnecessary);
            let trees = trees.get_or_insert_with(|| declarations(context.file().model.parse().children()).collect());
            report.add(match removal(context, declaration, trees, &text) {
                Some(fix) => diagnostic.fix_with(fix),
                None => diagnostic,
            });
        }
    }
}

/// Whether declarations of that keyword are there to be referred to, and for nothing else.
pub(super) fn wants_to_be_used(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Persona | Keyword::Channel | Keyword::Actor | Keyword::Source | Keyword::Metric)
}

/// What is lost when nobody refers to it, and how somebody would.
fn why_and_what(keyword: Keyword) -> (&'static str, &'static str) {
    match keyword {
        Keyword::Persona => (
            "No journey is this persona's, so no map shows how it goes for them.",
            "Name them in a journey with `persona: NAME`",
        ),
        Keyword::Channel => {
            ("No touchpoint happens in it, so no map shows it.", "Name it in a touchpoint with `channel: NAME`")
        }
        Keyword::Actor => (
            "No touchpoint says what it does, so no lane of the blueprint shows it.",
            "Name it in a touchpoint with `actor: NAME` or in a lane, such as `backstage: NAME \"what it does\"`",
        ),
        Keyword::Source => (
            "Nothing rests on it, so what it found out is in no map.",
            "Cite it where it was learned from, with `source: NAME` or `from NAME`",
        ),
        _ => (
            "No reading of it is written down, so nobody sees how it stands.",
            "Add a reading with `measure NAME: 78%`",
        ),
    }
}

/// Takes a declaration out, with the documentation before it and one blank line behind it. Not where another
/// declaration would lose its last use.
fn removal(
    context: &RuleContext<'_>,
    declaration: Declaration<'_>,
    trees: &[Tree<'_>],
    text: &SourceText<'_>,
) -> Option<Fix> {
    let project = context.project;
    let inside = declaration.range();
    if declaration.parent().is_some() {
        return None;
    }
    let references = std::iter::once(declaration).chain(declaration.descendants()).flat_map(Declaration::references);
    let mut targets: Vec<DeclarationId> =
        references.filter_map(|reference| Some(project.target(context.id, &reference)?.0)).collect();
    targets.sort_unstable();
    let is_used_elsewhere =
        |uses: &[DeclarationId]| uses.first().is_none_or(|one| project.count_uses(*one) > uses.len());
    if !targets.chunk_by(|one, other| one == other).all(is_used_elsewhere) {
        return None;
    }
    let place = trees.binary_search_by_key(&inside.start, |tree| tree.range().start).ok()?;
    let documentation = trees.get(place)?.documentation().iter().map(|line| line.range());
    let pieces = documentation.map(|line| text.removal(line)).chain([with_blank_line(text, inside)]);
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
            .map(|range| TextEdit { place: context.place(range), replacement: String::new() })
            .collect(),
    })
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
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn what_nobody_refers_to_is_told_with_what_is_lost() {
        let found = findings(
            &UnusedName,
            "\
persona ⟦tom⟧ \"Tom\"
channel ⟦app⟧ \"App\"
actor ⟦courier⟧ \"Courier\"
source ⟦talks⟧ \"Talks\" { kind: interview }
metric ⟦csat⟧ \"CSAT\" { kind: csat }
opportunity free \"Free delivery\" { addresses: shop.slow }
journey shop \"Shop\" { persona: maya; pain slow \"Slow\"; gain good \"Good\" }
persona maya \"Maya\"
",
        );
        assert_eq!(found[0].message, "Nothing refers to the persona `tom`");
        assert_eq!(
            found[0].help,
            "No journey is this persona's, so no map shows how it goes for them. Name them in a journey with \
             `persona: tom`, or remove it."
        );
        assert!(found.iter().all(|one| one.tag == Some(Tag::Unnecessary) && one.fixes.len() == 1), "{found:#?}");
    }

    #[test]
    fn a_use_in_any_file_counts() {
        findings_among(
            &UnusedName,
            &[
                ("a.journey", "persona tom \"Tom\"\nsource talks \"Talks\" { kind: interview }\n"),
                ("b.journey", "journey shop \"Shop\" { persona: tom; goal: \"Eat\" from talks }\n"),
            ],
        );
    }

    #[test]
    fn what_another_mistake_may_mean_is_left_alone() {
        let with = |text: &str| {
            findings(&UnusedName, &format!("persona tom \"Tom B.\"\nchannel app \"App\"\nactor app \"App\"\n{text}\n"))
        };
        for text in [
            "journey j \"J\" { persona: tim; stage s \"S\" { touchpoint t \"T\" { frontstage: app \"?\" } } }",
            "journey j \"J\" { persona: \"Tom B.\"; stage s \"S\" { touchpoint t \"T\" { actor: app; chanel: app } } }",
            "journey j \"J\" {\n  persona tom\n  app!\n}",
            "metric tom \"T\" { kind: csat; channel: tom }\njourney j \"J\" { measure tom: 3; tag: x }\n= app",
        ] {
            with(text);
        }
        findings(&UnusedName, "persona tom \"Tom\"\npersona tom \"Tom\"\nchannel \"App\nactor {\n}\n");
    }

    #[test]
    fn a_value_that_is_no_name_may_mean_any_of_the_kind_that_is_wanted() {
        let with = |line: &str, marked: &str| {
            findings(
                &UnusedName,
                &format!(
                    "persona lia \"Lia\"\n{marked}\njourney j \"J\" {{\n  persona: lia\n  stage s \"S\" {{\n    touchpoint t \"T\" {{ {line} }}\n  }}\n}}\n"
                ),
            )
        };
        for channel in ["channel: \"By phone\"", "channel: 3", "channel: ?"] {
            with(channel, "channel app \"App\"");
        }
        with("channel: 3", "metric ⟦csat⟧ \"CSAT\" { kind: csat }");
        with("duration: 3", "channel ⟦app⟧ \"App\"");
    }

    /// The text after the first fix of the only finding.
    fn removed(marked: &str) -> String {
        let found = findings(&UnusedName, marked);
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
        assert_eq!(findings(&UnusedName, text)[0].fixes, []);
        let shared = format!("{text}journey j \"J\" {{ source: talks }}\n");
        assert_eq!(findings(&UnusedName, &shared)[0].fixes.len(), 1);
    }
}
