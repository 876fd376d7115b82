//! Frames: `Content-Length` headers before each message, read from any stream and written to any stream.

use std::io::{self, BufRead, Read, Write};

/// The longest body that is read, in bytes. Whole files travel in messages; nobody writes journeys of this size.
const LONGEST_BODY: u64 = 256 << 20;

/// How much of a header line is looked at, in bytes. The end of a longer one is kept, where a header may follow garbage.
const LONGEST_LINE: usize = 8 << 10;

/// Reads frames and goes on after every kind of malformed one.
///
/// Header names are read in any case, lines may end in LF alone, empty lines between frames are skipped, and unknown
/// headers are ignored; of two lengths the last counts. After something that is no header, the next `Content-Length` at
/// the end of a line is where reading goes on, even if it stands directly behind the rest of an unreadable body. Such
/// a stretch is one [`FrameError`], however long it is.
#[derive(Debug)]
pub(super) struct FrameReader<R> {
    input: R,
    longest_body: u64,
    /// Whether everything up to the next length is garbage that has been reported.
    lost: bool,
    /// The length of the frame whose header has begun behind garbage.
    found: Option<u64>,
}

impl<R: BufRead> FrameReader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, longest_body: LONGEST_BODY, lost: false, found: None }
    }

    /// The next body, or what was wrong with it, or `None` at the end of the stream.
    ///
    /// # Errors
    /// When the stream cannot be read any more.
    pub(super) fn next_frame(&mut self) -> io::Result<Option<Result<Vec<u8>, FrameError>>> {
        let mut length = self.found.take();
        let mut charset = None;
        let mut header_seen = length.is_some();
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if self.lost {
                length = length_at_the_end(&line);
                self.lost = length.is_none();
                header_seen = true;
                continue;
            }
            if line.is_empty() {
                match length {
                    Some(length) => return self.body(length, charset).map(Some),
                    None if header_seen => return Ok(Some(Err(self.lose(FrameError::MissingLength)))),
                    None => continue,
                }
            }
            let Some((name, value)) = header(&line) else {
                self.found = length_at_the_end(&line);
                let error = FrameError::Header(shown(&line));
                return Ok(Some(Err(if self.found.is_some() { error } else { self.lose(error) })));
            };
            header_seen = true;
            if name == "content-length" {
                length = whole_number(value);
                if length.is_none() {
                    return Ok(Some(Err(self.lose(FrameError::Length(shown(value.as_bytes()))))));
                }
            } else if name == "content-type" {
                charset = foreign_charset(value);
            }
        }
    }

    fn lose(&mut self, error: FrameError) -> FrameError {
        self.lost = true;
        error
    }

    fn body(&mut self, length: u64, charset: Option<String>) -> io::Result<Result<Vec<u8>, FrameError>> {
        if length > self.longest_body {
            // Such a length is a lie more often than a message: whoever skipped that much might never hear again.
            let longest = self.longest_body;
            return Ok(Err(self.lose(FrameError::TooLong { length, longest })));
        }
        let mut rest = self.input.by_ref().take(length);
        if let Some(charset) = charset {
            io::copy(&mut rest, &mut io::sink())?;
            return Ok(Err(FrameError::Charset(charset)));
        }
        // Grows with what arrives: a length is a claim, and memory is not given away for claims.
        let mut body = Vec::new();
        rest.read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            return Ok(Err(FrameError::Truncated));
        }
        Ok(Ok(body))
    }

    /// A line without its end, or `None` at the end of the stream. Of a line that is too long, the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                return Ok(if line.is_empty() { None } else { Some(line) });
            }
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(bytes.len(), |end| end + 1);
            line.extend_from_slice(&bytes[..taken]);
            self.input.consume(taken);
            if end.is_some() {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Some(line));
            }
            if line.len() > LONGEST_LINE {
                line.drain(..line.len() - LONGEST_LINE / 2);
            }
        }
    }
}

/// Writes one frame. Does not flush.
///
/// # Errors
/// When the stream cannot be written.
pub(super) fn write_frame(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)
}

/// What keeps a frame from being read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FrameError {
    /// A line that is no header.
    #[error("this line is no header: {0}")]
    Header(String),
    /// Headers, but no length among them.
    #[error("a message came without Content-Length")]
    MissingLength,
    /// A length that is no number of bytes.
    #[error("Content-Length has to be a number of bytes: {0}")]
    Length(String),
    /// A body that is not kept in memory.
    #[error("a message of {length} bytes was skipped: the longest that is read has {longest} bytes")]
    TooLong {
        /// Its length in bytes.
        length: u64,
        /// What would have been read, in bytes.
        longest: u64,
    },
    /// Text in an encoding that the protocol does not have.
    #[error("a message in the encoding {0} was skipped: the protocol knows utf-8 only")]
    Charset(String),
    /// The stream ended inside of a body.
    #[error("the input ended inside of a message")]
    Truncated,
}

/// The name, in lower case, and the value of a header.
fn header(line: &[u8]) -> Option<(String, &str)> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    let name = name.to_ascii_lowercase();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    // A word that is glued to the one header which everything depends on is the end of an unreadable body.
    let glued = name.strip_suffix("content-length").is_some_and(|word| !word.is_empty() && !word.ends_with('-'));
    (is_name && !glued).then(|| (name, value.trim()))
}

fn whole_number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn length_at_the_end(line: &[u8]) -> Option<u64> {
    const NAME: &str = "content-length:";
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    whole_number(line[line.rfind(NAME)? + NAME.len()..].trim())
}

/// The character set of a content type, unless it is that of the protocol or none is named.
fn foreign_charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let charset = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).last()?.1;
    let charset = charset.trim().trim_matches('"');
    let known = charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8");
    (!known).then(|| charset.to_owned())
}

/// The start of what a client sent, fit for a message.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Gives one byte, or as many as asked for, at each read.
    struct Dripping<'a> {
        bytes: &'a [u8],
        first: usize,
    }

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let limit = std::mem::replace(&mut self.first, usize::MAX).max(1);
            let count = limit.min(buffer.len()).min(self.bytes.len());
            buffer[..count].copy_from_slice(&self.bytes[..count]);
            self.bytes = &self.bytes[count..];
            Ok(count)
        }
    }

    fn frames_of(reader: impl BufRead) -> Vec<Result<String, FrameError>> {
        let mut frames = FrameReader { longest_body: 64, ..FrameReader::new(reader) };
        let mut all = Vec::new();
        while let Some(frame) = frames.next_frame().unwrap() {
            all.push(frame.map(|body| String::from_utf8_lossy(&body).into_owned()));
        }
        all
    }

    fn frames(text: &str) -> Vec<Result<String, FrameError>> {
        frames_of(text.as_bytes())
    }

    fn good(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// What `malformed` gives before a good frame that is read.
    fn before_a_good_frame(malformed: &str) -> Vec<Result<String, FrameError>> {
        let mut all = frames(&format!("{malformed}{}{}", good("one"), good("two")));
        assert_eq!(all.pop(), Some(Ok("two".to_owned())), "{malformed:?}");
        assert_eq!(all.pop(), Some(Ok("one".to_owned())), "{malformed:?} {all:?}");
        all
    }

    #[test]
    fn several_frames_in_one_read_are_read_one_by_one() {
        assert_eq!(
            frames(&[good("a"), good(""), good("ccc")].concat()),
            [Ok("a".to_owned()), Ok(String::new()), Ok("ccc".to_owned())]
        );
    }

    #[test]
    fn a_read_may_end_at_any_byte() {
        let text = [good("ä{}"), "Content-Type: x; charset=UTF8\nCONTENT-LENGTH: 2\n\nok".to_owned()].concat();
        let expected = [Ok("ä{}".to_owned()), Ok("ok".to_owned())];
        for first in 0..=text.len() {
            let dripping = Dripping { bytes: text.as_bytes(), first };
            assert_eq!(frames_of(BufReader::new(dripping)), expected, "split at {first}");
        }
        let one_by_one = BufReader::with_capacity(1, text.as_bytes());
        assert_eq!(frames_of(one_by_one), expected);
    }

    #[test]
    fn headers_are_read_in_any_case_with_any_spaces_and_line_ends() {
        for header in [
            "content-length: 2\r\n\r\n",
            "CONTENT-LENGTH:2\n\n",
            "Content-Length:    2  \r\n\n",
            "X-Other: y\r\nContent-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
            "Content-Type: application/vscode-jsonrpc;charset=\"UTF8\"\r\nContent-Length: 2\r\n\r\n",
            "Content-Type: whatever\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: 9\r\nContent-Length: 2\r\n\r\n",
            "\r\n\nContent-Length: 2\r\n\r\n",
        ] {
            assert_eq!(frames(&format!("{header}ok{}", good("next"))), [Ok("ok".to_owned()), Ok("next".to_owned())]);
        }
    }

    #[test]
    fn a_foreign_charset_skips_the_frame_alone() {
        let skipped = before_a_good_frame("Content-Type: x; charset=utf-16\r\nContent-Length: 4\r\n\r\n\r\n\r\n");
        assert_eq!(skipped, [Err(FrameError::Charset("utf-16".to_owned()))]);
    }

    #[test]
    fn a_body_that_is_too_long_is_skipped_and_not_kept() {
        let skipped = before_a_good_frame(&good(&"x".repeat(65)));
        assert_eq!(skipped, [Err(FrameError::TooLong { length: 65, longest: 64 })]);
    }

    #[test]
    fn a_length_that_is_only_claimed_takes_no_memory() {
        let all = frames_of(&b"Content-Length: 60\r\n\r\nshort"[..]);
        assert_eq!(all, [Err(FrameError::Truncated)]);
        let all = frames_of(&b"Content-Length: 18446744073709551615\r\n\r\nshort"[..]);
        assert_eq!(all, [Err(FrameError::TooLong { length: u64::MAX, longest: 64 })]);
    }

    #[test]
    fn bad_lengths_are_told_once_and_reading_goes_on_at_the_next_length() {
        for bad in ["-1", "+3", "abc", "", "1 2", "0x10", "99999999999999999999999", "３"] {
            let told = before_a_good_frame(&format!("Content-Length: {bad}\r\n\r\n{{\"a\":1}}"));
            assert_eq!(told, [Err(FrameError::Length(format!("“{bad}”")))]);
        }
    }

    #[test]
    fn a_missing_length_is_told_once() {
        for body in ["{\"jsonrpc\":\"2.0\"}", "{}\n{}\n\n{}", "", "\r\n"] {
            let told = before_a_good_frame(&format!("Content-Type: x\r\n\r\n{body}"));
            assert_eq!(told, [Err(FrameError::MissingLength)]);
        }
    }

    #[test]
    fn garbage_is_told_once_wherever_the_next_header_begins() {
        for garbage in ["hello\r\n", "hello", "{\"a\":1}", "{\n\"a\":\n1\n}\n", "\u{0}\u{1}\n\n\n\u{2}\r\n"] {
            let told = before_a_good_frame(garbage);
            assert!(matches!(&told[..], [Err(FrameError::Header(_))]), "{garbage:?} {told:?}");
        }
        let long = "x".repeat(100_000);
        let told = before_a_good_frame(&long);
        assert!(matches!(&told[..], [Err(FrameError::Header(_))]));
    }

    #[test]
    fn invalid_utf8_in_headers_is_garbage() {
        let bytes = [b"\xff\xfe\x00oops\r\n".as_slice(), good("one").as_bytes()].concat();
        let all = frames_of(&bytes[..]);
        assert!(matches!(&all[..], [Err(FrameError::Header(_)), Ok(body)] if body == "one"), "{all:?}");
    }

    #[test]
    fn a_length_too_short_or_too_long_costs_the_frames_concerned_alone() {
        let told = before_a_good_frame("Content-Length: 3\r\n\r\n{\"a\":1}");
        assert!(matches!(&told[..], [Ok(cut), Err(FrameError::Header(_))] if cut == "{\"a"), "{told:?}");

        let all = frames(&format!("Content-Length: 12\r\n\r\n{{\"a\":1}}{}{}", good("lost"), good("kept")));
        assert_eq!(all.last(), Some(&Ok("kept".to_owned())), "{all:?}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut written = Vec::new();
        write_frame(&mut written, "ü".as_bytes()).unwrap();
        assert_eq!(written, "Content-Length: 2\r\n\r\nü".as_bytes());
        assert_eq!(frames_of(&written[..]), [Ok("ü".to_owned())]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end_and_leave_the_frame_after_the_next_one_readable(
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)
        ) {
            let mut text = bytes;
            text.extend_from_slice(b"\n");
            text.extend_from_slice(good("one").as_bytes());
            let all = frames_of(&text[..]);
            // Random bytes make no length, so the frame is read.
            proptest::prop_assert_eq!(all.last(), Some(&Ok("one".to_owned())));
        }
    }
}
