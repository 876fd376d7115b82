//! Places are right, to the character.

use std::sync::Arc;

use journey_model::syntax::parse;
use journey_model::{Configuration, File, FileModel, Project, Schema};
use serde_json::Value;

use super::examples::{all, objects_with, of_text, whole};

/// Line and column from 1 as somebody counts who looks at the text.
fn counted(text: &str, offset: usize) -> (u64, u64) {
    let (mut line, mut column) = (1, 1);
    let mut before = '\n';
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for character in text[..offset].chars() {
        match character {
            '\n' if before == '\r' => {}
            '\n' | '\r' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        before = character;
    }
    (line, column)
}

/// The text between two positions, whose lines and columns are as they should be.
fn between<'t>(text: &'t str, span: &Value) -> &'t str {
    let offset = |side: &str| usize::try_from(span[side]["offset"].as_u64().unwrap()).unwrap();
    let mark = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    for side in ["start", "end"] {
        let (line, column) = counted(text, offset(side) - mark);
        assert_eq!((&span[side]["line"], &span[side]["column"]), (&Value::from(line), &Value::from(column)), "{span}");
    }
    &text[offset("start")..offset("end")]
}

/// How many declarations stand in it.
fn assert_places(json: &Value, text: impl Fn(&str) -> String) -> usize {
    let declarations = objects_with(json, "name_span");
    for declaration in &declarations {
        let file = text(declaration["place"]["file"].as_str().unwrap());
        let whole = between(&file, &declaration["place"]);
        let word = declaration.get("word").unwrap_or(&declaration["keyword"]);
        assert!(whole.starts_with(word.as_str().unwrap_or_default()), "{whole}");
        let name = between(&file, &declaration["name_span"]);
        assert!(whole.contains(name), "{whole}");
        if declaration["id_is_written"] == true {
            assert_eq!(name, declaration["id"].as_str().unwrap());
        }
        for line in declaration["lines"].as_array().unwrap() {
            let written = between(&file, line);
            assert!(written.starts_with(line["key"].as_str().unwrap()), "{written}");
            assert!(whole.contains(written), "{written}");
        }
    }
    for unread in json["unread"].as_array().unwrap() {
        let file = text(unread["place"]["file"].as_str().unwrap());
        assert_eq!(between(&file, &unread["place"]), unread["text"].as_str().unwrap());
    }
    declarations.len()
}

#[test]
fn every_place_of_the_examples_is_where_the_text_stands() {
    for (name, project) in all() {
        let text = |path: &str| {
            let file = project.file_by_path(path).unwrap();
            project.file(file).model.parse().text()
        };
        assert!(assert_places(&whole(&project), text) > 10, "{name}");
    }
}

#[test]
fn lines_and_columns_count_as_people_do_whatever_the_line_ends_and_characters() {
    let plain = "/// Seen twice.\npersona maya \"Maya 👩‍🍳\" {\n  goal: \"Éclairs\", \"👍\"; role: oops ohh; wants: \"x\"\n}\n\njourney j \"J\" {\n}";
    for line_end in ["\n", "\r\n", "\r"] {
        for mark in ["", "\u{FEFF}"] {
            let text = format!("{mark}{}", plain.replace('\n', line_end));
            let json = of_text(&text);
            assert_eq!(assert_places(&json, |_| text.clone()), 2);
            assert_eq!(json["unread"].as_array().unwrap().len(), 1, "{text:?}");
            assert_eq!(json["personas"][0]["documentation"], "Seen twice.");
            let wants = &json["personas"][0]["lines"][2];
            assert_eq!((&wants["start"]["line"], &wants["start"]["column"]), (&Value::from(3), &Value::from(41)));
        }
    }
}

#[test]
fn a_mark_before_a_declaration_on_the_first_line_counts_as_a_byte_and_as_no_column() {
    let json = of_text("\u{FEFF}persona maya");
    let start = &json["personas"][0]["place"]["start"];
    assert_eq!(*start, serde_json::json!({ "line": 1, "column": 1, "offset": 3 }));
}

#[test]
fn paths_are_told_below_the_root_of_the_project_from_wherever_people_look() {
    let told = |root: &str, viewer: &str, path: &str| {
        let schema = Arc::new(Schema::standard().clone());
        let model = Arc::new(FileModel::lower(&parse("persona maya"), &schema));
        let configuration = Configuration::default().seen_from(root, viewer);
        let project = Project::new(vec![File { path: path.into(), model }], schema, configuration);
        let json = whole(&project);
        assert_eq!(json["files"][0]["path"], json["personas"][0]["place"]["file"]);
        json["files"][0]["path"].as_str().unwrap().to_owned()
    };
    assert_eq!(told("", "", "old/a.journey"), "old/a.journey");
    assert_eq!(told("maps", "..", "maps/old/a.journey"), "old/a.journey");
    assert_eq!(told("../maps", "../here", "../maps/a.journey"), "a.journey");
    assert_eq!(told("..", "old", "a.journey"), "old/a.journey");
    assert_eq!(told("/home/me/maps", "/home/me", "/home/me/maps/a.journey"), "a.journey");
}
