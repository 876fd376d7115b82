//! Ids, and the way from a label to an id and back.

use unicode_ident::{is_xid_continue, is_xid_start};

/// The id of a label that has neither a letter nor a digit.
const NAMELESS: &str = "unnamed";

/// Whether the text has the form of an id: a letter or `_`, then letters, digits, `_` or `-`, not ending in `-`.
/// Letters and digits are those of Unicode (XID_Start and XID_Continue of UAX #31).
pub fn is_id(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first == '_' || is_xid_start(first))
        && characters.all(|character| character == '-' || is_xid_continue(character))
        && !text.ends_with('-')
}

/// The id that a label gives: what a declaration is called that has a label and no id.
///
/// Lower case; letters and digits of any script stay; apostrophes within a word vanish; everything else between words
/// becomes one `_`. A label that starts with a digit gets a `_` in front. `from`, which opens a citation and therefore
/// cannot be referred to, becomes `_from`. A label without any letter or digit gives `unnamed`. The result always has
/// the form of an id.
pub fn slug(label: &str) -> String {
    let mut id = String::with_capacity(label.len() + 1);
    let mut gap = false;
    for character in label.chars().flat_map(char::to_lowercase) {
        if matches!(character, '\'' | '’' | '‘' | 'ʼ') {
            // Part of the word before it, or a quotation mark beside a space that makes the gap.
        } else if character != '_' && is_xid_continue(character) {
            if gap || (id.is_empty() && !is_xid_start(character)) {
                id.push('_');
            }
            id.push(character);
            gap = false;
        } else {
            gap = !id.is_empty();
        }
    }
    if !id.chars().any(char::is_alphanumeric) {
        return NAMELESS.to_owned();
    }
    if id == "from" {
        id.insert(0, '_');
    }
    id
}

/// The label that an id gives: what a declaration is called that has an id and no label.
///
/// `_` and `-` become spaces and the first letter is made large: `q3_survey` gives `Q3 survey`. An id without any letter
/// or digit stays as it is.
pub fn words(id: &str) -> String {
    let mut label = String::with_capacity(id.len());
    for word in id.split(['_', '-']).filter(|word| !word.is_empty()) {
        if label.is_empty() {
            let mut characters = word.chars();
            label.extend(characters.next().into_iter().flat_map(char::to_uppercase));
            label.push_str(characters.as_str());
        } else {
            label.push(' ');
            label.push_str(word);
        }
    }
    if label.is_empty() {
        label.push_str(id);
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_have_the_form_of_the_contract() {
        for id in ["a", "_", "q3_survey", "as-is", "_2", "größe", "顧客", "e\u{301}te"] {
            assert!(is_id(id), "{id}");
        }
        for text in ["", "2a", "-a", "a-", "a b", "a.b", "é!", "🎉"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn a_label_gives_an_id() {
        for (label, id) in [
            ("Discover", "discover"),
            ("Weekly shop, next year", "weekly_shop_next_year"),
            ("  Is it all there?  ", "is_it_all_there"),
            ("Customer's goal", "customers_goal"),
            ("Don’t know", "dont_know"),
            ("'Quoted' words", "quoted_words"),
            ("2 minutes later", "_2_minutes_later"),
            ("Check-in", "check_in"),
            ("__a__b__", "a_b"),
            ("Größe / Öl", "größe_öl"),
            ("顧客の声", "顧客の声"),
            ("İstanbul", "i\u{307}stanbul"),
            ("🎉", "unnamed"),
            ("", "unnamed"),
            ("From", "_from"),
        ] {
            assert_eq!(slug(label), id, "{label}");
        }
    }

    #[test]
    fn an_id_gives_a_label() {
        for (id, label) in [
            ("q3_survey", "Q3 survey"),
            ("live-stock", "Live stock"),
            ("_2_minutes", "2 minutes"),
            ("ärger", "Ärger"),
            ("__", "__"),
        ] {
            assert_eq!(words(id), label, "{id}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_always_an_id_that_can_be_referred_to(label in any::<String>()) {
            let id = slug(&label);
            prop_assert!(is_id(&id), "{id:?}");
            prop_assert_ne!(id, "from");
        }

        #[test]
        fn the_words_of_a_slug_have_the_same_slug(label in "[a-zA-Z0-9 _'?-]{0,24}") {
            let id = slug(&label);
            prop_assert_eq!(slug(&words(&id)), id);
        }
    }
}
