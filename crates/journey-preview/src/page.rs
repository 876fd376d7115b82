//! The page and its parts, which are in the program: they lie under `page/`, where a panel of an editor takes them from, too.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file of the page: its name, what it is, and what is in it.
struct Part {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

const PARTS: [Part; 15] = [
    Part { name: "", kind: "text/html; charset=utf-8", text: include_str!("../page/index.html") },
    Part { name: "connection.js", kind: SCRIPT, text: include_str!("../page/connection.js") },
    Part { name: "map.css", kind: STYLE, text: include_str!("../page/map.css") },
    Part { name: "map.js", kind: SCRIPT, text: include_str!("../page/map.js") },
    Part { name: "node.js", kind: SCRIPT, text: include_str!("../page/node.js") },
    Part { name: "page.css", kind: STYLE, text: include_str!("../page/page.css") },
    Part { name: "page.js", kind: SCRIPT, text: include_str!("../page/page.js") },
    Part { name: "places.js", kind: SCRIPT, text: include_str!("../page/places.js") },
    Part { name: "position.js", kind: SCRIPT, text: include_str!("../page/position.js") },
    Part { name: "rings.js", kind: SCRIPT, text: include_str!("../page/rings.js") },
    Part { name: "safe.js", kind: SCRIPT, text: include_str!("../page/safe.js") },
    Part { name: "source.js", kind: SCRIPT, text: include_str!("../page/source.js") },
    Part { name: "toolbar.js", kind: SCRIPT, text: include_str!("../page/toolbar.js") },
    Part { name: "viewport.js", kind: SCRIPT, text: include_str!("../page/viewport.js") },
    Part { name: "icon.svg", kind: "image/svg+xml", text: include_str!("../page/icon.svg") },
];

/// A file of the page.
pub(crate) fn part(name: &str) -> Response {
    PARTS.iter().find(|part| part.name == name).map_or_else(
        || (StatusCode::NOT_FOUND, "The preview has no such page.").into_response(),
        |part| ([(header::CONTENT_TYPE, part.kind)], part.text).into_response(),
    )
}
