//! Who does what a label tells: the customer, or the company.

use super::inside_out_words::{goes_elsewhere, is_one_of};
use super::words::{same, words};

/// Words that end as a verb does of which customers are the subject, and are the company's.
const NO_DEED: [&str; 31] = [
    "accounts",
    "acquires",
    "always",
    "assigns",
    "assesses",
    "backends",
    "converts",
    "customers",
    "details",
    "emails",
    "invoices",
    "leads",
    "logistics",
    "news",
    "notifies",
    "nurtures",
    "onboards",
    "operations",
    "ops",
    "processes",
    "qualifies",
    "retains",
    "routes",
    "sales",
    "sends",
    "staffs",
    "stores",
    "systems",
    "targets",
    "triggers",
    "upsells",
];

/// Whether a label begins with what the customer does, such as `Opens the CRM`: with a verb of the third person and
/// something behind it.
pub(super) fn is_done(label: &str) -> bool {
    let mut words = words(label).map(|(_, word)| word);
    let Some(first) = words.next().filter(|first| first.len() > 3 && first.ends_with('s')) else { return false };
    // Access, status and analysis are no verbs.
    !["ss", "us", "is", "'s", "’s"].iter().any(|end| first.ends_with(end))
        && !is_one_of(first, &NO_DEED)
        && words.next().is_some()
}

/// What a company does with orders and tickets.
const DEEDS: [&str; 6] = ["processed", "sent", "created", "closed", "assessed", "reviewed"];
/// What customers send themselves.
const SENT_BY_CUSTOMERS: [&str; 3] = ["application", "claim", "payment"];
const COMPANY: [&str; 6] = ["us", "our", "staff", "system", "team", "support"];

/// How far the words go that say what is done with a thing, in bytes, if the company does it: with `is` before them, or with
/// nothing more behind them than that it is the company.
pub(super) fn handled(thing: &str, behind: &str) -> Option<usize> {
    let mut there = words(behind);
    let (mut place, mut word) = there.next()?;
    let is_passive = same(word, "is");
    if is_passive {
        (place, word) = there.next()?;
    }
    let customers_do_it = same(word, "sent") && is_one_of(thing, &SENT_BY_CUSTOMERS);
    if !is_one_of(word, &DEEDS) || customers_do_it {
        return None;
    }
    let rest = behind.get(place.end..)?;
    let by = words(rest).find(|(_, word)| same(word, "by")).map(|(by, _)| rest.get(by.end..).unwrap_or_default());
    let is_told = match by {
        Some(who) => words(who).find(|(_, who)| !same(who, "the")).is_some_and(|(_, who)| is_one_of(who, &COMPANY)),
        None => is_passive || words(rest).next().is_none(),
    };
    (is_told && !goes_elsewhere(rest)).then_some(place.end)
}

#[cfg(test)]
mod tests {
    use crate::craft::inside_out_words::inside_out;

    fn told(label: &str) -> Option<&str> {
        inside_out(label).map(|found| &label[found.place])
    }

    #[test]
    fn what_the_customer_does_with_a_system_is_their_doing() {
        for label in [
            "Imports 800 contacts into the CRM",
            "Shows the CRM to her team",
            "Opens the CRM on Monday",
            "Looks for lead generation reports",
            "Checks whether an email is sent",
        ] {
            assert_eq!(told(label), None, "{label}");
        }
        for label in [
            "Added to CRM",
            "Sales adds her to the CRM",
            "Status in CRM",
            "Access to the CRM",
            "CRM opens",
            "Sends data to the CRM",
            "Lead generation",
            "Tries to cross-sell insurance",
        ] {
            assert!(told(label).is_some(), "{label}");
        }
    }

    #[test]
    fn what_is_processed_is_told_where_nobody_else_does_it() {
        for label in [
            "Order processed",
            "Payment is processed",
            "Claim assessed",
            "The claim is reviewed by our team",
            "Invoice sent",
            "Ticket closed",
            "Refund created",
            "Application is reviewed",
            "Welcome e-mail sent",
            "Welcome email is sent on day one",
        ] {
            assert!(told(label).is_some(), "{label}");
        }
        assert_eq!(told("The claim is reviewed by our team"), Some("claim is reviewed"));
        for label in [
            "Order sent back",
            "Order is sent back to the shop",
            "Application sent",
            "Claim is sent",
            "Claim reviewed with a friend",
            "Claim is reviewed by her lawyer",
            "Sees the order processed",
            "Waits until the claim is assessed",
            "Gets the welcome e-mail",
            "Order",
            "Order is",
            "Ticket closed too early",
        ] {
            assert_eq!(told(label), None, "{label}");
        }
    }
}
