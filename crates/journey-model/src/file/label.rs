//! Numbers for chunks that stay when others come and go around them.

/// A chunk's number in its file. Larger ones stand further down. An edit keeps those of the chunks that it leaves where
/// they are, whatever it puts between them, so an index over many files can hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ChunkLabel(u64);

impl ChunkLabel {
    /// Below the label of every chunk.
    pub(super) const BEFORE_ALL: Self = Self(0);
    /// Above the label of every chunk.
    pub(super) const BEHIND_ALL: Self = Self(u64::MAX);

    /// Labels for `count` chunks, evenly spread.
    pub(super) fn spread(count: usize) -> impl Iterator<Item = Self> {
        let step = u64::MAX / (count as u64 + 1);
        (1..=count as u64).map(move |number| Self(number * step))
    }
}

/// How much of the room in front of the next label is used for each new one: a sixteenth. Declarations are mostly
/// written one behind the other, and so hundreds of them fit into any gap.
const SHARE: u64 = 16;

/// Labels for a row of chunks between two others. `known` are those that some of them have already, in order. `free` are the
/// labels that the edit set free there: the new chunks mostly stand where old ones stood. `None` where there is no room left.
pub(super) fn between(
    before: ChunkLabel,
    behind: ChunkLabel,
    known: &[Option<ChunkLabel>],
    free: &[ChunkLabel],
) -> Option<Vec<ChunkLabel>> {
    let mut labels: Vec<ChunkLabel> = Vec::with_capacity(known.len());
    let mut free = free.iter().copied().peekable();
    let mut last = before;
    for run in known.split_inclusive(Option::is_some) {
        let (next, unlabelled) = match run.last() {
            Some(Some(next)) => (*next, run.len() - 1),
            _ => (behind, run.len()),
        };
        if next <= last {
            return None;
        }
        for waiting in (1..=unlabelled as u64).rev() {
            while free.next_if(|label| *label <= last).is_some() {}
            let label = free.next_if(|label| *label < next).unwrap_or_else(|| {
                let room = next.0 - last.0;
                ChunkLabel(last.0 + (room / SHARE.max(waiting + 1)).max(1))
            });
            if label >= next {
                return None;
            }
            labels.push(label);
            last = label;
        }
        if run.len() > unlabelled {
            labels.push(next);
            last = next;
        }
    }
    if last >= behind && !known.is_empty() {
        return None;
    }
    Some(labels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(labels: &[ChunkLabel]) -> Vec<u64> {
        labels.iter().map(|label| label.0).collect()
    }

    #[test]
    fn what_stands_in_the_place_of_an_old_chunk_takes_its_label() {
        let labels = between(ChunkLabel(10), ChunkLabel(50), &[None, None], &[ChunkLabel(20), ChunkLabel(30)]);
        assert_eq!(numbers(&labels.unwrap()), [20, 30]);
        let labels = between(ChunkLabel(10), ChunkLabel(500), &[None, None, Some(ChunkLabel(40))], &[ChunkLabel(20)]);
        assert_eq!(numbers(&labels.unwrap()), [20, 21, 40]);
    }

    #[test]
    fn hundreds_fit_in_a_row_and_then_there_is_no_room() {
        let (mut last, behind) = (ChunkLabel(0), ChunkLabel::spread(1_000).next().unwrap());
        let mut count = 0;
        while let Some(labels) = between(last, behind, &[None], &[]) {
            last = labels[0];
            count += 1;
        }
        assert!(count > 300, "{count}");
        assert!(ChunkLabel::spread(3).is_sorted());
    }

    proptest! {
        #[test]
        fn labels_rise_and_known_ones_stay(
            ends in (0_u64..40, 0_u64..80), known in proptest::collection::vec(proptest::option::of(0_u64..80), 0..8),
            free in proptest::collection::btree_set(0_u64..80, 0..5),
        ) {
            let known: Vec<Option<ChunkLabel>> = known.into_iter().map(|label| label.map(ChunkLabel)).collect();
            let free: Vec<ChunkLabel> = free.into_iter().map(ChunkLabel).collect();
            let (before, behind) = (ChunkLabel(ends.0), ChunkLabel(ends.1));
            if let Some(labels) = between(before, behind, &known, &free) {
                prop_assert_eq!(labels.len(), known.len());
                let all = [&[before][..], &labels, &[behind]].concat();
                prop_assert!(labels.is_empty() || all.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", all);
                prop_assert!(known.iter().zip(&labels).all(|(known, label)| known.is_none_or(|known| known == *label)));
            }
        }
    }
}
