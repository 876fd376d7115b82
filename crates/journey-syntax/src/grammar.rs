//! The grammar of record, compiled by pest, and the few questions that the parser asks it.

use std::borrow::Cow;

use memchr::memchr_iter;
use pest::Parser as _;
use pest::iterators::Pairs;

mod derived {
    #[derive(pest_derive::Parser)]
    #[grammar = "journey.pest"]
    pub(super) struct Grammar;
}

pub(crate) use derived::Rule;

/// The tokens of `rule` at the start of `view`, which must come from [`view`].
pub(crate) fn parse(rule: Rule, view: &str) -> Pairs<'_, Rule> {
    derived::Grammar::parse(rule, view).expect("the rules that the parser asks for match every text")
}

/// The tokens of `rule` at the start of `view`, if it matches.
pub(crate) fn try_parse(rule: Rule, view: &str) -> Option<Pairs<'_, Rule>> {
    derived::Grammar::parse(rule, view).ok()
}

/// The text as the grammar sees it, byte for byte as long as `text`: the grammar knows one line end, LF. The CR of
/// a CRLF counts as space before it; a CR alone becomes the LF that it stands for.
pub(crate) fn view(text: &str) -> Cow<'_, str> {
    let mut returns = memchr_iter(b'\r', text.as_bytes()).peekable();
    if returns.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut view = String::with_capacity(text.len());
    let mut done = 0;
    for at in returns {
        view.push_str(&text[done..at]);
        view.push(if text.as_bytes().get(at + 1) == Some(&b'\n') { ' ' } else { '\n' });
        done = at + 1;
    }
    view.push_str(&text[done..]);
    Cow::Owned(view)
}
