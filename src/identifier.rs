//! Terms in the names that programs give to things: `fineTuningJob`, `FINE_TUNING`, `LLMClient`.
//!
//! An identifier is read as the words that its underscores, hyphens, humps and digits separate. A form's own humps and digits
//! separate as well: `py_torch` answers PyTorch, and `gpt2` answers GPT-2. So every run of parts is tried as words of their own and
//! as words joined, and a form must fit the whole run.

use std::collections::{HashMap, HashSet};

use crate::matcher::{Matcher, Occurrence};
use crate::prose::BREAK;
use crate::span::Span;
use crate::words::is_word_character;

/// The most parts of an identifier that are looked at; longer ones are no names.
const MOST_PARTS: usize = 24;
/// The most parts that one term may have in an identifier.
const LONGEST_RUN: usize = 5;

/// What counts as one identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// Hyphens join, as in `fine-tuning-job`.
    Join,
    /// Hyphens separate, as they do in prose, where the words beside them are words.
    Separate,
}

/// The identifiers of `text`, in order, as byte spans.
pub fn identifiers(text: &str, hyphens: Hyphens) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_identifier_character)?;
        let mut end = start;
        let mut characters = text[start..].char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let is_joint =
                character == '-' && hyphens == Hyphens::Join && characters.peek().is_some_and(|&(_, next)| is_identifier_character(next));
            if !is_identifier_character(character) && !is_joint {
                break;
            }
            end = start + offset + character.len_utf8();
        }
        at = end;
        Some(Span::new(start, end))
    })
}

/// The words that an identifier is made of, as byte spans.
pub fn parts(identifier: &str) -> Vec<Span> {
    let characters: Vec<(usize, char)> = identifier.char_indices().collect();
    let mut parts: Vec<Span> = Vec::new();
    let mut start = None;
    for (number, &(at, character)) in characters.iter().enumerate() {
        if !is_word_character(character) {
            parts.extend(start.take().map(|start| Span::new(start, at)));
            continue;
        }
        let before = number.checked_sub(1).map(|number| characters[number].1);
        let behind = &characters[number + 1..];
        if before.is_some_and(|before| begins_part(before, character, behind)) {
            parts.extend(start.take().map(|start| Span::new(start, at)));
        }
        start.get_or_insert(at);
    }
    parts.extend(start.map(|start| Span::new(start, identifier.len())));
    parts
}

/// The terms in an identifier: every one that is not inside a longer one, by place, spans in bytes of `identifier`. Letter case means nothing
/// in an identifier, but an exact form is still found only as written.
pub fn terms(matcher: &Matcher, identifier: &str) -> Vec<Occurrence> {
    let parts = parts(identifier);
    if parts.len() > MOST_PARTS {
        return Vec::new();
    }
    let (text, candidates) = candidates(identifier, &parts);
    let mut found = Vec::new();
    let mut candidates = candidates.into_iter().peekable();
    for occurrence in matcher.find(&text).occurrences {
        while candidates.next_if(|candidate| candidate.rendered.end <= occurrence.span.start).is_some() {}
        if let Some(candidate) = candidates.peek().filter(|candidate| candidate.rendered == occurrence.span) {
            found.push(Occurrence { span: candidate.source, ..occurrence });
        }
    }
    keep_maximal(&mut found);
    found
}

/// The terms in all identifiers of a source, by place, no two overlapping, spans in bytes of `source`. Where hyphens separate, as in prose, single
/// words are left to who reads prose. Ambiguous forms have no company in code, so they are left out, and so are terms that are never marked.
pub fn marks(matcher: &Matcher, source: &str, hyphens: Hyphens) -> Vec<Occurrence> {
    let mut known: HashMap<&str, Vec<Occurrence>> = HashMap::new();
    let mut marks: Vec<Occurrence> = Vec::new();
    for place in identifiers(source, hyphens) {
        let identifier = &source[place.range()];
        for it in known.entry(identifier).or_insert_with(|| terms_to_mark(matcher, identifier, hyphens)) {
            let it = Occurrence { span: it.span.shifted(place.start), ..*it };
            if marks.last().is_none_or(|last| last.span.end <= it.span.start) {
                marks.push(it);
            }
        }
    }
    marks
}

fn terms_to_mark(matcher: &Matcher, identifier: &str, hyphens: Hyphens) -> Vec<Occurrence> {
    if hyphens == Hyphens::Separate && parts(identifier).len() < 2 {
        return Vec::new();
    }
    let mut terms = terms(matcher, identifier);
    terms.retain(|it| matcher.term(it.term).marks && !matcher.form(it).ambiguous);
    terms
}

/// A way to read a run of parts.
struct Candidate {
    rendered: Span,
    source: Span,
}

/// Every way to read every run of parts, as one text.
fn candidates(identifier: &str, parts: &[Span]) -> (String, Vec<Candidate>) {
    let mut text = String::new();
    let mut candidates = Vec::new();
    for first in 0..parts.len() {
        for run in (1..=LONGEST_RUN.min(parts.len() - first)).map(|length| &parts[first..first + length]) {
            // Each bit says whether the part behind it is joined.
            for joints in 0..1_u32 << (run.len() - 1) {
                let start = text.len();
                for (number, part) in run.iter().enumerate() {
                    if number > 0 && joints >> (number - 1) & 1 == 0 {
                        text.push(' ');
                    }
                    text.push_str(&identifier[part.range()]);
                }
                candidates
                    .push(Candidate { rendered: Span::new(start, text.len()), source: Span::new(run[0].start, run[run.len() - 1].end) });
                text.push(BREAK);
            }
        }
    }
    (text, candidates)
}

/// Drops what lies inside something longer, and all but the nearest form of a term on a span.
fn keep_maximal(found: &mut Vec<Occurrence>) {
    found.sort_by_key(|it| (it.span.start, usize::MAX - it.span.end, it.distance));
    let mut seen = HashSet::new();
    let mut longest = Span::default();
    found.retain(|it| {
        let is_inside = it.span != longest && it.span.end <= longest.end;
        if !is_inside {
            longest = it.span;
        }
        !is_inside && seen.insert((it.span, it.term))
    });
}

fn is_identifier_character(character: char) -> bool {
    character == '_' || is_word_character(character)
}

/// Whether a part begins at `character`: at a hump ("fine|Tuning", "LLM|Client", but "LLMs"), and where digits begin or end.
fn begins_part(before: char, character: char, behind: &[(usize, char)]) -> bool {
    if before.is_numeric() != character.is_numeric() {
        return true;
    }
    if !character.is_uppercase() {
        return false;
    }
    let next = behind.first().map(|&(_, next)| next);
    let is_plural = next == Some('s') && behind.get(1).is_none_or(|&(_, after)| !after.is_lowercase());
    before.is_lowercase() || (before.is_uppercase() && next.is_some_and(char::is_lowercase) && !is_plural)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::glossary;

    #[test]
    fn identifiers_of_texts() {
        for (text, hyphens, expected) in [
            ("let fineTuningJob = llm_client(x);", Hyphens::Join, "let|fineTuningJob|llm_client|x"),
            ("fine-tuning-job a - b --flag", Hyphens::Join, "fine-tuning-job|a|b|flag"),
            ("fine-tuning-job", Hyphens::Separate, "fine|tuning|job"),
            ("__init__ é_à 𝒳", Hyphens::Join, "__init__|é_à|𝒳"),
            ("", Hyphens::Join, ""),
        ] {
            let found: Vec<&str> = identifiers(text, hyphens).map(|span| &text[span.range()]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn parts_of_identifiers() {
        for (identifier, expected) in [
            ("fineTuningJob", "fine|Tuning|Job"),
            ("FINE_TUNING", "FINE|TUNING"),
            ("LLMClient", "LLM|Client"),
            ("numLLMs", "num|LLMs"),
            ("LLMsById", "LLMs|By|Id"),
            ("LLMStats", "LLM|Stats"),
            ("gpt2Model", "gpt|2|Model"),
            ("fine-tuning-job", "fine|tuning|job"),
            ("__tête_à_tête__", "tête|à|tête"),
            ("T5", "T|5"),
            ("x", "x"),
            ("___", ""),
        ] {
            let found: Vec<&str> = parts(identifier).into_iter().map(|span| &identifier[span.range()]).collect();
            assert_eq!(found.join("|"), expected, "{identifier}");
        }
    }

    const GLOSSARY: &str = "### E\n\n> **term fine-tuning** · en : **fine-tuning**\n\n> **term llm** · en : **LLM**, language model\n\n\
            > **term pytorch** · en : **PyTorch**\n\n> **term gpt-2** · en : **GPT-2**\n\n> **term t5** · en : **T5**\n\n\
            > **term model** · en : **model**\n\n> **term bleu** · en : `BLEU`\n\n> **term weight** · en : weight ?\n\n> **term combined** · en : CombinedWord\n";

    #[test]
    fn terms_in_identifiers() {
        let matcher = Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]);
        for (identifier, expected) in [
            ("fineTuningJob", "fine-tuning=fineTuning"),
            ("FINE_TUNING", "fine-tuning=FINE_TUNING"),
            ("LLMClient", "llm=LLM"),
            ("my_llms", "llm=llms"),
            ("languageModelWeights", "llm=languageModel weight=Weights"),
            ("py_torch_model", "pytorch=py_torch model=model"),
            ("gpt2", "gpt-2=gpt2"),
            ("GPT2Model", "gpt-2=GPT2 model=Model"),
            ("T5Model", "t5=T5 model=Model"),
            ("combined_word", "combined=combined_word"),
            ("bleuScore", ""),
            ("BLEUScore", "bleu=BLEU"),
            ("film", ""),
            ("a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_u_v_w_x_model", ""),
        ] {
            let found = terms(&matcher, identifier);
            let shown: Vec<String> =
                found.iter().map(|it| format!("{}={}", matcher.term(it.term).id, &identifier[it.span.range()])).collect();
            assert_eq!(shown.join(" "), expected, "{identifier}");
        }
    }
    #[test]
    fn marks_of_sources() {
        let matcher = Matcher::new(vec![Arc::new(glossary::read(GLOSSARY).0)]);
        for (name, source, hyphens, expected) in [
            ("code", "let llm = fineTuningLLM(weight, model);", Hyphens::Join, "llm fineTuning LLM model"),
            ("hyphens in code", "<fine-tuning-job model=1>", Hyphens::Join, "fine-tuning model"),
            ("prose", "Un model, llm_client et fine-tuning.", Hyphens::Separate, "llm"),
            ("the same name again", "gpt2 gpt2", Hyphens::Join, "gpt2 gpt2"),
            ("what needs company", "weight attention_weight", Hyphens::Join, ""),
        ] {
            let found: Vec<&str> = marks(&matcher, source, hyphens).iter().map(|it| &source[it.span.range()]).collect();
            assert_eq!(found.join(" "), expected, "{name}");
        }
    }
}
