//! `journey mdbook`: mdBook's protocol for preprocessors, with books as its versions give them.

use serde_json::{Value, json};

use crate::folder::{CLEAN, Folder, Run};

/// What mdBook 0.5 gives. 0.4 says `sections`, and a field that means nothing.
fn input(folder: &Folder, settings: Value, old: bool, chapter: impl Fn(&str, &str, Vec<Value>) -> Value) -> Value {
    let fence = format!("# Maps\n\n```journey title=\"In a fence\"\n{CLEAN}```\n\n```journey show\n{CLEAN}```\n");
    let inner = chapter("maps/inner.md", &fence, vec![]);
    let outer = chapter(
        "README.md",
        "<!-- journey:begin src=\"../maps/shop.journey\" -->\n<!-- journey:end -->\n",
        vec![inner],
    );
    let draft = json!({"Chapter": {"name": "Later", "content": "", "number": null, "sub_items": [], "path": null,
        "source_path": null, "parent_names": []}});
    let items =
        json!([{"PartTitle": "Part ü"}, outer, "Separator", draft, chapter("plain.md", "No diagram\r\n", vec![])]);
    let book = if old { json!({"sections": items, "__non_exhaustive": null}) } else { json!({"items": items}) };
    let context = json!({
        "root": folder.path(""),
        "config": {"book": {"authors": [], "language": "en", "src": "src", "title": "Shop"}, "preprocessor": {"journey": settings}},
        "renderer": "html",
        "mdbook_version": if old { "0.4.52" } else { "0.5.4" },
    });
    json!([context, book])
}

fn chapter(path: &str, content: &str, sub_items: Vec<Value>) -> Value {
    // The index preprocessor came first.
    let shown = path.replace("README", "index");
    json!({"Chapter": {"name": path, "content": content, "number": [1, 2], "sub_items": sub_items, "path": shown,
        "source_path": path, "parent_names": ["Maps"], "new_in_0_9": {"kept": 1}}})
}

fn book(folder: &Folder, input: &Value) -> Run {
    folder.run_with_input(&["mdbook"], serde_json::to_vec(input).unwrap())
}

fn folder() -> Folder {
    Folder::new().with("maps/shop.journey", CLEAN).with_folder("src/maps")
}

#[test]
fn fences_and_markers_are_drawn_and_all_else_of_the_book_stays() {
    for old in [false, true] {
        let folder = folder();
        let given =
            input(&folder, json!({"command": "journey mdbook", "target": "11.4", "before": ["mermaid"]}), old, chapter);
        let run = book(&folder, &given);
        assert_eq!((run.status, run.error.as_str()), (0, ""));
        let mut made: Value = serde_json::from_str(&run.out).unwrap();
        let items = if old { "/sections" } else { "/items" };
        let content = |made: &mut Value, place: &str| {
            let content = made.pointer_mut(&format!("{items}{place}/Chapter/content")).unwrap();
            std::mem::take(content).as_str().unwrap().to_owned()
        };
        let marker = content(&mut made, "/1");
        assert!(marker.contains("-->\n\n```mermaid\n") && marker.contains("Weekly shop"), "{marker}");
        let fence = content(&mut made, "/1/Chapter/sub_items/0");
        assert!(fence.starts_with("# Maps\n\n```mermaid\n"), "{fence}");
        assert!(fence.ends_with(&format!("\n\n```journey show\n{CLEAN}```\n")), "{fence}");
        // What is left is what was given.
        let mut before = given[1].clone();
        content(&mut before, "/1");
        content(&mut before, "/1/Chapter/sub_items/0");
        assert_eq!(made, before);
    }
}

#[test]
fn a_mistake_names_chapter_and_line_and_nothing_is_printed() {
    let folder = folder();
    let broken = |path: &str, content: &str, sub_items| {
        chapter(
            path,
            &content.replace("shop.journey", "shpo.journey").replace("title=", "persona=\"mya\" title="),
            sub_items,
        )
    };
    let run = book(&folder, &input(&folder, json!({}), false, broken));
    insta::assert_snapshot!(run.told(), @r"
    status 2
    error: src/README.md:1: there is no file `../maps/shpo.journey`
    help: Did you mean `../maps/shop.journey`?
    error: src/maps/inner.md:3: there is no persona `mya`
    help: Did you mean `maya`? The only persona is `maya`.
    ");
}

#[test]
fn settings_that_mean_nothing_are_told() {
    let folder = folder();
    let run = book(&folder, &input(&folder, json!({"targt": "11.4"}), false, chapter));
    assert_eq!(
        (run.status, run.error.as_str()),
        (0, "warning: `targt` in [preprocessor.journey] of book.toml says nothing here, did you mean `target`?\n")
    );
    let run = book(&folder, &input(&folder, json!({"target": 11.4}), false, chapter));
    insta::assert_snapshot!(run.told(), @r#"
    status 2
    error: `target` in [preprocessor.journey] of book.toml is not a text
    help: Write it in quotes: target = "11.4".
    "#);
    let run = book(&folder, &input(&folder, json!({"theme": "drak"}), false, chapter));
    insta::assert_snapshot!(run.told(), @r"
    status 2
    error: [preprocessor.journey] of book.toml: there is no theme `drak`
    help: Did you mean `dark`? The themes are `calm`, `dark` and `none`.
    ");
}

#[test]
fn every_renderer_is_supported() {
    let run = Folder::new().run(&["mdbook", "supports", "html"]);
    assert_eq!(run.told(), "status 0\n");
    assert_eq!(Folder::new().run(&["mdbook", "supports"]).status, 2);
}

#[test]
fn what_is_no_book_is_told() {
    let folder = Folder::new();
    for input in ["", "# A page\n", "[]", "[{}, {}]", "[{\"root\": \"/\"}, {\"items\": 1}]", "[{\"root\": \"/\"}, 1]"] {
        let run = folder.run_with_input(&["mdbook"], input);
        let message = "error: what stands on standard input is not a book as mdBook gives it to its preprocessors\n";
        assert!(run.status == 2 && run.out.is_empty() && run.error.starts_with(message), "{}", run.told());
    }
}
