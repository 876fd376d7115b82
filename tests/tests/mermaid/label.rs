//! Labels that are hard to write: any characters, keywords, scripts.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Punctuation, keywords, scripts, words and any characters, in any order.
pub(crate) fn label() -> impl Strategy<Value = String> + Clone {
    let piece = prop_oneof![
        6 => proptest::sample::select(punctuation().map(String::from).collect::<Vec<_>>()),
        3 => proptest::sample::select(KEYWORDS).prop_map(str::to_owned),
        3 => proptest::sample::select(SCRIPTS).prop_map(str::to_owned),
        3 => "[a-zA-Z0-9]{1,8}",
        3 => Just(" ".to_owned()),
        2 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The same cases each run: a failure is there again at the next one.
pub(crate) fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, b"the labels are the same each run");
    TestRunner::new_with_rng(config, seed)
}

pub(crate) fn punctuation() -> impl Iterator<Item = char> {
    (0..=127u8).map(char::from).filter(char::is_ascii_punctuation)
}

/// Texts that mean something to Mermaid, or once broke something.
#[rustfmt::skip]
pub(crate) const KEYWORDS: &[&str] = &[
    "title x", "TITLE x", "title", "section y", "Section", "journey", "journey z", "journeyé", "journeys",
    "accTitle: z", "accTitle", "accDescr {", "accDescr: q", "accDescr { x }", "accdescr", "%%{init}%%",
    "%%{init: {\"theme\":\"dark\"}}%%", "%%{wrap}%%", "%% comment", "a %% b", "%", "% x", "#35;", "#x23;", "#amp;",
    "&amp;", "&#35;", "&#x23;", "&lt;b&gt;", "&", "&&", "&;", "<b>", "<b>x</b>", "<br/>", "<br>", "</br>",
    "a < b > c", "<a href=\"x\">y</a>", "<script>alert(1)</script>", "<!-- x -->", "]]>", ":::", ":", ";", ";;",
    "a: 5: Tom", "`x`", "```", "$$x$$", "$$\\frac{1}{2}$$", "ﬂ°", "¶ß", "ﬂ°°35¶ß", "ﬂ#", "#ﬂ°", "¶;ß",
    "style a:#b; c", "classDef a:#b; c", "style: x; #y;", "__proto__", "constructor", "toString", "hasOwnProperty",
    "10", "-1", "---", "--- x", "...", "|", "\\n", "\\", "a\\nb", "\"quoted\"", "'quoted'", "{}", "}", "{", "[x](y)",
    "**bold**", "_x_", "fa:fa-car", "@{ shape: x }", "click x", "end", "graph", "x-->y",
];

/// Texts of other scripts, and of characters that are drawn together or not at all.
#[rustfmt::skip]
pub(crate) const SCRIPTS: &[&str] = &[
    "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "👍🏽 ok", "☕\u{fe0f}", "قهوة الصباح",
    "שלום עולם", "abc שלום: 12", "يوم #1; جيد, حقا", "週末の買い物", "在线购物，送货上门", "장보기", "ก่อนซื้อ", "हिन्दी", "e\u{301}",
    "\u{301}x", "Z\u{351}\u{36b}\u{343}a", "\u{200b}x", "\u{200b}", "x\u{200d}", "a\u{ad}b", "\u{feff}x\u{feff}",
    "\u{feff}", "\u{202e}abc\u{202c}", "\u{2066}x\u{2069}", "\u{2060}", "\u{180e}x", "𝒳𝒴", "\u{fffd}", "\u{ffff}",
    "\u{fdd0}", "\u{10ffff}", "\u{e000}", "½ × ≤ …", "ſection", "Kelvin", "ﬁ ﬂ", "İstanbul", "", " ", "a  b",
    "a\tb\r\nc", "a\u{0}b", "a\u{85}b\u{2028}c\u{a0}d", "\u{3000}x\u{3000}",
];
