//! The TextMate grammar, and the one that colours journeys in Markdown.
//!
//! A TextMate grammar sees one line at a time, and only what stands before it. So it tells no blocks: entries stand one
//! behind the other, as deep as they may be. What goes over several lines are block texts, and lists that go on behind a
//! comma. The names in the comments are rules of `journey.pest`.
//!
//! What keeps it fast. A pattern that does not fit is tried at every place of the line, so each one fails at once in the
//! middle of a word (`NOT_IN_WORD`) and behind a backslash, and takes words whole, without giving back (`++`).

use serde_json::{Value, json};

use super::Words;
use crate::generate::Derived;

pub(super) fn derived(words: &Words) -> Vec<Derived> {
    let file = |path: &str, value: Value| Derived { path: path.to_owned(), text: format!("{value:#}\n") };
    vec![
        file("grammar/journey.tmLanguage.json", grammar(words)),
        file("grammar/journey.markdown.tmLanguage.json", markdown()),
    ]
}

const WRITTEN: &str =
    "Written by `cargo xtask generate` from the table of the language's keywords and keys. Do not edit.";

/// Characters of ids, as every engine knows them: Oniguruma would know `XID_Start` too, others do not. The characters by
/// number are those that Unicode adds one by one. It also takes some out, which no id starts with in practice.
macro_rules! start {
    () => {
        r"\p{L}\p{Nl}_\x{1885}\x{1886}\x{2118}\x{212E}"
    };
}
macro_rules! inside {
    () => {
        concat!(
            start!(),
            r"\p{Mn}\p{Mc}\p{Nd}\p{Pc}\x{B7}\x{387}\x{1369}-\x{1371}\x{19DA}\x{200C}\x{200D}\x{30FB}\x{FF65}\-"
        )
    };
}
const START: &str = concat!("[", start!(), "]");
const WORD: &str = concat!("[", start!(), "][", inside!(), "]*+");
const NOT_IN_WORD: &str = concat!("(?<![", inside!(), "])");
const WORD_ENDS: &str = concat!("(?![", inside!(), "])");
const NO_UNIT: &str = concat!("(?![", inside!(), "%.:/])");
/// `amount`. A sign starts one wherever it stands, as in `10min+2`.
const AMOUNT: &str = concat!("(?:[-+]|(?<![", inside!(), r"]))[0-9]++(?:\.[0-9]++)?");
/// `unusual_space` and `space`.
const SPACES: &str = r"[ \t\x{A0}\x{202F}\x{3000}\x{2000}-\x{200B}\x{205F}\x{FEFF}\x{0B}\x{0C}]*+";
/// `text`, without the quotes around it.
const IN_TEXT: &str = r#"(?:[^"\\\n]|\\.)*+"#;

/// `!unquoted_tail`: behind a bare word no sentence goes on.
fn no_tail() -> String {
    format!(r#"(?=[ \t]++//|{SPACES}(?:$|[,;}}"]|from{WORD_ENDS}))"#)
}

fn dotted() -> String {
    format!(r"{WORD}(?:\.{WORD})*+")
}

/// `property_start`.
fn property_start() -> String {
    format!(r"{WORD}[ \t]*+(?:{}[ \t]*+)?:", dotted())
}

fn grammar(words: &Words) -> Value {
    let keywords = words.keywords.join("|");
    let top_level_head =
        format!(r#"(?:{})(?:["{{]|[ \t]++(?:["{{]|{WORD}[ \t]*+(?:["{{]|//|$)))"#, words.top_level.join("|"));
    // Where a list does not go on, though the line before ended in a comma.
    let own_line = format!(r"^[ \t]*+(?:}}|(?:{keywords})[ \t]|{})|^{top_level_head}", property_start());
    let property_end = format!(r"(?=[;{{}}]|//)|$|(?={own_line})");
    let end_of_head = format!("(?=[;{{}}]|//)|$|(?=^{top_level_head})");

    let mut repository = serde_json::Map::new();
    let mut put = |name: &str, rule: Value| {
        repository.insert(name.to_owned(), rule);
    };

    let include = |names: &[&str]| -> Vec<Value> { names.iter().map(|name| json!({ "include": name })).collect() };
    let value_names = [
        "#block-text",
        "#text",
        "#from",
        "#numeric",
        "#handle",
        "#reference",
        "#unterminated-text",
        "#wrong-quotes",
        "#list-goes-on",
        "#comma",
        "#unquoted-text",
        "#unreadable-value",
    ];

    put(
        "entry",
        json!({ "patterns": include(&["#comments", "#property", "#declaration", "#unknown-declaration", "#punctuation", "#junk"]) }),
    );
    put(
        "comments",
        json!({ "patterns": [
        { "name": "comment.block.documentation.journey", "match": r"(///)(?!/)(.*)$",
          "captures": { "1": { "name": "punctuation.definition.comment.journey" } } },
        { "name": "comment.line.double-slash.journey", "match": r"(//).*$",
          "captures": { "1": { "name": "punctuation.definition.comment.journey" } } },
    ] }),
    );
    put(
        "punctuation",
        json!({ "patterns": [
        { "name": "punctuation.section.block.begin.journey", "match": r"\{" },
        { "name": "punctuation.section.block.end.journey", "match": r"\}" },
        { "name": "punctuation.terminator.journey", "match": ";" },
        { "match": SPACES.replace("*+", "++") },
    ] }),
    );
    put("junk", json!({ "name": "meta.junk.journey", "match": r"[^{}\s\x{200B}\x{FEFF}][^{}\n]*+" }));

    // Properties: those whose words are known, emotions, and all others.
    let mut properties = Vec::new();
    let property = |key: &str, key_scope: &str, first: &[String]| {
        let mut patterns: Vec<Value> = first.iter().map(|name| json!({ "include": name })).collect();
        patterns.extend(include(&value_names));
        json!({
            "name": "meta.property.journey",
            "begin": format!(r"{NOT_IN_WORD}({key}){WORD_ENDS}[ \t]*+(?:({})[ \t]*+)?(:)", dotted()),
            "beginCaptures": {
                "1": { "name": key_scope },
                "2": { "name": "entity.name.type.qualifier.journey" },
                "3": { "name": "punctuation.separator.key-value.journey" },
            },
            "end": property_end,
            "patterns": patterns,
        })
    };
    let known = "variable.other.property.journey";
    for (key, _) in &words.enumerations {
        properties.push(property(key, known, &[format!("#words-of-{key}")]));
    }
    properties.push(property(&words.emotions.join("|"), known, &["#emotion".to_owned()]));
    properties.push(property(&words.as_written.join("|"), known, &["#word-as-written".to_owned()]));
    let others: Vec<&str> = words.plain_keys().collect();
    properties.push(property(&others.join("|"), known, &[]));
    properties.push(property(WORD, "variable.other.property.unknown.journey", &[]));
    put("property", json!({ "patterns": properties }));

    for (key, enumeration) in &words.enumerations {
        put(
            &format!("words-of-{key}"),
            json!({
                "name": "constant.language.journey",
                "match": format!(r"{NOT_IN_WORD}(?:{}){WORD_ENDS}{}", enumeration.join("|"), no_tail()),
            }),
        );
    }
    put(
        "emotion",
        json!({
            "name": "constant.numeric.emotion.journey",
            "match": format!(r"{AMOUNT}{NO_UNIT}"),
        }),
    );
    put(
        "word-as-written",
        json!({
            "name": "string.unquoted.word.journey",
            "match": format!("{NOT_IN_WORD}(?!from{WORD_ENDS}){}{}", dotted(), no_tail()),
        }),
    );

    // Declarations.
    put(
        "declaration",
        json!({
            "name": "meta.declaration.journey",
            "begin": format!(r"{NOT_IN_WORD}({keywords}){WORD_ENDS}[ \t]*+({WORD})?"),
            "beginCaptures": {
                "1": { "name": "keyword.declaration.journey" },
                "2": { "name": "entity.name.type.declaration.journey" },
            },
            "end": end_of_head,
            "patterns": include(&["#block-text", "#text", "#wrong-quotes", "#unterminated-label", "#head-junk"]),
        }),
    );
    let quoted = format!(r#""{IN_TEXT}"(?!")"#);
    let wrong = wrong_quotes();
    // A word that opens nothing that is known counts as a keyword where a head follows, and its line ends.
    let stop = r"[ \t]*+(?:$|[{};]|//)";
    let label = format!(r#"(?:{quoted}{stop}|"""|{wrong}{stop}|(?!{quoted})")"#);
    put(
        "unknown-declaration",
        json!({
            "name": "meta.declaration.unknown.journey",
            "begin": format!(r"{NOT_IN_WORD}({WORD})[ \t]*+(?:({WORD})(?={stop}|[ \t]*+{label})|(?=\{{|{label}))"),
            "beginCaptures": {
                "1": { "name": "variable.other.unknown.journey" },
                "2": { "name": "variable.other.journey" },
            },
            "end": end_of_head,
            "patterns": include(&["#block-text", "#text", "#wrong-quotes", "#unterminated-label"]),
        }),
    );
    put("head-junk", json!({ "name": "meta.junk.journey", "match": r"(?:[^{};/\s]|/(?!/))(?:[^{};/\n]|/(?!/))*+" }));

    // Values.
    let escape = json!({ "name": "constant.character.escape.journey", "match": r#"\\(?:["\\nt]|u\{[0-9A-Fa-f]++\})"# });
    let quotes = |name: &str| json!({ "1": { "name": format!("punctuation.definition.string.{name}.journey") } });
    put("escape", escape);
    put(
        "text",
        json!({
            "name": "string.quoted.double.journey",
            "match": format!(r#"(?<!\\)(")({IN_TEXT})(")(?!")"#),
            "captures": {
                "1": { "name": "punctuation.definition.string.begin.journey" },
                "2": { "patterns": include(&["#escape"]) },
                "3": { "name": "punctuation.definition.string.end.journey" },
            },
        }),
    );
    put(
        "block-text",
        json!({
            "name": "string.quoted.triple.journey",
            "begin": r#"(?<!\\)(""")"#,
            "beginCaptures": quotes("begin"),
            "end": format!(r#"(""")|(?=^{top_level_head})"#),
            "endCaptures": quotes("end"),
            "patterns": [{ "include": "#escape" }, { "match": r"\\." }],
        }),
    );
    put(
        "unterminated-text",
        json!({
            "name": "string.quoted.double.unterminated.journey",
            "match": r#"(?<!\\)"(?:[^{}]*?(?=[ \t]*+(?:[{}][{} \t]*+)?$)|.*?(?=[ \t]*+$))"#,
        }),
    );
    put(
        "unterminated-label",
        json!({
            "name": "string.quoted.double.unterminated.journey",
            "match": r#""[^{}]*?(?=[ \t]*+(?:[{}]|$))"#,
        }),
    );
    put("wrong-quotes", json!({ "name": "string.quoted.other.journey", "match": wrong }));
    put(
        "from",
        json!({
            "name": "meta.citation.journey",
            "begin": format!("{NOT_IN_WORD}(from){WORD_ENDS}"),
            "beginCaptures": { "1": { "name": "keyword.other.from.journey" } },
            "end": property_end,
            "patterns": include(&["#reference", "#list-goes-on", "#comma", "#wrong-citation"]),
        }),
    );
    put(
        "numeric",
        json!({ "patterns": [
        { "name": "constant.numeric.date.journey", "match": format!(r"{NOT_IN_WORD}[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}{NO_UNIT}") },
        { "name": "constant.numeric.range.journey",
          "match": format!(r"{AMOUNT}\.\.[-+]?[0-9]++(?:\.[0-9]++)?{NO_UNIT}") },
        { "match": format!(r"({AMOUNT})(%)"),
          "name": "constant.numeric.percentage.journey", "captures": { "2": { "name": "keyword.other.unit.journey" } } },
        { "match": format!(r"({AMOUNT})(min|[shdw]){WORD_ENDS}"),
          "name": "constant.numeric.duration.journey", "captures": { "2": { "name": "keyword.other.unit.journey" } } },
        { "name": "constant.numeric.journey", "match": format!(r"{AMOUNT}{NO_UNIT}") },
    ] }),
    );
    put(
        "handle",
        json!({
            "name": "entity.name.function.decorator.journey",
            "match": format!("@{WORD}{}", no_tail()),
        }),
    );
    put(
        "reference",
        json!({
            "name": "entity.name.type.reference.journey",
            "match": format!("{NOT_IN_WORD}(?!from{WORD_ENDS}){}{}", dotted(), no_tail()),
        }),
    );
    put(
        "unquoted-text",
        json!({
            "name": "string.unquoted.journey",
            "match": format!(r#"{NOT_IN_WORD}(?!from{WORD_ENDS}){START}(?:(?!from{WORD_ENDS})[^;}}"\n])*+"#),
        }),
    );
    put(
        "unreadable-value",
        json!({ "name": "meta.unreadable.journey", "match": r#"[^,;}"{\s\x{200B}\x{FEFF}][^,;}" \t\n]*+"# }),
    );
    put(
        "wrong-citation",
        json!({ "name": "meta.unreadable.journey", "match": r"[^,;}{\s\x{200B}\x{FEFF}][^,;}{ \t\n]*+" }),
    );
    put("comma", json!({ "name": "punctuation.separator.list.journey", "match": "," }));
    // The region goes over line ends, up to a line that is neither empty nor a comment; what that is, the property's end tells.
    put(
        "list-goes-on",
        json!({
            "begin": r"(,)(?=[ \t]*+(?://|$))",
            "beginCaptures": { "1": { "name": "punctuation.separator.list.journey" } },
            "end": r"^(?=[ \t]*+(?!//)[^ \t\r\n])",
            "patterns": include(&["#comments"]),
        }),
    );

    json!({
        "information_for_contributors": [WRITTEN],
        "name": "Journey",
        "scopeName": "source.journey",
        "fileTypes": ["journey"],
        "patterns": [{ "include": "#entry" }],
        "repository": repository,
    })
}

/// `wrong_quotes`.
fn wrong_quotes() -> String {
    r"(?:[“”„«][^{}”“»\n]*+[”“»]?|['‘’](?:(?!['’][ \t]*+(?:[,;}]|$))[^{}\n])*+['’]?)".to_owned()
}

/// Fenced code in Markdown whose info string starts with `journey`.
fn markdown() -> Value {
    json!({
        "information_for_contributors": [WRITTEN],
        "scopeName": "markdown.journey.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [{ "include": "#fence" }],
        "repository": {
            "fence": {
                "name": "markup.fenced_code.block.markdown",
                "begin": r"(^|\G)(\s*)(`{3,}|~{3,})\s*(?i:(journey)((\s+|:|,|\{|\?)[^`]*)?$)",
                "beginCaptures": {
                    "3": { "name": "punctuation.definition.markdown" },
                    "4": { "name": "fenced_code.block.language.markdown" },
                    "5": { "name": "fenced_code.block.language.attributes.markdown" },
                },
                "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
                "endCaptures": { "3": { "name": "punctuation.definition.markdown" } },
                "patterns": [{
                    "begin": r"(^|\G)(\s*)(.*)",
                    "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                    "contentName": "meta.embedded.block.journey",
                    "patterns": [{ "include": "source.journey" }],
                }],
            },
        },
    })
}
