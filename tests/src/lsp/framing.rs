//! Frames: a header that says how many bytes follow, and as many bytes of JSON.

use std::io::{self, BufRead};

use serde_json::Value;

/// A message as it goes over the wire.
pub fn frame(message: &Value) -> Vec<u8> {
    framed(message.to_string().as_bytes())
}

/// Any bytes with the right header before them.
pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

/// The next message; `None` at the end of the stream.
///
/// # Errors
/// As [`read_body`], and where the body is no JSON.
pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Value>> {
    read_body(stream)?.map(|body| parse(&body)).transpose()
}

/// What a body says.
///
/// # Errors
/// Where it is no JSON.
pub fn parse(body: &[u8]) -> io::Result<Value> {
    let wrong = |error| wrong(format!("no JSON ({error}): {}", String::from_utf8_lossy(body)));
    serde_json::from_slice(body).map_err(wrong)
}

fn wrong(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The bytes of the next message; `None` at the end of the stream.
///
/// # Errors
/// Where what comes is not exactly what the base protocol asks for: a server's frames have no excuse.
pub fn read_body(stream: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length: Option<usize> = None;
    let mut is_first = true;
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line)?;
        if line.is_empty() && is_first {
            return Ok(None);
        }
        is_first = false;
        let line = String::from_utf8(line).map_err(|error| wrong(error.to_string()))?;
        let Some(line) = line.strip_suffix("\r\n") else {
            return Err(wrong(format!("a header line does not end with CR LF: {line:?}")));
        };
        if line.is_empty() {
            break;
        }
        match line.split_once(": ") {
            Some(("Content-Length", number)) if length.is_none() => {
                length = Some(number.parse().map_err(|_| wrong(format!("no length: {line:?}")))?);
            }
            Some(("Content-Type", "application/vscode-jsonrpc; charset=utf-8")) => {}
            _ => return Err(wrong(format!("an unknown header: {line:?}"))),
        }
    }
    let length = length.ok_or_else(|| wrong("a header without a length".to_owned()))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Some(body))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_framed_is_read_back() {
        let (one, two) = (json!({ "text": "\u{e9}" }), json!([]));
        let mut stream = io::Cursor::new([frame(&one), frame(&two)].concat());
        assert_eq!(read(&mut stream).unwrap(), Some(one));
        assert_eq!(read(&mut stream).unwrap(), Some(two));
        assert_eq!(read(&mut stream).unwrap(), None);
    }

    #[test]
    fn what_is_no_frame_is_an_error() {
        let broken =
            ["stray output\n", "Content-Length: 2\n\n{}", "Content-Length: 9\r\n\r\n{}", "Content-Length: 1\r\n\r\n{"];
        for broken in broken {
            assert!(read(&mut io::Cursor::new(broken)).is_err(), "{broken:?}");
        }
    }
}
