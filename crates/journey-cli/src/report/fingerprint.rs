//! Names a finding so that other programs know it again when lines above it come and go.

use std::collections::HashMap;
use std::hash::Hasher;

use rustc_hash::FxBuildHasher;
use siphasher::sip128::{Hasher128, SipHasher13};

/// How much of a line counts, in bytes: many findings may stand in one line, and a line may be megabytes long.
const LONG: usize = 4 * 1024;

/// Makes the fingerprints of one report; no two of them are the same.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u128, u32, FxBuildHasher>,
}

impl Fingerprints {
    /// The fingerprint of a finding of a rule in a file: 32 hexadecimal digits. `line` is the text of the line that it
    /// starts in, and `marked` is what is underlined there; only the beginnings of long ones count. Blanks count for
    /// nothing, and neither does the place; of findings that are alike in all that, the first, the second and so on each
    /// have their own.
    pub(super) fn next(&mut self, rule: &str, path: &str, line: &str, marked: &str) -> String {
        let alike = hash(&[rule.as_bytes(), path.as_bytes(), &squeezed(line), &squeezed(marked)]);
        let number = self.seen.entry(alike).or_default();
        *number += 1;
        format!("{:032x}", hash(&[&alike.to_le_bytes(), &number.to_le_bytes()]))
    }
}

fn squeezed(text: &str) -> Vec<u8> {
    let text = text.get(..text.floor_char_boundary(LONG)).unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ").into_bytes()
}

fn hash(parts: &[&[u8]]) -> u128 {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part);
    }
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_never_changes_from_one_version_to_the_next() {
        // Reports of today are compared with reports of last year. Do not change what is expected here.
        let fingerprint = Fingerprints::default().next("unknown-key", "maps/é.journey", "  gaol: 1", "gaol");
        assert_eq!(fingerprint, "fa502d4f2343ec5f14a814522d943ebc");
    }

    #[test]
    fn layout_does_not_matter_and_everything_else_does() {
        let one =
            |rule: &str, path: &str, line: &str, marked: &str| Fingerprints::default().next(rule, path, line, marked);
        let first = one("unknown-key", "a.journey", "  gaol: 1", "gaol");
        assert_eq!(one("unknown-key", "a.journey", "gaol:\t1  ", "gaol"), first);
        assert_ne!(one("unknown-name", "a.journey", "  gaol: 1", "gaol"), first);
        assert_ne!(one("unknown-key", "b.journey", "  gaol: 1", "gaol"), first);
        assert_ne!(one("unknown-key", "a.journey", "  gaol: 2", "gaol"), first);
        assert_ne!(one("unknown-key", "a.journey", "  gaol: 1", "1"), first);
        let long = ["a", "b"].map(|end| format!("{}{end}", "é".repeat(LONG)));
        assert_eq!(
            one("unknown-key", "a.journey", &long[0], "gaol"),
            one("unknown-key", "a.journey", &long[1], "gaol")
        );
        // What belongs to one part is never taken for a part of the next.
        assert_ne!(one("unknown-key", "a.journey", "ab", "c"), one("unknown-key", "a.journey", "a", "bc"));
    }

    #[test]
    fn findings_that_are_alike_are_counted() {
        let mut fingerprints = Fingerprints::default();
        let mut next = || fingerprints.next("unknown-key", "a.journey", "gaol: 1", "gaol");
        let (first, second) = (next(), next());
        assert_ne!(first, second);
        let again = Fingerprints::default().next("unknown-key", "a.journey", "gaol: 1", "gaol");
        assert_eq!(again, first);
    }
}
