//! The attributes of a marker or a fence, as they are written.

use super::mistake::Reason;

/// An attribute as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    /// Where its name starts in the text.
    pub(super) offset: usize,
    pub(super) name: &'t str,
    /// What stands behind the `=`, if there is one.
    pub(super) value: Option<&'t str>,
}

/// What is wrong at a place in the text.
pub(super) type Misread = (usize, Reason);

/// Reads `name="value"` one after the other: in double or single quotes, or without any where the value has no space. A
/// text of several lines may have the `>` of a quote before each.
pub(super) fn read(text: &str) -> (Vec<Attribute<'_>>, Vec<Misread>) {
    let mut reader = Reader { text, at: 0 };
    let (mut attributes, mut misread) = (Vec::new(), Vec::new());
    loop {
        reader.skip_space();
        let offset = reader.at;
        let name = reader.take(|char| !is_space(char) && !matches!(char, '=' | '"' | '\''));
        if name.is_empty() {
            let stray = reader.take(|char| !is_space(char));
            if stray.is_empty() {
                return (attributes, misread);
            }
            misread.push((
                offset,
                Reason::new(format!("`{stray}` has no name before it")).help("Write attributes as in view=\"map\"."),
            ));
            continue;
        }
        let before_space = reader.at;
        reader.skip_space();
        if !reader.skip("=") {
            reader.at = before_space;
            attributes.push(Attribute { offset, name, value: None });
            continue;
        }
        reader.skip_space();
        match reader.value(name) {
            Ok(value) => attributes.push(Attribute { offset, name, value: Some(value) }),
            Err(reason) => misread.push((offset, reason)),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take(&mut self, accept: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|char| !accept(char)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn skip(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        self.at += if found { what.len() } else { 0 };
        found
    }

    /// Skips space, and at the start of a further line the quotes that it stands in.
    fn skip_space(&mut self) {
        let mut starts_line = false;
        while let Some(char) = self.rest().chars().next() {
            if !(is_space(char) || starts_line && char == '>') {
                return;
            }
            starts_line |= matches!(char, '\n' | '\r');
            self.at += char.len_utf8();
        }
    }

    fn value(&mut self, name: &str) -> Result<&'t str, Reason> {
        let rest = self.rest();
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &rest[1..];
                let line = &inner[..inner.find(['\n', '\r']).unwrap_or(inner.len())];
                let Some(length) = line.find(quote) else {
                    // What follows cannot be told from the value.
                    self.at = self.text.len();
                    return Err(Reason::new(format!("the value of `{name}` has no closing quote"))
                        .help(format!("Write {name}={quote}...{quote}, in one line.")));
                };
                self.at += length + 2;
                let behind = self.rest();
                if behind.starts_with(|char| !is_space(char)) {
                    self.at = self.text.len();
                    let behind = behind.split(is_space).next().unwrap_or_default();
                    return Err(Reason::new(format!("`{behind}` stands right behind the value of `{name}`")).help(
                        "Is a quote missing, or a space? A quote inside a value goes into quotes of the other kind, ' or \".",
                    ));
                }
                Ok(&line[..length])
            }
            Some('\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '\u{bb}') => {
                self.at = self.text.len();
                Err(Reason::new(format!("the value of `{name}` is in typographic quotes"))
                    .help(format!("Write straight ones: {name}=\"...\".")))
            }
            _ => match self.take(|char| !is_space(char)) {
                "" => Err(Reason::new(format!("`{name}` has no value")).help(format!("Write {name}=\"...\"."))),
                value => Ok(value),
            },
        }
    }
}

fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let (attributes, misread) = read(text);
        let attributes =
            attributes.iter().map(|Attribute { offset, name, value }| format!("{offset} {name} {value:?}"));
        let misread = misread.iter().map(|(offset, reason)| format!("{offset} {}", reason.message));
        attributes.chain(misread).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn values_stand_in_quotes_or_have_no_space() {
        assert_eq!(told(" src=\"a b.journey#c\" view=map"), "1 src Some(\"a b.journey#c\"); 21 view Some(\"map\")");
        assert_eq!(
            told("title='He said \"no\"' table = \"no\""),
            "0 title Some(\"He said \\\"no\\\"\"); 21 table Some(\"no\")"
        );
        assert_eq!(told("title=\"\" show"), "0 title Some(\"\"); 9 show None");
        assert_eq!(told("title=\"=>ü\""), "0 title Some(\"=>ü\")");
        assert_eq!(told(" \r\n"), "");
    }

    #[test]
    fn lines_may_stand_in_quotes() {
        assert_eq!(told("\n> > src=\"a\"\r\n>\r\n>   view=\"b\"\n"), "5 src Some(\"a\"); 21 view Some(\"b\")");
        assert_eq!(told("\nview=>"), "1 view Some(\">\")");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert_eq!(told("view=\"map"), "0 the value of `view` has no closing quote");
        assert_eq!(told("view=\"map\nsrc=\"a\""), "0 the value of `view` has no closing quote");
        assert_eq!(
            told("a=\"b\" view=\u{201c}map\u{201d}"),
            "0 a Some(\"b\"); 6 the value of `view` is in typographic quotes"
        );
        assert_eq!(told("view= "), "0 `view` has no value");
        assert_eq!(told("\"map\" a=b"), "6 a Some(\"b\"); 0 `\"map\"` has no name before it");
        assert_eq!(told("title=\"a\"b\" c=d"), "0 `b\"` stands right behind the value of `title`");
    }
}
