//! The signs of the points of curves: another for each curve, and one where several have the same point.

use std::collections::BTreeMap;

use super::TerminalOptions;

/// What stands where several curves have the same point.
pub(super) const SEVERAL: char = '&';

const MARKS: [char; 12] = ['●', '○', '◆', '◇', '■', '□', '▲', '△', '▼', '▽', '★', '☆'];
const ASCII_MARKS: [char; 6] = ['*', 'o', 'x', '#', '@', '%'];

/// The sign of a curve. `None` where there are no more.
pub(super) fn mark(number: usize, options: &TerminalOptions) -> Option<char> {
    let marks = if options.ascii_only { &ASCII_MARKS[..] } else { &MARKS[..] };
    let letters = ('A'..='Z').chain('a'..='z').filter(|letter| !marks.contains(letter));
    marks.iter().copied().chain(letters).nth(number)
}

/// A point that several curves have.
pub(super) struct Shared {
    /// From 1.
    pub(super) point: usize,
    /// As it is written.
    pub(super) value: String,
    /// The signs of the curves.
    pub(super) marks: String,
}

/// `● ◆ at 1 and 3; ○ ◆ at 2 (+1)`: who is where. The value stands only where a point would not be told from another.
pub(super) fn legend(shared: &[Shared]) -> String {
    let mut groups: BTreeMap<(usize, &str), Vec<String>> = BTreeMap::new();
    for one in shared {
        let first = shared.iter().position(|other| other.marks == one.marks).unwrap_or(0);
        let alone = shared.iter().filter(|other| other.point == one.point).count() == 1;
        let place = if alone { one.point.to_string() } else { format!("{} ({})", one.point, one.value) };
        groups.entry((first, &one.marks)).or_default().push(place);
    }
    let group = |((_, marks), places): ((usize, &str), Vec<String>)| match places.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{marks} at {} and {last}", others.join(", ")),
        _ => format!("{marks} at {}", places.concat()),
    };
    groups.into_iter().map(group).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_curves_have_the_same_sign() {
        let mut options = TerminalOptions::new(80);
        for ascii_only in [false, true] {
            options.ascii_only = ascii_only;
            let marks: Vec<char> = (0..).map_while(|number| mark(number, &options)).collect();
            assert!(marks.len() > 50 && !marks.contains(&SEVERAL));
            assert_eq!(marks.iter().collect::<BTreeSet<_>>().len(), marks.len());
            assert!(!ascii_only || marks.iter().all(char::is_ascii));
        }
    }

    #[test]
    fn who_is_at_the_same_point_is_told_once() {
        let shared = [(1, "+1", "● ○"), (2, "0", "● ◆"), (3, "-1", "● ○"), (4, "-1", "● ○"), (4, "+2", "◆ ◇")];
        let shared =
            shared.map(|(point, value, marks)| Shared { point, value: value.to_owned(), marks: marks.to_owned() });
        assert_eq!(legend(&shared), "● ○ at 1, 3 and 4 (-1); ● ◆ at 2; ◆ ◇ at 4 (+2)");
        assert_eq!(legend(&[]), "");
    }
}
