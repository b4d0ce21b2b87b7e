//! Where the forms of a glossary occur in a text.
//!
//! The forms' words are folded and numbered ([`vocabulary`]), a text becomes the stream of its numbers ([`scan`]), the
//! Aho-Corasick automaton finds every sequence that some form asks for, and each hit is verified against the form and the
//! text around it ([`verify`]). All verified hits are kept, overlapping ones too; [`company`] chooses the marks among them.

pub mod company;
mod compiler;
mod determiner;
mod glue;
mod hits;
mod lexemes;
mod pattern;
pub mod prefixes;
mod scan;
mod verify;
pub use verify::Rejection;
mod vocabulary;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::glossary::{Form, Glossary, Term};
use crate::span::Span;
use crate::words;
use compiler::Compiler;
use hits::Hits;
use lexemes::Lexemes;
use pattern::{Pattern, Use};
use prefixes::Prefixes;
use scan::Token;
use verify::Verified;
use vocabulary::Vocabulary;

/// The terms of one or several glossaries, ready to be found in texts. Built once, shared, never changed.
#[derive(Debug)]
pub struct Matcher {
    glossaries: Vec<Arc<Glossary>>,
    /// By glossary, the file that readers find it in.
    files: Vec<Option<PathBuf>>,
    lexemes: Lexemes,
    vocabulary: Vocabulary,
    patterns: Vec<Pattern>,
    /// The patterns of one word, by the class of that word: they need no automaton.
    single: Vec<Vec<u32>>,
    /// The patterns of several words; `multiple[i]` is the index in `patterns` of the automaton's pattern `i`.
    multiple: Vec<u32>,
    /// For each class, whether a pattern of several words has it.
    in_several: Vec<bool>,
    /// `None` where no form has several words.
    automaton: Option<AhoCorasick>,
    prefixes: OnceLock<Prefixes>,
}

/// A term of a [`Matcher`]: which glossary, and which of its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermRef {
    /// Index into [`Matcher::glossaries`].
    pub glossary: u32,
    /// Index into its `terms`.
    pub term: u32,
}

/// How near a surface is to the form it was found by. Smaller is nearer; fields are compared in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Distance {
    /// Words joined otherwise than in the form (space for hyphen…) or in another letter case.
    pub glue_and_case: u8,
    /// Words with other accents.
    pub accents: u8,
    /// Words inflected.
    pub inflected: u8,
}

/// A verified match of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where, in bytes of the searched text.
    pub span: Span,
    /// Which word of the text it starts with, counted from 0.
    pub word: u32,
    /// Whose form.
    pub term: TermRef,
    /// Which form: index into the term's `forms`.
    pub form: u32,
    /// How near.
    pub distance: Distance,
    /// The letter case is not the form's, so only company can vouch for it.
    pub wrong_case: bool,
    /// May be a French infinitive ("transformer"): no determiner stands before it. Means something only in French.
    pub maybe_verb: bool,
    /// Stands in a line of capitals, where an acronym may be any word: only company can vouch for it.
    pub in_capitals: bool,
}

/// A `not near` word of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veto {
    /// The term it speaks against.
    pub term: TermRef,
    /// Which word of the text, counted from 0.
    pub word: u32,
}

/// A place where the words of a form stand and are not counted as the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The words, in bytes of the searched text.
    pub span: Span,
    /// Whose form.
    pub term: TermRef,
    /// Which form: index into the term's `forms`.
    pub form: u32,
    /// Why not.
    pub obstacle: Obstacle,
}

/// What keeps words from being a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// An exception of the term contains them: where it stands.
    Silenced(Span),
    /// They are a part of something else, or written otherwise.
    Rejected(Rejection),
}

/// All that a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// By start, then longest first, then by distance.
    pub occurrences: Vec<Occurrence>,
    /// In text order.
    pub vetoes: Vec<Veto>,
    /// How many words the text has.
    pub words: u32,
}

impl Matcher {
    /// Prepares `glossaries`, the nearest first: a term id that a nearer one has is not looked for again.
    pub fn new(glossaries: Vec<Arc<Glossary>>) -> Self {
        let mut compiler = Compiler::default();
        for reference in serving(&glossaries) {
            compiler.add_term(reference, &glossaries[reference.glossary as usize].terms[reference.term as usize]);
        }
        let lexemes = Lexemes::grow(&compiler.seeds);
        let patterns = compiler.patterns;
        let first_words = patterns.iter().filter_map(|pattern| pattern.words.first());
        let vocabulary = Vocabulary::new(&lexemes, first_words.map(|word| word.lexeme));
        let mut single = vec![Vec::new(); vocabulary.class_count()];
        let mut in_several = vec![false; vocabulary.class_count()];
        let mut multiple = Vec::new();
        let mut codes: Vec<Vec<u8>> = Vec::new();
        for (index, pattern) in patterns.iter().enumerate() {
            let classes: Vec<u32> = pattern.words.iter().map(|word| vocabulary.class_of(word.lexeme)).collect();
            if let [class] = classes[..] {
                single[class as usize].push(index as u32);
            } else {
                multiple.push(index as u32);
                classes.iter().for_each(|&class| in_several[class as usize] = true);
                codes.push(classes.into_iter().flat_map(vocabulary::code).collect());
            }
        }
        let automaton = (!codes.is_empty()).then(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(&codes)
                .or_else(|_| AhoCorasick::builder().match_kind(MatchKind::Standard).build(&codes))
        });
        // The crate fails only above 2³¹ states, beyond any glossary that fits in memory; then forms of one word still answer.
        let automaton = automaton.and_then(Result::ok);
        Self {
            glossaries,
            files: Vec::new(),
            lexemes,
            vocabulary,
            patterns,
            single,
            multiple,
            in_several,
            automaton,
            prefixes: OnceLock::new(),
        }
    }

    /// The glossaries it was made of.
    pub fn glossaries(&self) -> &[Arc<Glossary>] {
        &self.glossaries
    }

    /// The same, whose glossaries are in these files, as far as they are in files that readers of texts may know.
    pub fn in_files(self, files: Vec<Option<PathBuf>>) -> Self {
        Self { files, ..self }
    }

    /// The file that readers find a glossary in, by its number; `None` where nobody told.
    pub fn file(&self, glossary: u32) -> Option<&Path> {
        self.files.get(glossary as usize)?.as_deref()
    }

    /// The terms that are looked for.
    pub fn terms(&self) -> impl Iterator<Item = TermRef> {
        serving(&self.glossaries).into_iter()
    }

    /// The forms by what their words begin with. Made when first asked for, which may take long.
    pub fn prefixes(&self) -> &Prefixes {
        self.prefixes.get_or_init(|| Prefixes::new(&self.glossaries))
    }

    /// The glossary that `reference` is in.
    pub fn glossary(&self, reference: TermRef) -> &Glossary {
        &self.glossaries[reference.glossary as usize]
    }

    /// The term that `reference` names.
    pub fn term(&self, reference: TermRef) -> &Term {
        &self.glossary(reference).terms[reference.term as usize]
    }

    /// The term with that id in the first glossary whose number `is_meant` says yes to.
    pub fn reference(&self, id: &str, is_meant: impl Fn(u32) -> bool) -> Option<TermRef> {
        let glossary = (0..self.glossaries.len() as u32).find(|&number| is_meant(number))?;
        let term = self.glossaries[glossary as usize].terms.iter().position(|term| term.id == id)?;
        Some(TermRef { glossary, term: term as u32 })
    }

    /// The form that was found.
    pub fn form(&self, occurrence: &Occurrence) -> &Form {
        &self.term(occurrence.term).forms[occurrence.form as usize]
    }

    /// Everything that `text` holds: rendered prose, with [`crate::prose::BREAK`] between blocks.
    pub fn find(&self, text: &str) -> Found {
        let mut hits = Hits::default();
        let words = self.search(text, &mut |pattern, word, verified| {
            if let Ok(verified) = verified {
                hits.add(pattern, word, verified);
            }
        });
        hits.finish(words).0
    }

    /// Where [`Matcher::find`] met the words of a form and was kept from it: by an exception, or by what stands around them. In text order.
    pub fn near_misses(&self, text: &str) -> Vec<Miss> {
        let (mut hits, mut misses) = (Hits::default(), Vec::new());
        let words = self.search(text, &mut |pattern, word, verified| match (verified, pattern.used_for) {
            (Ok(verified), _) => hits.add(pattern, word, verified),
            (Err((_, Rejection::OtherWords)), _) => {}
            (Err((span, rejection)), Use::Form { term, form }) => {
                misses.push(Miss { span, term, form, obstacle: Obstacle::Rejected(rejection) })
            }
            (Err(_), _) => {}
        });
        misses.extend(hits.finish(words).1);
        misses.sort_unstable_by_key(|miss| (miss.span.start, usize::MAX - miss.span.end, miss.term, miss.form));
        misses.dedup_by_key(|miss| (miss.span, miss.term, miss.form));
        misses
    }

    /// The terms with a form of several words that `word` is one of, in any inflection, in their order; the forms by their text.
    pub fn forms_with(&self, word: &str) -> Vec<(TermRef, &str)> {
        let digest = words::digest(word);
        let may_be = |lexeme: u32| self.lexemes.surfaces(lexeme).iter().any(|surface| surface.digest == digest);
        let has_it = |pattern: &&Pattern| pattern.words.len() > 1 && pattern.words.iter().any(|word| may_be(word.lexeme));
        let form_of = |pattern: &Pattern| match pattern.used_for {
            Use::Form { term, form } => Some((term, self.term(term).forms[form as usize].text.as_str())),
            Use::Exception { .. } | Use::NotNear { .. } => None,
        };
        let mut forms: Vec<_> = self.patterns.iter().filter(has_it).filter_map(form_of).collect();
        forms.dedup();
        forms
    }

    /// Tells `report` of every hit: its pattern, which word of the text it starts with, and whether it stands. Returns how many words the text has.
    fn search(&self, text: &str, report: &mut impl FnMut(&Pattern, u32, Result<Verified, (Span, Rejection)>)) -> u32 {
        let stream = scan::scan(text, &self.vocabulary);
        let mut verify = |pattern: u32, tokens: &[Token]| {
            let pattern = &self.patterns[pattern as usize];
            let verified = verify::verify(text, tokens, pattern, &self.lexemes);
            let words = || Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end);
            report(pattern, tokens[0].word, verified.map_err(|rejection| (words(), rejection)));
        };
        let mut hits = self.hits_of_several_words(&stream.tokens).into_iter().peekable();
        for (at, token) in stream.tokens.iter().enumerate() {
            while let Some(hit) = hits.next_if(|hit| hit.first == at) {
                verify(hit.pattern, &stream.tokens[at..hit.end]);
            }
            for &pattern in &self.single[token.class as usize] {
                verify(pattern, &stream.tokens[at..=at]);
            }
        }
        stream.words
    }

    /// Where the words of patterns of several words stand: by start, the longest first.
    fn hits_of_several_words(&self, tokens: &[Token]) -> Vec<TokenHit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        // Only runs of joined words that such patterns have are worth the automaton's while.
        let (mut codes, mut places) = (Vec::new(), Vec::new());
        let serves = |token: &Token| self.in_several[token.class as usize];
        for (at, pair) in tokens.windows(2).enumerate() {
            let (one, other) = (&pair[0], &pair[1]);
            if !other.joined || !serves(one) || !serves(other) {
                continue;
            }
            if places.last() != Some(&at) {
                codes.extend_from_slice(&vocabulary::SEPARATOR_CODE);
                codes.extend_from_slice(&vocabulary::code(one.class));
                places.extend([usize::MAX, at]);
            }
            codes.extend_from_slice(&vocabulary::code(other.class));
            places.push(at + 1);
        }
        let place = |offset: usize| places[offset / vocabulary::CODE_LENGTH];
        let hit = |hit: aho_corasick::Match| TokenHit {
            first: place(hit.start()),
            end: place(hit.end() - 1) + 1,
            pattern: self.multiple[hit.pattern().as_usize()],
        };
        let mut hits: Vec<TokenHit> = automaton.find_overlapping_iter(&codes).map(hit).collect();
        hits.sort_unstable_by_key(|hit| (hit.first, usize::MAX - hit.end));
        hits
    }
}

/// The terms of all glossaries but those whose id a nearer glossary has, in order.
fn serving(glossaries: &[Arc<Glossary>]) -> Vec<TermRef> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut serving = Vec::new();
    for (number, glossary) in glossaries.iter().enumerate() {
        let terms = glossary.terms.iter().enumerate().filter(|(_, term)| !seen.contains(term.id.as_str()));
        serving.extend(terms.map(|(index, _)| TermRef { glossary: number as u32, term: index as u32 }));
        if number + 1 < glossaries.len() {
            seen.extend(glossary.terms.iter().map(|term| term.id.as_str()));
        }
    }
    serving
}

/// A pattern whose words a run of tokens may be.
struct TokenHit {
    first: usize,
    end: usize,
    pattern: u32,
}
