//! How the customer would say what a label tells from the company's side.

use super::inside_out_words::is_one_of;
use super::words::same;

/// How the customer would say that the company sends something, where the label says no more than that.
pub(super) fn got(label: &str) -> Option<String> {
    let mut words = label.trim_matches('"').split_whitespace();
    let is_we = words.next().is_some_and(|word| same(word, "we"));
    let is_sent = words.next().is_some_and(|word| is_one_of(word, &["send", "deliver", "give"]));
    let article = words.next().filter(|word| is_one_of(word, &["a", "an", "the", "your"]));
    let article = article.filter(|_| is_we && is_sent)?.to_lowercase();
    let article = if article == "your" { "the" } else { &article };
    let thing: Vec<&str> = words.collect();
    let is_name = |word: &&str| {
        word.chars().all(|one| one.is_alphabetic() || one == '-')
            && !BEYOND.split(' ').any(|beyond| same(word, beyond))
            && (!word.ends_with("ly") || is_one_of(word, &["daily", "early", "monthly", "reply", "weekly", "yearly"]))
    };
    ((1..=3).contains(&thing.len()) && thing.iter().all(is_name)).then(|| format!("Gets {article} {}", thing.join(" ")))
}

/// Words with which no name of a thing goes on: they say to whom, how or when, or name somebody who cannot be got.
const BEYOND: &str = "a about after again all an and as at away back before but by client clients courier customer \
                      customers driver each every first for from guest guests her here him his home if in instead into \
                      it later member members no not now of off on once or our out over patient patients soon that the \
                      their them then there to today tomorrow too until user users via when with";

#[cfg(test)]
mod tests {
    use crate::craft::inside_out_words::inside_out;

    #[test]
    fn what_is_sent_is_got_where_the_label_says_no_more() {
        for (label, instead) in [
            ("We send a reminder", "Gets a reminder"),
            ("\"we  Send your invoice\"", "Gets the invoice"),
            ("We send a follow-up e-mail", "Gets a follow-up e-mail"),
            ("We deliver the weekly box", "Gets the weekly box"),
            ("We give a discount", "Gets a discount"),
        ] {
            let found = inside_out(label).unwrap();
            assert_eq!((found.instead.as_deref(), found.says_all), (Some(instead), true));
        }
        for label in [
            "We send her away",
            "We send nothing",
            "We send them a new link",
            "We deliver too late",
            "We send a",
            "We send the customer a follow-up e-mail",
            "We send a parcel to them",
            "We send a reminder via SMS",
            "We send a reminder 3 days before",
            "We send a letter (signed)",
            "We deliver the parcel too late",
            "We deliver the parcel quickly",
            "We send a letter that she does not read",
            "We ship a parcel",
            "System sends a letter",
            "we_send_a_reminder",
            "We approve nothing",
            "Added to CRM",
            "Our team listens",
            "Send newsletter",
        ] {
            let found = inside_out(label).unwrap();
            assert_eq!((found.instead, found.says_all), (None, false), "{label}");
        }
    }
}
