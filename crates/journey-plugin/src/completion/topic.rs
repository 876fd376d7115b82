//! What the documentation of an offer is about, told in a line of text that outlives the project it was made in.

use std::fmt;
use std::str::FromStr;

use journey_model::Keyword;

/// What the documentation of an offer is about. Its text ([`fmt::Display`], [`FromStr`]) is what a client keeps until it
/// wants the documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A keyword.
    Keyword(Keyword),
    /// A key in the bodies of a keyword.
    Key(Keyword, String),
    /// A word of the fixed list that a key takes.
    Word(Keyword, String, String),
    /// A declaration of that kind, by a name that means it in the whole project.
    Declaration(Keyword, String),
    /// The word `from`.
    Citation,
    /// A rule.
    Rule(String),
    /// A sentence in Markdown.
    Text(String),
}

/// A text that is no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what a completion is about")]
pub struct NoTopic;

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keyword(keyword) => write!(formatter, "keyword {keyword}"),
            Self::Key(keyword, key) => write!(formatter, "key {keyword} {key}"),
            Self::Word(keyword, key, word) => write!(formatter, "word {keyword} {key} {word}"),
            Self::Declaration(keyword, name) => write!(formatter, "declaration {keyword} {name}"),
            Self::Citation => formatter.write_str("citation"),
            Self::Rule(rule) => write!(formatter, "rule {rule}"),
            Self::Text(text) => write!(formatter, "text {text}"),
        }
    }
}

impl FromStr for Topic {
    type Err = NoTopic;

    fn from_str(text: &str) -> Result<Self, NoTopic> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        let mut words = rest.split(' ');
        let mut word = || words.next().filter(|word| !word.is_empty()).ok_or(NoTopic);
        let keyword = |name: &str| Keyword::from_name(name).ok_or(NoTopic);
        match kind {
            "keyword" => Ok(Self::Keyword(keyword(word()?)?)),
            "key" => Ok(Self::Key(keyword(word()?)?, word()?.to_owned())),
            "word" => Ok(Self::Word(keyword(word()?)?, word()?.to_owned(), word()?.to_owned())),
            "declaration" => Ok(Self::Declaration(keyword(word()?)?, word()?.to_owned())),
            "citation" => Ok(Self::Citation),
            "rule" => Ok(Self::Rule(word()?.to_owned())),
            "text" => Ok(Self::Text(rest.to_owned())),
            _ => Err(NoTopic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_survives_being_a_text() {
        let topics = [
            Topic::Keyword(Keyword::Pain),
            Topic::Key(Keyword::Touchpoint, "channel".to_owned()),
            Topic::Word(Keyword::Journey, "state".to_owned(), "as-is".to_owned()),
            Topic::Declaration(Keyword::Pain, "weekly_shop.stale_stock".to_owned()),
            Topic::Citation,
            Topic::Rule("unused-name".to_owned()),
            Topic::Text("Very *bad*, or worse.".to_owned()),
        ];
        for topic in topics {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        for text in ["", "keyword", "keyword persone", "key pain", "colour red"] {
            assert_eq!(text.parse::<Topic>(), Err(NoTopic), "{text}");
        }
    }
}
