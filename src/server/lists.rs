//! Completion lists as the protocol writes them.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::*;

use super::abilities::Completing;
use super::convert;
use super::snapshot::Snapshot;
use crate::feature::completion::{self, Item, Kind};
use crate::feature::{glossary_completion, hover};
use crate::glossary::Status;
use crate::messages::{CompletionMessage, Message};

/// What an item says about itself when it is to be explained.
#[derive(Serialize, Deserialize)]
pub struct Data {
    /// The document it was offered in.
    pub uri: Url,
    /// The term's id.
    pub term: String,
}

/// What may stand at byte `offset`; `asked` if somebody asked for it rather than typed on.
pub fn completion(snapshot: &Snapshot, offset: usize, asked: bool, client: Completing) -> Option<CompletionResponse> {
    let completions = match snapshot.own() {
        Some(own) => glossary_completion::complete(&snapshot.text().to_string(), &own.glossary, offset)?,
        None => completion::complete(&snapshot.document, offset, asked)?,
    };
    let items = completions.items.into_iter().enumerate().map(|(number, it)| item(snapshot, number, it, client));
    Some(CompletionResponse::List(CompletionList { is_incomplete: completions.is_incomplete, items: items.collect() }))
}

fn item(snapshot: &Snapshot, number: usize, item: Item, client: Completing) -> CompletionItem {
    let range = |span| convert::range(snapshot.text(), span, snapshot.encoding);
    let snippet = item.snippet.filter(|_| client.snippets);
    let format = snippet.is_some().then_some(InsertTextFormat::SNIPPET);
    let new_text = snippet.unwrap_or_else(|| item.text.clone());
    let text_edit = if client.insert_replace {
        CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert: range(item.typed), replace: range(item.word) })
    } else {
        CompletionTextEdit::Edit(TextEdit { new_text, range: range(item.word) })
    };
    let mut made = CompletionItem {
        sort_text: Some(format!("{number:04}")),
        filter_text: Some(item.filter),
        insert_text_format: format,
        text_edit: Some(text_edit),
        ..CompletionItem::default()
    };
    let data = |term: String| serde_json::to_value(Data { uri: snapshot.uri.clone(), term }).ok();
    let say = |message: CompletionMessage| Message::from(message).say(snapshot.locale);
    match item.kind {
        Kind::Term(term) => (made.kind, made.data) = (Some(CompletionItemKind::TEXT), data(term)),
        Kind::Avoided { term, status } => {
            (made.kind, made.data) = (Some(CompletionItemKind::TEXT), data(term));
            made.tags = client.tags.then(|| vec![CompletionItemTag::DEPRECATED]);
            let why = say(if status == Status::Forbidden { CompletionMessage::Forbidden } else { CompletionMessage::Deprecated });
            let arrow = format!(" → {}", item.text);
            if client.label_details {
                made.label_details = Some(CompletionItemLabelDetails { detail: Some(arrow), description: Some(why) });
            } else {
                made.label = format!("{}{arrow}", item.label);
                return made;
            }
        }
        Kind::Id { term, name } => {
            (made.kind, made.data) = (Some(CompletionItemKind::REFERENCE), term.and_then(data));
            made.detail = Some(name);
        }
        Kind::Field => {
            made.kind = Some(CompletionItemKind::KEYWORD);
            made.detail = glossary_completion::field_of_label(&item.label).map(|name| say(CompletionMessage::Field(name)));
        }
    }
    CompletionItem { label: item.label, ..made }
}

/// The item with the term's question and answer.
pub fn resolved(mut item: CompletionItem, snapshot: &Snapshot, term: &str, markdown: bool) -> CompletionItem {
    let matcher = snapshot.document.matcher();
    let Some(reference) = matcher.terms().find(|&reference| matcher.term(reference).id == term) else { return item };
    let link = |glossary, span| snapshot.serving.link(glossary, span);
    let answer = hover::answer(matcher, reference, snapshot.locale, &link);
    item.detail.get_or_insert_with(|| matcher.glossary(reference).entry(matcher.term(reference)).heading.clone());
    item.documentation = Some(Documentation::MarkupContent(convert::markup(answer, !markdown)));
    item
}
