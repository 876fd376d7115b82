//! What names mean, in small projects: the names asked about stand between `⟦` and `⟧`.

use std::sync::Arc;

use super::{DeclarationId, File, FileId, Project, Resolution};
use crate::configuration::Configuration;
use crate::file::{FileModel, Reference};
use crate::schema::{Keyword, Schema};

/// A project of texts without marks.
fn project(texts: &[&str]) -> Project {
    let schema = Arc::new(Schema::standard().clone());
    let files = texts.iter().enumerate().map(|(number, text)| File {
        path: format!("{number}.journey").into(),
        model: Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema)),
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
}

/// Asks about every marked name of the first text, with the other texts around it.
fn ask<T>(texts: &[&str], answer: impl Fn(&Project, FileId, &Reference<'_>) -> T) -> Vec<T> {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), 0);
    for character in texts[0].chars() {
        match character {
            '⟦' => open = text.len(),
            '⟧' => marks.push(open..text.len()),
            _ => text.push(character),
        }
    }
    let plain: Vec<&str> = std::iter::once(text.as_str()).chain(texts[1..].iter().copied()).collect();
    let project = project(&plain);
    let (file, at) = project.files().next().unwrap();
    let asked = marks.into_iter().map(|mark| {
        let reference = at.model.references().find(|reference| reference.range.to_usize() == mark);
        answer(&project, file, &reference.unwrap_or_else(|| panic!("no reference at {mark:?}")))
    });
    asked.collect()
}

/// What the marked names mean, as text: the declaration with all that is around it.
fn meanings(texts: &[&str]) -> Vec<String> {
    ask(texts, |project, file, reference| match project.resolve(file, reference) {
        Resolution::Found(id) => path(project, id),
        Resolution::Ambiguous(ids) => {
            format!("one of {}", ids.into_iter().map(|id| path(project, id)).collect::<Vec<_>>().join(", "))
        }
        Resolution::WrongKind(id) => format!("not {}", path(project, id)),
        Resolution::Broken => "broken".to_owned(),
        Resolution::Unknown => "unknown".to_owned(),
    })
}

fn meaning(text: &str) -> String {
    let [meaning] = meanings(&[text]).try_into().expect("one mark");
    meaning
}

/// `journey weekly_shop > stage discover`, with the file in front where it is not the first.
fn path(project: &Project, id: DeclarationId) -> String {
    let declaration = project.declaration(id);
    let mut steps: Vec<String> = std::iter::once(declaration)
        .chain(declaration.ancestors())
        .map(|one| format!("{} {}", one.keyword().map_or("?", Keyword::name), one.id()))
        .collect();
    steps.reverse();
    let file = if id.file.0 == 0 { String::new() } else { format!("{}: ", project.file(id.file).path) };
    file + &steps.join(" > ")
}

#[test]
fn the_whole_project_sees_what_is_declared_at_the_top_of_any_file() {
    let texts = ["journey shop \"Shop\" { persona: ⟦maya⟧ }\n", "persona maya \"Maya\"\n"];
    assert_eq!(meanings(&texts), ["1.journey: persona maya"]);
}

#[test]
fn a_name_of_the_own_journey_comes_before_one_of_the_project() {
    let text = "\
opportunity other \"Other\" { addresses: ⟦shop.stale⟧ }
opportunity same \"Same\" { addresses: ⟦stale⟧ }
journey shop \"Shop\" {
  opportunity same \"Same\" { addresses: ⟦stale⟧ }
  stage find \"Find\" {
    touchpoint search \"Search\" { pain stale \"Stale\"; next: ⟦pay⟧ }
    touchpoint pay \"Pay\"
  }
}
journey club \"Club\" { stage find \"Find\" { touchpoint pay \"Pay\" } }
";
    assert_eq!(
        meanings(&[text]),
        [
            "journey shop > stage find > touchpoint search > pain stale",
            "unknown",
            "journey shop > stage find > touchpoint search > pain stale",
            "journey shop > stage find > touchpoint pay",
        ]
    );
}

#[test]
fn each_kind_is_a_scope_of_its_own() {
    let text = "\
channel app \"App\"
actor app \"App team\"
journey app \"App\" {
  stage app \"App\" {
    detail: ⟦app⟧
    touchpoint app \"App\" {
      channel: ⟦app⟧
      actor: ⟦app⟧
      next: ⟦app⟧
      pain app \"App\"
      opportunity app \"App\" { addresses: ⟦app⟧ }
    }
  }
}
";
    assert_eq!(
        meanings(&[text]),
        [
            "journey app",
            "channel app",
            "actor app",
            "journey app > stage app > touchpoint app",
            "journey app > stage app > touchpoint app > pain app",
        ]
    );
    assert!(project(&[&text.replace(['⟦', '⟧'], "")]).duplicates().is_empty());
}

#[test]
fn a_name_of_two_wanted_kinds_is_ambiguous_and_used_by_nobody() {
    let text = "\
channel app \"App\"
actor app \"App team\"
journey shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" { frontstage: ⟦app⟧ \"Shows\" } } }
";
    assert_eq!(meaning(text), "one of channel app, actor app");
    let project = project(&[&text.replace(['⟦', '⟧'], "")]);
    for keyword in [Keyword::Channel, Keyword::Actor] {
        let (id, _) = project.declarations_of(keyword).next().unwrap();
        assert!(project.uses_of(id).is_empty());
        assert!(project.may_be_meant(id));
    }
}

/// A journey in which two stages hold alike names, asked from another journey.
fn dotted(asked: &str) -> String {
    meaning(&format!(
        "\
journey club \"Club\" {{ stage join \"Join\" {{ touchpoint form \"Form\" {{ next: ⟦{asked}⟧ }} }} }}
journey shop \"Shop\" {{
  stage find \"Find\" {{
    touchpoint search \"Search\" {{ pain slow \"Slow\" }}
  }}
  stage club \"Club\" {{
    touchpoint card \"Card\"
    touchpoint find \"Find\"
  }}
}}
"
    ))
}

#[test]
fn a_dotted_name_goes_from_the_outside_in_and_steps_may_be_left_out() {
    let search = "journey shop > stage find > touchpoint search";
    assert_eq!(dotted("shop.find.search"), search);
    assert_eq!(dotted("shop.search"), search);
    assert_eq!(dotted("search"), "unknown");
    assert_eq!(dotted("find.search"), "unknown");
    assert_eq!(dotted("shop.club.search"), "unknown");
    assert_eq!(dotted("shop.search.find"), "unknown");
    assert_eq!(dotted("shop.find"), "journey shop > stage club > touchpoint find");
    assert_eq!(dotted("shop.slow"), "not journey shop > stage find > touchpoint search > pain slow");
    assert_eq!(dotted("join.form"), "journey club > stage join > touchpoint form");
    assert_eq!(dotted("club.join.form"), "journey club > stage join > touchpoint form");
    assert_eq!(dotted("club.form"), "journey club > stage join > touchpoint form");
    assert_eq!(dotted("club.card"), "unknown");
}

#[test]
fn what_fits_in_the_project_is_not_hidden_by_another_kind_in_the_own_journey() {
    let text = "\
channel search \"Search page\"
journey find \"Find\" { stage pay \"Pay\" { touchpoint card \"Card\" } }
journey shop \"Shop\" {
  stage find \"Find\" {
    touchpoint search \"Search\" {
      channel: ⟦search⟧
      next: ⟦find.card⟧
      pain card \"Card\"
    }
  }
}
";
    assert_eq!(meanings(&[text]), ["channel search", "journey find > stage pay > touchpoint card"]);
}

#[test]
fn another_kind_of_that_name_is_told() {
    let text = "channel app \"App\"\njourney shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" { actor: ⟦app⟧ } } }\n";
    assert_eq!(meaning(text), "not channel app");
}

#[test]
fn a_label_without_an_id_is_referred_to_by_its_slug() {
    let text = "persona \"Maya, busy parent\"\njourney shop \"Shop\" { persona: ⟦maya_busy_parent⟧ }\n";
    assert_eq!(meaning(text), "persona maya_busy_parent");
}

#[test]
fn of_duplicates_the_first_is_meant() {
    let texts = ["journey shop \"Shop\" { persona: ⟦maya⟧ }\n", "persona maya \"One\"\n", "persona maya \"Two\"\n"];
    assert_eq!(meanings(&texts), ["1.journey: persona maya"]);
}

#[test]
fn what_an_unknown_keyword_or_a_syntax_error_explains_is_broken() {
    let with = |declaration: &str, name: &str| {
        meaning(&format!("{declaration}\njourney shop \"Shop\" {{ persona: ⟦{name}⟧ }}\n"))
    };
    assert_eq!(with("persna maya \"Maya\"", "maya"), "broken");
    assert_eq!(with("persona: maya \"Maya\"!", "maya"), "unknown");
    assert_eq!(with("persona: maya \"Maya\"", "maya"), "broken");
    assert_eq!(with("persona maya: \"Maya\"", "maya"), "broken");
    assert_eq!(with("persona: maya", "maya"), "unknown");
    assert_eq!(with("= persona maya", "maya"), "broken");
    assert_eq!(with("persona maya- \"Maya\"", "maya"), "broken");
    assert_eq!(with("persona tom \"Tom\"", "maya-"), "broken");
    assert_eq!(with("persona tom \"Tom\"", "maya"), "unknown");
}

#[test]
fn a_name_in_a_journey_with_a_misspelled_keyword_is_broken() {
    let text = "\
jurney shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" } }
journey club \"Club\" { of: ⟦shop⟧; stage join \"Join\" { touchpoint form \"Form\" { next: ⟦shop.search⟧ } } }
";
    assert_eq!(meanings(&[text]), ["broken", "broken"]);
}

#[test]
fn names_inside_a_misspelled_journey_still_find_each_other() {
    let text =
        "jurney shop \"Shop\" { stage find \"Find\" { touchpoint a \"A\" { next: ⟦b⟧ }; touchpoint b \"B\" } }\n";
    assert_eq!(meaning(text), "? shop > stage find > touchpoint b");
}

#[test]
fn every_role_is_resolved_with_the_kinds_of_its_key() {
    let text = "\
persona maya \"Maya\"
source talks \"Talks\" { kind: interview }
metric csat \"CSAT\" { kind: csat }
journey shop \"Shop\" {
  stage find \"Find\" {
    measure ⟦csat⟧: 78% from ⟦talks⟧
    touchpoint search \"Search\" { emotion ⟦maya⟧: +1 from ⟦talks⟧, ⟦maya⟧ }
  }
}
";
    assert_eq!(meanings(&[text]), ["metric csat", "source talks", "persona maya", "source talks", "not persona maya"]);
}

#[test]
fn uses_are_told_in_the_order_of_files_and_text() {
    let project = project(&[
        "journey a \"A\" { persona: maya; stage s \"S\" { touchpoint t \"T\" { emotion maya: +1 } } }\n",
        "persona maya \"Maya\"\n",
        "journey b \"B\" { persona: maya, tom }\n",
    ]);
    let (maya, _) = project.declarations_of(Keyword::Persona).next().unwrap();
    let uses: Vec<String> = project.uses_of(maya).iter().map(|one| path(&project, one.user)).collect();
    assert_eq!(uses, ["journey a", "journey a > stage s > touchpoint t", "2.journey: journey b"]);
    let unresolved = |file: usize| -> Vec<(String, Resolution)> {
        let (id, _) = project.files().nth(file).unwrap();
        project.unresolved_in(id).map(|(one, resolution)| (one.text.to_owned(), resolution.clone())).collect()
    };
    assert_eq!(unresolved(0), []);
    assert_eq!(unresolved(2), [("tom".to_owned(), Resolution::Unknown)]);
}

#[test]
fn duplicates_share_name_kind_and_scope() {
    let project = project(&[
        "persona maya \"Maya\"\njourney a \"A\" { persona maya; stage s \"S\" { touchpoint \"T\"; touchpoint t } stage s \"S\" }\n",
        "channel maya \"Maya\"\njourney b \"B\" { stage s \"S\" }\npersona \"Maya\"\n",
        "persona \"Maya\npersona maya \"Maya\"\n",
    ]);
    let groups: Vec<Vec<String>> =
        project.duplicates().iter().map(|group| group.iter().map(|id| path(&project, *id)).collect()).collect();
    let personas = ["persona maya", "1.journey: persona maya", "2.journey: persona maya"];
    let touchpoints = ["journey a > stage s > touchpoint t", "journey a > stage s > touchpoint t"];
    let stages = ["journey a > stage s", "journey a > stage s"];
    assert_eq!(groups, [&personas[..], &stages, &touchpoints]);
    let (second, _) = project.files().nth(1).unwrap();
    let own: Vec<_> = project.duplicates_in(second).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(path(&project, own[0].0), personas[1]);
    assert_eq!(own[0].1.iter().count(), 3);
    assert!(project.is_duplicate(own[0].0));
    let (channel, _) = project.declarations_of(Keyword::Channel).next().unwrap();
    assert!(!project.is_duplicate(channel));
}

/// What each marked name is taken for.
fn guesses(texts: &[&str]) -> Vec<Option<String>> {
    ask(texts, |project, file, reference| project.nearest_name(file, reference).map(|(name, _)| name.to_string()))
}

#[test]
fn the_nearest_name_is_looked_for_in_the_own_journey_first() {
    let text = "\
persona maya \"Maya\"
persona maja \"Maja\"
channel may \"May\"
journey shop \"Shop\" {
  persona: ⟦Maya⟧, ⟦mayo⟧, ⟦mya⟧, ⟦nobody⟧
  stage find \"Find\" {
    touchpoint search \"Search\" { next: ⟦serch⟧, ⟦serach_2⟧; frontstage: ⟦mai⟧ \"Shows\" }
    touchpoint search_2 \"Search again\" { emotion maya: +1; emotion ⟦mayaa⟧: -1; emotion ⟦majaa⟧: -2 }
  }
}
journey shop_1 \"Shop\" { of: ⟦shop_3⟧ }
journey shop_2 \"Shop\"
";
    let expected: [Option<&str>; 10] = [
        Some("maya"),
        Some("maya"),
        Some("maya"),
        None,
        // Not the touchpoint itself.
        None,
        Some("search_2"),
        Some("may"),
        // Not twice.
        None,
        Some("maja"),
        // Not the journey itself, which is as near.
        Some("shop_2"),
    ];
    let guesses = guesses(&[text]);
    assert_eq!(guesses.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
}

#[test]
fn in_a_dotted_name_the_journey_or_the_last_step_is_corrected() {
    let text = "\
journey club \"Club\" {
  stage join \"Join\" {
    touchpoint form \"Form\" {
      next: ⟦shp.search⟧, ⟦shop.serch⟧, ⟦shop.find.serch⟧, ⟦shop.fnd.search⟧, ⟦join.welcme⟧, ⟦other.welcome⟧, ⟦a.b⟧
    }
    touchpoint welcome \"Welcome\"
  }
}
journey shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" } }
";
    let guesses = guesses(&[text]);
    let expected = [
        Some("shop.search"),
        Some("shop.search"),
        Some("shop.find.search"),
        Some("shop.search"),
        Some("join.welcome"),
        Some("welcome"),
        None,
    ];
    assert_eq!(guesses.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
}

#[test]
fn names_inside_other_journeys_are_offered_dotted() {
    let texts = [
        "journey a \"A\" { opportunity fix \"Fix\" { addresses: ⟦stale⟧, ⟦x.stale⟧, ⟦find⟧ } }\n",
        "journey b \"B\" { pain stale \"Stale\"; stage find \"Find\" { pain stale \"Twice\" } }\n",
        "journey c \"C\" { stage find \"Find\" { pain stale \"Stale\" } }\n",
    ];
    let elsewhere = ask(&texts, |project, file, reference| -> Vec<String> {
        project.names_elsewhere(file, reference, 5).into_iter().map(|(name, _)| name.to_string()).collect()
    });
    assert_eq!(elsewhere, [vec!["b.stale", "c.stale"], vec!["b.stale", "c.stale"], vec![]]);
}

#[test]
fn all_names_for_a_place_start_with_the_nearest_scope() {
    let texts = [
        "journey b \"B\" { pain own \"Own\"; opportunity fix \"Fix\" { addresses: ⟦x⟧ } }\n",
        "journey a \"A\" { pain other \"Other\"; gain good \"Good\" }\npain top \"Misplaced\"\n",
    ];
    let all = ask(&texts, |project, file, reference| -> Vec<String> {
        project.names_for(file, reference).into_iter().map(|(name, _)| name.to_string()).collect()
    });
    assert_eq!(all, [["own", "top", "a.other"]]);
    let some = ask(&texts, |project, file, reference| project.some_names_for(file, reference, 1));
    assert_eq!(some[0].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["own"]);
}

#[test]
fn what_wrong_text_probably_means_is_told() {
    let meant = |text: &str| {
        let project = project(&[&format!("persona maya \"Maya B.\"\n{text}\n")]);
        let (id, _) = project.declarations_of(Keyword::Persona).next().unwrap();
        assert!(project.uses_of(id).is_empty(), "{text}");
        project.may_be_meant(id)
    };
    for text in [
        "journey j \"J\" { persona: mya }",
        "journey j \"J\" { persona: 3 }",
        "journey j \"J\" { persona: \"Someone\" }",
        "journey j \"J\" { persona: \"maya\" }",
        "journey j \"J\" { persona: \"Maya B.\" }",
        "journey j \"J\" { prsona: maya }",
        "journey j \"J\" { persona maya }",
        "journey j \"J\" { persna maya }",
        "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { thinks maya: \"Hm\"; channel: maya } } }",
        "journey j \"J\" { persona = maya }",
    ] {
        assert!(meant(text), "{text}");
    }
    assert!(!meant("journey j \"J\" { persona: tom; goal: \"maya\" }"));
    assert!(!meant("journey j \"J\" { goal: \"maya\"; stage s \"S\" { touchpoint t \"T\" { channel: phone } } }"));
}

#[test]
fn a_free_name_is_free_in_its_scope_and_in_the_project() {
    let project = project(&["pain slow_2 \"X\"\njourney j \"J\" { pain slow \"Slow\"; gain slow_3 \"Y\" }\n"]);
    let (id, _) = project.declarations_of(Keyword::Pain).nth(1).unwrap();
    assert_eq!(project.free_name(id, "fast"), "fast");
    assert_eq!(project.free_name(id, "slow"), "slow_4");
}
