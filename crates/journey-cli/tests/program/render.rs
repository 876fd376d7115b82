//! `journey render`: which journey, which view, where to.

use std::fs;

use crate::examples::example_projects;
use crate::folder::{CLEAN, CLEAN_IS_MORE, Folder, Run, examples};

const TWO: &str = "persona maya \"Maya\"\njourney shop \"Weekly shop\" {\n  persona: maya\n}\n\
    journey shop_next \"Weekly shop, next year\" {\n  persona: maya\n  of: shop\n  state: to-be\n}\n";

#[test]
fn the_journey_of_a_file_is_printed() {
    let run = Folder::new().with("shop.journey", CLEAN).run(&["render", "shop.journey"]);
    assert_eq!((run.status, run.error.as_str()), (0, CLEAN_IS_MORE));
    assert!(run.out.contains("title Weekly shop") && run.out.contains("Searches"), "{}", run.out);
}

#[test]
fn every_example_can_be_rendered() {
    let mut journeys = 0;
    for (path, text) in example_projects().into_iter().flatten() {
        // Of several files, some have people or channels alone.
        if text.lines().any(|line| line.starts_with("journey ")) {
            let run = Run::of(Folder::new().program(&["render"]).arg(examples().join(&path)));
            assert_eq!(run.status, 0, "{path}: {}", run.error);
            assert!(run.out.lines().any(|line| line == "journey"), "{}", run.out);
            journeys += 1;
        }
    }
    assert!(journeys > 7, "{journeys}");
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
    // Of standard input it is a command, too.
    let run = folder.run_with_input(&["render", "-"], CLEAN.replace("goal", "gaol"));
    let warnings: Vec<&str> = run.error.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(
        warnings,
        ["warning: <stdin> has 1 error, so something may be missing; `journey check -` with the same input tells more"]
    );
}

#[test]
fn names_of_the_whole_project_are_used() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let journey = journey.replace("emotion: ", "emotion maya: ");
    let folder =
        Folder::new().with("journey.toml", "").with("people/a.journey", personas).with("maps/a.journey", journey);
    let run = folder.run(&["render", "maps/a.journey"]);
    assert_eq!((run.status, run.error.as_str()), (0, CLEAN_IS_MORE));
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
    assert_eq!(run.told(), format!("status 0\n{CLEAN_IS_MORE}"));
    assert_eq!(fs::read_to_string(folder.path("out/shop.mmd")).unwrap(), printed);
    assert_eq!(fs::read_dir(folder.path("out")).unwrap().count(), 1);
    assert_eq!(folder.run(&["render", "shop.journey", "-o", "-"]).out, printed);
    let run = folder.run(&["render", "shop.journey", "-o", "nowhere/shop.mmd"]);
    assert_eq!(
        run.told().lines().nth(2),
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

/// Two journeys of one project in two files.
fn shop() -> Folder {
    let (people, journey) = CLEAN.split_once("\n\n").unwrap();
    Folder::new()
        .with("journey.toml", "")
        .with("people.journey", people)
        .with("maps/shop.journey", journey)
        .with("maps/next.journey", TWO.split_once('\n').unwrap().1.replace("journey shop ", "journey shop_today "))
}

fn files(folder: &Folder, path: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.path(path)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_extension_chooses_the_format() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for (name, start) in [
        ("shop.mmd", "---\nconfig:"),
        ("shop.md", "```mermaid\n---"),
        ("shop.svg", "<svg "),
        ("shop.txt", "Weekly shop"),
        ("shop.json", "{\n"),
        ("shop", "---\nconfig:"),
    ] {
        let run = folder.run(&["render", "shop.journey", "-o", name]);
        assert_eq!(run.status, 0, "{name}: {}", run.error);
        let text = fs::read_to_string(folder.path(name)).unwrap();
        assert!(text.starts_with(start), "{name}: {}", &text[..200.min(text.len())]);
        assert!(text.ends_with('\n'), "{name}");
    }
    let svg = fs::read_to_string(folder.path("shop.svg")).unwrap();
    let tree = roxmltree::Document::parse(&svg).unwrap();
    assert!(tree.descendants().any(|node| node.text().is_some_and(|text| text.contains("Searches"))));
    // What is asked for counts before the extension.
    assert_eq!(folder.run(&["render", "shop.journey", "-o", "shop.txt", "--format", "json"]).status, 0);
    assert!(fs::read_to_string(folder.path("shop.txt")).unwrap().starts_with('{'));
}

#[test]
fn a_folder_gets_a_file_for_each_journey_and_view() {
    let folder = shop();
    let run = folder.run(&["render", "maps", "people.journey", "-o", "out/", "--view", "journey,map"]);
    assert_eq!(
        run.told(),
        "status 0\nnote: 6 files written to out/\nnote: 6 of them leave something out or show it in another way; --format \
         markdown writes on each page what that is\n"
    );
    assert_eq!(
        files(&folder, "out"),
        [
            "shop-journey.mmd",
            "shop-map.mmd",
            "shop_next-journey.mmd",
            "shop_next-map.mmd",
            "shop_today-journey.mmd",
            "shop_today-map.mmd"
        ]
    );
    assert_eq!(folder.run(&["render", "maps", "-o", "one"]).status, 0);
    assert_eq!(files(&folder, "one"), ["shop.mmd", "shop_next.mmd", "shop_today.mmd"]);
    // Two journeys of one name are told apart by their files.
    let folder = Folder::new().with("a/x.journey", "journey x\n").with("b/y.journey", "journey x\n");
    assert_eq!(folder.run(&["render", "a", "b", "-o", "out/"]).status, 0);
    assert_eq!(files(&folder, "out"), ["x-x.mmd", "y-x.mmd"]);
}

#[test]
fn all_views_come_in_every_format_that_can_hold_them() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for (format, count) in [("mermaid", 10), ("markdown", 10), ("txt", 10), ("svg", 8)] {
        let run = folder.run(&["render", "shop.journey", "--view", "all", "--format", format, "-o", format]);
        assert_eq!(run.status, 0, "{format}: {}", run.error);
        assert_eq!(files(&folder, format).len(), count, "{format}");
    }
    let pictures = folder.run(&["render", "shop.journey", "--view", "all", "--format", "svg", "-o", "svg"]);
    let left_out =
        "note: left out, because there is no picture of a text: report, table; --format markdown writes it\n";
    assert!(pictures.error.ends_with(left_out), "{}", pictures.error);
    // A table is no diagram, whatever was asked for.
    assert!(files(&folder, "mermaid").contains(&"shop-table.md".to_owned()));
}

#[test]
fn several_diagrams_need_several_places() {
    let folder = shop();
    let run = folder.run(&["render", "maps/shop.journey", "people.journey", "--view", "journey,map"]);
    assert_eq!(run.status, 2);
    let run = folder.run(&["render", "maps/shop.journey", "--view", "journey,map"]);
    insta::assert_snapshot!(run.told(), @r"
    status 2
    error: there are 2 diagrams, and one place for them
    help: Name a folder with --output, such as `--output diagrams/`; or take fewer views, or
          --format markdown.
    ");
    let run = folder.run(&["render", "maps/shop.journey", "--view", "journey,map", "--format", "markdown"]);
    assert_eq!(run.status, 0);
    assert!(run.out.starts_with("## Weekly shop: journey\n\n```mermaid\n"), "{}", run.out);
    assert!(run.out.contains("\n## Weekly shop: map\n\n```mermaid\n"), "{}", run.out);
}

#[test]
fn a_target_that_lacks_a_diagram_gets_a_table_and_the_reason() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let arguments = ["render", "shop.journey", "--view", "board", "--target", "gitlab"];
    let run = folder.run(&arguments);
    assert_eq!(run.status, 0);
    assert!(run.out.starts_with("<!-- "), "{}", run.out);
    let run = folder.run(&[&arguments[..], &["-o", "board.mmd"]].concat());
    insta::assert_snapshot!(run.told(), @r"
    status 2
    note: Mermaid 10.7 has no boards, which came with 11.4, so the board is a table.
    note: The journey says more than this view shows: 1 persona, 1 stage, 1 touchpoint and 1 emotion.
    note: Further details are in the view `report`: status of the journey.
    note: The journey has no opportunities yet, so the board is empty.
    error: the view `board` comes as Markdown here, which is no diagram
    help: Name a file that ends in .md, or take another view, another --target, or fewer --stages.
    ");
    assert!(!folder.path("board.mmd").exists());
    assert_eq!(folder.run(&[&arguments[..], &["-o", "board.md"]].concat()).status, 0);
}

#[test]
fn what_cannot_be_chosen_names_what_can() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let told = |option: &str, value: &str| folder.run(&["render", "shop.journey", option, value]).told();
    insta::assert_snapshot!(
        [
            told("--persona", "mya"),
            told("--stages", "dicover"),
            told("--lanes", "pian"),
            told("--theme", "drak"),
            told("--target", "gitlob"),
            told("--target", "9.4"),
            told("--direction", "up"),
        ]
        .concat(),
        @r"
    status 2
    error: shop.journey#shop: there is no persona `mya`
    help: Did you mean `maya`? The only persona is `maya`.
    status 2
    error: shop.journey#shop: there is no stage `dicover`
    help: The only stage is `find`.
    status 2
    error: there is no lane `pian`
    help: Did you mean `pain`? The lanes are `goal`, `evidence`, `does`, `channel`, `actor`,
          `thinks`, `feels`, `says`, `expects`, `gets`, `emotion`, `moment`, `duration`, `next`,
          `frontstage`, `backstage`, `support`, `pain`, `gain`, `opportunity` and `measure`.
    status 2
    error: there is no theme `drak`
    help: Did you mean `dark`? The themes are `calm`, `dark` and `none`.
    status 2
    error: there is no target `gitlob`
    help: Did you mean `gitlab`? A target is `gitlab`, `github`, `latest` or a version of Mermaid
          such as `11.4`.
    status 2
    error: Mermaid 9.4 is too old; diagrams are written for 10.7 and later
    help: Take a newer Mermaid, or the view `table`, which is plain Markdown.
    status 2
    error: there is no direction `up`
    help: The directions are `ltr` and `rtl`.
    "
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_once() {
    let folder = shop();
    fs::write(folder.path("taken"), "").unwrap();
    let run = folder.run(&["render", "maps", "-o", "taken/"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.error.matches("error: ").count(), 1, "{}", run.error);
}

#[cfg(target_os = "linux")]
#[test]
fn of_files_that_were_not_written_nothing_else_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = shop().with_folder("closed");
    let lock = |mode| fs::set_permissions(folder.path("closed"), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o555);
    let arguments = ["render", "maps", "-o", "closed/", "--view", "journey,map"];
    let run = Run::of(&mut folder.program_as_anybody(&arguments));
    lock(0o755);
    assert_eq!(run.status, 2);
    assert!(run.error.starts_with("error: cannot write closed/") && !run.error.contains("note: "), "{}", run.error);
    assert_eq!(run.error.matches("error: ").count(), 1, "{}", run.error);
}

#[test]
fn a_file_with_the_same_text_is_left_alone() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    assert_eq!(folder.run(&["render", "shop.journey", "-o", "shop.svg"]).status, 0);
    let modified = || fs::metadata(folder.path("shop.svg")).unwrap().modified().unwrap();
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(folder.path("shop.svg")).unwrap().set_modified(past).unwrap();
    assert_eq!(folder.run(&["render", "shop.journey", "-o", "shop.svg"]).status, 0);
    assert_eq!(modified(), past);
}

#[test]
fn the_data_of_a_journey_follows_its_schema() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let run = folder.run(&["render", "shop.journey", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let validator = jsonschema::validator_for(&journey_json::schema()).unwrap();
    assert!(validator.is_valid(&document), "{}", run.out);
}

fn document(run: &Run) -> serde_json::Value {
    assert_eq!(run.status, 0, "{}", run.error);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let validator = jsonschema::validator_for(&journey_json::schema()).unwrap();
    assert!(validator.is_valid(&document), "{}", run.out);
    document
}

#[test]
fn the_data_of_a_project_can_be_had_by_any_of_its_files_and_by_its_folder() {
    let folder = shop();
    let whole = document(&folder.run(&["render", "maps/shop.journey", "--format", "json"]));
    assert_eq!(whole["journeys"].as_array().unwrap().len(), 3);
    for named in [&["people.journey"][..], &["."], &["maps"], &["maps/next.journey", "people.journey"]] {
        let run = folder.run(&[&["render", "--format", "json"], named].concat());
        assert_eq!(document(&run), whole, "{named:?}");
    }
    assert_eq!(folder.run(&["render", ".", "-o", "all.json"]).status, 0);
    let written = fs::read_to_string(folder.path("all.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), whole);
    let one = document(&folder.run(&["render", "maps/shop.journey#shop", "--format", "json"]));
    assert_eq!(one["journeys"].as_array().unwrap().len(), 1);
    // A folder has the data of each journey in a file of its own.
    assert_eq!(folder.run(&["render", ".", "--format", "json", "-o", "data/"]).status, 0);
    assert_eq!(files(&folder, "data"), ["shop.json", "shop_next.json", "shop_today.json"]);
}

#[test]
fn the_data_of_several_projects_needs_several_places() {
    let folder = Folder::new()
        .with("a/journey.toml", "")
        .with("a/a.journey", CLEAN)
        .with("b/journey.toml", "")
        .with("b/b.journey", CLEAN)
        .with_folder("none");
    let run = folder.run(&["render", "a", "b", "--format", "json"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.error.starts_with("error: there are 2 projects, and one place for their data\n"), "{}", run.error);
    let run = folder.run(&["render", "none", "--format", "json"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.error.contains("error: there is no file of journeys to write as data\n"), "{}", run.error);
    let run = folder.run(&["render", "a", "gone.journey", "--format", "json"]);
    assert!(run.status == 2 && run.error.contains("cannot read gone.journey"), "{}", run.told());
    assert!(run.out.starts_with('{'), "what could be read is written: {}", run.out);
}

#[test]
fn options_that_choose_what_a_view_shows_are_told_to_change_nothing_in_data() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let plain = folder.run(&["render", "shop.journey", "--format", "json"]);
    let notes = |arguments: &[&str]| {
        let run = folder.run(&[&["render", "shop.journey", "--format", "json"], arguments].concat());
        assert_eq!((run.status, &run.out), (0, &plain.out), "{arguments:?}");
        run.error
    };
    assert_eq!(notes(&[]), "");
    assert_eq!(
        notes(&["--persona", "tom"]),
        "note: data has everything, so --persona changes nothing in it; #ID behind a file chooses one journey\n"
    );
    let all = notes(&["--view", "map", "--stages", "find", "--lanes", "does", "--theme", "dark"]);
    assert!(all.contains("so --view, --theme, --stages and --lanes change nothing in it"), "{all}");
    let run = folder.run(&["render", "shop.journey", "--format", "json", "--view", "all", "-o", "data/"]);
    assert!(run.status == 0 && run.error.contains("note: 1 file written to data/\n"), "{}", run.error);
}

#[test]
fn what_is_not_written_in_utf_8_is_not_only_said_to_have_no_journey() {
    let folder = Folder::new().with("shop.journey", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff".as_slice());
    let run = folder.run(&["render", "shop.journey"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.error.contains("error: shop.journey has no journey\nhelp: It is not written in UTF-8"),
        "{}",
        run.error
    );
}

#[test]
fn a_target_that_is_newer_than_what_was_tried_is_told() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let told = |target: &str| {
        let error = folder.run(&["render", "shop.journey", "--target", target]).error;
        error.strip_suffix(CLEAN_IS_MORE).map(str::to_owned).unwrap_or(error)
    };
    assert_eq!(
        told("99"),
        "note: 12.3 is the newest Mermaid that diagrams were tried with; for 99.0 they are written in the same way\n"
    );
    for known in ["latest", "12.3", "github"] {
        assert_eq!(told(known), "");
    }
    let folder = folder.with("a.md", "<!-- journey:begin src=\"shop.journey\" --><!-- journey:end -->\n");
    let run = folder.run(&["embed", "a.md", "--target", "12.4"]);
    assert!(run.status == 0 && run.error.starts_with("note: 12.3 is the newest Mermaid"), "{}", run.error);
}
