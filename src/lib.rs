//! Glossator: a glossary in the margin of every editor.
//!
//! The modules stand in reading order, and each uses only those above it (held by a test). All of them up to [`check`] are
//! pure: no disk, no environment, no printing, no protocol. [`workspace`] is the only one that touches the disk, [`server`] the only
//! one that speaks LSP, [`cli`] the only one that prints.

pub mod span;
pub mod messages;
pub mod words;
pub mod nearest;
pub mod language;
pub mod inflection;
pub mod glossary;
pub mod text;
pub mod prose;
pub mod matcher;
pub mod identifier;
pub mod document;
pub mod index;
pub mod config;
pub mod lint;
pub mod feature;
pub mod survey;
pub mod check;
pub mod workspace;
pub mod server;
pub mod cli;
