//! Messages: what one JSON text is, or why it is none, and how answers are written.

use serde::Serialize;
use serde_json::{Map, Number, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id};

use super::surrogates::without_lone_surrogates;

/// A message from the client.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    /// Wants exactly one answer.
    Request {
        /// Names the answer.
        id: RequestId,
        /// What is asked for.
        method: String,
        /// Absent and `null` differ.
        params: Option<Value>,
    },
    /// Wants no answer.
    Notification {
        /// What happened.
        method: String,
        /// Absent and `null` differ.
        params: Option<Value>,
    },
    /// Answers a request of the server.
    Response {
        /// The server's id, or `Id::Null` if it is none that the server gives.
        id: Id,
        /// What the client says.
        outcome: Result<Value, Error>,
    },
}

/// A request's id, as the client wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub(super) enum RequestId {
    /// A whole number.
    Number(Number),
    /// Any text.
    String(String),
}

impl RequestId {
    /// The protocol knows whole numbers and texts.
    pub(super) fn new(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) if !number.is_f64() => Some(Self::Number(number.clone())),
            Value::String(text) => Some(Self::String(text.clone())),
            _ => None,
        }
    }
}

/// Why a text is no message, and what the client is to be answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    /// For the log.
    pub(super) reason: String,
    /// One answer for each request that is told apart in it: its id, or `null`, and the error.
    pub(super) answers: Vec<(Value, Error)>,
}

impl Refusal {
    /// For bytes in which no id can be found.
    pub(super) fn unreadable(reason: impl ToString) -> Self {
        let error = describe(ErrorCode::ParseError, reason.to_string());
        Self { reason: reason.to_string(), answers: vec![(Value::Null, error)] }
    }

    fn invalid(id: Option<&Value>, reason: &str) -> Self {
        let id = id.filter(|id| id.is_number() || id.is_string()).cloned().unwrap_or_default();
        Self { reason: reason.to_owned(), answers: vec![(id, describe(ErrorCode::InvalidRequest, reason.to_owned()))] }
    }
}

/// Reads the JSON text of one frame.
///
/// # Errors
/// When it is no JSON (-32700) or no message (-32600). A batch is refused element by element: JSON-RPC would answer it
/// with an array, which no client of this protocol reads, because the protocol has no batches; and a request in it
/// whose id is not answered would wait for ever.
pub(super) fn parse(body: &[u8]) -> Result<Value, Refusal> {
    let text =
        std::str::from_utf8(body).map_err(|error| Refusal::unreadable(format!("a message is no UTF-8: {error}")))?;
    serde_json::from_str(text)
        .or_else(|error| {
            let repaired = without_lone_surrogates(text).ok_or(error)?;
            serde_json::from_str(&repaired)
        })
        .map_err(|error| Refusal::unreadable(format!("a message is no JSON: {error}")))
}

/// Says what a JSON value is.
///
/// # Errors
/// As [`parse`].
pub(super) fn classify(value: Value) -> Result<Message, Refusal> {
    match value {
        Value::Object(object) => classify_object(object),
        Value::Array(elements) => Err(refuse_batch(&elements)),
        _ => Err(Refusal::invalid(None, "a message has to be a JSON object")),
    }
}

fn classify_object(mut object: Map<String, Value>) -> Result<Message, Refusal> {
    let id = object.remove("id");
    let is_response = !object.contains_key("method") && (object.contains_key("result") || object.contains_key("error"));
    if is_response {
        return Ok(Message::Response { id: server_id(id.as_ref()), outcome: outcome(&mut object) });
    }
    if object.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(Refusal::invalid(id.as_ref(), "a message has to say \"jsonrpc\": \"2.0\""));
    }
    let Some(Value::String(method)) = object.remove("method") else {
        return Err(Refusal::invalid(id.as_ref(), "a message has to name its method in a text"));
    };
    let params = object.remove("params");
    match id {
        None => Ok(Message::Notification { method, params }),
        Some(id) => match RequestId::new(&id) {
            Some(id) => Ok(Message::Request { id, method, params }),
            None => Err(Refusal::invalid(Some(&id), "the id of a request has to be a whole number or a text")),
        },
    }
}

fn server_id(id: Option<&Value>) -> Id {
    match id {
        Some(Value::Number(number)) => number.as_i64().map_or(Id::Null, Id::Number),
        Some(Value::String(text)) => Id::String(text.clone()),
        _ => Id::Null,
    }
}

/// What a response says. An error in a form of its own is an error all the same: somebody waits for it.
fn outcome(response: &mut Map<String, Value>) -> Result<Value, Error> {
    match response.remove("error") {
        None | Some(Value::Null) => Ok(response.remove("result").unwrap_or_default()),
        Some(error) => Err(Error {
            code: error.get("code").and_then(Value::as_i64).map_or(ErrorCode::InternalError, ErrorCode::from),
            message: error.get("message").and_then(Value::as_str).unwrap_or("no reason was given").to_owned().into(),
            data: error.get("data").cloned(),
        }),
    }
}

fn refuse_batch(elements: &[Value]) -> Refusal {
    const REASON: &str = "the language server protocol has no batches: send each message by itself";
    let ids = elements.iter().filter(|element| element.get("method").is_some()).filter_map(|element| element.get("id"));
    let mut refusal = Refusal { answers: Vec::new(), ..Refusal::invalid(None, REASON) };
    refusal.answers.extend(ids.flat_map(|id| Refusal::invalid(Some(id), REASON).answers));
    if refusal.answers.is_empty() { Refusal::invalid(None, REASON) } else { refusal }
}

/// An error with a message of ours.
pub(super) fn describe(code: ErrorCode, message: impl Into<String>) -> Error {
    Error { code, message: message.into().into(), data: None }
}

/// The JSON text of an answer.
pub(super) fn answer(id: &impl Serialize, outcome: &Result<Value, Error>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Answer<'a, I> {
        jsonrpc: &'static str,
        id: &'a I,
        #[serde(skip_serializing_if = "Option::is_none")]
        result: Option<&'a Value>,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<&'a Error>,
    }
    text(&Answer { jsonrpc: "2.0", id, result: outcome.as_ref().ok(), error: outcome.as_ref().err() })
}

/// The JSON text of a request (with an id) or notification (without) from the server.
pub(super) fn call(method: &str, id: Option<&Id>, params: Option<&Value>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Call<'a> {
        jsonrpc: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a Id>,
        method: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        params: Option<&'a Value>,
    }
    // `null` is no value for parameters: they are an object, an array, or absent.
    text(&Call { jsonrpc: "2.0", id, method, params: params.filter(|params| !params.is_null()) })
}

fn text(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("texts, numbers and JSON values with text keys can always be written")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Message, Refusal> {
        parse(text.as_bytes()).and_then(classify)
    }

    fn refused(text: &str) -> Vec<(Value, i64)> {
        let refusal = read(text).expect_err(text);
        refusal.answers.into_iter().map(|(id, error)| (id, error.code.code())).collect()
    }

    #[test]
    fn requests_notifications_and_responses_are_told_apart() {
        let request = read(r#"{"jsonrpc":"2.0","id":"a","method":"m","params":null}"#).unwrap();
        let id = RequestId::String("a".to_owned());
        assert_eq!(request, Message::Request { id, method: "m".to_owned(), params: Some(Value::Null) });
        let notification = read(r#"{"jsonrpc":"2.0","method":"m"}"#).unwrap();
        assert_eq!(notification, Message::Notification { method: "m".to_owned(), params: None });
        let response = read(r#"{"jsonrpc":"2.0","id":3,"result":null}"#).unwrap();
        assert_eq!(response, Message::Response { id: Id::Number(3), outcome: Ok(Value::Null) });
    }

    #[test]
    fn responses_are_read_in_every_form() {
        let outcome = |text: &str| match read(text).unwrap() {
            Message::Response { id, outcome } => (id, outcome.map_err(|error| (error.code.code(), error.message))),
            other => panic!("{other:?}"),
        };
        assert_eq!(outcome(r#"{"id":1,"result":5,"error":null}"#), (Id::Number(1), Ok(json!(5))));
        let error = r#"{"id":"x","error":{"code":-1,"message":"no","other":true}}"#;
        assert_eq!(outcome(error), (Id::String("x".to_owned()), Err((-1, "no".into()))));
        assert_eq!(outcome(r#"{"id":1.5,"error":"no"}"#), (Id::Null, Err((-32603, "no reason was given".into()))));
        assert_eq!(outcome(r#"{"id":null,"result":1}"#).0, Id::Null);
        assert_eq!(outcome(r#"{"result":1}"#).0, Id::Null);
    }

    #[test]
    fn what_is_no_json_is_a_parse_error_without_id() {
        for text in ["", "{", "nonsense", "{\"jsonrpc\":\"2.0\",\"id\":1,}", "{} {}", &"[".repeat(10_000)] {
            assert_eq!(refused(text), [(Value::Null, -32700)], "{text:.20}");
        }
        let refusal = parse(b"{\"id\":\"\xff\"}").unwrap_err();
        assert_eq!(refusal.answers[0].1.code, ErrorCode::ParseError);
    }

    #[test]
    fn json_that_is_no_message_is_an_invalid_request_with_its_id_if_it_can_be_told() {
        for (text, id) in [
            ("5", json!(null)),
            ("null", json!(null)),
            ("\"text\"", json!(null)),
            ("{}", json!(null)),
            (r#"{"jsonrpc":"2.0","id":4}"#, json!(4)),
            (r#"{"jsonrpc":"2.0","id":4,"method":5}"#, json!(4)),
            (r#"{"jsonrpc":"1.0","id":"x","method":"m"}"#, json!("x")),
            (r#"{"id":7,"method":"m"}"#, json!(7)),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, json!(1.5)),
            (r#"{"jsonrpc":"2.0","id":null,"method":"m"}"#, json!(null)),
            (r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, json!(null)),
        ] {
            assert_eq!(refused(text), [(id, -32600)], "{text}");
        }
    }

    #[test]
    fn every_request_of_a_batch_is_refused_by_itself() {
        let batch = r#"[{"jsonrpc":"2.0","id":1,"method":"m"},{"jsonrpc":"2.0","method":"n"},{"id":"b","method":"m"}]"#;
        assert_eq!(refused(batch), [(json!(1), -32600), (json!("b"), -32600)]);
        for batch in ["[]", "[1,2]", r#"[{"jsonrpc":"2.0","method":"n"}]"#, r#"[{"id":1,"result":2}]"#] {
            assert_eq!(refused(batch), [(json!(null), -32600)], "{batch}");
        }
    }

    #[test]
    fn half_a_character_does_not_lose_the_message() {
        let Ok(Message::Notification { params, .. }) =
            read(r#"{"jsonrpc":"2.0","method":"m","params":{"text":"\ud83d"}}"#)
        else {
            panic!("lost")
        };
        assert_eq!(params, Some(json!({ "text": "\u{fffd}" })));
    }

    #[test]
    fn ids_are_answered_as_they_were_written() {
        for id in ["18446744073709551615", "-5", "\"5\"", "\"\""] {
            let Ok(Message::Request { id: read, .. }) = read(&format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"m"}}"#))
            else {
                panic!("{id}")
            };
            let written = String::from_utf8(answer(&read, &Ok(Value::Null))).unwrap();
            assert_eq!(written, format!(r#"{{"jsonrpc":"2.0","id":{id},"result":null}}"#));
        }
    }

    #[test]
    fn absent_parameters_are_not_written() {
        let written = String::from_utf8(call("m", None, Some(&Value::Null))).unwrap();
        assert_eq!(written, r#"{"jsonrpc":"2.0","method":"m"}"#);
    }
}
