//! What may stand at a place of a glossary's own file: the names of fields, and the ids of terms.
//!
//! The lines before the cursor are read, not the glossary: a block that somebody is writing is seldom whole.

use std::collections::HashSet;

use crate::feature::completion::{Completions, Item, Kind, MOST_ITEMS};
use crate::feature::hover::headword;
use crate::glossary::Glossary;
use crate::language::Language;
use crate::span::Span;
use crate::words::fold;

/// A field: its English name and its French one.
type Field = (&'static str, &'static str);

const TERM_FIELDS: [Field; 10] = [
    ("fr", "fr"),
    ("en", "en"),
    ("avoid", "éviter"),
    ("except", "sauf"),
    ("not near", "pas près de"),
    ("see", "voir"),
    ("source", "source"),
    ("example", "exemple"),
    ("counter-example", "contre-exemple"),
    ("marks", "marques"),
];
const REVIEW_FIELDS: [Field; 3] = [("reviewed", "revu"), ("outdated since", "périmé depuis"), ("replaced by", "remplacé par")];

/// What may stand at byte `offset` of `text`, the file of `glossary`: names of fields in the language of the file at the start of a field, ids behind
/// `see` and `replaced by`. `None` outside term blocks and review banners.
pub fn complete(text: &str, glossary: &Glossary, offset: usize) -> Option<Completions> {
    let place = Place::at(text, offset)?;
    let end = |is_part: fn(char) -> bool| offset + text[offset..].find(|letter| !is_part(letter)).unwrap_or(text.len() - offset);
    Some(match place.key {
        None if place.block == Block::Banner => fields(&REVIEW_FIELDS, glossary, &place, offset),
        None => fields(&TERM_FIELDS, glossary, &place, offset),
        Some(key @ ("see" | "replaced by")) => {
            ids(key, glossary, &place, Span::new(offset, end(|it| it.is_alphanumeric() || "-_.".contains(it))))
        }
        Some(_) => return None,
    })
}

/// The English name of a field, for messages: `label` is what [`complete`] offers.
pub fn field_of_label(label: &str) -> Option<&'static str> {
    TERM_FIELDS.iter().chain(&REVIEW_FIELDS).find(|(english, french)| [*english, *french].contains(&label)).map(|(english, _)| *english)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Term,
    Banner,
}

struct Place<'a> {
    block: Block,
    /// The English name of the field that the cursor is in the value of; `None` at the start of a field.
    key: Option<&'static str>,
    /// What was typed of the name or of the id.
    typed: &'a str,
    /// What stands in the block before it.
    before: &'a str,
}

impl<'a> Place<'a> {
    fn at(text: &'a str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        let line_start = |at: usize| before[..at].rfind('\n').map_or(0, |at| at + 1);
        let (mut start, mut block) = (line_start(offset), None);
        quoted(&before[start..])?;
        // Up to the head of the block.
        loop {
            let line = before[start..].lines().next().unwrap_or_default();
            block = block.or(quoted(line).and_then(head));
            if block.is_some() || start == 0 {
                break;
            }
            start = line_start(start - 1);
            quoted(&before[start..])?;
        }
        let block = block?;
        let (mut key, mut ends_with_comma) = (None, false);
        let mut piece = "";
        for (number, line) in before[start..].split('\n').enumerate() {
            let line = quoted(line).unwrap_or(line);
            for (part, in_line) in line.split(" · ").enumerate() {
                let is_head = number == 0 && part == 0;
                piece = in_line.trim_start();
                match in_line.split_once(':').and_then(|(name, value)| Some((known(name, block)?, value))) {
                    Some((known, value)) if !is_head => {
                        key = Some(known);
                        piece = value;
                    }
                    _ if is_head => key = Some("head"),
                    // A line that goes on after a comma.
                    _ if ends_with_comma && part == 0 => {}
                    _ => key = None,
                }
            }
            ends_with_comma = line.trim_end().trim_end_matches('\\').trim_end().ends_with(',');
        }
        let typed = if key.is_some() { piece.rsplit(',').next().unwrap_or_default() } else { piece };
        let typed = typed.trim_start();
        Some(Self { block, key: key.filter(|it| *it != "head" || !typed.is_empty()), typed, before: &before[start..offset - typed.len()] })
    }
}

/// What stands behind the `>` of a line.
fn quoted(line: &str) -> Option<&str> {
    line.lines().next().unwrap_or_default().trim_start().strip_prefix('>').map(str::trim_start)
}

fn head(line: &str) -> Option<Block> {
    let folded = fold(line);
    if folded.starts_with("**term ") || folded.starts_with("**terme ") {
        return Some(Block::Term);
    }
    ["[!note]", "[!tip]", "[!important]", "[!warning]", "[!caution]"].iter().any(|sign| folded.starts_with(sign)).then_some(Block::Banner)
}

/// The English name of the field called `name`; a language's tag counts as `fr`.
fn known(name: &str, block: Block) -> Option<&'static str> {
    let name = fold(name.trim());
    let fields: &[Field] = if block == Block::Term { &TERM_FIELDS } else { &REVIEW_FIELDS };
    let field = fields.iter().find(|(english, french)| fold(english) == name || fold(french) == name).map(|(english, _)| *english);
    field.or_else(|| (block == Block::Term && Language::parse(&name).is_some()).then_some("fr"))
}

fn fields(fields: &[Field], glossary: &Glossary, place: &Place, offset: usize) -> Completions {
    let is_french = glossary.language.as_ref().is_some_and(|language| language.primary() == "fr");
    let typed = fold(place.typed);
    let named = fields.iter().map(|(english, french)| (*english, if is_french { *french } else { *english }));
    let item = |(english, name): (&str, &str)| {
        let colon = if is_french { " : " } else { ": " };
        let value = match (english, is_french) {
            ("example" | "counter-example", true) => Some("« $1 »$0"),
            ("example" | "counter-example", false) => Some("“$1”$0"),
            ("marks", false) => Some("${1|off,weak,on|}$0"),
            ("marks", true) => Some("${1|off,faibles,on|}$0"),
            _ => None,
        };
        Item {
            label: name.to_owned(),
            text: format!("{name}{colon}"),
            snippet: value.map(|value| format!("{name}{colon}{value}")),
            filter: name.to_owned(),
            typed: Span::new(offset - place.typed.len(), offset),
            word: Span::new(offset - place.typed.len(), offset),
            kind: Kind::Field,
        }
    };
    let items = named.filter(|(_, name)| fold(name).starts_with(&typed)).map(item).collect();
    Completions { items, is_incomplete: false }
}

/// The ids that are not there yet; `rest` is the word behind the cursor.
fn ids(key: &str, glossary: &Glossary, place: &Place, rest: Span) -> Completions {
    let own = place.before.lines().next().and_then(|line| line.split("**").nth(1)).and_then(|head| head.split_whitespace().nth(1));
    let value = place.before.rsplit([':', '·']).next().unwrap_or_default();
    let listed: Vec<&str> = value.split([',', '\n', '>']).map(str::trim).filter(|id| !id.is_empty()).collect();
    let typed = fold(place.typed);
    let terms = glossary.terms.iter().map(|term| (term.id.as_str(), Some(term.id.as_str()), headword(glossary, term)));
    let entries = glossary.entries.iter().map(|entry| (entry.id.as_str(), None, entry.heading.as_str()));
    // A term answers before an entry of the same id.
    let term_ids: HashSet<&str> = glossary.terms.iter().map(|term| term.id.as_str()).collect();
    let entries = entries.filter(|(id, _, _)| key == "replaced by" && !term_ids.contains(id));
    let begins = |id: &str| fold(id).split(['-', '_', '.']).any(|part| part.starts_with(&typed)) || fold(id).starts_with(&typed);
    let is_new = |id: &str| own != Some(id) && !listed.contains(&id);
    let mut ids: Vec<_> = terms.chain(entries).filter(|(id, _, _)| begins(id) && is_new(id)).collect();
    ids.sort_by_key(|(id, term, _)| (!fold(id).starts_with(&typed), term.is_none(), *id));
    let is_incomplete = ids.len() > MOST_ITEMS;
    let item = |(id, term, name): (&str, Option<&str>, &str)| Item {
        label: id.to_owned(),
        text: id.to_owned(),
        snippet: None,
        filter: id.to_owned(),
        typed: Span::new(rest.start - place.typed.len(), rest.start),
        word: Span::new(rest.start - place.typed.len(), rest.end),
        kind: Kind::Id { term: term.map(str::to_owned), name: name.to_owned() },
    };
    Completions { items: ids.into_iter().take(MOST_ITEMS).map(item).collect(), is_incomplete }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    const HEAD: &str = "---\nlangue: fr\n---\n\n### Levain ?\n\n> **terme levain** · fr : **levain**  \n> en : sourdough\n\nUne pâte.\n\n\
        ### Pain {#le-pain}\n\n> **terme mie-de-pain** · fr : mie\n\n> **terme pain** · fr : **pain**\n\nDu pain.\n\n";

    fn offered(end: &str) -> String {
        let text = format!("{HEAD}{end}");
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let Some(completions) = complete(&text, &glossary::read(&text).0, offset) else { return "-".to_owned() };
        let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let shown =
            completions.items.iter().map(|item| format!("{}[{}]{}", &text[line..item.typed.start], item.text, &text[item.word.end..]));
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn fields_and_ids() {
        for (name, end, expected) in [
            ("the beginning of a field", "> **terme croute** · fr : croûte\n> vo|", "> [voir : ]"),
            ("without accents", "> **terme croute** · fr : croûte\n> ev|", "> [éviter : ]"),
            ("several words", "> **terme croute** · fr : croûte\n> pas p|", "> [pas près de : ]"),
            ("in the head's line", "> **terme croute** · ex|", "> **terme croute** · [exemple : ]"),
            ("in a list", "- La croûte.\n\n  > **terme croute** · fr : croûte\n  > sa|", "  > [sauf : ]"),
            ("an id", "> **terme croute** · voir : le|", "> **terme croute** · voir : [levain]"),
            ("an id by a part of it", "> **terme croute** · fr : a\n> voir : pai|", "> voir : [pain]; > voir : [mie-de-pain]"),
            (
                "every id",
                "> **terme croute** · see: |",
                "> **terme croute** · see: [levain]; > **terme croute** · see: [mie-de-pain]; > **terme croute** · see: [pain]",
            ),
            ("not what is listed, nor itself", "> **terme pain** · voir : levain, |", "> **terme pain** · voir : levain, [mie-de-pain]"),
            ("a line that goes on", "> **terme croute** · voir : levain,\n> mi|", "> [mie-de-pain]"),
            ("inside an id", "> **terme croute** · voir : le|v, pain", "> **terme croute** · voir : [levain], pain"),
            ("a form", "> **terme croute** · fr : pa|", "-"),
            ("the head", "> **terme pa|", "-"),
            ("a banner", "> [!WARNING]\n> rem|", "> [remplacé par : ]"),
            ("what replaces", "> [!WARNING]\n> remplacé par : le|", "> remplacé par : [levain]; > remplacé par : [le-pain]"),
            ("a note", "> [!NOTE]\n> revu : 20|", "-"),
            ("another quote", "> pas un t|", "-"),
            ("prose", "La cro|", "-"),
        ] {
            assert_eq!(offered(end), expected, "{name}");
        }
    }

    #[test]
    fn names_follow_the_language_of_the_file() {
        let text = "### E\n\n> **term a** · fr : a\n> s";
        let offered = complete(text, &glossary::read(text).0, text.len()).unwrap();
        let shown: Vec<_> = offered.items.iter().map(|item| (item.label.as_str(), field_of_label(&item.label))).collect();
        assert_eq!(shown, [("see", Some("see")), ("source", Some("source"))]);
    }
}
