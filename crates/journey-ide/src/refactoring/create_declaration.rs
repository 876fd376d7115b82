//! A name that means nothing becomes one that does: what it names is declared.
//!
//! What the whole project sees is declared behind the last of its kind, or at the top of the file, or where the project has
//! the others; a touchpoint behind the one that leads to it; a pain before the opportunity that addresses it.

use journey_model::syntax::{SyntaxKind, TextRange};
use journey_model::value::{Text, is_id, quote, slug, words};
use journey_model::{
    Declaration, DeclarationId, FileId, Keyword, KeywordSet, Place, Project, Reference, Resolution, ValueType,
};
use journey_plugin::{Diagnostic, TextEdit};

use super::new_declaration::{is_taken, placements, text};
use super::{change, edit};
use crate::code_action::{ActionKind, Actions, Offer};
use crate::layout::{Layout, is_readable};

/// Something that is named and not declared.
struct Missing<'m> {
    user: Declaration<'m>,
    range: TextRange,
    id: String,
    label: String,
    wanted: KeywordSet,
    /// It stands in quotes, and the id has to be written instead.
    is_text: bool,
}

/// Offers to declare what the name under the cursor should mean.
pub(super) fn offer(actions: &mut Actions<'_>) {
    if !actions.want(ActionKind::QuickFix) {
        return;
    }
    let Some(missing) = missing_at(actions) else { return };
    let (file, project) = (actions.file(), &actions.snapshot().project);
    let code = if missing.is_text { "wrong-value" } else { "unknown-name" };
    let is_about_it = |one: &Diagnostic| one.code == code && one.place.range == missing.range;
    let finding = actions.diagnostics().iter().position(is_about_it);
    for keyword in missing.wanted.iter() {
        for (number, (words, edit_of_it)) in declarations(project, file, &missing, keyword).into_iter().enumerate() {
            let title = format!("Create {keyword} `{}` {words}", missing.id);
            let name = format!("create {keyword} {number}");
            let offer = Offer::new(ActionKind::QuickFix, &*name, title).suggestion();
            let mut edits = vec![edit_of_it];
            if missing.is_text {
                edits.push(edit(file, missing.range, &*missing.id));
            }
            actions.add(offer.mends(finding.into_iter().collect()), || Some(change(edits, &quote(&missing.label))));
            if let Some(finding) = finding {
                actions.replace_fixes(finding, &name);
            }
        }
    }
}

/// The name at the cursor that means nothing, or the text where a name is wanted.
fn missing_at<'a>(actions: &Actions<'a>) -> Option<Missing<'a>> {
    let (offset, project) = (actions.range().start, &actions.snapshot().project);
    let user = actions.model().declaration_at(offset)?;
    let is_unknown = |reference: &Reference<'_>| {
        reference.range.touches(offset)
            && is_id(reference.text)
            && project.resolve(actions.file(), reference) == Resolution::Unknown
    };
    if let Some(reference) = user.references().find(is_unknown) {
        return Some(Missing {
            user,
            range: reference.range,
            id: reference.text.to_owned(),
            label: words(reference.text),
            wanted: reference.wanted,
            is_text: false,
        });
    }
    let schema = project.schema();
    let property = user.properties().find(|property| property.range().touches(offset))?;
    let key = property.schema(schema)?;
    let ValueType::Reference(kinds) = &key.value else { return None };
    let values = property.values();
    let value = values.iter().find(|value| value.range().touches(offset))?;
    let [part] = value.parts() else { return None };
    if part.kind() != SyntaxKind::Text {
        return None;
    }
    let label = Text::decode(part.text()).value.into_owned();
    if !label.chars().any(char::is_alphanumeric) {
        return None;
    }
    let wanted = KeywordSet::of(kinds);
    Some(Missing { user, range: part.range(), id: slug(&label), label, wanted, is_text: true })
}

/// The edits that declare it, each with its place as the end of an order.
fn declarations(project: &Project, file: FileId, missing: &Missing<'_>, keyword: Keyword) -> Vec<(String, TextEdit)> {
    if project.schema().may_stand(keyword, Place::File) {
        if is_taken(project, &missing.id) {
            return Vec::new();
        }
        let Some(text) = text(project, missing.user, keyword, &missing.id, &missing.label) else { return Vec::new() };
        let places = placements(project, file, keyword).into_iter();
        return places
            .map(|place| {
                let edit = place.edit(project, &text);
                (place.words, edit)
            })
            .collect();
    }
    let inside = match keyword {
        Keyword::Touchpoint => beside(project, file, missing, Keyword::Touchpoint, false),
        Keyword::Pain => beside(project, file, missing, Keyword::Opportunity, true),
        _ => None,
    };
    inside.into_iter().collect()
}

/// The edit that declares it beside the declaration around the name that is of the keyword `neighbour`.
fn beside(
    project: &Project,
    file: FileId,
    missing: &Missing<'_>,
    neighbour: Keyword,
    before: bool,
) -> Option<(String, TextEdit)> {
    let mut around = std::iter::once(missing.user).chain(missing.user.ancestors());
    let neighbour = around.find(|declaration| declaration.keyword() == Some(neighbour))?;
    let keyword = if before { Keyword::Pain } else { Keyword::Touchpoint };
    let may_stand = neighbour.place().is_some_and(|place| project.schema().may_stand(keyword, place));
    let is_free = |journey: Declaration<'_>| journey.descendants().all(|inner| inner.id() != missing.id);
    if !may_stand || !is_readable(&project.file(file).model, neighbour) || !neighbour.journey().is_some_and(is_free) {
        return None;
    }
    let id = DeclarationId { file, local: neighbour.local_id() };
    let head = format!("{keyword} {} {}", missing.id, quote(&missing.label));
    let layout = Layout::new(&project.file(id.file).model);
    let (end, range) = (layout.line_end(), neighbour.range());
    let indentation = layout.indentation(range.start);
    let name = neighbour.id();
    let words = if before { format!("before `{name}`") } else { format!("after `{name}`") };
    let edit = match layout.lines_of(neighbour) {
        None if before => edit(file, TextRange::empty(range.start), format!("{head}; ")),
        None => edit(file, TextRange::empty(layout.without_space(range).end), format!("; {head}")),
        Some(lines) => {
            let gap = if layout.is_blank_before(lines.start) { end } else { "" };
            let (at, text) = if before {
                (lines.start, format!("{indentation}{head}{end}{gap}"))
            } else {
                (lines.end, format!("{gap}{indentation}{head}{end}"))
            };
            edit(file, TextRange::empty(at), text)
        }
    };
    Some((words, edit))
}

#[cfg(test)]
mod tests {
    use crate::code_action::ActionKind;
    use crate::testing::Fixture;

    fn created(text: &str, title: &str) -> Option<String> {
        Some(Fixture::new(text).done(title)?.join("//-\n"))
    }

    #[test]
    fn a_persona_comes_behind_the_others() {
        assert_eq!(
            created(
                "persona maya \"Maya\"\nchannel app\njourney j \"J\" { persona: maya, customer$0_one }\n",
                "Create persona `customer_one` after the other personas"
            )
            .unwrap(),
            "persona maya \"Maya\"\npersona customer_one \"Customer one\"\nchannel app\njourney j \"J\" { persona: maya, customer_one }\n"
        );
        assert_eq!(
            created("journey j \"J\" { persona: xy$0z }\r\npersona maya {\r\n}", "Create persona `xyz` after").unwrap(),
            "journey j \"J\" { persona: xyz }\r\npersona maya {\r\n}\r\n\r\npersona xyz \"Xyz\""
        );
    }

    #[test]
    fn without_others_it_comes_to_the_top_or_to_the_file_that_has_them() {
        let text = "//- shop.journey\n// File\n\n/// The shop.\njourney j \"J\" { persona: xy$0z }\n//- people.journey\npersona maya\n";
        assert_eq!(
            created(text, "Create persona `xyz` at the top of this file").unwrap(),
            "// File\n\npersona xyz \"Xyz\"\n\n/// The shop.\njourney j \"J\" { persona: xyz }\n//-\npersona maya\n"
        );
        assert_eq!(
            created(text, "Create persona `xyz` in people.journey").unwrap(),
            "// File\n\n/// The shop.\njourney j \"J\" { persona: xyz }\n//-\npersona maya\npersona xyz \"Xyz\"\n"
        );
    }

    #[test]
    fn no_fix_offers_the_same_at_a_worse_place() {
        let fixture = Fixture::new("journey j { persona: xy$0z }\npersona maya\n");
        let found = fixture.actions();
        let fixes = found.iter().filter(|action| action.kind == ActionKind::QuickFix);
        let titles: Vec<&str> = fixes.map(|action| action.title.as_str()).collect();
        assert_eq!(titles, ["Create persona `xyz` after the other personas"]);
    }

    #[test]
    fn each_kind_that_is_wanted_is_offered_with_what_it_needs() {
        let text =
            "journey j \"J\" {\n  stage s {\n    touchpoint t {\n      frontstage: xy$0z \"Shows\"\n    }\n  }\n}\n";
        assert!(created(text, "Create channel `xyz`").unwrap().starts_with("channel xyz \"Xyz\"\n\njourney"));
        assert!(created(text, "Create actor `xyz`").unwrap().starts_with("actor xyz \"Xyz\"\n\njourney"));
        let cited = "\u{feff}journey j { goal: \"g\" from xy$0z }\n";
        assert_eq!(
            created(cited, "Create source").unwrap(),
            "\u{feff}source xyz \"Xyz\" { kind: assumption }\n\njourney j { goal: \"g\" from xyz }\n"
        );
        assert!(
            created("journey j { measure xy$0z: 3 }", "Create metric")
                .unwrap()
                .starts_with("metric xyz \"Xyz\" { kind: custom }\n\n")
        );
    }

    #[test]
    fn a_journey_takes_over_the_personas_of_the_one_that_names_it() {
        let text = "persona maya\njourney j {\n  persona: maya\n  stage s { detail: find_$0it; touchpoint t }\n}\n";
        assert_eq!(
            created(text, "Create journey").unwrap(),
            format!("{}\njourney find_it \"Find it\" {{\n  persona: maya\n}}\n", text.replace("$0", ""))
        );
        assert!(
            created("journey j {\r\n\tpersona: x\r\n\tstage s { detail: find_$0it }\r\n}\r\n", "Create journey")
                .unwrap()
                .ends_with("}\r\n\r\njourney find_it \"Find it\" {\r\n\tpersona: x\r\n}\r\n")
        );
        assert_eq!(created("journey j { stage s { detail: find_$0it } }\n", "Create journey"), None);
    }

    #[test]
    fn a_touchpoint_comes_behind_the_one_that_leads_to_it_and_a_pain_before_its_opportunity() {
        assert_eq!(
            created(
                "journey j {\n  stage s {\n    touchpoint t {\n      next: pa$0y\n    }\n\n    touchpoint u\n  }\n}\n",
                "Create touchpoint `pay` after `t`"
            )
            .unwrap(),
            "journey j {\n  stage s {\n    touchpoint t {\n      next: pay\n    }\n    touchpoint pay \"Pay\"\n\n    touchpoint u\n  }\n}\n"
        );
        assert_eq!(
            created("journey j { stage s { touchpoint t { next: pa$0y } } }", "Create touchpoint").unwrap(),
            "journey j { stage s { touchpoint t { next: pay }; touchpoint pay \"Pay\" } }"
        );
        assert_eq!(
            created(
                "journey j {\n  goal: \"g\"\n\n  /// Why.\n  opportunity o { addresses: slo$0w }\n}\n",
                "Create pain"
            )
            .unwrap(),
            "journey j {\n  goal: \"g\"\n\n  pain slow \"Slow\"\n\n  /// Why.\n  opportunity o { addresses: slow }\n}\n"
        );
        assert_eq!(created("opportunity o { addresses: slo$0w }\n", "Create pain"), None);
    }

    #[test]
    fn a_text_where_a_name_is_wanted_becomes_one() {
        assert_eq!(
            created("journey j { persona: \"Maya,$0 \\\"busy\\\"\" }\n", "Create persona `maya_busy`").unwrap(),
            "persona maya_busy \"Maya, \\\"busy\\\"\"\n\njourney j { persona: maya_busy }\n"
        );
    }

    #[test]
    fn lines_without_a_head_do_not_become_the_block_of_what_is_created() {
        let text = "journey j { persona: ni$0na }\npersona maya {\n  age: 3\n}\n\n  role: \"Nurse\"\n}\n";
        assert!(
            created(text, "Create persona `nina` at the top").unwrap().starts_with("persona nina \"Nina\"\n\njourney")
        );
    }

    #[test]
    fn what_is_there_or_may_be_there_is_not_created_again() {
        assert_eq!(created("channel xyz\njourney j { persona: xy$0z }\n", "Create"), None);
        assert_eq!(created("persona maya\njourney j { persona: \"ma$0ya\" }\n", "Create"), None);
        assert_eq!(created("journey j { persona: other.xy$0z }\n", "Create"), None);
        assert_eq!(created("prsona xyz\njourney j { persona: xy$0z }\n", "Create"), None);
    }
}
