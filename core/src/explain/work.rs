//! What explaining may still spend, and what came of it.

use std::collections::BTreeSet;

use super::causes::Cause;

/// What an attempt costs beside the bytes it hashes.
const OVERHEAD: u64 = 256;

/// The budget, and the account of it.
pub(super) struct Work {
    budget: u64,
    pub(super) spent: u64,
    pub(super) attempts: u64,
    /// Whether something did not fit into what was left: then nothing more is tried.
    pub(super) exhausted: bool,
    /// Of which some way was tried alone.
    tried: BTreeSet<Cause>,
    /// Of which some way was not, for it would have cost too much.
    untried: BTreeSet<Cause>,
}

impl Work {
    pub(super) fn new(budget: u64) -> Self {
        Self {
            budget,
            spent: 0,
            attempts: 0,
            exhausted: false,
            tried: BTreeSet::new(),
            untried: BTreeSet::new(),
        }
    }

    /// How many bytes may still be hashed or written.
    pub(super) fn left(&self) -> usize {
        usize::try_from(self.budget.saturating_sub(self.spent)).unwrap_or(usize::MAX)
    }

    /// Whether so many bytes may still be hashed or written.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let cost = (bytes as u64).saturating_add(OVERHEAD);
        if cost > self.budget.saturating_sub(self.spent) {
            self.exhausted = true;
            return false;
        }
        self.spent += cost;
        true
    }

    pub(super) fn tried(&mut self, causes: impl IntoIterator<Item = Cause>) {
        self.tried.extend(causes);
    }

    pub(super) fn not_tried(&mut self, causes: impl IntoIterator<Item = Cause>) {
        self.untried.extend(causes);
    }

    /// Whether the budget kept something from being tried.
    pub(super) fn is_cut_short(&self) -> bool {
        self.exhausted || !self.untried.is_empty()
    }

    /// The causes of which every way was tried alone.
    pub(super) fn ruled_out(&self) -> Vec<Cause> {
        self.tried.difference(&self.untried).copied().collect()
    }
}
