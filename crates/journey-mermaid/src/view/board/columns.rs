//! Which opportunity stands in which column of the board.

use crate::experience::Opportunity;

#[derive(Debug)]
pub(super) struct Column<'e> {
    pub(super) name: String,
    /// Those with more impact first.
    pub(super) cards: Vec<&'e Opportunity>,
}

/// The language's own statuses, in the order in which work goes through them.
const FLOW: [(&str, &str); 4] = [("idea", "Idea"), ("planned", "Planned"), ("doing", "Doing"), ("done", "Done")];
/// The one that leaves the flow.
const DROPPED: (&str, &str) = ("dropped", "Dropped");

/// The columns from left to right; none where there is no opportunity.
pub(super) fn columns(opportunities: &[Opportunity]) -> Vec<Column<'_>> {
    let with = |status: Option<&str>, name: &str| {
        let found = opportunities.iter().filter(|opportunity| opportunity.status.as_deref() == status);
        let mut cards: Vec<&Opportunity> = found.collect();
        let impact = |card: &Opportunity| card.impact.unwrap_or(-1.0);
        cards.sort_by(|one, other| impact(other).total_cmp(&impact(one)));
        Column { name: name.to_owned(), cards }
    };
    let known: Vec<Column<'_>> = FLOW.iter().map(|(status, name)| with(Some(status), name)).collect();
    let first = known.iter().position(|column| !column.cards.is_empty()).unwrap_or(known.len());
    let last = known.iter().rposition(|column| !column.cards.is_empty()).unwrap_or(0);
    let known = known.into_iter().enumerate().filter(|(number, _)| (first..=last).contains(number));
    let mut others: Vec<&str> = Vec::new();
    for status in opportunities.iter().filter_map(|opportunity| opportunity.status.as_deref()) {
        if !others.contains(&status) && FLOW.iter().chain([&DROPPED]).all(|(known, _)| *known != status) {
            others.push(status);
        }
    }
    let used = |column: &Column<'_>| !column.cards.is_empty();
    let silent = Some(with(None, "No status")).filter(used);
    let dropped = Some(with(Some(DROPPED.0), DROPPED.1)).filter(used);
    let others = others.into_iter().map(|status| with(Some(status), status));
    silent.into_iter().chain(known.map(|(_, column)| column)).chain(dropped).chain(others).collect()
}
