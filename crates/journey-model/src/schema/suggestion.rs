//! Which keyword or key somebody meant who wrote another word.

use std::borrow::Cow;

use super::{KeySchema, Keyword, Place, Schema};
use crate::nearest::nearest;

impl Schema {
    /// The keyword that somebody meant by `written` in `place`: another word of the field for it, or one that is
    /// spelled nearly so. Keywords that may stand there come first.
    pub fn suggest_keyword(&self, written: &str, place: Place) -> Option<Keyword> {
        let word = plain(written);
        let here = || self.keywords().filter(|schema| schema.places.contains(&place));
        let elsewhere = || self.keywords();
        if let Some(keyword) = Keyword::from_name(&word) {
            return Some(keyword);
        }
        here()
            .find(|schema| calls(&schema.also_called, &word))
            .map(|schema| schema.keyword)
            .or_else(|| spelled(&word, here().map(|schema| schema.keyword)))
            .or_else(|| spelled(&word, elsewhere().map(|schema| schema.keyword)))
            .or_else(|| elsewhere().find(|schema| calls(&schema.also_called, &word)).map(|schema| schema.keyword))
    }

    /// The key that somebody meant by `written` in the body of `keyword`: another word for it, or one that is spelled
    /// nearly so.
    pub fn suggest_key(&self, keyword: Keyword, written: &str) -> Option<&KeySchema> {
        let word = plain(written);
        let keys = &self.keyword(keyword).keys;
        keys.iter().find(|key| key.name == word || calls(&key.also_called, &word)).or_else(|| {
            let name = nearest(&word, keys.iter().map(|key| key.name.as_ref()))?;
            self.key(keyword, name)
        })
    }
}

fn plain(written: &str) -> String {
    written.to_lowercase().replace('-', "_")
}

fn calls(words: &[Cow<'static, str>], word: &str) -> bool {
    words.iter().any(|known| known == word)
}

fn spelled(word: &str, keywords: impl Iterator<Item = Keyword>) -> Option<Keyword> {
    nearest(word, keywords.map(Keyword::name)).and_then(Keyword::from_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_guessed_from_its_place_and_the_fields_other_words() {
        let guess = |word, place| Schema::standard().suggest_keyword(word, place).map(Keyword::name);
        let in_journey = Place::In(Keyword::Journey);
        let in_stage = Place::In(Keyword::Stage);
        assert_eq!(guess("step", in_journey), Some("stage"));
        assert_eq!(guess("step", in_stage), Some("touchpoint"));
        assert_eq!(guess("touch-point", in_stage), Some("touchpoint"));
        assert_eq!(guess("Stage", in_journey), Some("stage"));
        assert_eq!(guess("stag", in_journey), Some("stage"));
        assert_eq!(guess("persna", in_stage), Some("persona"));
        assert_eq!(guess("pain_point", in_stage), Some("pain"));
        assert_eq!(guess("customer", Place::File), Some("persona"));
        assert_eq!(guess("xylophone", Place::File), None);
    }

    #[test]
    fn a_key_is_guessed_from_its_keyword() {
        let guess = |keyword, word| Schema::standard().suggest_key(keyword, word).map(|key| key.name.to_string());
        assert_eq!(guess(Keyword::Persona, "goals").as_deref(), Some("goal"));
        assert_eq!(guess(Keyword::Persona, "behaviour").as_deref(), Some("behavior"));
        assert_eq!(guess(Keyword::Persona, "Frustrations").as_deref(), Some("hates"));
        assert_eq!(guess(Keyword::Touchpoint, "emtion").as_deref(), Some("emotion"));
        assert_eq!(guess(Keyword::Touchpoint, "front-stage").as_deref(), Some("frontstage"));
        assert_eq!(guess(Keyword::Pain, "severty").as_deref(), Some("severity"));
        assert_eq!(guess(Keyword::Gain, "severity"), None);
    }
}
