//! Projects that are hard to report on: odd names, odd bytes, odd places.

use std::sync::LazyLock;

use serde_json::Value;

use crate::folder::{CLEAN, Folder};

/// Names with everything that means something to a URI, a workflow command, XML or JSON.
pub(crate) const ODD_NAMES: [&str; 4] =
    ["50% off/a b,c;d.journey", "x&y <z> \"q\"/it's#1?.journey", "ünï/旅程 😀.journey", "back\\slash/c:d.journey"];

/// Settings under which only these rules speak: tests here are about how findings are told, not about who finds what.
pub(crate) static RULES: LazyLock<String> = LazyLock::new(|| {
    let log: Value = serde_json::from_str(&Folder::new().run(&["check", "--format", "sarif"]).out).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let settings = rules.iter().filter_map(|rule| match rule["id"].as_str().unwrap() {
        "duplicate-name" => Some("duplicate-name = \"info\"\n".to_owned()),
        "unused-name" => Some("unused-name = \"hint\"\n".to_owned()),
        "unknown-name" => Some("unknown-name = \"warning\"\n".to_owned()),
        "unknown-key" | "syntax-error" | "wrong-encoding" => None,
        other => Some(format!("{other} = \"off\"\n")),
    });
    format!("[rules]\n{}", settings.collect::<String>())
});

/// A folder with those settings.
pub(crate) fn quiet() -> Folder {
    Folder::new().with("journey.toml", RULES.as_bytes())
}

/// A project with findings of every severity and kind of place: on several lines, at the end of a file, empty, with
/// places in other files; behind characters outside of the basic plane, a byte-order mark, CRLF.
pub(crate) fn nasty() -> Folder {
    let [percent, markup, unicode, backslash] = ODD_NAMES;
    Folder::new()
        .with("journey.toml", RULES.clone())
        .with("clean.journey", CLEAN)
        .with(percent, "\u{FEFF}channel tom \"😀\" { gaol: \"100% <b>&amp;</b> {0} [x](javascript:y)\" }\r\n\r\nchannel m \"M\" { gaol: 1 }\r\n")
        .with(markup, "persona ida \"A\"\npersona ida \"B\"\npersona ida \"C\"\n")
        .with(unicode, "journey j \"J\" {\n  persona: idda\n  goal: \"\"\"\n    never\n    closed\n")
        .with(backslash, "channel k \"😀😀\" { gaol: 1 }\nchannel k2 \"😀😀\" { gaol: 1 }\n\0\u{1b}[31m ]]> -- ::error::x\n")
        .with("latin.journey", b"channel zo\xEB \"Z\"\n")
        .with("wide.journey", utf_16("persona w \"W\"\n"))
}

fn utf_16(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A project of which not everything can be checked: wrong settings, a missing file, one that cannot be read.
pub(crate) fn incomplete() -> (Folder, [&'static str; 4]) {
    let folder = Folder::new()
        .with("journey.toml", format!("language = \"one\"\n{}", *RULES))
        .with("a b.journey", CLEAN)
        .with("tea.journey", "channel m \"M\" { gaol: 1 }\n")
        .with_folder("empty");
    (folder, ["a b.journey", "tea.journey", "50%,gone.journey", "empty"])
}
