//! Actions between the core and the protocol.

use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;

use super::commands;
use super::convert::{self, range};
use super::desk::{Desk, Made};
use super::glossary_diagnostics;
use crate::feature::action::{self, Action, Change, Kind};
use crate::lint::Rule;
use crate::messages::{ActionMessage, Locale, Message};
use crate::span::Span;

/// The kind of the action that mends a whole file.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.glossator");

/// An action, and the diagnostics that it mends: where they are, and their code.
type Offer = (Action, Vec<(Range, &'static str)>);

/// What the client asks for, as far as it can take it; `None` where there is nothing.
pub fn list(desk: &Desk, params: &CodeActionParams) -> Option<CodeActionResponse> {
    let acting = desk.snapshot.acting;
    let offers = offers(desk, selection(desk, params.range)).into_iter().enumerate();
    let is_sure = |action: &Action| action.is_preferred || params.context.diagnostics.is_empty() || !acting.makes_every_action;
    let asked = offers.filter(|(_, (action, mended))| is_sure(action) && is_asked_for(action.kind, mended, &params.context));
    let list: Vec<CodeActionOrCommand> = if acting.takes_literals {
        asked.filter_map(|(index, offer)| literal(desk, params, index, offer)).map(CodeActionOrCommand::CodeAction).collect()
    } else {
        asked.filter_map(|(_, (action, _))| command(desk, params, &action)).map(CodeActionOrCommand::Command).collect()
    };
    (!list.is_empty()).then_some(list)
}

/// The bytes that a range speaks of, put right where it does not fit the text.
pub fn selection(desk: &Desk, range: Range) -> Span {
    let byte = |position| desk.snapshot.text().byte_of(convert::point(position), desk.snapshot.encoding);
    let (one, other) = (byte(range.start), byte(range.end));
    Span::new(one.min(other), one.max(other))
}

fn offers(desk: &Desk, selection: Span) -> Vec<Offer> {
    let snapshot = &desk.snapshot;
    let place = |span| range(snapshot.text(), span, snapshot.encoding);
    let (actions, places): (Vec<Action>, Vec<(Span, &'static str)>) = if snapshot.serving.may_be_glossary() {
        let problems = glossary_diagnostics::format_problems(snapshot);
        let places = problems.iter().map(|problem| (problem.span, problem.message.code())).collect();
        (action::mend_glossary::actions(&problems, selection), places)
    } else {
        let findings = snapshot.findings();
        let places = findings.iter().map(|finding| (finding.span, finding.rule.id())).collect();
        (action::actions(&snapshot.document, &findings, selection), places)
    };
    let mended = |action: &Action| {
        action.findings.iter().filter_map(|&number| places.get(number)).map(|&(span, code)| (place(span), code)).collect()
    };
    actions.into_iter().map(|action| (mended(&action), action)).map(|(mended, action)| (action, mended)).collect()
}

/// Whether the client wants to hear of an action. `only` names kinds with all that stand below them. Where the client says which diagnostics it is
/// about, quick fixes for others are left out.
fn is_asked_for(kind: Kind, mended: &[(Range, &str)], context: &CodeActionContext) -> bool {
    let kind_name = protocol_kind(kind);
    let covers = |only: &CodeActionKind| {
        let (only, kind) = (only.as_str(), kind_name.as_str());
        only.is_empty() || kind.strip_prefix(only).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let is_wanted = context.only.as_ref().is_none_or(|only| only.iter().any(covers));
    let is_about = kind != Kind::QuickFix || context.diagnostics.is_empty() || context.diagnostics.iter().any(|it| is_meant(it, mended));
    is_wanted && is_about
}

/// Whether the client may mean one of these; the place itself is in the request. Only lines are compared: Neovim up to 0.9 sends columns in bytes,
/// whatever was agreed (`get_line_diagnostics` in its `lsp/diagnostic.lua`). ALE leaves the source out, and names one diagnostic of several at one
/// place.
fn is_meant(diagnostic: &Diagnostic, mended: &[(Range, &str)]) -> bool {
    let own = diagnostic.range;
    let is_near = |range: &Range| (own.start.line, own.end.line) == (range.start.line, range.end.line);
    let is_about = |code: &str| match &diagnostic.source {
        Some(source) => source == "glossator" && has_code(diagnostic, code),
        None => Rule::ALL.into_iter().any(|rule| has_code(diagnostic, rule.id())),
    };
    mended.iter().any(|(range, code)| is_near(range) && is_about(code))
}

fn is_mended(diagnostic: &Diagnostic, mended: &[(Range, &str)]) -> bool {
    let is_same = |(range, code): &(Range, &str)| diagnostic.range == *range && has_code(diagnostic, code);
    diagnostic.source.as_deref() == Some("glossator") && mended.iter().any(is_same)
}

fn has_code(diagnostic: &Diagnostic, code: &str) -> bool {
    matches!(&diagnostic.code, Some(NumberOrString::String(own)) if own == code)
}

fn protocol_kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::QuickFix => CodeActionKind::QUICKFIX,
        Kind::FixAll => FIX_ALL,
        Kind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        Kind::Extract => CodeActionKind::REFACTOR_EXTRACT,
    }
}

/// The action with its edit, or with what [`resolved`] needs; `None` where its edit cannot be made.
fn literal(desk: &Desk, params: &CodeActionParams, index: usize, (action, mended): Offer) -> Option<CodeAction> {
    let acting = desk.snapshot.acting;
    let title = action.title.say(desk.snapshot.locale);
    // Making sure of an entry may take long in a large glossary, and the user has not chosen it yet.
    let (edit, place) = match &action.change {
        Change::Entry(words) if acting.resolves_edits => (None, Some(desk.place_of_entry(words)?)),
        change => {
            let Made { edit, place } = desk.made(change)?;
            (Some(edit).filter(|_| !acting.resolves_edits), place)
        }
    };
    let data = json!({"uri": params.text_document.uri, "version": desk.snapshot.text().version(), "range": params.range, "index": index});
    let diagnostics: Vec<Diagnostic> = params.context.diagnostics.iter().filter(|it| is_mended(it, &mended)).cloned().collect();
    Some(CodeAction {
        command: place.map(|it| Command::new(title.clone(), commands::OPEN.to_owned(), Some(vec![commands::open_argument(&it)]))),
        title,
        kind: Some(protocol_kind(action.kind)),
        diagnostics: Some(diagnostics).filter(|diagnostics| !diagnostics.is_empty()),
        is_preferred: (action.is_preferred && acting.prefers).then_some(true),
        data: edit.is_none().then_some(data),
        edit,
        ..CodeAction::default()
    })
}

/// The action as a command, for clients that take nothing else.
fn command(desk: &Desk, params: &CodeActionParams, action: &Action) -> Option<Command> {
    let Change::Entry(words) = &action.change else { return None };
    desk.place_of_entry(words).filter(|_| desk.snapshot.acting.applies_edits)?;
    let argument = json!({"uri": params.text_document.uri, "range": params.range});
    Some(Command::new(action.title.say(desk.snapshot.locale), commands::ADD.to_owned(), Some(vec![argument])))
}

/// What an action was offered for.
#[derive(Debug, serde::Deserialize)]
pub struct About {
    uri: Url,
    version: i32,
    range: Range,
    index: usize,
}

impl About {
    /// The document.
    pub fn uri(&self) -> &Url {
        &self.uri
    }
}

/// What the client's action was offered for; `None` where there is nothing to add to it.
pub fn about(action: &CodeAction) -> Option<About> {
    let data = action.data.clone().filter(|_| action.edit.is_none())?;
    serde_json::from_value(data).ok()
}

/// The action with its edit, if text and glossaries are still those that it was offered for.
pub fn resolved(desk: &Desk, action: CodeAction, about: &About) -> Result<CodeAction> {
    let stale = || out_of_date(desk.snapshot.locale);
    if about.version != desk.snapshot.text().version() {
        return Err(stale());
    }
    let (offer, _) = offers(desk, selection(desk, about.range)).into_iter().nth(about.index).ok_or_else(stale)?;
    if offer.title.say(desk.snapshot.locale) != action.title {
        return Err(stale());
    }
    let made = desk.made(&offer.change).ok_or_else(stale)?;
    Ok(CodeAction { edit: Some(made.edit), ..action })
}

/// What was offered does not fit any more.
pub fn out_of_date(locale: Locale) -> Error {
    let message = Message::from(ActionMessage::OutOfDate).say(locale);
    Error { message: message.into(), ..Error::new(ErrorCode::ContentModified) }
}
