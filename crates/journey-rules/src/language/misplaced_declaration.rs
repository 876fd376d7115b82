//! `misplaced-declaration`: something that stands where it may not.

use super::syntax_error::{Brackets, Pair};
use crate::group::LANGUAGE;
use journey_plugin::model::syntax::{Node, SyntaxKind, TextRange};
use journey_plugin::model::{Declaration, IdSource, Keyword, Place, Schema};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::source_text::SourceText;
use crate::wording::{listed, sentence, shown};

/// Finds declarations, and properties outside of any block, that stand where they may not.
#[derive(Clone, Copy, Debug)]
pub(super) struct MisplacedDeclaration;

/// How many findings about lines outside of any block a file gets: one of another format may have nothing else.
const MOST: usize = 100;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "misplaced-declaration",
    summary: "A declaration that stands where it may not",
    documentation: r#"
## What it does
Finds declarations in places where they may not stand, such as a stage at the top of a file or a touchpoint right in a
journey, and lines of the form `key: value` that stand outside of any block.

## Why it matters
The place says what something belongs to. A touchpoint without its stage has no time in the journey, so no map can show it.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  touchpoint search "Searches for dinner"
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner"
  }
}
```

## Source
The language reference, "Keywords": its table says where each kind of declaration may stand.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

impl Rule for MisplacedDeclaration {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let text = SourceText::new(&context.file().model);
        let brackets = super::syntax_error::brackets(context);
        let mut blockless = Blockless::default();
        for declaration in context.file().model.declarations() {
            let (Some(keyword), Some(place)) = (declaration.keyword(), declaration.place()) else { continue };
            // One that is not finished is told as that.
            let is_named = || declaration.name().source != IdSource::Missing;
            if !schema.may_stand(keyword, place)
                && is_named()
                && !braces_explain_it(declaration)
                && !brackets_explain_it(&brackets, declaration)
            {
                let finding = match blockless.holder_of(declaration, keyword, schema, &text) {
                    Some(holder) => without_block(context, declaration, keyword, holder),
                    None => misplaced(context, schema, declaration, keyword, place),
                };
                report.add(finding);
            }
            blockless.add(declaration, keyword);
        }
        let mut outside = Vec::new();
        for chunk in context.file().model.parse().chunks() {
            if outside.len() >= MOST {
                break;
            }
            lines_outside(context, chunk.node(), &brackets, &mut outside);
        }
        outside.into_iter().take(MOST).for_each(|finding| report.add(finding));
    }
}

/// The declarations without a block that what stands below them may be meant for: the nearest of each keyword, the nearest
/// of all last.
#[derive(Default)]
struct Blockless<'m>(Vec<(Keyword, Declaration<'m>)>);

impl<'m> Blockless<'m> {
    fn add(&mut self, declaration: Declaration<'m>, keyword: Keyword) {
        if declaration.body().is_some() {
            self.0.clear();
            return;
        }
        if !self.0.is_empty() {
            let around = declaration.parent();
            self.0.retain(|(known, above)| *known != keyword && above.parent() == around);
        }
        self.0.push((keyword, declaration));
    }

    /// The one that a misplaced declaration is meant for, as the indentation says.
    fn holder_of(
        &self,
        misplaced: Declaration<'m>,
        keyword: Keyword,
        schema: &Schema,
        text: &SourceText<'_>,
    ) -> Option<Declaration<'m>> {
        let depth = |declaration: Declaration<'_>| text.indentation(declaration.range().start).len();
        let holds = |(above, holder): &&(Keyword, Declaration<'m>)| {
            schema.may_stand(keyword, Place::In(*above)) && holder.parent() == misplaced.parent()
        };
        let (_, holder) = self.0.iter().rev().find(holds)?;
        (depth(misplaced) > depth(*holder)).then_some(*holder)
    }
}

/// Whether brackets in the place of braces made it stand there.
fn brackets_explain_it(brackets: &Brackets, declaration: Declaration<'_>) -> bool {
    let holds = |pair: &Pair| declaration.parent().is_none_or(|parent| !pair.range().covers(parent.range()));
    brackets.around(declaration.range().start).is_some_and(|pair| holds(&pair))
}

/// Whether a brace that is missing around it made it stand there.
fn braces_explain_it(declaration: Declaration<'_>) -> bool {
    let unclosed =
        |around: Declaration<'_>| around.body().is_some_and(|body| body.child(SyntaxKind::Unclosed).is_some());
    declaration.ancestors().any(unclosed)
}

fn misplaced(
    context: &RuleContext<'_>,
    schema: &Schema,
    declaration: Declaration<'_>,
    keyword: Keyword,
    place: Place,
) -> Diagnostic {
    let what = sentence(keyword.with_article());
    let stands = places(schema, keyword);
    let (message, mut help) = match place {
        Place::File => (
            format!("{what} cannot stand at the top of a file"),
            format!("{what} stands {stands}. Move it there, so that it is clear what it belongs to."),
        ),
        Place::In(around) => (
            format!("{what} cannot stand in {}", around.with_article()),
            format!("{what} stands {stands}. Move it there."),
        ),
    };
    if let Place::In(around) = place
        && let Some(key) = schema.key(around, keyword.name())
    {
        help = format!("{help} Here, refer to it: `{}: {}`.", key.name, declaration.id());
    }
    let finding = Diagnostic::new(context.place(declaration.head_range()), message, help);
    match declaration.parent() {
        Some(parent) => {
            let around = parent.keyword().map_or("block", Keyword::name);
            finding.related(context.place(parent.head_range()), format!("it stands in this {around}"))
        }
        None => finding,
    }
}

/// What is indented below a declaration that it could stand in, if that had a block.
fn without_block(
    context: &RuleContext<'_>,
    declaration: Declaration<'_>,
    keyword: Keyword,
    holder: Declaration<'_>,
) -> Diagnostic {
    let around = holder.keyword().map_or("declaration", Keyword::name);
    let name = shown(&holder.label());
    let message = format!("This {keyword} stands below {around} {name} and not in it");
    let help =
        format!("Indentation is not enough. Put what belongs to the {around} between `{{` and `}}` behind its label.");
    Diagnostic::new(context.place(declaration.head_range()), message, help)
        .related(context.place(holder.head_range()), "this declaration has no block")
}

/// Where a keyword may stand, as the end of a sentence: "at the top of a file, or in a journey or a stage".
pub(super) fn places(schema: &Schema, keyword: Keyword) -> String {
    let places = schema.places(keyword);
    let bodies = places.iter().filter_map(|place| match place {
        Place::File => None,
        Place::In(around) => Some(around.with_article()),
    });
    let bodies: Vec<&str> = bodies.collect();
    match (places.contains(&Place::File), bodies.is_empty()) {
        (true, true) => "at the top of a file".to_owned(),
        (true, false) => format!("at the top of a file, or in {}", listed(&bodies, "or")),
        (false, _) => format!("in {}", listed(&bodies, "or")),
    }
}

/// Whether a property is the head of the block that opens behind it: `stage discover: "Discover" {`.
pub(super) fn opens_a_block(property: Node<'_>, next: Node<'_>) -> bool {
    next.kind() == SyntaxKind::HeadlessBlock
        && next.range().start - property.range().end <= 1
        && property.children().next().is_some_and(|key| Keyword::from_name(key.text()).is_some())
}

/// Finds runs of properties at the top of a file. A run is one mistake: the block around it is missing.
fn lines_outside(context: &RuleContext<'_>, chunk: Node<'_>, brackets: &Brackets, found: &mut Vec<Diagnostic>) {
    let mut head: Option<TextRange> = None;
    let mut run: Option<(TextRange, &str, usize)> = None;
    let mut told = |run: &mut Option<(TextRange, &str, usize)>, head: Option<TextRange>, is_closed: bool| {
        if let Some((place, key, lines)) = run.take().filter(|_| found.len() < MOST) {
            let finding = line_outside(context, place, key, lines, head);
            // Where a `}` stands behind the lines, only the `{` is missing.
            found.push(match head.filter(|_| is_closed) {
                Some(head) => {
                    let end = context.place(TextRange::empty(head.end));
                    finding.fix("Write the `{` above", Applicability::Suggestion, end, " {")
                }
                None => finding,
            });
        }
    };
    let mut more = Vec::new();
    let mut children = chunk.children().peekable();
    while let Some(node) = children.next() {
        match node.kind() {
            SyntaxKind::Property => {
                let Some(key) = node.children().next() else { continue };
                if brackets.around(node.range().start).is_some() {
                    continue;
                }
                if children.peek().is_some_and(|next| opens_a_block(node, *next)) {
                    // A declaration with a colon in its head, which is told as that.
                    told(&mut run, head, false);
                    continue;
                }
                if more.len() < MOST
                    && let Some(finding) = head_with_colon(context, node)
                {
                    told(&mut run, head, false);
                    more.push(finding);
                    head = None;
                    continue;
                }
                match &mut run {
                    Some((_, _, lines)) => *lines += 1,
                    None => run = Some((node.range(), key.text(), 1)),
                }
            }
            SyntaxKind::Comment | SyntaxKind::Documentation | SyntaxKind::ByteOrderMark => {}
            kind => {
                told(&mut run, head, kind == SyntaxKind::StrayClose);
                let is_declaration = matches!(kind, SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration);
                head = (is_declaration && node.child(SyntaxKind::Body).is_none()).then(|| node.range());
            }
        }
    }
    told(&mut run, head, false);
    found.extend(more);
}

/// A declaration without a block, with a colon in its head, which reads as a property: `persona: lia "Lia"`. Only with a
/// label is it sure that no value is meant.
fn head_with_colon(context: &RuleContext<'_>, property: Node<'_>) -> Option<Diagnostic> {
    let schema = context.project.schema();
    let keyword = Keyword::from_name(property.children().next()?.text())?;
    if !schema.may_stand(keyword, Place::File) || property.children().last()?.kind() != SyntaxKind::Text {
        return None;
    }
    let line = property.to_text();
    let (before, behind) = line.split_once(':')?;
    let head = format!("{} {}", before.trim(), behind.trim());
    if !super::mending::is_sound_head(schema, keyword, &head) {
        return None;
    }
    let length = |text: &str| u32::try_from(text.len()).unwrap_or_default();
    let colon = property.range().start + length(before);
    let space = if behind.starts_with([' ', '\t']) { "" } else { " " };
    let colon = context.place(TextRange::new(colon, colon + 1));
    let message = format!("There must be no colon behind `{}`", before.trim());
    let help = format!(
        "A colon parts a key and its value. A declaration has none: keyword, name and label stand side by side, as in {}. \
         With the colon, nothing can refer to it.",
        shown(&head)
    );
    let finding = Diagnostic::new(colon, message, help);
    Some(finding.fix(format!("Write {}", shown(&head)), Applicability::Safe, colon, space))
}

fn line_outside(
    context: &RuleContext<'_>,
    range: TextRange,
    key: &str,
    lines: usize,
    head: Option<TextRange>,
) -> Diagnostic {
    let and_more = match lines {
        1 => String::new(),
        2 => ", and so does the line below".to_owned(),
        more => format!(", and so do {} lines below", more - 1),
    };
    let message = format!("{} stands outside of any block{and_more}", shown(&format!("{key}:")));
    let place = context.place(range);
    match head {
        Some(head) => {
            let help =
                "Put what belongs to the declaration above it between `{` and `}` behind that declaration's label.";
            Diagnostic::new(place, message, help).related(context.place(head), "this declaration has no block")
        }
        None => {
            let schema = context.project.schema();
            let takers: Vec<&str> = schema.keywords_with_key(key).map(Keyword::with_article).collect();
            let help = if takers.is_empty() {
                "A line of the form `key: value` says something about the declaration around it. Move it between the braces of one.".to_owned()
            } else {
                format!("It says something about {}. Move it between the braces of one.", listed(&takers, "or"))
            };
            Diagnostic::new(place, message, help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_about_language};

    #[test]
    fn a_declaration_in_the_wrong_place_is_told_where_it_may_stand() {
        let found = findings(
            &MisplacedDeclaration,
            "journey w \"W\" {\n  ⟦touchpoint t \"T\"⟧ { }\n  stage s \"S\" {\n    ⟦stage u \"U\"⟧ {\n      ⟦journey x \"X\"⟧\n    }\n  }\n}\n⟦stage v \"V\"⟧\n",
        );
        assert_eq!(found[0].message, "A touchpoint cannot stand in a journey");
        assert_eq!(found[0].help, "A touchpoint stands in a stage. Move it there.");
        assert_eq!(found[0].related[0].1, "it stands in this journey");
        assert_eq!(found[3].message, "A stage cannot stand at the top of a file");
    }

    #[test]
    fn what_is_indented_below_a_head_without_braces_is_told_what_is_missing() {
        let text = "journey w \"W\"\n  ⟦stage s \"S\"⟧\n    ⟦touchpoint t \"T\"⟧\n    ⟦touchpoint u \"U\"⟧\n  ⟦stage v \"V\"⟧\n";
        let found = findings(&MisplacedDeclaration, text);
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "This stage stands below journey `W` and not in it",
                "This touchpoint stands below stage `S` and not in it",
                "This touchpoint stands below stage `S` and not in it",
                "This stage stands below journey `W` and not in it",
            ]
        );
        assert_eq!(found[0].related[0].1, "this declaration has no block");
        let inner = "journey w \"W\" {\n  stage s \"S\"\n  ⟦touchpoint t \"T\"⟧\n  stage v \"V\" { }\n    ⟦touchpoint u \"U\"⟧\n}\n";
        let found = findings(&MisplacedDeclaration, inner);
        assert!(found.iter().all(|one| one.message == "A touchpoint cannot stand in a journey"), "{found:#?}");
    }

    #[test]
    fn what_is_declared_elsewhere_can_be_referred_to() {
        let found = findings(&MisplacedDeclaration, "journey w \"W\" {\n  ⟦persona maya \"Maya\"⟧ { }\n}\n");
        assert_eq!(
            found[0].help,
            "A persona stands at the top of a file. Move it there. Here, refer to it: `persona: maya`."
        );
    }

    #[test]
    fn nothing_is_said_inside_of_an_unknown_keyword_or_of_keys_without_a_colon() {
        findings(&MisplacedDeclaration, "jorney w \"W\" {\n  touchpoint t \"T\" { }\n}\n{ journey x \"X\" }\n");
        findings(&MisplacedDeclaration, "persona maya \"Maya\"\njourney w \"W\" {\n  persona maya\n}\n");
    }

    #[test]
    fn nothing_is_said_where_a_missing_brace_is_the_reason() {
        findings(&MisplacedDeclaration, "journey w \"W\" {\nstage a \"A\" {\nstage b \"B\" {\n}\n}\n");
    }

    #[test]
    fn lines_between_a_head_and_a_closing_brace_lack_the_opening_one() {
        let found = findings(&MisplacedDeclaration, "persona maya \"Maya\"\n⟦goal: \"x\"⟧\nrole: \"y\"\n}\n");
        assert_eq!(found[0].fixes[0].edits[0].replacement, " {");
    }

    #[test]
    fn a_declaration_with_a_colon_in_its_head_is_no_line_outside_of_a_block() {
        let text = "persona⟦:⟧ lia \"Lia\"\nchannel app⟦:⟧ \"App\"\nactor shop⟦:⟧\"Shop\"\njourney j \"J\" {\n  persona: lia\n  stage s \"S\" {\n    touchpoint t \"T\" {\n      channel: app\n      actor: shop\n    }\n  }\n}\n";
        let found = findings(&MisplacedDeclaration, text);
        assert_eq!(found[0].message, "There must be no colon behind `persona`");
        assert_eq!(found[1].message, "There must be no colon behind `channel app`");
        let edits: Vec<&str> = found.iter().map(|one| one.fixes[0].edits[0].replacement.as_str()).collect();
        assert_eq!(edits, ["", "", " "]);
        let all = findings_about_language(&[("test.journey".to_owned(), text.replace(['⟦', '⟧'], ""))]);
        assert!(all.iter().all(|one| one.starts_with("misplaced-declaration: ")), "{all:#?}");
        assert_eq!(all.len(), 3);
        findings(&MisplacedDeclaration, "⟦persona: lia⟧\n");
    }

    #[test]
    fn lines_outside_of_any_block_are_one_mistake() {
        let found = findings(
            &MisplacedDeclaration,
            "⟦goal: \"x\"⟧\n\npersona maya \"Maya\"\n⟦role: \"Nurse\"⟧\ngoal: \"y\"\n// note\ngoal: \"z\"\npersona tom \"Tom\" { }\n⟦colour: red⟧\n",
        );
        assert_eq!(found[0].message, "`goal:` stands outside of any block");
        assert_eq!(
            found[0].help,
            "It says something about a persona, a journey or a stage. Move it between the braces of one."
        );
        assert_eq!(found[1].message, "`role:` stands outside of any block, and so do 2 lines below");
        assert_eq!(found[1].related[0].1, "this declaration has no block");
    }
}
