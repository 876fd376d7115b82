//! How texts are kept the same on both sides.

use journey_tests::lsp::{Client, Editor, Encoding};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, same_text, shop_in};

fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> Value {
    let range = json!({
        "start": { "line": from.0, "character": from.1 },
        "end": { "line": to.0, "character": to.1 },
    });
    json!({ "range": range, "text": text })
}

/// A client with one text open that is not on the disk, in an encoding.
fn with_text(encoding: Encoding, text: &str) -> (Client, &'static str) {
    let params = json!({ "capabilities": { "general": { "positionEncodings": [encoding.name()] } } });
    let mut client = begin(params);
    let uri = "untitled:Untitled-1";
    client.open(uri, text);
    (client, uri)
}

#[test]
fn changes_are_made_in_array_order_each_on_the_result_of_the_one_before() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        // Only in this order, and only if each sees the text that the one before left, is this a journey.
        client.change(
            &uri,
            json!([
                { "text": "persona ida \"Ida\"\n" },
                edit((1, 0), (1, 0), "journey x {\n  persona: idda\n}\n"),
                edit((2, 12), (2, 13), ""),
                edit((0, 8), (0, 11), "eve"),
                edit((2, 11), (2, 14), "eve"),
            ]),
        );
        assert_eq!(client.documents.text(&uri).unwrap(), "persona eve \"Ida\"\njourney x {\n  persona: eve\n}\n");
        same_text(&mut client, &uri);
        client.finish();
    }
}

#[test]
fn a_change_without_a_range_is_the_whole_text() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.change(&uri, json!([edit((0, 0), (5, 0), ""), { "text": "persona a\r\n" }, edit((0, 8), (0, 9), "b")]));
        same_text(&mut client, &uri);
        client.change(&uri, json!([{ "text": "" }]));
        same_text(&mut client, &uri);
        client.change(&uri, json!([edit((0, 0), (0, 0), "persona c")]));
        same_text(&mut client, &uri);
        client.change(&uri, json!([]));
        same_text(&mut client, &uri);
        client.finish();
    }
}

#[test]
fn positions_past_the_end_clamp() {
    for encoding in Encoding::ALL {
        let (mut client, uri) = with_text(encoding, "persona a \"\u{e9}\u{1F6D2}\"\r\nchannel b\rsource c");
        for change in [
            edit((0, 999), (0, 999), " // end of the line"),
            edit((1, 4_000_000), (2, 0), "\n"),
            edit((99, 99), (99, 99), " // end"),
            edit((2_147_483_647, 2_147_483_647), (2_147_483_647, 2_147_483_647), "!"),
            edit((1, 0), (77, 0), "rest"),
        ] {
            client.change(uri, json!([change]));
            same_text(&mut client, uri);
        }
        for position in [json!({ "line": 0, "character": 99_999 }), json!({ "line": 99_999, "character": 0 })] {
            let params = json!({ "textDocument": { "uri": uri }, "position": position });
            client.ask("textDocument/hover", params.clone());
            client.ask("textDocument/completion", params);
        }
        client.finish();
    }
}

#[test]
fn a_position_in_the_middle_of_a_character_is_the_characters_start() {
    // The cart is four bytes and two UTF-16 code units.
    let (mut client, uri) = with_text(Encoding::Utf16, "persona a \"\u{1F6D2}\u{1F6D2}\"\n");
    client.change(uri, json!([edit((0, 12), (0, 14), "x")]));
    assert_eq!(client.documents.text(uri).unwrap(), "persona a \"x\u{1F6D2}\"\n");
    same_text(&mut client, uri);
    client.change(uri, json!([edit((0, 13), (0, 13), "y")]));
    same_text(&mut client, uri);
    client.finish();

    let (mut client, uri) = with_text(Encoding::Utf8, "persona a \"\u{1F6D2}\u{e9}\"\n");
    for column in 12..15 {
        client.change(uri, json!([edit((0, column), (0, column), "-")]));
        same_text(&mut client, uri);
    }
    let inside = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 15 } });
    client.ask("textDocument/hover", inside);
    client.finish();
}

#[test]
fn a_range_that_ends_before_it_starts_is_taken_the_other_way_round() {
    let (mut client, uri) = with_text(Encoding::Utf16, "persona a \"A\"\n");
    client.change(uri, json!([edit((0, 9), (0, 8), "b")]));
    same_text(&mut client, uri);
    client.finish();
}

#[test]
fn line_ends_are_the_three_of_the_protocol() {
    let text = "// one\r\n// two\r// three\n// \u{2028} \u{b} \u{85} four\n\r\n\r";
    for encoding in Encoding::ALL {
        let (mut client, uri) = with_text(encoding, text);
        same_text(&mut client, uri);
        for line in 0..7 {
            client.change(uri, json!([edit((line, 0), (line, 0), "x")]));
            same_text(&mut client, uri);
        }
        // Between CR and LF there is no position: what is inserted before a CR leaves both line ends.
        client.change(uri, json!([edit((0, 99), (1, 0), "\r"), edit((1, 0), (1, 0), "\n")]));
        same_text(&mut client, uri);
        client.finish();
    }
}

#[test]
fn a_byte_order_mark_is_part_of_the_text_that_the_client_sends() {
    let (mut client, uri) = with_text(Encoding::Utf16, "\u{feff}persona a \"A\"\n");
    same_text(&mut client, uri);
    client.change(uri, json!([edit((0, 1), (0, 8), "channel")]));
    same_text(&mut client, uri);
    client.finish();
}

#[test]
fn after_close_the_text_on_the_disk_counts_again() {
    for editor in Editor::ALL {
        let (folder, mut client, uri) = shop_in(editor);
        let people = folder.uri("people.journey");
        client.until_codes(&uri, &[]);
        client.open(&people, "channel somebody\n");
        client.until_codes(&people, &["unused-name"]);
        client.close(&people);
        // The journey finds its persona on the disk again.
        client.until_codes(&uri, &[]);
        client.finish();
    }
}

#[test]
fn what_is_opened_twice_has_the_second_text() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.open(&uri, "journey again { persona: nobody }\n");
        same_text(&mut client, &uri);
        client.until_codes(&uri, &["unknown-name"]);
        client.close(&uri);
        client.finish();
    }
}

#[test]
fn a_change_of_what_is_not_open_changes_nothing() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        let document = json!({ "uri": uri, "version": 7 });
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": "x {" }] }),
        );
        client.close(&uri);
        client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        client.open(&uri, SHOP);
        assert_eq!(client.codes(&uri), [""; 0]);
        same_text(&mut client, &uri);
        client.finish();
    }
}

#[test]
fn versions_may_start_anywhere_and_skip() {
    let (_folder, mut client, uri) = shop_in(Editor::Neovim);
    for version in [2, 40, 41, 2_000_000_000] {
        let document = json!({ "uri": uri, "version": version });
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [edit((0, 0), (0, 0), "// \n")] }),
        );
        same_text(&mut client, &uri);
    }
    client.finish();
}
