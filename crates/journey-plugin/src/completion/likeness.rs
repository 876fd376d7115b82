//! How much something typed is like a label, as editors compare them.

/// How much something typed is like a label: the greater, the more. Case does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// Its characters stand in the label, in this order.
    Scattered,
    /// A later word of the label starts with it.
    InnerWord,
    /// The label starts with it, or nothing is typed yet.
    Beginning,
}

impl Likeness {
    /// How much `typed` is like `label`; `None` where it is not.
    pub fn of(typed: &str, label: &str) -> Option<Self> {
        let same = |one: char, other: char| one == other || one.to_lowercase().eq(other.to_lowercase());
        let starts = |text: &str| {
            let mut characters = text.chars();
            typed.chars().all(|wanted| characters.next().is_some_and(|character| same(wanted, character)))
        };
        if starts(label) {
            return Some(Self::Beginning);
        }
        let starts_word = |(at, character): (usize, char)| {
            let rest = label.get(at + character.len_utf8()..);
            !character.is_alphanumeric() && rest.is_some_and(starts)
        };
        if label.char_indices().any(starts_word) {
            return Some(Self::InnerWord);
        }
        let mut characters = label.chars();
        let is_scattered = typed.chars().all(|wanted| characters.any(|character| same(wanted, character)));
        is_scattered.then_some(Self::Scattered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_count_more_than_words_and_words_more_than_letters() {
        assert_eq!(Likeness::of("", "maya"), Some(Likeness::Beginning));
        assert_eq!(Likeness::of("MA", "maya"), Some(Likeness::Beginning));
        assert_eq!(Likeness::of("st", "live_stock"), Some(Likeness::InnerWord));
        assert_eq!(Likeness::of("grow", "@growth"), Some(Likeness::InnerWord));
        assert_eq!(Likeness::of("lsk", "live_stock"), Some(Likeness::Scattered));
        assert_eq!(Likeness::of("sø", "søren"), Some(Likeness::Beginning));
        assert_eq!(Likeness::of("mayas", "maya"), None);
        assert_eq!(Likeness::of("ks", "stock"), None);
        assert!(Likeness::Beginning > Likeness::InnerWord && Likeness::InnerWord > Likeness::Scattered);
    }
}
