//! `missing-before-or-after`: a journey that starts or ends with the purchase.

use journey_plugin::model::Declaration;
use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::words::{find, is, opens, same, starts_with, words};
use crate::group::SCOPE;
use crate::standing::{lacks, shows_today, works_out_a_stage};
use crate::wording::shown;

/// Finds journeys that start or end with the purchase.
#[derive(Clone, Copy, Debug)]
pub(super) struct MissingBeforeOrAfter;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "missing-before-or-after",
    summary: "A journey that starts or ends with the purchase",
    documentation: r#"
## What it does
Finds a journey of today whose first or last stage is the purchase itself, or what takes its place: `Buy`, `Place an order`,
`Checkout`, `Sign up`, `Book a table`, `Conversion`. It looks at nothing but the labels of these two stages and is silent
wherever a label says more (`Compare and buy`) or has other words. The words are English; words of another language, or of your
trade, are set with `purchase-words`.

It is silent where the journey says itself where it `starts` or `ends`, and for a journey that works out a stage of
another (`detail`).

## Why it matters
Customers do not begin with you, and they are not done when they have paid. What they heard, hoped and compared before
decides what they expect, and what comes after decides whether they return. A map from order to payment shows your process.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  stage order "Place the order" {
    touchpoint basket "Fills the basket" { emotion: 0 }
  }
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" { emotion: +2 }
  }
  stage use "Cook and eat" {
    touchpoint dinner "Cooks dinner" { emotion: +1 }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  stage discover "Discover" {
    touchpoint fridge "Finds the fridge empty" { emotion: -1 }
  }
  stage order "Place the order" {
    touchpoint basket "Fills the basket" { emotion: 0 }
  }
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" { emotion: +2 }
  }
  stage use "Cook and eat" {
    touchpoint dinner "Cooks dinner" { emotion: +1 }
  }
}
```

## Source
Jeffrey Marino's post on customer journey maps (Total Customer Experience Leaders blog): a map follows the customer
from the first thought of contact to after the sale, with every step between. "Introduction to Customer Journey
Mapping" draws stages from awareness to loyalty.
"#,
    group: &SCOPE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[
        OptionDescription {
            id: "purchase-words",
            documentation: "Words for the purchase or what takes its place, such as `enrol` or `kaufen`. They are added to \
                            the built-in ones.",
            kind: OptionKind::Texts { default: &[] },
        },
        OptionDescription {
            id: "stages",
            documentation: "How many stages a journey has at least where the rule looks at it: with fewer it may be a part \
                            that is drawn on purpose.",
            kind: OptionKind::WholeNumber { least: 2, most: 20, default: 3 },
        },
    ],
};

/// What the purchase is called, and what takes its place.
const PURCHASES: [&str; 27] = [
    "buy",
    "buying",
    "purchase",
    "purchasing",
    "make a purchase",
    "make the purchase",
    "order",
    "ordering",
    "place an order",
    "place the order",
    "place order",
    "book",
    "booking",
    "make a booking",
    "reserve",
    "sign up",
    "signup",
    "signing up",
    "subscribe",
    "register",
    "registration",
    "sign the contract",
    "sign contract",
    "sign a contract",
    "contract",
    "convert",
    "conversion",
];

/// These are the purchase in a shop, and the end of the stay in a hotel.
const CHECKOUTS: [&str; 3] = ["checkout", "check out", "checking out"];

/// What stages are called before somebody checks out of where they stayed.
const STAYS: [&str; 5] = ["check in", "checkin", "stay", "arrive", "arrival"];

/// What may stand behind the purchase: what is bought, and how.
const OBJECTS: [&str; 17] = [
    "a", "an", "the", "your", "my", "his", "her", "their", "our", "it", "for", "with", "at", "in", "on", "online",
    "now",
];

/// What tells that the stage is about more than the purchase.
const MORE: [&str; 10] = ["and", "or", "then", "before", "after", "until", "from", "again", "vs", "versus"];

impl Rule for MissingBeforeOrAfter {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for facts in context.journeys() {
            let journey = facts.declaration;
            let [first, .., last] = facts.stages.as_slice() else { continue };
            let least = usize::try_from(context.whole_number("stages")).unwrap_or(usize::MAX);
            if facts.stages.len() < least || !shows_today(journey, context.project.schema()) {
                continue;
            }
            let own = context.texts("purchase-words");
            let is_hotel =
                || facts.stages.iter().any(|stage| STAYS.iter().any(|word| find(&stage.label(), word).is_some()));
            let is_purchase = |stage: &Declaration<'_>| {
                let label = stage.label();
                let Some((_, first)) = words(&label).next() else { return false };
                let is_one_of = |purchases: &[&str]| {
                    purchases.iter().any(|words| opens(words, first) && is_about_nothing_but(&label, words))
                };
                is_one_of(&PURCHASES)
                    || is_one_of(&CHECKOUTS) && !is_hotel()
                    || own.iter().any(|words| is_about_nothing_but(&label, words))
            };
            let starts = is_purchase(first) && lacks(journey, "starts", context.project.schema());
            let ends = is_purchase(last) && lacks(journey, "ends", context.project.schema());
            if (starts || ends) && !works_out_a_stage(context, journey) {
                let shown_journey = shown(&journey.label());
                if starts {
                    report.add(starts_with_it(context, *first, &shown_journey));
                }
                if ends {
                    report.add(ends_with_it(context, *last, &shown_journey));
                }
            }
        }
    }
}

/// Whether the label is the words for a purchase, perhaps with what is bought.
fn is_about_nothing_but(label: &str, purchase: &str) -> bool {
    let Some(end) = starts_with(label, purchase) else { return false };
    if is(label, purchase) {
        return true;
    }
    let rest = label.get(end..).unwrap_or_default();
    let is_one_of = |word: &str, list: &[&str]| list.iter().any(|one| same(word, one));
    let mut behind = words(rest).map(|(_, word)| word);
    behind.next().is_some_and(|word| is_one_of(word, &OBJECTS))
        && !behind.any(|word| is_one_of(word, &MORE))
        && !rest.contains(['&', '/', '+', ',', ';', ':', '→', '–', '—', '?'])
}

fn starts_with_it(context: &RuleContext<'_>, stage: Declaration<'_>, journey: &str) -> Diagnostic {
    let message = format!("The journey {journey} starts with {}: nothing comes before it", shown(&stage.label()));
    let help = "What customers heard, hoped and compared before decides what they expect now. Add the stage in which it came to \
                that, such as `stage discover \"Discover\"`, or say what sets the journey off with `starts`.";
    Diagnostic::new(context.place(stage.name().range), message, help)
}

fn ends_with_it(context: &RuleContext<'_>, stage: Declaration<'_>, journey: &str) -> Diagnostic {
    let message = format!("The journey {journey} ends with {}: nothing comes after it", shown(&stage.label()));
    let help = "For you it is done, for the customer it begins: whether they stay is decided when it arrives, is used or breaks. \
                Add that stage, such as `stage use \"Use it\"`, or say where the journey ends with `ends`.";
    Diagnostic::new(context.place(stage.name().range), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};
    use journey_plugin::model::configuration::OptionValue;

    fn journey(stages: &[&str]) -> String {
        let stages: Vec<String> = stages.iter().map(|stage| format!("  stage {stage}\r\n")).collect();
        format!("journey trip \"A trip\" {{\r\n{}}}\r\n", stages.concat())
    }

    #[test]
    fn a_journey_from_order_to_payment_is_told_at_both_ends() {
        let found = findings(
            &MissingBeforeOrAfter,
            &journey(&["⟦sign⟧ \"Sign up\"", "look \"Compare\"", "⟦buy⟧ \"Buy the ticket\""]),
        );
        assert_eq!(found[0].message, "The journey `A trip` starts with `Sign up`: nothing comes before it");
        assert_eq!(
            found[0].help,
            "What customers heard, hoped and compared before decides what they expect now. Add the stage in which it came to \
             that, such as `stage discover \"Discover\"`, or say what sets the journey off with `starts`."
        );
        assert_eq!(found[1].message, "The journey `A trip` ends with `Buy the ticket`: nothing comes after it");
        assert_eq!(
            found[1].help,
            "For you it is done, for the customer it begins: whether they stay is decided when it arrives, is used or breaks. \
             Add that stage, such as `stage use \"Use it\"`, or say where the journey ends with `ends`."
        );
    }

    #[test]
    fn the_purchase_has_many_names() {
        for first in [
            "⟦\"Purchase\"⟧",
            "⟦x⟧ \"CHECKOUT\"",
            "⟦x⟧ \"Check-out\"",
            "⟦place_order⟧",
            "⟦x⟧ \"Book a table\"",
            "⟦x⟧ \"Order online\"",
            "⟦x⟧ \"Sign-up\"",
            "⟦x⟧ \"Contract\"",
            "⟦x⟧ \"Conversion\"",
        ] {
            findings(&MissingBeforeOrAfter, &journey(&[first, "a \"Wait\"", "b \"Enjoy\""]));
        }
    }

    #[test]
    fn a_label_that_says_more_is_left_alone() {
        for label in [
            "Compare and buy",
            "Buy and prepare",
            "Buy the ticket and pack",
            "Buy the ticket, pack",
            "Order tracking",
            "Order received",
            "Book club",
            "Buying decision",
            "Before the purchase",
            "Decide to buy",
            "Contract renewal",
            "Booking confirmation",
            "Bookings",
            "Reorder",
            "Pay",
            "Discover",
            "注文",
            "",
        ] {
            let stage = format!("x \"{label}\"");
            findings(&MissingBeforeOrAfter, &journey(&[&stage, "a \"Wait\"", &stage.replace('x', "y")]));
        }
    }

    #[test]
    fn whoever_checks_out_of_a_hotel_has_arrived_before() {
        let stays = ["a \"Find a hotel\"", "b \"Check in\"", "c \"Check out\""];
        findings(&MissingBeforeOrAfter, &journey(&stays));
        findings(&MissingBeforeOrAfter, &journey(&["a \"Find shoes\"", "b \"Try them on\"", "⟦c⟧ \"Check out\""]));
    }

    #[test]
    fn its_writer_may_say_where_it_starts_and_ends() {
        let with = |lines: &str, first: &str, last: &str| {
            let text = format!(
                "journey trip \"Trip\" {{\n  {lines}\n  stage {first} \"Buy\"\n  stage b \"Go\"\n  stage {last} \"Order\"\n}}\n"
            );
            findings(&MissingBeforeOrAfter, &text);
        };
        with("starts: \"Rain\"", "a", "⟦c⟧");
        with("ends: \"Sun\"", "⟦a⟧", "c");
        for lines in
            ["starts: \"Rain\"; ends: \"Sun\"", "state: to-be", "of: other", "status: retired", "stat: to-be", "??"]
        {
            with(lines, "a", "c");
        }
    }

    #[test]
    fn few_stages_and_the_detail_of_a_stage_may_be_a_part_on_purpose() {
        findings(&MissingBeforeOrAfter, &journey(&["a \"Buy\"", "b \"Order\""]));
        findings(&MissingBeforeOrAfter, &journey(&["a \"Buy\""]));
        let detail = format!(
            "{}journey all \"All\" {{ stage go \"Go\" {{ detail: trip }} }}\n",
            journey(&["a \"Buy\"", "b \"Go\"", "c \"Order\""])
        );
        findings(&MissingBeforeOrAfter, &detail);
    }

    #[test]
    fn words_for_the_purchase_are_added() {
        let with = |words: &[&str], first: &str| {
            let words = OptionValue::Texts(words.iter().map(|word| (*word).to_owned()).collect());
            let text = journey(&[first, "b \"Nutzen\"", "c \"Enjoy\""]);
            Case::of(&text).with_option((DESCRIPTION.id, "purchase-words", words)).findings(&MissingBeforeOrAfter)
        };
        let found = with(&["enrol", "käufe"], "⟦a⟧ \"KÄUFE\"");
        assert_eq!(found[0].message, "The journey `A trip` starts with `KÄUFE`: nothing comes before it");
        with(&["enrol"], "⟦a⟧ \"Buy\"");
        with(&["enrol"], "a \"Enrolled friends\"");
        with(&["", " "], "a \"Käufe\"");
    }

    #[test]
    fn how_many_stages_it_takes_can_be_set() {
        for (least, first) in [(2, "⟦a⟧ \"Buy\""), (3, "a \"Buy\"")] {
            let text = journey(&[first, "b \"Use\""]);
            let stages = (DESCRIPTION.id, "stages", OptionValue::WholeNumber(least));
            Case::of(&text).with_option(stages).findings(&MissingBeforeOrAfter);
        }
    }
}
