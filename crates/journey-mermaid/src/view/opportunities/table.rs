//! The opportunities as a table, which belongs to the chart.

use std::cmp::Ordering;

use super::place::id;
use crate::experience::{Experience, Opportunity};
use crate::markdown_table::MarkdownTable;

/// A row for each opportunity, the highest score first; then those without a score, by what impact is above effort. Those
/// that are alike stay in the order of the journey, which their numbers tell.
pub(super) fn table(experience: &Experience) -> String {
    if experience.opportunities.is_empty() {
        return String::new();
    }
    let mut table = MarkdownTable::new(["No.", "Opportunity", "Pains", "Impact", "Effort", "Score", "Status", "Owner"]);
    let mut opportunities: Vec<(usize, &Opportunity)> = experience.opportunities.iter().enumerate().collect();
    let gain = |opportunity: &Opportunity| Some(opportunity.impact? - opportunity.effort?);
    opportunities.sort_by(|(_, one), (_, other)| {
        let worth = |opportunity: &Opportunity| (opportunity.score(), gain(opportunity));
        // `None` is the least.
        worth(other).partial_cmp(&worth(one)).unwrap_or(Ordering::Equal)
    });
    for (number, opportunity) in opportunities {
        let Opportunity { name, addresses, impact, effort, status, owner, .. } = opportunity;
        let rated = |rating: Option<f64>| rating.map(|rating| rating.to_string()).into_iter().collect::<Vec<_>>();
        table.row([
            vec![id(number)],
            vec![name.label.clone()],
            addresses.iter().map(|pain| pain.name.label.clone()).collect(),
            rated(*impact),
            rated(*effort),
            rated(opportunity.score()),
            status.iter().cloned().collect(),
            owner.iter().cloned().collect(),
        ]);
    }
    table.text()
}
