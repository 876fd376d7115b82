//! `textDocument/formatting`: lays a whole document out.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_formatting>

use ls_types::{DocumentFormattingParams, Range, TextEdit};
use tower_lsp::jsonrpc::Result;

use crate::convert::Forward;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// What has to change so that a document is laid out well. There is one style: the width of a tab and the other options
/// that the client sends count for nothing.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn formatting(session: &Session, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| {
        let model = file.project.model();
        let parse = model.file(file.file).model.parse();
        Ok(Some(edits(file, &parse.text(), journey_format::format(parse).edits)))
    })
    .await
}

/// Edits of a document in the protocol's words. They are in order.
pub(super) fn edits(file: &FileSnapshot, text: &str, edits: Vec<journey_format::TextEdit>) -> Vec<TextEdit> {
    let mut forward = Forward::new(text, file.project.encoding);
    edits
        .into_iter()
        .map(|edit| {
            let range = Range { start: forward.position(edit.range.start), end: forward.position(edit.range.end) };
            TextEdit { range, new_text: edit.replacement }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::Client;

    const SHOP: &str =
        "journey  shop \"😀\" {\r\n    persona:maya ,tom\r\n  stage find {goal:\"𝒵\" ;owner: @a}\r\n\r\n}\r\n";

    async fn a_client(text: &str) -> Client {
        let mut client = Client::new(json!({}), &[], |_| json!({})).await;
        client.open("shop.journey", 1, text).await;
        client
    }

    impl Client {
        /// The text after the edits that a request gives, which are in order, and how many there are.
        async fn formatted(&mut self, text: &str, method: &'static str, more: Value) -> (String, usize) {
            let options = json!({ "tabSize": 8, "insertSpaces": false });
            let mut params = json!({ "textDocument": { "uri": self.uri("shop.journey") }, "options": options });
            params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let edits = self.ask(method, params).await.as_array().unwrap().clone();
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let offset = |position: &Value| {
                let (line, column) =
                    (position["line"].as_u64().unwrap() as usize, position["character"].as_u64().unwrap());
                let mut units = 0;
                let within = lines.get(line).map_or(0, |line| {
                    line.chars()
                        .take_while(|read| {
                            let before = units;
                            units += read.len_utf16() as u64;
                            before < column
                        })
                        .map(char::len_utf8)
                        .sum()
                });
                lines[..line].iter().map(|line| line.len()).sum::<usize>() + within
            };
            let mut after = text.to_owned();
            for edit in edits.iter().rev() {
                let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
                after.replace_range(range, edit["newText"].as_str().unwrap());
            }
            (after, edits.len())
        }
    }

    #[tokio::test]
    async fn a_document_is_laid_out_whatever_the_options_say() {
        let mut client = a_client(SHOP).await;
        let (after, _) = client.formatted(SHOP, "textDocument/formatting", json!({})).await;
        let expected = "journey shop \"😀\" {\r\n  persona: maya, tom\r\n  stage find {\r\n    goal: \"𝒵\"\r\n    owner: @a\r\n  }\r\n}\r\n";
        assert_eq!(after, expected);
        client.open("tidy.journey", 1, expected).await;
        let params = json!({ "textDocument": { "uri": client.uri("tidy.journey") }, "options": { "tabSize": 2, "insertSpaces": true } });
        assert_eq!(client.ask("textDocument/formatting", params).await, json!([]));
    }

    #[tokio::test]
    async fn a_range_is_laid_out_in_whole_lines_and_nothing_around_it() {
        let mut client = a_client(SHOP).await;
        let range = |from: (u32, u32), to: (u32, u32)| {
            json!({ "range": {
                "start": { "line": from.0, "character": from.1 }, "end": { "line": to.0, "character": to.1 },
            } })
        };
        let second_line = SHOP.replace("    persona:maya ,tom", "  persona: maya, tom");
        for lines in [range((1, 7), (1, 9)), range((1, 0), (2, 0))] {
            let (after, _) = client.formatted(SHOP, "textDocument/rangeFormatting", lines).await;
            assert_eq!(after, second_line);
        }
        let (after, _) = client.formatted(SHOP, "textDocument/rangeFormatting", range((0, 0), (99, 0))).await;
        assert_eq!(after, client.formatted(SHOP, "textDocument/formatting", json!({})).await.0);
    }

    #[tokio::test]
    async fn enter_indents_its_line_and_a_brace_lays_out_its_block() {
        let text = "journey shop {\n  stage find {\n\n    goal:\"a\"\n     }\n  owner:@a\n}\n";
        let mut client = a_client(text).await;
        let typed = |line: u32, character: u32, ch: &str| json!({ "position": { "line": line, "character": character }, "ch": ch });
        let (after, count) = client.formatted(text, "textDocument/onTypeFormatting", typed(2, 0, "\n")).await;
        assert_eq!((after, count), (text.replace("{\n\n", "{\n    \n"), 1));
        let (after, _) = client.formatted(text, "textDocument/onTypeFormatting", typed(4, 6, "}")).await;
        assert_eq!(after, "journey shop {\n  stage find {\n    goal: \"a\"\n  }\n  owner:@a\n}\n");
        for nothing in [typed(3, 4, "}"), typed(1, 0, "x"), typed(99, 0, "\n")] {
            assert_eq!(client.formatted(text, "textDocument/onTypeFormatting", nothing).await.0, text);
        }
    }

    #[tokio::test]
    async fn what_is_no_journey_is_not_laid_out() {
        let mut client = a_client(SHOP).await;
        client.open("journey.toml", 1, "language  = 1\n").await;
        let params = json!({ "textDocument": { "uri": client.uri("journey.toml") }, "options": { "tabSize": 2, "insertSpaces": true } });
        assert_eq!(client.ask("textDocument/formatting", params).await, Value::Null);
    }
}
