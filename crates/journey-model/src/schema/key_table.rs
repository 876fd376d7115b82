//! Finds a key by its name in a few instructions, for it is asked once for every property line.

use super::KeySchema;

/// The positions of the keys of one keyword by name: open addressing over a table at most half full.
#[derive(Clone, Debug)]
pub(super) struct KeyTable {
    /// The position of a key plus one; zero is a free slot. The length is a power of two.
    slots: Vec<u8>,
}

impl KeyTable {
    /// The most keys that one keyword can have.
    pub(super) const CAPACITY: usize = u8::MAX as usize - 1;

    /// A table for these keys, of which there are at most [`KeyTable::CAPACITY`].
    pub(super) fn new(keys: &[KeySchema]) -> Self {
        let size = (keys.len() * 4).next_power_of_two().max(8);
        let mut slots = vec![0; size];
        for (position, key) in (1..=u8::MAX).zip(keys) {
            let mut slot = hash(key.name.as_bytes()) & (size - 1);
            while slots.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(free) = slots.get_mut(slot) {
                *free = position;
            }
        }
        Self { slots }
    }

    /// The position of the key with exactly this name in `keys`, which are the keys of [`KeyTable::new`].
    #[inline]
    pub(super) fn position(&self, keys: &[KeySchema], name: &str) -> Option<u8> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name.as_bytes()) & mask;
        // A free slot always comes, since three quarters of the table are free.
        loop {
            let position = self.slots.get(slot)?.checked_sub(1)?;
            if keys.get(usize::from(position)).is_some_and(|key| key.name == name) {
                return Some(position);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Length, first, middle and last byte tell the keys of one keyword apart well enough.
#[inline]
fn hash(name: &[u8]) -> usize {
    let byte = |position: usize| usize::from(name.get(position).copied().unwrap_or_default());
    let length = name.len();
    byte(0)
        .wrapping_add(byte(length / 2).wrapping_mul(7))
        .wrapping_add(byte(length.wrapping_sub(1)).wrapping_mul(31))
        .wrapping_add(length.wrapping_mul(131))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ValueType;

    #[test]
    fn a_full_table_finds_every_key_and_no_other_name() {
        let keys: Vec<KeySchema> = (0..KeyTable::CAPACITY)
            .map(|number| KeySchema::new(format!("key{number}"), ValueType::Text, "", ""))
            .collect();
        let table = KeyTable::new(&keys);
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(table.position(&keys, &key.name).map(usize::from), Some(position));
        }
        assert_eq!(table.position(&keys, "key"), None);
        assert_eq!(table.position(&keys, ""), None);
        assert_eq!(KeyTable::new(&[]).position(&[], "goal"), None);
    }
}
