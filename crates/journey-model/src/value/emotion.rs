//! An emotion: a score from -2 to +2 and a word for it.

use std::fmt;

use smol_str::SmolStr;

use super::error::quoted;
use super::{Number, ValueError};

/// How it feels, as a score and optionally a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Emotion {
    /// The score.
    pub score: Score,
    /// The word in quotes behind it, without the quotes.
    pub word: Option<SmolStr>,
}

/// How it feels: a whole number from -2 (very negative) to +2 (very positive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(i8);

impl Score {
    /// The smallest score, -2.
    pub const LOWEST: Self = Self(-2);
    /// The largest score, +2.
    pub const HIGHEST: Self = Self(2);
    /// Every score, the lowest first.
    pub const ALL: [Self; 5] = [Self(-2), Self(-1), Self(0), Self(1), Self(2)];

    /// Reads a whole number from -2 to +2, with or without a plus.
    ///
    /// # Errors
    /// Anything else; a number beyond the ends is taken to its end as the correction.
    pub fn parse(written: &str) -> Result<Self, ValueError> {
        Ok(Self(match written {
            "-2" => -2,
            "-1" => -1,
            "0" | "+0" | "-0" => 0,
            "1" | "+1" => 1,
            "2" | "+2" => 2,
            _ => return Err(explain(written)),
        }))
    }

    /// The score for a number from -2 to 2.
    pub fn new(value: i8) -> Option<Self> {
        (-2..=2).contains(&value).then_some(Self(value))
    }

    /// The number, from -2 to 2.
    pub const fn value(self) -> i8 {
        self.0
    }

    /// The number as it is written in a file: with a plus where it is positive.
    pub const fn written(self) -> &'static str {
        match self.0 {
            ..=-2 => "-2",
            -1 => "-1",
            0 => "0",
            1 => "+1",
            2.. => "+2",
        }
    }

    /// The score in words.
    pub const fn meaning(self) -> &'static str {
        match self.0 {
            ..=-2 => "very negative",
            -1 => "negative",
            0 => "neither",
            1 => "positive",
            2.. => "very positive",
        }
    }
}

/// [`Score::written`].
impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.written())
    }
}

fn explain(written: &str) -> ValueError {
    const HELP: &str = "Write -2 (very negative), -1, 0 (neither), +1 or +2 (very positive), then a word in double quotes \
                        if you like: `-1 \"irritated\"`.";
    let number = match Number::parse(written) {
        Ok(number) => number.value,
        Err(error) => {
            let message = format!("{} is not an emotion's score", quoted(written));
            let meant = error.correction.filter(|meant| Score::parse(meant).is_ok());
            return match meant {
                Some(meant) => ValueError::new(message, HELP).meaning(meant),
                None => ValueError::new(message, HELP),
            };
        }
    };
    let shown = quoted(written);
    if number > 2.0 {
        ValueError::new(format!("{shown} is beyond the scale; the most positive emotion is +2"), HELP).meaning("+2")
    } else if number < -2.0 {
        ValueError::new(format!("{shown} is beyond the scale; the most negative emotion is -2"), HELP).meaning("-2")
    } else if let Some(score) = Score::ALL.into_iter().find(|score| f64::from(score.0) == number) {
        ValueError::new(format!("{shown} is not how a score is written"), HELP).meaning(score.to_string())
    } else {
        ValueError::new(format!("{shown} is between two scores of the scale"), HELP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_five_scores_are_read_and_written() {
        for score in Score::ALL {
            assert_eq!(Score::parse(&score.to_string()), Ok(score));
            assert_eq!(Score::new(score.value()), Some(score));
        }
        assert_eq!(Score::parse("1"), Score::parse("+1"));
        assert_eq!(Score::HIGHEST.meaning(), "very positive");
        assert_eq!(Score::LOWEST.to_string(), "-2");
        assert_eq!(Score::new(3), None);
    }

    #[test]
    fn anything_else_says_what_the_scale_is() {
        let told = |written| {
            let error = Score::parse(written).unwrap_err();
            (error.message.into_owned(), error.correction)
        };
        assert_eq!(
            told("+5"),
            ("`+5` is beyond the scale; the most positive emotion is +2".to_owned(), Some("+2".to_owned()))
        );
        assert_eq!(told("-3").1.as_deref(), Some("-2"));
        assert_eq!(told("−1").1.as_deref(), Some("-1"));
        assert_eq!(told("1.5").0, "`1.5` is between two scores of the scale");
        assert_eq!(told("happy"), ("`happy` is not an emotion's score".to_owned(), None));
        assert_eq!(told("02"), ("`02` is not how a score is written".to_owned(), Some("+2".to_owned())));
        assert_eq!(told("-1.0").1.as_deref(), Some("-1"));
        assert_eq!(told("00").1.as_deref(), Some("0"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(written in any::<String>()) {
            let _ = Score::parse(&written);
        }
    }
}
