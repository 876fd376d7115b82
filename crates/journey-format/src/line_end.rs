//! The line ends of a text: which it has most of, and where they are in a piece of white space.

/// The kinds of line end.
const KINDS: [&str; 3] = ["\n", "\r\n", "\r"];

/// The line end that the text has most of; LF where it has none, or two kinds as often.
pub(crate) fn prevalent(text: &str) -> &'static str {
    let counts = counts(text);
    // The first of those that are as frequent.
    let most = counts.into_iter().max().unwrap_or_default();
    counts.iter().position(|count| *count == most).map_or(KINDS[0], |kind| KINDS[kind])
}

/// Whether the text has line ends of more than one kind.
pub(crate) fn is_mixed(text: &str) -> bool {
    memchr::memchr(b'\r', text.as_bytes()).is_some() && counts(text).iter().filter(|count| **count > 0).count() > 1
}

/// How often each kind is there; nothing for a text without CR, which has only one kind.
fn counts(text: &str) -> [usize; 3] {
    let bytes = text.as_bytes();
    let mut counts = [0_usize; 3];
    if memchr::memchr(b'\r', bytes).is_none() {
        return counts;
    }
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => counts[1] += 1,
            b'\r' => counts[2] += 1,
            _ if at > 0 && bytes[at - 1] == b'\r' => {}
            _ => counts[0] += 1,
        }
    }
    counts
}

/// The length of the line end at the start of `text`, in bytes; 0 where there is none.
pub(crate) fn length_at_start(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// How many lines end in `text`.
pub(crate) fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| match byte {
            b'\n' => *at == 0 || bytes[at - 1] != b'\r',
            byte => **byte == b'\r',
        })
        .count()
}

/// The piece before the first line end, the piece from there to the end of the last one, and the piece behind it;
/// `None` where no line ends.
pub(crate) fn split(text: &str) -> Option<(&str, &str, &str)> {
    let first = memchr::memchr2(b'\n', b'\r', text.as_bytes())?;
    let last = memchr::memrchr2(b'\n', b'\r', text.as_bytes())? + 1;
    Some((&text[..first], &text[first..last], &text[last..]))
}

/// The lines of a text without their ends.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            return rest.take();
        };
        let (line, behind) = text.split_at(end);
        rest = Some(&behind[length_at_start(behind)..]);
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_line_end_is_that_of_the_file() {
        assert_eq!(prevalent(""), "\n");
        assert_eq!(prevalent("a\r\nb\nc\r\n"), "\r\n");
        assert_eq!(prevalent("a\rb\rc\r\n"), "\r");
        assert_eq!(prevalent("a\r\nb\n"), "\n");
        assert_eq!(prevalent("a\rb\r\n"), "\r\n");
    }

    #[test]
    fn each_line_end_counts_once() {
        assert_eq!(count(" \r\n\n\r \r"), 4);
        assert_eq!(split(" \r\n \n  "), Some((" ", "\r\n \n", "  ")));
        assert_eq!(split("  "), None);
        assert_eq!(lines("a\r\nb\r\rc\n").collect::<Vec<_>>(), ["a", "b", "", "c", ""]);
    }
}
