//! Renames in small projects, in every example, and in random projects in which names hide each other.

use journey_model::{DeclarationId, File, FileId, IdSource, Keyword, Project, Resolution};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::*;
use crate::examples::example_projects;
use crate::testing::{Fixture, lowered, random_project};

fn rename_at_cursor(fixture: &str, name: &str) -> Result<Vec<String>, String> {
    let fixture = Fixture::new(fixture);
    let (file, offset) = fixture.cursor();
    let change = rename(&fixture.snapshot, file, offset, name).unwrap();
    change.map(|change| fixture.edited(&change.edits)).map_err(|refusal| refusal.message)
}

fn renamed_to(fixture: &str, name: &str, expected: &str) {
    assert_eq!(rename_at_cursor(fixture, name).unwrap().join("//-\n"), expected);
}

fn refused(fixture: &str, name: &str) -> String {
    rename_at_cursor(fixture, name).unwrap_err()
}

#[test]
fn every_place_that_refers_to_it_changes() {
    renamed_to(
        "\
//- people.journey
persona ma$0ya \"Maya\" { source: talks }
source talks \"Talks\" { kind: interview }
channel maya \"Another kind\"
//- shop.journey
journey shop \"Shop\" {
  persona: maya, maya
  stage find \"Find\" {
    touchpoint search \"maya searches\" { channel: maya; emotion maya: -1 \"maya\" from talks }
  }
}
",
        "mia",
        "\
persona mia \"Maya\" { source: talks }
source talks \"Talks\" { kind: interview }
channel maya \"Another kind\"
//-
journey shop \"Shop\" {
  persona: mia, mia
  stage find \"Find\" {
    touchpoint search \"maya searches\" { channel: maya; emotion mia: -1 \"maya\" from talks }
  }
}
",
    );
}

#[test]
fn the_steps_of_dotted_names_change_each_for_itself() {
    let text = |cursor: &str, shop: &str, find: &str, search: &str| {
        format!(
            "\
journey {shop} \"Shop\" {{
  stage {find} \"Find\" {{ touchpoint {search} \"Search\" {{ pain slow \"Slow\" }} }}
}}
opportunity quick \"Quick\" {{ addresses: {cursor}{shop}.{find}.{search}.slow, {shop}.slow, {shop}.{search}.slwo }}
"
        )
    };
    renamed_to(&text("$0", "shop", "find", "search"), "club", &text("", "club", "find", "search"));
    renamed_to(
        &text("", "shop", "fin$0d", "search").replacen("$0", "", 1),
        "look",
        &text("", "shop", "look", "search"),
    );
    renamed_to(&text("", "shop", "find", "sear$0ch").replacen("$0", "", 1), "seek", &text("", "shop", "find", "seek"));
}

#[test]
fn a_declaration_without_an_id_gets_one_and_keeps_its_label() {
    renamed_to(
        "persona \"Maya, busy\"\njourney \"Shop\" { persona: maya$0_busy }\n",
        "maya",
        "persona maya \"Maya, busy\"\njourney \"Shop\" { persona: maya }\n",
    );
    renamed_to("persona\"Ma$0ya\"\n", "maya", "persona maya \"Maya\"\n");
    renamed_to("\u{feff}persona \"\"\"Ma$0ya\"\"\"\r\n", "zoë", "\u{feff}persona zoë \"\"\"Maya\"\"\"\r\n");
}

#[test]
fn the_same_name_again_changes_nothing_and_space_around_it_is_not_meant() {
    renamed_to("persona ma$0ya\n", "maya", "persona maya\n");
    renamed_to("persona ma$0ya\n", " mia ", "persona mia\n");
    renamed_to("persona ma$0ya\npersona maya\n", "maya", "persona maya\npersona maya\n");
}

#[test]
fn a_word_of_the_language_may_be_a_name() {
    renamed_to(
        "persona ma$0ya\njourney j \"J\" { persona: maya; stage s { touchpoint t { emotion maya: 1 } } }\n",
        "persona",
        "persona persona\njourney j \"J\" { persona: persona; stage s { touchpoint t { emotion persona: 1 } } }\n",
    );
    let list = "journey j {\n  stage s { touchpoint a$0 \"A\"; touchpoint b { next: b,\n  a \"else\"\n } }\n}\n";
    assert_eq!(
        refused(list, "stage"),
        "With this name, test.journey could not be read as before. Choose another name."
    );
}

#[test]
fn a_path_that_a_nearer_name_would_capture_names_more_steps() {
    let club = |search: &str, form: &str| {
        format!(
            "\
journey club \"Club\" {{ stage join \"Join\" {{ touchpoint form \"Form\" }} }}
journey shop \"Shop\" {{
  stage {search} \"Find\" {{ touchpoint form \"Form\"; touchpoint next \"Next\" {{ next: {form}, form }} }}
}}
"
        )
    };
    renamed_to(&club("find$0", "club.form"), "club", &club("club", "club.join.form"));
    renamed_to(&club("find$0", "club.join.form"), "club", &club("club", "club.join.form"));
}

#[test]
fn a_name_that_is_taken_is_refused_with_the_place() {
    let text = "//- a.journey\npersona ma$0ya\n//- b.journey\n\npersona \"Mia\"\n";
    assert_eq!(
        refused(text, "mia"),
        "`mia` is taken: the persona `mia`, which is named after its label, is declared in b.journey, line 2. Choose another name."
    );
    let fixture = Fixture::new(text);
    let (file, offset) = fixture.cursor();
    let refusal = rename(&fixture.snapshot, file, offset, "mia").unwrap().unwrap_err();
    assert_eq!(refusal.place.unwrap().file, fixture.files[1]);
    assert!(refused("persona ma$0ya\nprsona mia\n", "mia").starts_with("`mia` is taken: the declaration `mia`"));
    let journeys = "journey a \"A\" { stage s$0 \"S\"; touchpoint t \"T\" }\njourney b \"B\" { stage t \"T\" }\n";
    assert!(rename_at_cursor(journeys, "t").is_ok());
}

#[test]
fn what_neither_path_can_tell_apart_is_refused() {
    let text = "\
channel app \"App\"
actor te$0am \"Team\"
journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { frontstage: app \"Shows\" } } }
";
    assert_eq!(
        refused(text, "app"),
        "After that, `app` in test.journey, line 3 would mean the channel `app` or the actor `app`, and not the channel `app` any more. Choose another name."
    );
}

#[test]
fn what_is_no_id_is_refused_with_one_that_is() {
    let rule = "An id is a letter or `_`, then letters, digits, `_` or `-`, and it does not end in `-`.";
    assert_eq!(refused("persona ma$0ya", "Maya B."), format!("`Maya B.` cannot be an id. {rule} Try `maya_b`."));
    assert_eq!(refused("persona ma$0ya", "  "), format!("An id cannot be empty. {rule}"));
    assert!(refused("persona ma$0ya", "maya-").ends_with("Try `maya`."));
    assert!(refused("persona ma$0ya", "a\nb").starts_with("`a b` cannot be an id."));
    assert_eq!(
        refused("persona ma$0ya", "from"),
        "`from` opens a citation, so nothing can be called that. Try `_from`."
    );
}

#[test]
fn what_is_no_name_and_what_means_nothing_is_refused() {
    let asked = |text| {
        let fixture = Fixture::new(text);
        let (file, offset) = fixture.cursor();
        prepare(&fixture.snapshot, file, offset).unwrap_err().message
    };
    assert_eq!(
        asked("per$0sona maya"),
        "There is no name to change here. Put the cursor on an id, or where something refers to it."
    );
    assert_eq!(
        asked("persona maya \"Ma$0ya\""),
        "This is the label, which nothing refers to: change it as you like. To change the id, put the cursor on `maya`."
    );
    assert_eq!(
        asked("journey j { persona: mia$0 }"),
        "`mia` is not declared anywhere, so there is nothing to rename. Declare it first, or correct it here."
    );
    assert_eq!(
        asked("channel app\nactor app\njourney j { stage s { touchpoint t { frontstage: a$0pp \"Shows\" } } }"),
        "`app` can mean the channel `app` or the actor `app`. Rename one of them where it is declared."
    );
    assert_eq!(
        asked("channel app\njourney j { persona: a$0pp }"),
        "`app` does not fit here: it is the channel `app`. Change it to what is meant, or rename it where it is declared, in test.journey, line 1."
    );
    assert_eq!(
        asked("prsona mia\njourney j { persona: mi$0a }"),
        "What `mia` means cannot be told, because a line that may declare it cannot be read. Mend that first."
    );
    assert_eq!(
        asked("prsona mi$0a\n"),
        "`prsona` is no keyword, so nobody knows what refers to this. Correct the keyword first."
    );
    assert_eq!(
        asked("persona 'mi$0a'\n"),
        "The quotes of the label are not right, so no id can be written before it. Mend them first."
    );
}

#[test]
fn what_is_prepared_is_the_name_at_the_cursor_with_its_id() {
    let prepared = |text| {
        let fixture = Fixture::new(text);
        let (file, offset) = fixture.cursor();
        let (range, placeholder) = prepare(&fixture.snapshot, file, offset).unwrap();
        assert_eq!(range, fixture.marks[0].1);
        placeholder
    };
    assert_eq!(prepared("persona ⟦ma$0ya⟧ \"Maya\""), "maya");
    assert_eq!(prepared("persona ⟦\"Maya $0B\"⟧"), "maya_b");
    assert_eq!(prepared("journey a { stage s { touchpoint t { next: a.⟦s$0⟧.t } } }"), "s");
}

#[test]
fn a_name_that_is_written_already_and_means_nothing_may_be_taken() {
    renamed_to("persona ma$0ya\njourney j { persona: mia }\n", "mia", "persona mia\njourney j { persona: mia }\n");
}

#[test]
fn a_cancelled_rename_has_no_answer() {
    let fixture = Fixture::new("persona ma$0ya\n");
    let (file, offset) = fixture.cursor();
    fixture.snapshot.cancellation.cancel();
    assert_eq!(rename(&fixture.snapshot, file, offset, "mia"), Err(crate::Cancelled));
}

/// What every reference means, in order.
fn meanings(project: &Project) -> Vec<Resolution> {
    let of_file = |(file, at): (FileId, &File)| -> Vec<Resolution> {
        at.model.references().map(|reference| project.resolve(file, &reference)).collect()
    };
    project.files().flat_map(of_file).collect()
}

/// What meant something means the same, in a project that is read anew.
fn keeps_meanings(before: &Project, after: &Project) -> Result<(), String> {
    let (old, new) = (meanings(before), meanings(after));
    let kept = old.len() == new.len()
        && old.iter().zip(&new).all(|(old, new)| !matches!(old, Resolution::Found(_)) || old == new);
    if kept { Ok(()) } else { Err(format!("{old:?} became {new:?}")) }
}

/// What every step of every reference means, in order.
fn step_meanings(project: &Project) -> Vec<Resolution> {
    let of_file = |(file, at): (FileId, &File)| -> Vec<Resolution> {
        let steps = at.model.references().flat_map(|reference| crate::name_at::steps(project, file, &reference));
        steps.map(|step| step.meaning).collect()
    };
    project.files().flat_map(of_file).collect()
}

/// What stays after a rename there and back: a declaration that was named after its label has its id written.
fn with_id_written(texts: &[(String, String)], project: &Project, id: DeclarationId) -> Vec<(String, String)> {
    let declaration = project.declaration(id);
    let mut texts = texts.to_vec();
    if declaration.id_source() == IdSource::Label {
        let number = project.files().position(|(file, _)| file == id.file).unwrap();
        texts[number].1.insert_str(declaration.name().range.start as usize, &format!("{} ", declaration.id()));
    }
    texts
}

fn all_declarations(project: &Project) -> Vec<DeclarationId> {
    let of_file = |(file, at): (FileId, &File)| -> Vec<DeclarationId> {
        at.model.declarations().map(|declaration| DeclarationId { file, local: declaration.local_id() }).collect()
    };
    project.files().flat_map(of_file).collect()
}

fn texts_after(texts: &[(String, String)], project: &Project, change: &SourceChange) -> Vec<(String, String)> {
    let mut edits = change.edits.clone();
    assert!(crate::draft::are_apart(&edits));
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place));
    let mut texts = texts.to_vec();
    for edit in edits {
        let number = project.files().position(|(file, _)| file == edit.place.file).unwrap();
        texts[number].1.replace_range(edit.place.range.to_usize(), &edit.replacement);
    }
    texts
}

#[test]
fn there_and_back_is_the_identity_for_every_name_of_every_example() {
    for texts in example_projects() {
        let start = lowered(&texts);
        for id in all_declarations(&start.project) {
            let declaration = start.project.declaration(id);
            let offset = declaration.name().range.start;
            let there = rename(&start, id.file, offset, "fresh_one").unwrap().unwrap();
            let away = texts_after(&texts, &start.project, &there);
            let moved = lowered(&away);
            assert_eq!(meanings(&start.project), meanings(&moved.project));
            let offset = moved.project.declaration(id).name().range.start;
            let back = rename(&moved, id.file, offset, declaration.id()).unwrap().unwrap();
            assert_eq!(texts_after(&away, &moved.project, &back), with_id_written(&texts, &start.project, id));
        }
        for (file, at) in start.project.files() {
            for reference in at.model.references() {
                for step in crate::name_at::steps(&start.project, file, &reference) {
                    let Resolution::Found(id) = step.meaning else { panic!("{reference:?} has no meaning") };
                    let declared = start.project.declaration(id).name().range.start;
                    assert_eq!(
                        rename(&start, file, step.place.range.end, "fresh_one").unwrap(),
                        rename(&start, id.file, declared, "fresh_one").unwrap()
                    );
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn hidden_names_keep_their_meaning_there_and_back(
        texts in random_project(),
        which in any::<prop::sample::Index>(),
        name in prop::sample::select(vec!["a", "b", "c", "stage", "fresh"]),
    ) {
        let start = lowered(&texts);
        let all = all_declarations(&start.project);
        prop_assume!(!all.is_empty());
        let id = *which.get(&all);
        let declaration = start.project.declaration(id);
        let Ok(there) = rename(&start, id.file, declaration.name().range.start, name).unwrap() else { return Ok(()) };
        let away = texts_after(&texts, &start.project, &there);
        let moved = lowered(&away);
        prop_assert_eq!(keeps_meanings(&start.project, &moved.project), Ok(()), "{:?} to {}: {:?}", declaration, name, away);
        let renamed = moved.project.declaration(id);
        prop_assert_eq!((renamed.id(), renamed.keyword()), (name, declaration.keyword()));
        if declaration.label_range().is_some() {
            prop_assert_eq!(renamed.label(), declaration.label());
        }
        // Whatever means nothing may be taken along, what had to be written with more steps keeps them, and a name that
        // was shared cannot be had again.
        let is_plain = there.edits.iter().all(|edit| edit.replacement.trim() == name);
        if step_meanings(&start.project) != step_meanings(&moved.project) || !is_plain || start.project.is_duplicate(id) {
            return Ok(());
        }
        let back = rename(&moved, id.file, renamed.name().range.start, declaration.id()).unwrap();
        let back = back.map_err(|refusal| TestCaseError::fail(format!("{refusal}: {away:?}")))?;
        let returned = texts_after(&away, &moved.project, &back);
        prop_assert_eq!(returned, with_id_written(&texts, &start.project, id));
    }
}

#[test]
fn random_projects_are_not_empty_of_what_they_test() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut renamed, mut qualified, mut refused) = (0, 0, 0);
    for _ in 0..300 {
        let texts = random_project().new_tree(&mut runner).unwrap().current();
        let start = lowered(&texts);
        for id in all_declarations(&start.project) {
            let declaration = start.project.declaration(id);
            if declaration.keyword() == Some(Keyword::Opportunity) {
                continue;
            }
            for name in ["a", "b", "c"] {
                match rename(&start, id.file, declaration.name().range.start, name).unwrap() {
                    Ok(there) if there.edits.iter().any(|edit| edit.replacement.contains('.')) => qualified += 1,
                    Ok(_) => renamed += 1,
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(renamed > 100 && qualified > 3 && refused > 100, "{renamed} {qualified} {refused}");
}
