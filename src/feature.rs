//! What an editor can ask about a place: pure functions from a document to plain data.

pub mod completion;
pub mod definition;
pub mod expansion;
pub mod hover;
pub mod lookup;
pub mod place;
pub mod why;
