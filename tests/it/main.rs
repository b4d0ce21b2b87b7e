//! Tests of the whole program over real pipes, and of the walls between its parts.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the answer")]

mod actions;
mod adoption;
mod clients;
mod command;
mod commands;
mod completion;
mod conversations;
mod diagnostics;
mod faq_variants;
mod features;
mod fixes;
mod harness;
mod incremental;
mod index;
mod killed;
mod lifecycle;
mod lint;
mod malformed;
mod memory;
mod oracle;
mod order;
mod others_texts;
mod positions;
mod reach;
mod readme;
mod reload;
mod safety;
mod rename;
mod report;
mod shipped;
mod symbols;
mod unused;
mod walls;
mod why;
mod workspace;
mod workspace_diagnostics;
