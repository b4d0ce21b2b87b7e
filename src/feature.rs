//! What an editor can ask about a place: pure functions from a document to plain data.

pub mod action;
pub mod completion;
pub mod definition;
pub mod expansion;
pub mod folding;
pub mod glossary_completion;
pub mod glossary_place;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod inert;
pub mod lens;
pub mod links;
pub mod lookup;
pub mod outline;
pub mod place;
pub mod rename;
pub mod subject;
pub mod symbols;
pub mod tokens;
pub mod why;
