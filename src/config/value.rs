//! A tree of settings, whether from TOML or from JSON.

use crate::span::Span;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, de};

/// A value and where it is written; JSON has no places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub span: Option<Span>,
    pub data: Data,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    Switch(bool),
    Text(String),
    List(Vec<Value>),
    /// In the order written.
    Table(Vec<Entry>),
    /// Numbers and dates, which no key wants.
    Other,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub key: String,
    pub key_span: Option<Span>,
    pub value: Value,
}

/// The tree in a TOML text as far as it can be read, and what is wrong with it: where, and why, in English.
pub(super) fn from_toml(text: &str) -> (Value, Vec<(Span, String)>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let problem = |error: &de::Error| (error.span().map_or(Span::new(0, 0), Span::from), error.message().to_owned());
    (Value { span: Some(table.span().into()), data: table_of(table.into_inner()) }, errors.iter().map(problem).collect())
}

fn table_of(table: DeTable) -> Data {
    let entry = |(key, value): (Spanned<_>, Spanned<DeValue>)| {
        let key_span = Some(Span::from(key.span()));
        Entry { key: std::borrow::Cow::into_owned(key.into_inner()), key_span, value: value_of(value) }
    };
    let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    Data::Table(entries)
}

fn value_of(value: Spanned<DeValue>) -> Value {
    let span = Some(Span::from(value.span()));
    let data = match value.into_inner() {
        DeValue::Boolean(on) => Data::Switch(on),
        DeValue::String(text) => Data::Text(text.into_owned()),
        DeValue::Array(values) => Data::List(values.into_iter().map(value_of).collect()),
        DeValue::Table(table) => table_of(table),
        _ => Data::Other,
    };
    Value { span, data }
}

/// The tree of an editor's settings; what is `null` is not set.
pub(super) fn from_json(value: &serde_json::Value) -> Value {
    let data = match value {
        serde_json::Value::Bool(on) => Data::Switch(*on),
        serde_json::Value::String(text) => Data::Text(text.clone()),
        serde_json::Value::Array(values) => Data::List(values.iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => {
            let set = entries.iter().filter(|(_, value)| !value.is_null());
            Data::Table(set.map(|(key, value)| Entry { key: key.clone(), key_span: None, value: from_json(value) }).collect())
        }
        serde_json::Value::Null | serde_json::Value::Number(_) => Data::Other,
    };
    Value { span: None, data }
}
