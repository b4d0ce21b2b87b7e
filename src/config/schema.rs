//! The JSON Schema of `glossator.toml` and of editor settings, from the description of the keys.

use serde_json::{Map, Value, json};

use super::shape::{KEYS, Key, Kind, Shape};

/// The schema (draft 7, which TOML editors read).
pub fn schema() -> Value {
    let mut schema = of_keys(KEYS);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Glossator");
    schema["description"] = json!("Settings of Glossator, in glossator.toml");
    schema
}

fn of_keys(keys: &[Key]) -> Value {
    let property = |key: &Key| {
        let mut schema = of_shape(&key.shape);
        schema["description"] = json!(key.says);
        (key.name.to_owned(), schema)
    };
    json!({"type": "object", "additionalProperties": false, "properties": keys.iter().map(property).collect::<Map<_, _>>()})
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Switch => json!({"type": "boolean"}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Text(Kind::Language) => json!({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}),
        Shape::Text(Kind::Path | Kind::Glob | Kind::Any) => json!({"type": "string"}),
        Shape::List(item) => json!({"type": "array", "items": of_shape(item)}),
        Shape::Table(keys) => of_keys(keys),
        Shape::ByGlob(value) => json!({"type": "object", "additionalProperties": of_shape(value)}),
        Shape::Either(words, keys) => json!({"anyOf": [{"enum": words}, of_keys(keys)]}),
    }
}
