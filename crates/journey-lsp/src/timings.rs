//! How long the rules of each plugin take, for `journey/status`.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

/// For each plugin, how often its rules ran and how long they took in all.
#[derive(Debug, Default)]
pub(crate) struct Timings(Mutex<FxHashMap<&'static str, Timing>>);

/// How often the rules of a plugin ran, and how long they took in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timing {
    /// How often one of its rules looked at one file.
    pub(crate) runs: u64,
    /// The time of all runs together.
    pub(crate) total: Duration,
}

impl Timings {
    /// A rule of a plugin ran.
    pub(crate) fn add(&self, plugin: &'static str, time: Duration) {
        let mut timings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let timing = timings.entry(plugin).or_default();
        timing.runs += 1;
        timing.total += time;
    }

    /// What is known of a plugin.
    pub(crate) fn of(&self, plugin: &str) -> Timing {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(plugin).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_add_up() {
        let timings = Timings::default();
        timings.add("language", Duration::from_millis(2));
        timings.add("language", Duration::from_millis(3));
        assert_eq!(timings.of("language"), Timing { runs: 2, total: Duration::from_millis(5) });
        assert_eq!(timings.of("craft"), Timing::default());
    }
}
