//! The server as programs see it: who gets in, what is answered, and who waits for whom.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use journey_model::{FileId, Project};
use journey_plugin::Place;
use journey_preview::{ChosenPlace, Cursor, Options, Preview, Source, Token, Turn};

/// Longer than any answer takes, so that a test that fails ends.
const LIMIT: Duration = Duration::from_secs(60);

const SHOP: &str = "persona maya \"Maya\"\njourney shop \"Weekly shop\" {\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Søker 🛒\" { thinks: \"Où?\" }\n  }\n}\n";

/// A project of one text.
struct Text {
    project: Project,
    path: PathBuf,
}

impl Source for Text {
    fn project(&self) -> &Project {
        &self.project
    }

    fn path(&self, _: FileId) -> &Path {
        &self.path
    }

    fn is_asked_for(&self, _: FileId) -> bool {
        true
    }

    fn mistakes(&self, file: FileId) -> Vec<(Place, String)> {
        let errors = self.project.file(file).model.parse().errors();
        errors.iter().map(|error| (Place { file, range: error.range }, "this cannot be read".to_owned())).collect()
    }
}

fn source(name: &str, text: &str) -> Arc<dyn Source> {
    let path = std::env::temp_dir().join(name);
    Arc::new(Text { project: Project::of_text(name, text), path })
}

fn start() -> Preview {
    let preview = Preview::start(Options::new(Token::random().unwrap())).unwrap();
    preview.show(vec![source("shop.journey", SHOP)], Vec::new());
    preview
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Sends a request as it is written here, and reads the answer to its end.
fn send(preview: &Preview, request: &str) -> Answer {
    let mut stream = connect(preview);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (headers, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers: headers.to_ascii_lowercase(), body: body.to_owned() }
}

fn connect(preview: &Preview) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", preview.port())).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream
}

fn ask(preview: &Preview, method: &str, path: &str, more: &str, body: &str) -> Answer {
    let (port, token) = (preview.port(), preview.token().as_str());
    let length = body.len();
    send(
        preview,
        &format!(
            "{method} /{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{more}\r\n{body}"
        ),
    )
}

fn get(preview: &Preview, path: &str) -> Answer {
    ask(preview, "GET", path, "", "")
}

/// What a page listens to.
struct Events(BufReader<TcpStream>);

impl Events {
    fn listen(preview: &Preview) -> Self {
        let mut stream = connect(preview);
        let (port, token) = (preview.port(), preview.token().as_str());
        write!(stream, "GET /{token}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// What the next event of that name says; `None` where the server has ended.
    fn next(&mut self, name: &str) -> Option<serde_json::Value> {
        let mut is_next = false;
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(data) = line.strip_prefix("data: ").filter(|_| is_next) {
                return Some(serde_json::from_str(data).unwrap());
            }
            is_next = line == format!("event: {name}") || is_next && line.is_empty();
        }
    }

    /// Listens until that version is shown.
    fn until(&mut self, version: u64) {
        while self.next("shown").unwrap()["version"] != version {}
    }
}

#[test]
fn the_page_and_all_that_it_needs_are_there_and_nothing_else() {
    let preview = start();
    let page = get(&preview, "");
    assert_eq!(page.status, 200);
    let mut parts = vec!["page.js".to_owned()];
    for text in
        [&page.body, &get(&preview, "page.js").body, &get(&preview, "map.js").body, &get(&preview, "toolbar.js").body]
    {
        let pieces = text.split('"').map(|piece| piece.trim_start_matches("./"));
        parts.extend(pieces.filter(|piece| piece.ends_with(".css") || piece.ends_with(".svg")).map(str::to_owned));
        let imports = text.lines().filter(|line| line.starts_with("import "));
        parts.extend(imports.filter_map(|line| Some(line.split_once("\"./")?.1.trim_end_matches("\";").to_owned())));
    }
    assert!(parts.len() > 10, "{parts:?}");
    for part in parts {
        assert_eq!(get(&preview, &part).status, 200, "{part}");
    }
    for path in [
        "nothing",
        "types.js",
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/%2e%2e/etc/passwd",
        "picture/x",
        "text",
        "//etc/passwd",
    ] {
        let answer = get(&preview, path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.body.contains("[package]") && !answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn who_does_not_know_the_token_or_comes_under_another_name_is_refused() {
    let preview = start();
    let (port, token) = (preview.port(), preview.token().as_str().to_owned());
    let status = |request: &str| send(&preview, &format!("{request}Connection: close\r\n\r\n")).status;
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(status(&format!("GET /{token}/ HTTP/1.1\r\n{own}")), 200);
    assert_eq!(status(&format!("GET /{token}/ HTTP/1.1\r\nHost: LOCALHOST:{port}\r\n")), 200);
    assert_eq!(status(&format!("HEAD /{token}/ HTTP/1.1\r\n{own}")), 200);
    let near = format!("{}0", &token[1..]);
    for path in [
        "/",
        "/picture",
        "//",
        &format!("/{near}/"),
        &format!("//{token}/"),
        "/x/events",
        "/%2f",
        &format!("/{}/", token.to_uppercase()),
    ] {
        assert_eq!(status(&format!("GET {path} HTTP/1.1\r\n{own}")), 403, "{path}");
    }
    for host in [
        "maps.example",
        "127.0.0.1",
        "127.0.0.1:1",
        &format!("127.0.0.1.maps.example:{port}"),
        &format!("[::1]:{port}"),
        "",
    ] {
        assert_eq!(status(&format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(status(&format!("GET /{token}/ HTTP/1.0\r\n")), 403);
    let twice = format!("GET /{token}/ HTTP/1.1\r\n{own}Host: maps.example\r\n");
    assert!([400, 403].contains(&status(&twice)));
    for origin in ["https://maps.example", "null", "http://127.0.0.1", &format!("https://127.0.0.1:{port}")] {
        let cursor = r#"{"file":"shop.journey","line":1}"#;
        let answer = ask(&preview, "POST", "cursor", &format!("Origin: {origin}\r\n"), cursor);
        assert_eq!(answer.status, 403, "{origin}");
    }
    let answer = ask(&preview, "POST", "open", "Sec-Fetch-Site: cross-site\r\n", "{}");
    assert_eq!(answer.status, 403);
}

#[test]
fn every_answer_keeps_to_itself() {
    let preview = start();
    let refused = send(&preview, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    for answer in [get(&preview, ""), get(&preview, "picture"), get(&preview, "nothing"), refused] {
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self';",
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.headers.contains(header), "{header} in {}", answer.headers);
        }
        assert!(!answer.headers.contains("unsafe-"));
        assert!(!answer.headers.contains("set-cookie"));
    }
}

#[test]
fn a_picture_has_places_that_lead_to_the_text() {
    let preview = start();
    let picture = get(&preview, "picture?view=map&target=latest").json();
    assert_eq!((picture["version"].as_u64(), picture["id"].as_str()), (Some(1), Some("shop")));
    let svg = picture["svg"].as_str().unwrap();
    let places = picture["places"].as_array().unwrap();
    let place = places.iter().find(|place| place["label"] == "Søker 🛒").unwrap();
    assert!(svg.contains(&format!("data-place=\"{}\"", place["element"].as_str().unwrap())), "{svg}");
    assert_eq!((place["kind"].as_str(), place["id"].as_str()), (Some("touchpoint"), Some("search")));
    let location = &place["location"];
    assert_eq!(location["uri"], "shop.journey");
    assert_eq!(location["range"]["start"], serde_json::json!({ "line": 4, "character": 4 }));
    // Two code units for the trolley.
    assert_eq!(location["range"]["end"], serde_json::json!({ "line": 4, "character": 50 }));
    assert_eq!(picture["choices"]["journeys"], serde_json::json!([{ "id": "shop", "label": "Weekly shop" }]));
    assert!(picture["html"].as_str().unwrap().contains("<table>"));
    assert_eq!(picture["errors"], serde_json::json!([]));
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let preview = start();
    let told = |path: &str| {
        let answer = get(&preview, path);
        assert_eq!(answer.status, 422, "{path}: {}", answer.body);
        answer.json()
    };
    assert_eq!(
        told("picture?journey=shp")["message"],
        "There is no journey `shp` here. Did you mean `shop`? Choose another one above."
    );
    assert_eq!(told("picture?journey=tea")["message"], "There is no journey `tea` here. Choose another one above.");
    let message = told("picture?view=mapp")["message"].as_str().unwrap().to_owned();
    assert!(message.starts_with("There is no view `mapp`. Did you mean `map`?"), "{message}");
    assert!(told("picture?persona=maja")["message"].as_str().unwrap().contains("Did you mean `maya`?"));
    assert_eq!(told("picture?theme=clam")["choices"]["journeys"][0]["id"], "shop");
    preview.show(Vec::new(), vec!["maps does not exist".to_owned()]);
    assert_eq!(told("picture")["message"], "Maps does not exist.");
    preview.show(vec![source("empty.journey", "")], Vec::new());
    assert!(
        told("picture")["message"].as_str().unwrap().starts_with("There is no journey here yet. Write a line such as")
    );
}

#[test]
fn of_a_journey_that_is_gone_the_page_says_that_it_was_there() {
    let preview = start();
    for other in ["journey tea \"Tea\"", "journey bread \"Bread\""] {
        preview.show(vec![source("other.journey", other)], Vec::new());
        let answer = get(&preview, "picture?journey=shop").json();
        assert_eq!(answer["message"], "There is no journey `shop` here any more. Choose another one above.");
    }
}

#[test]
fn journeys_of_one_name_can_all_be_chosen() {
    let preview = start();
    let other = source("other.journey", "journey shop \"Another\" { stage a { touchpoint b } }");
    let path = other.path(other.project().files().next().unwrap().0).to_owned();
    preview.show(vec![source("shop.journey", SHOP), other], Vec::new());
    assert_eq!(preview.journey_key(&path, Some("shop")).as_deref(), Some("other.journey#shop"));
    assert_eq!(preview.journey_key(&path, None).as_deref(), Some("other.journey#shop"), "the first of the file");
    assert_eq!(preview.journey_key(&path, Some("shopp")), None);
    assert_eq!(preview.journey_key(Path::new("/nowhere.journey"), None), None);
    assert_eq!(get(&preview, "picture?journey=shop").json()["label"], "Weekly shop");
    assert_eq!(get(&preview, "picture?journey=other.journey%23shop").json()["label"], "Another");
}

#[test]
fn mistakes_are_told_with_their_lines() {
    let preview = start();
    preview.show(vec![source("shop.journey", &SHOP.replace("\"Find\"", "\"Find"))], Vec::new());
    let picture = get(&preview, "picture").json();
    assert_eq!(picture["errors"][0]["location"]["range"]["start"]["line"], 3);
}

#[test]
fn lines_of_what_is_shown_can_be_read_and_no_other_file() {
    let preview = start();
    let text = get(&preview, "text?uri=shop.journey&line=4").json();
    assert_eq!(text["lines"][4], "    touchpoint search \"Søker 🛒\" { thinks: \"Où?\" }");
    assert_eq!((text["first"].as_u64(), text["count"].as_u64()), (Some(0), Some(8)));
    assert_eq!(get(&preview, "text?uri=shop.journey&line=4000000000").json()["count"], 8);
    for uri in ["/etc/passwd", "../shop.journey", "Cargo.toml", "%2e%2e%2fshop.journey", ""] {
        assert_eq!(get(&preview, &format!("text?uri={uri}")).status, 404, "{uri}");
    }
    assert_eq!(ask(&preview, "POST", "open", "", r#"{"uri":"shop.journey"}"#).status, 501);
}

#[test]
fn a_chosen_place_is_opened_at_its_character() {
    let chosen: Arc<Mutex<Vec<ChosenPlace>>> = Arc::default();
    let mut options = Options::new(Token::random().unwrap());
    let opened = Arc::clone(&chosen);
    options.opener = Some(Arc::new(move |place| {
        opened.lock().unwrap().push(place.clone());
        if opened.lock().unwrap().len() > 1 { Err("it is closed".to_owned()) } else { Ok(()) }
    }));
    let preview = Preview::start(options).unwrap();
    preview.show(vec![source("shop.journey", SHOP)], Vec::new());
    // Behind the trolley: the 32nd code unit is the 31st character.
    let place = r#"{"uri":"shop.journey","line":4,"character":31}"#;
    assert_eq!(ask(&preview, "POST", "open", "", place).status, 204);
    let first = chosen.lock().unwrap()[0].clone();
    assert_eq!((first.file, first.line, first.column), (std::env::temp_dir().join("shop.journey"), 5, 31));
    let answer = ask(&preview, "POST", "open", "", place);
    assert_eq!((answer.status, answer.json()["message"].as_str()), (500, Some("it is closed")));
    assert_eq!(ask(&preview, "POST", "open", "", r#"{"uri":"/etc/passwd"}"#).status, 404);
    assert_eq!(ask(&preview, "POST", "open", "", "[").status, 400);
}

#[test]
fn everybody_hears_of_a_new_version_and_of_the_cursor() {
    let preview = start();
    let mut pages: Vec<Events> = (0..40).map(|_| Events::listen(&preview)).collect();
    pages.iter_mut().for_each(|page| page.until(1));
    preview.show(vec![source("shop.journey", SHOP)], Vec::new());
    pages.iter_mut().for_each(|page| page.until(2));
    let cursor = Cursor { file: std::env::temp_dir().join("shop.journey"), line: 5, column: Some(32) };
    assert!(preview.light(&cursor));
    for page in &mut pages {
        let told = page.next("cursor").unwrap();
        assert_eq!(told, serde_json::json!({ "uri": "shop.journey", "line": 4, "character": 32, "journey": "shop" }));
    }
    assert!(!preview.light(&Cursor { file: "nowhere.journey".into(), line: 1, column: None }));
    assert_eq!(preview.turn(Turn { view: Some("map".to_owned()), ..Turn::default() }), pages.len());
    assert_eq!(pages[0].next("turn").unwrap(), serde_json::json!({ "journey": null, "view": "map" }));
    // Whoever comes later hears what there is.
    let mut late = Events::listen(&preview);
    late.until(2);
    assert_eq!(late.next("cursor").unwrap()["line"], 4);
    drop(preview);
    assert!(pages.iter_mut().all(|page| page.next("shown").is_none()), "all hear that it has ended");
}

#[test]
fn a_page_that_was_closed_is_not_counted_any_more() {
    let preview = start();
    assert_eq!(preview.turn(Turn::default()), 0);
    let mut page = Events::listen(&preview);
    page.until(1);
    assert_eq!(preview.turn(Turn::default()), 1);
    drop(page);
    let start = Instant::now();
    while preview.turn(Turn::default()) > 0 {
        assert!(start.elapsed() < LIMIT, "it still counts as open");
        std::thread::yield_now();
    }
}

#[test]
fn who_does_not_listen_holds_nobody_up_and_misses_only_what_is_old() {
    let preview = start();
    let mut slow = Events::listen(&preview);
    slow.until(1);
    for _ in 0..20_000 {
        preview.show(Vec::new(), Vec::new());
    }
    preview.show(vec![source("shop.journey", SHOP)], Vec::new());
    let mut quick = Events::listen(&preview);
    quick.until(20_002);
    assert_eq!(get(&preview, "picture").json()["version"], 20_002);
    slow.until(20_002);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let preview = start();
    let mut options = Options::new(Token::random().unwrap());
    options.port = Some(preview.port());
    let error = Preview::start(options).err().unwrap().to_string();
    assert!(error.starts_with(&format!("port {} cannot be used: ", preview.port())), "{error}");
}
