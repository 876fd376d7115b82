//! The opportunities as a table, which belongs to the chart.

use super::place::id;
use crate::experience::{Experience, Opportunity};
use crate::markdown_table::MarkdownTable;

pub(super) fn table(experience: &Experience) -> String {
    if experience.opportunities.is_empty() {
        return String::new();
    }
    let mut table = MarkdownTable::new(["No.", "Opportunity", "Pains", "Impact", "Effort", "Score", "Status", "Owner"]);
    for (number, opportunity) in experience.opportunities.iter().enumerate() {
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
