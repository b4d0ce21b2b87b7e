//! Any file is a glossary: what is wrong with it is told, at places that exist, and the rest finds terms.

#![no_main]

use std::sync::Arc;

use glossator::document::{self, Manner};
use glossator::glossary;
use glossator::matcher::Matcher;
use glossator::messages::Locale;
use glossator::prose::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let (glossary, problems) = glossary::read(source);
    for problem in &problems {
        assert!(source.get(problem.span.range()).is_some(), "{problem:?}");
        assert!([Locale::English, Locale::French].iter().all(|&locale| !problem.message.say(locale).is_empty()));
    }
    for term in &glossary.terms {
        assert!(source.get(term.span.range()).is_some() && source.get(term.id_span.range()).is_some());
        assert!(term.forms.iter().all(|form| source.get(form.span.range()).is_some()));
    }
    let matcher = Matcher::new(vec![Arc::new(glossary)]);
    let reading = document::read(source, &Manner { format: Format::Markdown, ..Manner::default() }, &matcher);
    assert!(reading.marks.iter().all(|mark| source.get(mark.occurrence.span.range()).is_some()));
});
