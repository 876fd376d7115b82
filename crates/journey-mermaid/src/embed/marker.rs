//! Which comments are markers.

use journey_model::nearest;

use super::mistake::Reason;

/// What a marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Begin,
    End,
}

/// What every marker starts with.
const START: &str = "journey:";

/// What the marker says, and where its attributes start. `None` where a comment is about something else.
///
/// # Errors
/// Where it seems to be a marker that is mistyped.
pub(super) fn read(comment: &str) -> Option<Result<(Word, usize), Reason>> {
    let text = comment.trim_start();
    let start = text.get(..START.len()).filter(|start| start.eq_ignore_ascii_case(START))?;
    let said = text[START.len()..].trim_start();
    let (word, rest) = said.split_at(said.find(char::is_whitespace).unwrap_or(said.len()));
    let known = match word {
        "begin" => Some(Word::Begin),
        "end" => Some(Word::End),
        _ => None,
    };
    let is_tight = text.len() == START.len() + said.len();
    if let Some(word) = known.filter(|_| is_tight && start == START) {
        return Some(Ok((word, comment.len() - rest.len())));
    }
    let meant = match nearest(word, ["begin", "end", "start", "stop"])? {
        "begin" | "start" => "begin",
        _ => "end",
    };
    // A sentence about a journey is no marker.
    if !is_tight && !rest.contains('=') && !rest.trim().is_empty() {
        return None;
    }
    let written = text[..text.len() - rest.len()].trim_end();
    Some(Err(Reason::new(format!("`{written}` is not a marker")).help(format!("Did you mean `{START}{meant}`?"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begin_and_end_are_markers_and_other_comments_are_not() {
        assert_eq!(read(" journey:begin src=\"a\" "), Some(Ok((Word::Begin, 14))));
        assert_eq!(read("journey:end"), Some(Ok((Word::End, 11))));
        assert_eq!(read("\n  journey:end\n"), Some(Ok((Word::End, 14))));
        for other in [
            "",
            "journey",
            " toc ",
            "journey: the way of a customer",
            "TODO journey:begin",
            "journey:",
            "journey: end of it",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_mistyped_is_told() {
        for (written, told) in [
            ("journey:begn src=\"a\"", "`journey:begn` is not a marker. Did you mean `journey:begin`?"),
            ("Journey:end", "`Journey:end` is not a marker. Did you mean `journey:end`?"),
            ("journey: begin", "`journey: begin` is not a marker. Did you mean `journey:begin`?"),
            ("journey:start", "`journey:start` is not a marker. Did you mean `journey:begin`?"),
            ("journey:end/", "`journey:end/` is not a marker. Did you mean `journey:end`?"),
        ] {
            assert_eq!(read(written).unwrap().unwrap_err().to_string(), told);
        }
    }
}
