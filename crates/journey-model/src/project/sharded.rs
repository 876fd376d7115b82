//! A map that is cheap to clone and to change by a few keys: what two versions of a project share.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// A hash map in parts. A clone shares all of them; a change copies one, and the list of parts.
#[derive(Clone, Debug)]
pub(super) struct ShardedMap<K, V> {
    /// A power of two, so that some bits of the hash tell the part.
    shards: Arc<Vec<Arc<FxHashMap<K, V>>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> ShardedMap<K, V> {
    /// An empty map for about so many keys. About as many parts as keys in each make a change cheapest.
    pub(super) fn for_about(keys: usize) -> Self {
        let count = keys.isqrt().next_power_of_two().clamp(4, 1024);
        Self { shards: Arc::new((0..count).map(|_| Arc::default()).collect()) }
    }

    fn shard_of<Q: Hash + ?Sized>(&self, key: &Q) -> usize {
        // The map inside of a part goes by the lowest and the highest bits.
        let hash = FxBuildHasher.hash_one(key) >> 24;
        usize::try_from(hash & (self.shards.len() as u64 - 1)).expect("fewer parts than 2^32")
    }

    pub(super) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shards.get(self.shard_of(key))?.get(key)
    }

    /// The part of a key, ready to be changed.
    pub(super) fn shard_mut<Q: Hash + ?Sized>(&mut self, key: &Q) -> &mut FxHashMap<K, V> {
        let shard = self.shard_of(key);
        Arc::make_mut(&mut Arc::make_mut(&mut self.shards)[shard])
    }

    /// All keys and values, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.shards.iter().flat_map(|shard| shard.iter())
    }
}
