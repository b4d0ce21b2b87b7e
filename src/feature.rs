//! What an editor can ask about a place: pure functions from a document to plain data.

pub mod action;
pub mod definition;
pub mod hover;
pub mod inert;
pub mod lookup;
pub mod why;
