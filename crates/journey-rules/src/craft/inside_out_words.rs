//! Words that tell a label from the company's side, and how the customer would say it. English only.

use std::cmp::Ordering;
use std::ops::Range;

use super::said_by_customer::got;
use super::who_does_it::{handled, is_done};
use super::words::{is, opens, same, starts_with, words};

/// Something in a label that is told from the company's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InsideOut {
    /// Where it is in the label, in bytes.
    pub(super) place: Range<usize>,
    /// How the customer would say it, where the label leaves no doubt.
    pub(super) instead: Option<String>,
    /// Whether that says all that the label says, so that it can stand in its place.
    pub(super) says_all: bool,
}

/// A word, what follows it, and when the company speaks so.
struct Telling {
    first: &'static str,
    rest: &'static str,
    when: When,
}

enum When {
    Always,
    /// Unless it goes to somebody else than customers.
    Sent,
    /// Where nothing more is said of it than that a customer gets it: customers send e-mails too.
    SentAlone,
    /// Where the next thing is a customer: only a company does that with customers.
    WithCustomer,
    /// Unless the label begins with what the customer does.
    UnlessDone,
    /// The same, and unless it is the customer's own.
    UnlessOwn,
    /// Where it is processed, sent or closed, as a step of a process.
    Handled,
}

use When::{Always, Handled, Sent, SentAlone, UnlessDone, UnlessOwn, WithCustomer};

const fn telling(first: &'static str, rest: &'static str, when: When) -> Telling {
    Telling { first, rest, when }
}

/// What a label starts with, sorted by the first word. "We" alone may be the customer's family, "system" alone what they fight
/// with, and "sends" alone what they do; so each needs what only the company does. Without an `s` it is an order to a
/// colleague; whoever draws the map of a customer writes "Sends".
const AT_THE_START: &[Telling] = &[
    telling("acquire", "", WithCustomer),
    telling("acquires", "", WithCustomer),
    telling("bill", "", WithCustomer),
    telling("call", "", WithCustomer),
    telling("charge", "", WithCustomer),
    telling("contact", "", WithCustomer),
    telling("convert", "", WithCustomer),
    telling("converts", "", WithCustomer),
    telling("email", "", WithCustomer),
    telling("inform", "", WithCustomer),
    telling("invoice", "", WithCustomer),
    telling("notify", "", WithCustomer),
    telling("nurture", "", WithCustomer),
    telling("nurtures", "", WithCustomer),
    telling("onboard", "", WithCustomer),
    telling("onboarding", "of", WithCustomer),
    telling("onboards", "", WithCustomer),
    telling("our", "crm", Always),
    telling("our", "marketing", Always),
    telling("our", "sales", Always),
    telling("our", "staff", Always),
    telling("our", "support team", Always),
    telling("our", "system", Always),
    telling("our", "systems", Always),
    telling("our", "team", Always),
    telling("qualify", "", WithCustomer),
    telling("remind", "", WithCustomer),
    telling("retain", "", WithCustomer),
    telling("retains", "", WithCustomer),
    telling("send", "confirmation", SentAlone),
    telling("send", "e-mail", SentAlone),
    telling("send", "e-mails", SentAlone),
    telling("send", "email", SentAlone),
    telling("send", "emails", SentAlone),
    telling("send", "newsletter", Sent),
    telling("send", "reminder", SentAlone),
    telling("send", "reminders", SentAlone),
    telling("send", "survey", SentAlone),
    telling("send", "welcome", Sent),
    telling("sends", "automated", Sent),
    telling("sends", "email", SentAlone),
    telling("sends", "emails", SentAlone),
    telling("sends", "newsletter", Sent),
    telling("sends", "newsletters", Sent),
    telling("system", "assigns", Always),
    telling("system", "creates", Always),
    telling("system", "generates", Always),
    telling("system", "processes", Always),
    telling("system", "records", Always),
    telling("system", "routes", Always),
    telling("system", "sends", Sent),
    telling("system", "stores", Always),
    telling("system", "triggers", Always),
    telling("system", "updates", Always),
    telling("system", "validates", Always),
    telling("target", "", WithCustomer),
    telling("targets", "", WithCustomer),
    telling("the", "system assigns", Always),
    telling("the", "system creates", Always),
    telling("the", "system generates", Always),
    telling("the", "system processes", Always),
    telling("the", "system routes", Always),
    telling("the", "system sends", Sent),
    telling("the", "system triggers", Always),
    telling("the", "system updates", Always),
    telling("the", "system validates", Always),
    telling("upsell", "", WithCustomer),
    telling("upsells", "", WithCustomer),
    telling("we", "approve", Always),
    telling("we", "assign", Always),
    telling("we", "deliver", Sent),
    telling("we", "email", Always),
    telling("we", "follow up", Always),
    telling("we", "give a discount", Always),
    telling("we", "give a refund", Always),
    telling("we", "give a voucher", Always),
    telling("we", "give customers", Always),
    telling("we", "give the customer", Always),
    telling("we", "inform", Always),
    telling("we", "notify", Always),
    telling("we", "onboard", Always),
    telling("we", "process", Always),
    telling("we", "reach out", Always),
    telling("we", "remind", Always),
    telling("we", "send", Sent),
    telling("we", "ship", Sent),
    telling("we", "upsell", Always),
];

/// What tells the company's side wherever it stands, sorted by the first word.
const ANYWHERE: &[Telling] = &[
    telling("application", "", Handled),
    telling("backend", "system", UnlessOwn),
    telling("backend", "systems", UnlessOwn),
    telling("case", "is created", UnlessDone),
    telling("claim", "", Handled),
    telling("crm", "", UnlessOwn),
    telling("cross", "sell", Always),
    telling("cross", "selling", Always),
    telling("customer", "is contacted", UnlessDone),
    telling("customer", "is informed", UnlessDone),
    telling("customer", "is notified", UnlessDone),
    telling("customer", "is onboarded", UnlessDone),
    telling("e", "mail is sent", UnlessDone),
    telling("email", "is sent", UnlessDone),
    telling("emails", "are sent", UnlessDone),
    telling("invoice", "", Handled),
    telling("lead", "capture", UnlessOwn),
    telling("lead", "generation", UnlessOwn),
    telling("lead", "is assigned", UnlessDone),
    telling("lead", "is created", UnlessDone),
    telling("lead", "is qualified", UnlessDone),
    telling("lead", "nurturing", UnlessOwn),
    telling("lead", "qualification", UnlessOwn),
    telling("lead", "scoring", UnlessOwn),
    telling("order", "", Handled),
    telling("payment", "", Handled),
    telling("qualified", "lead", UnlessOwn),
    telling("qualify", "lead", Always),
    telling("refund", "", Handled),
    telling("request", "is processed", UnlessDone),
    telling("ticket", "", Handled),
    telling("up", "selling", Always),
    telling("upsell", "", Always),
    telling("upselling", "", Always),
    telling("welcome", "e-mail", Handled),
    telling("welcome", "email", Handled),
];

/// What a funnel calls the stages, and what the customer is up to there; sorted.
static FUNNEL: &[(&str, &str)] = &[
    ("acquire", "Discover"),
    ("acquisition", "Discover"),
    ("activation", "Get started"),
    ("advocacy", "Tell others"),
    ("awareness", "Discover"),
    ("churn", "Leave"),
    ("consideration", "Compare"),
    ("conversion", "Decide"),
    ("convert", "Decide"),
    ("cross-sell", "Want more"),
    ("cross-selling", "Want more"),
    ("customer acquisition", "Discover"),
    ("customer retention", "Stay or leave"),
    ("demand generation", "Notice the need"),
    ("fulfillment", "Receive"),
    ("fulfilment", "Receive"),
    ("lead", "Discover"),
    ("lead generation", "Discover"),
    ("lead nurturing", "Compare"),
    ("leads", "Discover"),
    ("loyalty", "Come back"),
    ("monetisation", "Pay"),
    ("monetization", "Pay"),
    ("nurture", "Compare"),
    ("nurturing", "Compare"),
    ("prospecting", "Notice the need"),
    ("retain", "Stay or leave"),
    ("retention", "Stay or leave"),
    ("retention & loyalty", "Stay or leave"),
    ("retention and loyalty", "Stay or leave"),
    ("upsell", "Want more"),
    ("upselling", "Want more"),
];

/// Those behind which customers may be up to several things: what they are called instead is a proposal and no more.
const OPEN: [&str; 9] = [
    "activation",
    "advocacy",
    "awareness",
    "consideration",
    "conversion",
    "convert",
    "loyalty",
    "retention & loyalty",
    "retention and loyalty",
];

/// Those that are a funnel's only where they are the whole label.
const ALONE: [&str; 5] = ["activation", "advocacy", "awareness", "consideration", "loyalty"];

/// What the label of a stage says in the words of a funnel: the whole label, or one side of an "and".
pub(super) fn funnel_word(label: &str) -> Option<InsideOut> {
    whole_funnel_word(label).or_else(|| {
        let (at, between) = [" and ", " & ", " / ", "/"].iter().find_map(|one| Some((label.find(one)?, *one)))?;
        let (before, behind) = (label.get(..at)?, label.get(at + between.len()..)?);
        // A leader leads and mentors, a customer has leads: alone, these are a funnel's.
        let is_clear = |found: &InsideOut, side: &str| {
            let word = side.get(found.place.clone()).unwrap_or_default();
            !starts_with_lead(word) && !is_one_of(word, &ALONE)
        };
        let found = whole_funnel_word(before).filter(|found| is_clear(found, before)).or_else(|| {
            let found = whole_funnel_word(behind).filter(|found| is_clear(found, behind))?;
            let offset = at + between.len();
            Some(InsideOut { place: found.place.start + offset..found.place.end + offset, ..found })
        })?;
        Some(InsideOut { says_all: false, ..found })
    })
}

fn starts_with_lead(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("lead"))
}

fn whole_funnel_word(label: &str) -> Option<InsideOut> {
    let (first, word) = words(label).next()?;
    // Most labels are done with by a look at their first letter.
    let letter = word.bytes().next()?.to_ascii_lowercase();
    let mut like_it =
        FUNNEL.iter().filter(|(funnel, _)| funnel.as_bytes().first() == Some(&letter) && opens(funnel, word));
    let (funnel, instead) = like_it.find(|(funnel, _)| is(label, funnel))?;
    let last = words(label).last().map_or(first.end, |(place, _)| place.end);
    Some(InsideOut {
        place: first.start..last,
        instead: Some((*instead).to_owned()),
        says_all: !is_one_of(funnel, &OPEN),
    })
}

/// What the label of a touchpoint tells from the company's side.
pub(super) fn inside_out(label: &str) -> Option<InsideOut> {
    let mut before: Option<&str> = None;
    for (place, word) in words(label) {
        let is_first = before.is_none();
        let before = before.replace(word);
        let starts = if is_first { of_word(AT_THE_START, &START_LENGTHS, word) } else { &[] };
        let behind = label.get(place.end..).unwrap_or_default();
        for telling in starts.iter().chain(of_word(ANYWHERE, &LENGTHS, word)) {
            let Some(mut length) = rest(behind, telling.rest) else { continue };
            let rest = behind.get(length..).unwrap_or_default();
            let is_told = match telling.when {
                Always => true,
                Sent => !goes_elsewhere(rest),
                SentAlone => is_for_customers(rest),
                WithCustomer => is_customer(rest),
                UnlessDone => !is_done(label),
                UnlessOwn => !before.is_some_and(|before| is_one_of(before, &OWN)) && !is_done(label),
                Handled => match handled(telling.first, rest).filter(|_| !is_done(label)) {
                    Some(more) => {
                        length += more;
                        true
                    }
                    None => false,
                },
            };
            if is_told {
                let instead = got(label);
                return Some(InsideOut {
                    place: place.start..place.end + length,
                    says_all: instead.is_some(),
                    instead,
                });
            }
        }
    }
    None
}

/// For each letter, the lengths of the first words that start with it, as bits: nearly every word of a label is done with by a
/// look at this.
type Lengths = [u32; 26];

static START_LENGTHS: Lengths = lengths(AT_THE_START);
static LENGTHS: Lengths = lengths(ANYWHERE);

const fn lengths(table: &[Telling]) -> Lengths {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < table.len() {
        let first = table[at].first.as_bytes();
        lengths[(first[0] - b'a') as usize] |= 1 << first.len();
        at += 1;
    }
    lengths
}

/// The part of a sorted table that starts with the word.
fn of_word(table: &'static [Telling], lengths: &Lengths, word: &str) -> &'static [Telling] {
    let letter = word.bytes().next().map_or(u8::MAX, |first| first.to_ascii_lowercase().wrapping_sub(b'a'));
    let there = lengths.get(usize::from(letter)).copied().unwrap_or_default();
    if word.len() >= 32 || there & (1 << word.len()) == 0 {
        return &[];
    }
    let order = |telling: &Telling| {
        let lower = word.bytes().map(|byte| byte.to_ascii_lowercase());
        telling.first.bytes().cmp(lower)
    };
    let start = table.partition_point(|telling| order(telling) == Ordering::Less);
    let there = table.get(start..).unwrap_or_default();
    let count = there.iter().take_while(|telling| order(telling) == Ordering::Equal).count();
    there.get(..count).unwrap_or_default()
}

/// How far the rest of a phrase goes, in bytes; 0 for none.
fn rest(behind: &str, phrase: &str) -> Option<usize> {
    if phrase.is_empty() { Some(0) } else { starts_with(behind, phrase) }
}

const OWN: [&str; 7] = ["her", "his", "their", "own", "my", "its", "new"];
const ARTICLES: [&str; 9] = ["the", "a", "an", "our", "all", "new", "existing", "potential", "your"];
const CUSTOMERS: [&str; 2] = ["customer", "customers"];
/// What may stand behind a customer; other words make something else of it, such as customer service.
const BEHIND: [&str; 14] =
    ["about", "after", "again", "and", "by", "for", "if", "in", "of", "on", "to", "via", "when", "with"];

pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| same(word, one))
}

/// Whether the next thing is a customer.
fn is_customer(rest: &str) -> bool {
    let mut words = words(rest).map(|(_, word)| word).skip_while(|word| is_one_of(word, &ARTICLES));
    words.next().is_some_and(|word| is_one_of(word, &CUSTOMERS))
        && words.next().is_none_or(|word| is_one_of(word, &BEHIND))
}

/// Whether it is sent back, or to somebody who is no customer: the customer does that too.
pub(super) fn goes_elsewhere(rest: &str) -> bool {
    words(rest).any(|(place, word)| {
        let is_for = |text: &str| {
            is_customer(text) || words(text).next().is_some_and(|(_, who)| is_one_of(who, &["them", "you"]))
        };
        same(word, "back") || same(word, "to") && !is_for(rest.get(place.end..).unwrap_or_default())
    })
}

/// Whether nothing follows, or only that customers get it.
fn is_for_customers(rest: &str) -> bool {
    words(rest)
        .next()
        .is_none_or(|(place, word)| same(word, "to") && is_customer(rest.get(place.end..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str) -> Option<&str> {
        inside_out(label).map(|found| &label[found.place])
    }

    #[test]
    fn the_tables_are_sorted_and_in_lower_case() {
        for table in [AT_THE_START, ANYWHERE] {
            assert!(table.is_sorted_by_key(|telling| telling.first));
            assert!(table.iter().all(|telling| telling.first == telling.first.to_lowercase()));
        }
        assert!(FUNNEL.is_sorted());
    }

    #[test]
    fn every_entry_finds_itself() {
        for telling in AT_THE_START.iter().chain(ANYWHERE) {
            let customer = match telling.when {
                WithCustomer => "the customer",
                Handled => "is processed",
                _ => "",
            };
            let label = format!("{} {} {customer}", telling.first, telling.rest).to_uppercase();
            assert!(inside_out(&label).is_some(), "{label}");
        }
        for (label, instead) in FUNNEL {
            let (label, instead) = (*label, *instead);
            let found = funnel_word(&format!("\"{}\"", label.to_uppercase())).unwrap();
            assert_eq!((found.place, found.instead.as_deref()), (1..label.len() + 1, Some(instead)));
            assert_eq!(found.says_all, !OPEN.contains(&label));
            assert_eq!(whole_funnel_word(&format!("{label} party")), None);
        }
    }

    #[test]
    fn one_side_of_an_and_is_enough() {
        let place = |label: &str| funnel_word(label).map(|found| label.get(found.place).unwrap().to_owned());
        assert_eq!(place("Servicing and cross-sell").as_deref(), Some("cross-sell"));
        assert_eq!(place("Retention & expansion").as_deref(), Some("Retention"));
        assert_eq!(place("aftercare/Upsell").as_deref(), Some("Upsell"));
        for label in
            ["Lead and mentor", "Try & buy", "Retention of water", "and", " & ", "Pay and leave", "Ärger und Retention"]
        {
            assert_eq!(place(label), None, "{label}");
        }
    }

    #[test]
    fn what_the_customer_does_or_has_is_left_alone() {
        for label in [
            "We choose a sofa",
            "We send the papers to the bank",
            "We ship it back",
            "Our support worker visits",
            "Our agent shows us the flat",
            "Sends an e-mail to support",
            "Sends the form back",
            "Send email to support",
            "Send e-mail with photos",
            "Send invoice",
            "Send confirmation to the landlord",
            "The lead is too short",
            "Call the client",
            "Email customer care",
            "Send a photo",
            "The system logs her out",
            "System is down",
            "Calls customer service",
            "Call customer support",
            "Contact customer care",
            "Contacts the client",
            "Invoices her customers",
            "Imports contacts from her CRM",
            "Leads the dog out",
            "Is led to the table",
            "Takes the lead",
            "Sells it up the road",
            "Connects the backend",
            "Charges the car",
            "Calls a friend",
            "Ourense",
            "Wendy sends email",
            "Opens a ticket",
            "Gets an e-mail",
            "",
            "商品を探す",
        ] {
            assert_eq!(told(label), None, "{label}");
        }
        for label in
            ["Discover", "Onboarding", "Awareness and trial", "Loyalty card", "Retention pond", "Leading", "Order", ""]
        {
            assert_eq!(funnel_word(label), None, "{label}");
        }
    }

    #[test]
    fn what_is_found_is_the_telling_words() {
        let place = |label| told(label).unwrap();
        assert_eq!(place("Noted in the CRM"), "CRM");
        assert_eq!(place("\"We  send out a letter\""), "We  send");
        assert_eq!(place("Notify the customer by e-mail"), "Notify");
        assert_eq!(place("A ticket is created"), "ticket is created");
        assert_eq!(place("onboard_customers"), "onboard");
        assert_eq!(place("Tries to cross-sell insurance"), "cross-sell");
    }
}
