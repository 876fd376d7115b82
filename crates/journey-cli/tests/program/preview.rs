//! `journey preview`: how it starts, what it refuses, and how it ends. What the page does is tried in a browser.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::folder::{CLEAN, Folder};

#[test]
fn an_editor_hears_where_it_is_and_ends_it_by_going() {
    let folder = Folder::new().with("a.journey", CLEAN);
    let mut command = folder.program(&["preview", "--json", "a.journey", "--view", "map"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let started: serde_json::Value = serde_json::from_str(&said.next().unwrap().unwrap()).unwrap();
    let (port, token) = (started["port"].as_u64().unwrap(), started["token"].as_str().unwrap());
    assert_eq!(started["url"], format!("http://127.0.0.1:{port}/{token}/?view=map"));
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "nonsense").unwrap();
    assert!(said.next().unwrap().unwrap().starts_with("{\"error\":\"this is no message: "));
    input.write_all(b"{\"show\":{\"view\":\"\xff\"}}\n").unwrap();
    assert_eq!(said.next().unwrap().unwrap(), "{\"error\":\"this is no message: it is not UTF-8\"}");
    writeln!(input, "more nonsense").unwrap();
    assert!(said.next().unwrap().unwrap().starts_with("{\"error\":\"this is no message: "), "it goes on");
    writeln!(input, "{{\"show\":{{\"view\":\"map\"}}}}").unwrap();
    assert_eq!(said.next().unwrap().unwrap(), "{\"shown\":{\"pages\":0}}");
    let mut page = std::net::TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    write!(page, "GET /{token}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
    let mut events = BufReader::new(&page).lines();
    assert!(events.any(|line| line.unwrap() == "event: shown"));
    writeln!(input, "{{\"show\":{{\"file\":\"a.journey\"}}}}").unwrap();
    assert_eq!(said.next().unwrap().unwrap(), "{\"shown\":{\"pages\":1}}");
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_editor_that_speaks_with_it_opens_places_itself_whatever_the_environment_says() {
    let folder = Folder::new().with("a.journey", CLEAN);
    let mut command = folder.program(&["preview", "--json", "a.journey"]);
    command.env("JOURNEY_EDITOR", "a-program-that-is-nowhere {file}");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let started: serde_json::Value = serde_json::from_str(&said.next().unwrap().unwrap()).unwrap();
    let (port, token) = (started["port"].as_u64().unwrap(), started["token"].as_str().unwrap());
    let click = "{\"uri\":\"a.journey\",\"line\":0,\"character\":0}";
    let mut browser = std::net::TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    let size = click.len();
    let head = format!("POST /{token}/open HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {size}\r\n\r\n");
    browser.write_all(format!("{head}{click}").as_bytes()).unwrap();
    let mut answer = String::new();
    BufReader::new(&browser).read_line(&mut answer).unwrap();
    assert!(answer.contains(" 204 "), "{answer}");
    let opened: serde_json::Value = serde_json::from_str(&said.next().unwrap().unwrap()).unwrap();
    assert_eq!(opened["open"]["line"], 1);
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_cannot_be_shown_is_told_before_anything_starts() {
    let folder = Folder::new().with("a.journey", CLEAN);
    let told = |arguments: &[&str]| {
        let output = folder.program(&[&["preview"], arguments].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told(&["b.journey"]).contains("b.journey is not there"));
    assert!(told(&["a.journey", "--view", "mapp"]).contains("Did you mean `map`?"));
    assert!(told(&["a.journey", "--editor", "code 'x"]).contains("a quotation mark has no partner"));
    assert!(
        told(&["a.journey", "--editor", "code -g {fil}"]).contains("nothing is filled in for `{fil}`, only for {file}")
    );
    assert!(told(&["a.journey", "--open", "--no-open"]).contains("'--open' cannot be used with '--no-open'"));
    for port in ["80x", "-1", "70000"] {
        assert!(
            told(&["a.journey", &format!("--port={port}")]).contains("a port is a number from 1 to 65535"),
            "{port}"
        );
    }
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert!(
        told(&["a.journey", "--port", &port])
            .contains(&format!("port {port} cannot be used: another program listens to it\n"))
    );
    let mut command = folder.program(&["preview", "a.journey"]);
    let output = command.env("JOURNEY_PREVIEW_TOKEN", "short").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("a token has 22 to 128 letters"));
}

#[test]
fn a_journey_that_is_not_there_is_told_with_the_nearest_and_may_come() {
    let folder = Folder::new().with("a.journey", CLEAN).with("b.journey", "journey tea \"Tea\"\n");
    // Their input has ended, and they with it.
    let told = |path: &str| folder.run(&["preview", "--json", path]);
    let run = told("a.journey#shp");
    assert_eq!(run.status, 0);
    assert!(
        run.error.starts_with("warning: a.journey has no journey `shp`\nhelp: Did you mean `shop`?"),
        "{}",
        run.error
    );
    assert!(run.out.contains("/?journey=shp"), "{}", run.out);
    assert_eq!(told("a.journey#shop").error, "");
    assert_eq!(told(".#tea").error, "");
    assert_eq!(told(".#shp").error, "warning: no file in . has a journey `shp`\n");
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("a.journey", CLEAN).with_folder("maps");
    for path in ["a.journey", "maps"] {
        let lock = |mode| std::fs::set_permissions(folder.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
        lock(0o000);
        let output = folder.program_as_anybody(&["preview", "--json", path]).output().unwrap();
        lock(0o700);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{path}: {told}");
        assert!(told.starts_with(&format!("error: cannot read {path}: you are not allowed to\n")), "{told}");
    }
}

#[test]
fn an_editor_that_is_not_there_is_told_at_once() {
    let folder = Folder::new().with("a.journey", CLEAN).with("bin/ed", "");
    let editor = folder.path("bin/ed");
    for (editor, is_there) in
        [("no-such-program-anywhere {file}", false), ("./nowhere/ed", false), (editor.to_str().unwrap(), true)]
    {
        // Its input has ended, and it with it.
        let run = folder.run(&["preview", "--json", "a.journey", "--editor", editor]);
        assert_eq!((run.status, run.error.is_empty()), (0, is_there), "{}", run.error);
        assert!(is_there || run.error.starts_with("warning: there is no program `"), "{}", run.error);
    }
}
