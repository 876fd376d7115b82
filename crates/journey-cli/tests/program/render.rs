//! `journey render`: which journey, which view, where to.

use std::fs;

use crate::folder::{CLEAN, Folder, Run, examples};

const TWO: &str = "persona maya \"Maya\"\njourney shop \"Weekly shop\" {\n  persona: maya\n}\n\
    journey shop_next \"Weekly shop, next year\" {\n  persona: maya\n  of: shop\n  state: to-be\n}\n";

#[test]
fn the_journey_of_a_file_is_printed() {
    let run = Folder::new().with("shop.journey", CLEAN).run(&["render", "shop.journey"]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert!(run.out.contains("title Weekly shop") && run.out.contains("Searches"), "{}", run.out);
}

#[test]
fn every_example_can_be_rendered() {
    let mut files: Vec<_> = fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "journey"));
    assert!(files.len() >= 5);
    for file in files {
        let run = Run::of(Folder::new().program(&["render"]).arg(&file));
        assert_eq!(run.status, 0, "{}: {}", file.display(), run.error);
        assert!(run.out.lines().any(|line| line == "journey"), "{}", run.out);
    }
}

#[test]
fn of_several_journeys_the_first_is_printed_and_the_others_are_named() {
    let folder = Folder::new().with("shop.journey", TWO);
    let run = folder.run(&["render", "shop.journey"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("title Weekly shop\n"), "{}", run.out);
    assert!(run.error.contains("shop.journey#shop_next: Weekly shop, next year"), "{}", run.error);
    let run = folder.run(&["render", "shop.journey#shop_next"]);
    assert!(run.out.contains("title Weekly shop, next year\n"), "{}", run.out);
}

#[test]
fn an_unknown_journey_ends_with_2_and_the_nearest_is_offered() {
    let folder = Folder::new().with("shop.journey", TWO).with("other.journey", "journey tea \"Tea\"\n");
    insta::assert_snapshot!(folder.run(&["render", "shop.journey#shop_nxt"]).told(), @r"
    status 2
    error: shop.journey has no journey `shop_nxt`
    help: Did you mean `shop_next`? The journeys are:
            shop.journey#shop: Weekly shop
            shop.journey#shop_next: Weekly shop, next year
    ");
    let elsewhere = folder.run(&["render", "shop.journey#tea"]);
    assert_eq!(elsewhere.told(), "status 2\nerror: shop.journey has no journey `tea`\nhelp: It is in other.journey.\n");
}

#[test]
fn an_unknown_view_ends_with_2_and_the_nearest_is_offered() {
    let run = Folder::new().with("shop.journey", CLEAN).run(&["render", "shop.journey", "--view", "jorney"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.error.contains("there is no view `jorney`\nhelp: Did you mean `journey`?"), "{}", run.error);
}

#[test]
fn what_cannot_be_rendered_ends_with_2() {
    let folder = Folder::new().with("people.journey", "persona maya \"Maya\"\n").with_folder("maps");
    for (named, message) in [
        ("people.journey", "people.journey has no journey"),
        ("people.journey#shop", "people.journey has no journey `shop`"),
        ("maps", "maps is a folder"),
        ("nothing.journey", "cannot read nothing.journey: there is no such file or folder"),
    ] {
        let run = folder.run(&["render", named]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.error.starts_with(&format!("error: {message}\n")), "{}", run.error);
    }
}

#[test]
fn mistakes_in_the_file_are_told_in_one_line_and_do_not_stop_it() {
    let folder = Folder::new().with("shop.journey", CLEAN.replace("goal", "gaol").replace("+1", "+7"));
    let run = folder.run(&["render", "shop.journey"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("title Weekly shop"), "{}", run.out);
    let warnings: Vec<&str> = run.error.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(
        warnings,
        ["warning: shop.journey has 2 errors, so something may be missing; `journey check shop.journey` tells more"]
    );
}

#[test]
fn names_of_the_whole_project_are_used() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let journey = journey.replace("emotion: ", "emotion maya: ");
    let folder =
        Folder::new().with("journey.toml", "").with("people/a.journey", personas).with("maps/a.journey", journey);
    let run = folder.run(&["render", "maps/a.journey"]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert!(run.out.contains("Searches: 4: Maya"), "{}", run.out);
}

#[test]
fn standard_input_can_be_rendered() {
    let run = Folder::new().run_with_input(&["render", "--", "-#shop_next"], TWO);
    assert!(run.status == 0 && run.out.contains("title Weekly shop, next year"), "{run:?}");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = Folder::new().with("shop.journey", CLEAN).with("out/shop.mmd", "old\n");
    let printed = folder.run(&["render", "shop.journey"]).out;
    let run = folder.run(&["render", "shop.journey", "-o", "out/shop.mmd"]);
    assert_eq!(run.told(), "status 0\n");
    assert_eq!(fs::read_to_string(folder.path("out/shop.mmd")).unwrap(), printed);
    assert_eq!(fs::read_dir(folder.path("out")).unwrap().count(), 1);
    assert_eq!(folder.run(&["render", "shop.journey", "-o", "-"]).out, printed);
    let run = folder.run(&["render", "shop.journey", "-o", "nowhere/shop.mmd"]);
    assert_eq!(
        run.told().lines().nth(1),
        Some("error: cannot write nowhere/shop.mmd: there is no such file or folder")
    );
    assert_eq!(run.status, 2);
}

#[test]
fn a_mistake_in_the_settings_stops_it() {
    let folder = Folder::new().with("shop.journey", CLEAN).with("journey.toml", "langage = 1\n");
    let run = folder.run(&["render", "shop.journey"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.error.contains("`langage` is not a setting"), "{}", run.error);
}
