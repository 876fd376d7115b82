//! Words that tell a label from the company's side, and how the customer would say it. English only.

use std::cmp::Ordering;
use std::ops::Range;

use super::words::{is, opens, same, starts_with, words};

/// Something in a label that is told from the company's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InsideOut {
    /// Where it is in the label, in bytes.
    pub(super) place: Range<usize>,
    /// How the customer would say it, where that can be guessed.
    pub(super) instead: Option<String>,
    /// Whether that says all that the label says, so that it can stand in its place.
    pub(super) says_all: bool,
}

/// A word, what follows it, and how the customer would say it.
struct Telling {
    first: &'static str,
    rest: &'static str,
    instead: Instead,
}

enum Instead {
    /// This.
    Text(&'static str),
    /// What is sent is got, unless it goes to somebody else.
    Gets,
    /// The same where nothing more is said of it than that a customer gets it: customers send e-mails too.
    GetsAlone,
    /// This, where the next thing is a customer: only a company does that with customers.
    WithCustomer(&'static str),
    /// This, unless it is the customer's own.
    UnlessOwn(&'static str),
}

use Instead::{Gets, GetsAlone, Text, UnlessOwn, WithCustomer};

const fn telling(first: &'static str, rest: &'static str, instead: Instead) -> Telling {
    Telling { first, rest, instead }
}

/// What a label starts with, sorted by the first word. "We" alone may be the customer's family, "system" alone what they fight
/// with, and "sends" alone what they do; so each needs what only the company does. Without an `s` it is an order to a
/// colleague; whoever draws the map of a customer writes "Sends".
const AT_THE_START: &[Telling] = &[
    telling("acquire", "", WithCustomer("Hears of it")),
    telling("acquires", "", WithCustomer("Hears of it")),
    telling("bill", "", WithCustomer("Gets the bill")),
    telling("call", "", WithCustomer("Gets a call")),
    telling("charge", "", WithCustomer("Pays")),
    telling("contact", "", WithCustomer("Gets a call")),
    telling("convert", "", WithCustomer("Decides")),
    telling("converts", "", WithCustomer("Decides")),
    telling("email", "", WithCustomer("Gets an e-mail")),
    telling("inform", "", WithCustomer("Learns about it")),
    telling("invoice", "", WithCustomer("Gets the bill")),
    telling("notify", "", WithCustomer("Learns about it")),
    telling("nurture", "", WithCustomer("Reads up on it")),
    telling("nurtures", "", WithCustomer("Reads up on it")),
    telling("onboard", "", WithCustomer("Learns how it works")),
    telling("onboarding", "of", WithCustomer("Learns how it works")),
    telling("onboards", "", WithCustomer("Learns how it works")),
    telling("our", "crm", Text("Is asked what they need")),
    telling("our", "marketing", Text("Hears of it")),
    telling("our", "sales", Text("Speaks with somebody who can help")),
    telling("our", "staff", Text("Speaks with somebody who can help")),
    telling("our", "support team", Text("Speaks with somebody who can help")),
    telling("our", "system", Text("Waits for an answer")),
    telling("our", "systems", Text("Waits for an answer")),
    telling("our", "team", Text("Speaks with somebody who can help")),
    telling("qualify", "", WithCustomer("Is asked what they need")),
    telling("remind", "", WithCustomer("Gets a reminder")),
    telling("retain", "", WithCustomer("Decides to stay")),
    telling("retains", "", WithCustomer("Decides to stay")),
    telling("send", "confirmation", GetsAlone),
    telling("send", "e-mail", GetsAlone),
    telling("send", "e-mails", GetsAlone),
    telling("send", "email", GetsAlone),
    telling("send", "emails", GetsAlone),
    telling("send", "newsletter", Gets),
    telling("send", "reminder", GetsAlone),
    telling("send", "reminders", GetsAlone),
    telling("send", "survey", GetsAlone),
    telling("send", "welcome", Gets),
    telling("sends", "automated", Gets),
    telling("sends", "email", GetsAlone),
    telling("sends", "emails", GetsAlone),
    telling("sends", "newsletter", Gets),
    telling("sends", "newsletters", Gets),
    telling("system", "assigns", Text("Waits for an answer")),
    telling("system", "creates", Text("Waits for an answer")),
    telling("system", "generates", Text("Waits for an answer")),
    telling("system", "processes", Text("Waits for an answer")),
    telling("system", "records", Text("Waits for an answer")),
    telling("system", "routes", Text("Waits for an answer")),
    telling("system", "sends", Gets),
    telling("system", "stores", Text("Waits for an answer")),
    telling("system", "triggers", Text("Waits for an answer")),
    telling("system", "updates", Text("Waits for an answer")),
    telling("system", "validates", Text("Waits for an answer")),
    telling("target", "", WithCustomer("Sees an advertisement")),
    telling("targets", "", WithCustomer("Sees an advertisement")),
    telling("the", "system assigns", Text("Waits for an answer")),
    telling("the", "system creates", Text("Waits for an answer")),
    telling("the", "system generates", Text("Waits for an answer")),
    telling("the", "system processes", Text("Waits for an answer")),
    telling("the", "system routes", Text("Waits for an answer")),
    telling("the", "system sends", Gets),
    telling("the", "system triggers", Text("Waits for an answer")),
    telling("the", "system updates", Text("Waits for an answer")),
    telling("the", "system validates", Text("Waits for an answer")),
    telling("upsell", "", WithCustomer("Is shown more")),
    telling("upsells", "", WithCustomer("Is shown more")),
    telling("we", "approve", Text("Learns that it is approved")),
    telling("we", "assign", Text("Learns who looks after them")),
    telling("we", "deliver", Gets),
    telling("we", "email", Text("Gets an e-mail")),
    telling("we", "follow up", Text("Gets a call")),
    telling("we", "inform", Text("Learns about it")),
    telling("we", "notify", Text("Learns about it")),
    telling("we", "onboard", Text("Learns how it works")),
    telling("we", "process", Text("Waits for an answer")),
    telling("we", "reach out", Text("Gets a call")),
    telling("we", "remind", Text("Gets a reminder")),
    telling("we", "send", Gets),
    telling("we", "ship", Gets),
    telling("we", "upsell", Text("Is shown more")),
];

/// What tells the company's side wherever it stands, sorted by the first word.
const ANYWHERE: &[Telling] = &[
    telling("backend", "system", UnlessOwn("Waits for an answer")),
    telling("backend", "systems", UnlessOwn("Waits for an answer")),
    telling("case", "is created", Text("Waits for an answer")),
    telling("crm", "", UnlessOwn("Is asked what they need")),
    telling("cross", "sell", Text("Is shown more")),
    telling("cross", "selling", Text("Is shown more")),
    telling("customer", "is contacted", Text("Gets a call")),
    telling("customer", "is informed", Text("Learns about it")),
    telling("customer", "is notified", Text("Learns about it")),
    telling("customer", "is onboarded", Text("Learns how it works")),
    telling("e", "mail is sent", Text("Gets an e-mail")),
    telling("email", "is sent", Text("Gets an e-mail")),
    telling("emails", "are sent", Text("Gets an e-mail")),
    telling("lead", "capture", Text("Asks for more")),
    telling("lead", "generation", Text("Hears of it")),
    telling("lead", "is assigned", Text("Asks for more")),
    telling("lead", "is created", Text("Asks for more")),
    telling("lead", "is qualified", Text("Is asked what they need")),
    telling("lead", "nurturing", Text("Reads up on it")),
    telling("lead", "qualification", Text("Is asked what they need")),
    telling("lead", "scoring", Text("Is asked what they need")),
    telling("order", "is processed", Text("Waits for the parcel")),
    telling("payment", "is processed", Text("Pays")),
    telling("qualified", "lead", Text("Asks for more")),
    telling("qualify", "lead", Text("Is asked what they need")),
    telling("request", "is processed", Text("Waits for an answer")),
    telling("ticket", "created", Text("Reports a problem")),
    telling("ticket", "is created", Text("Reports a problem")),
    telling("up", "selling", Text("Is shown more")),
    telling("upsell", "", Text("Is shown more")),
    telling("upselling", "", Text("Is shown more")),
];

/// What a funnel calls the stages, and what the customer is up to there; sorted.
static FUNNEL: &[(&str, &str)] = &[
    ("acquire", "Discover"),
    ("acquisition", "Discover"),
    ("churn", "Leave"),
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
    ("monetisation", "Pay"),
    ("monetization", "Pay"),
    ("nurture", "Compare"),
    ("nurturing", "Compare"),
    ("prospecting", "Notice the need"),
    ("retain", "Stay or leave"),
    ("retention", "Stay or leave"),
    ("upsell", "Want more"),
    ("upselling", "Want more"),
];

/// What the label of a stage says in the words of a funnel: the whole label, or one side of an "and".
pub(super) fn funnel_word(label: &str) -> Option<InsideOut> {
    whole_funnel_word(label).or_else(|| {
        let (at, between) = [" and ", " & ", " / ", "/"].iter().find_map(|one| Some((label.find(one)?, *one)))?;
        let (before, behind) = (label.get(..at)?, label.get(at + between.len()..)?);
        // A leader leads and mentors, a customer has leads: alone, these are a funnel's.
        let is_clear =
            |found: &InsideOut, side: &str| !starts_with_lead(side.get(found.place.clone()).unwrap_or_default());
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
    let mut like_it = FUNNEL.iter().filter(|(funnel, _)| opens(funnel, word));
    let (_, instead) = like_it.find(|(funnel, _)| is(label, funnel))?;
    let last = words(label).last().map_or(first.end, |(place, _)| place.end);
    Some(InsideOut { place: first.start..last, instead: Some((*instead).to_owned()), says_all: true })
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
            let Some(length) = rest(behind, telling.rest) else { continue };
            let rest = behind.get(length..).unwrap_or_default();
            let (instead, says_all) = match telling.instead {
                Text(text) => (text.to_owned(), false),
                Gets if !goes_elsewhere(rest) => got(telling, rest),
                GetsAlone if is_for_customers(rest) => got(telling, rest),
                WithCustomer(text) if is_customer(rest) => (text.to_owned(), false),
                UnlessOwn(text) if !before.is_some_and(|before| is_one_of(before, &OWN)) => (text.to_owned(), false),
                Gets | GetsAlone | WithCustomer(_) | UnlessOwn(_) => continue,
            };
            let place = place.start..place.end + length;
            return Some(InsideOut { place, instead: Some(instead), says_all });
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

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| same(word, one))
}

/// Whether the next thing is a customer.
fn is_customer(rest: &str) -> bool {
    let mut words = words(rest).map(|(_, word)| word).skip_while(|word| is_one_of(word, &ARTICLES));
    words.next().is_some_and(|word| is_one_of(word, &CUSTOMERS))
        && words.next().is_none_or(|word| is_one_of(word, &BEHIND))
}

/// Whether it is sent back, or to somebody who is no customer: the customer does that too.
fn goes_elsewhere(rest: &str) -> bool {
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

/// What the customer gets of what is sent: the words behind, without those that say to whom. Also whether that is all.
fn got(telling: &Telling, behind: &str) -> (String, bool) {
    let names_it = !matches!(telling.rest, "send" | "deliver" | "ship" | "sends" | "system sends" | "automated");
    let mut there: Vec<(Range<usize>, &str)> =
        words(behind).take_while(|(_, word)| !is_one_of(word, &["to", "via", "by", "for"])).collect();
    let end = there.last().map_or(0, |(place, _)| place.end);
    let customer = there.iter().position(|(_, word)| is_one_of(word, &CUSTOMERS)).filter(|at| *at < 2);
    there.drain(..customer.map_or(0, |at| at + 1));
    if there.first().is_some_and(|(_, word)| same(word, "out")) {
        there.remove(0);
    }
    let is_article = |(_, word): &&(Range<usize>, &str)| is_one_of(word, &["a", "an", "the", "our"]);
    let article = there.first().filter(is_article).map(|(_, word)| if same(word, "our") { "the" } else { *word });
    let rest = there.get(usize::from(article.is_some())..).unwrap_or_default();
    let rest = match rest {
        [(first, _), .., (last, _)] => behind.get(first.start..last.end).unwrap_or_default(),
        [(only, _)] => behind.get(only.clone()).unwrap_or_default(),
        [] => "",
    };
    let what = if names_it { telling.rest } else { "" };
    let space = if what.is_empty() || rest.is_empty() { "" } else { " " };
    if what.is_empty() && rest.is_empty() {
        return ("Gets what was sent".to_owned(), false);
    }
    let got = format!("Gets {} {what}{space}{rest}", article.unwrap_or("the").to_lowercase());
    (got, is_for_customers(behind.get(end..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str) -> Option<(&str, String)> {
        let found = inside_out(label)?;
        Some((&label[found.place], found.instead.unwrap()))
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
    fn what_says_less_than_the_label_does_not_stand_in_its_place() {
        let says_all = |label| inside_out(label).unwrap().says_all;
        assert!(says_all("We send a reminder") && says_all("System sends our letter to the customer"));
        assert!(!says_all("We send a reminder via SMS") && !says_all("We send a parcel to them"));
        assert!(!says_all("We ship") && !says_all("Our team listens") && !says_all("Notes it in the CRM"));
    }

    #[test]
    fn every_entry_finds_itself() {
        for telling in AT_THE_START.iter().chain(ANYWHERE) {
            let customer = if matches!(telling.instead, WithCustomer(_)) { "the customer" } else { "" };
            let label = format!("{} {} {customer}", telling.first, telling.rest).to_uppercase();
            assert!(inside_out(&label).is_some(), "{label}");
        }
        for (label, instead) in FUNNEL {
            let (label, instead) = (*label, *instead);
            let found = funnel_word(&format!("\"{}\"", label.to_uppercase())).unwrap();
            assert_eq!((found.place, found.instead.as_deref()), (1..label.len() + 1, Some(instead)));
            assert_eq!(funnel_word(&format!("{label} party")), None);
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
    fn what_is_sent_is_got() {
        let got = |label| told(label).unwrap().1;
        assert_eq!(got("We send a reminder to the customer"), "Gets a reminder");
        assert_eq!(got("Send newsletter"), "Gets the newsletter");
        assert_eq!(got("Send e-mail"), "Gets the e-mail");
        assert_eq!(got("Send welcome pack"), "Gets the welcome pack");
        assert_eq!(got("We send the customer a follow-up e-mail"), "Gets a follow-up e-mail");
        assert_eq!(got("Send reminder to all customers"), "Gets the reminder");
        assert_eq!(got("System sends confirmation"), "Gets the confirmation");
        assert_eq!(got("The system sends out our brochure"), "Gets the brochure");
        assert_eq!(got("We ship"), "Gets what was sent");
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
        for label in ["Discover", "Onboarding", "Awareness", "Loyalty", "Retention pond", "Leading", "Order", ""] {
            assert_eq!(funnel_word(label), None, "{label}");
        }
    }

    #[test]
    fn what_is_found_is_the_telling_words() {
        let place = |label| told(label).unwrap().0;
        assert_eq!(place("Notes it in the CRM"), "CRM");
        assert_eq!(place("\"We  send out a letter\""), "We  send");
        assert_eq!(place("Notify the customer by e-mail"), "Notify");
        assert_eq!(place("A ticket is created"), "ticket is created");
        assert_eq!(place("onboard_customers"), "onboard");
        assert_eq!(place("Tries to cross-sell insurance"), "cross-sell");
    }
}
