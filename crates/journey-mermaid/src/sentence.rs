//! Enumerations and quotation marks for the sentences that views write.

/// `a`, `a and b`, `a; b and c`. Semicolons, for labels often have commas of their own.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    let last = items.pop().unwrap_or_default();
    if items.is_empty() { last } else { format!("{} and {last}", items.join("; ")) }
}

/// A label in quotation marks.
pub(crate) fn quoted(label: &str) -> String {
    format!("“{label}”")
}

/// Labels in quotation marks, one after another.
pub(crate) fn quoted_list(labels: &[&str]) -> String {
    list(labels.iter().map(|label| quoted(label)))
}

/// `1 stage`, `2 stages`, `2 opportunities`, `2 pieces of evidence`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        return format!("1 {what}");
    }
    let (noun, rest) =
        what.split_once(" of ").map_or((what, String::new()), |(noun, rest)| (noun, format!(" of {rest}")));
    let plural = match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{count} {plural}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_things_have_their_plural() {
        let all = ["stage", "opportunity", "journey", "piece of evidence", "moment of truth", "delivery"];
        let told = all.map(|what| format!("{}, {}", counted(1, what), counted(2, what)));
        assert_eq!(
            told,
            [
                "1 stage, 2 stages",
                "1 opportunity, 2 opportunities",
                "1 journey, 2 journeys",
                "1 piece of evidence, 2 pieces of evidence",
                "1 moment of truth, 2 moments of truth",
                "1 delivery, 2 deliveries",
            ]
        );
    }
}
