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

/// `1 stage`, `2 stages`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
