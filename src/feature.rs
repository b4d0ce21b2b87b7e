//! What an editor can ask about a place: pure functions from a document to plain data.

pub mod action;
pub mod definition;
pub mod glossary_place;
pub mod highlight;
pub mod hover;
pub mod inert;
pub mod lens;
pub mod lookup;
pub mod place;
pub mod rename;
pub mod subject;
pub mod why;
