//! Settings.

mod rules;

pub use rules::{Occurrences, Rule, Rules};
