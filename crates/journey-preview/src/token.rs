//! The secret in the preview's address: whoever does not know it sees nothing.

use std::fmt;

/// The secret of a preview. It is part of the path of every request, so that
///
/// - the page needs no cookie: cookies of `127.0.0.1` go to every server of this machine, whatever its port;
/// - scripts, styles and events, which are relative to the page, carry it without being told;
/// - a page of another site cannot guess an address here.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why something cannot be the secret of a preview.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is too short, too long or has other characters.
    #[error("a token has {SHORTEST} to {LONGEST} letters, digits, `-` and `_`")]
    Shape,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Chance(String),
}

/// How many random bytes make a token.
const BYTES: usize = 16;
const SHORTEST: usize = 22;
const LONGEST: usize = 128;

impl Token {
    /// A new secret that nobody knows.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub fn random() -> Result<Self, TokenError> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| TokenError::Chance(error.to_string()))?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// A secret that somebody chose, such as an editor that starts a preview again for pages that are still open.
    ///
    /// # Errors
    /// Where it is not what a token looks like.
    pub fn chosen(text: &str) -> Result<Self, TokenError> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if is_plain && (SHORTEST..=LONGEST).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TokenError::Shape)
        }
    }

    /// The secret itself, for the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether that is the secret. It takes as long for a near miss as for a wild guess.
    pub(crate) fn is(&self, guess: &str) -> bool {
        let (own, guess) = (self.0.as_bytes(), guess.as_bytes());
        let differs = own.iter().zip(guess).fold(0, |differs, (one, other)| differs | (one ^ other));
        own.len() == guess.len() && differs == 0
    }
}

impl fmt::Debug for Token {
    /// Logs are shared more freely than secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_another_and_knows_itself_alone() {
        let (one, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert_eq!(one.as_str().len(), 32);
        assert!(one.is(one.as_str()) && !one.is(other.as_str()));
        assert!(!one.is("") && !one.is(&one.as_str()[1..]) && !one.is(&format!("{}0", one.as_str())));
        assert_eq!(Token::chosen(one.as_str()), Ok(one.clone()));
        assert_eq!(format!("{one:?}"), "Token");
    }

    #[test]
    fn a_chosen_token_has_to_be_long_and_plain() {
        for text in ["", "short", "twenty-two-letters-or/x", "twenty two letters or more", &"x".repeat(129)] {
            assert_eq!(Token::chosen(text), Err(TokenError::Shape), "{text}");
        }
        assert!(Token::chosen("twenty-two_letters_or_9").is_ok());
    }
}
