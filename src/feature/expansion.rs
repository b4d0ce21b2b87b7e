//! What an acronym stands for.

use crate::glossary::{Form, Status, Term};
use crate::inflection;
use crate::language::Language;
use crate::words;

/// The form of `term` that says in full what its acronym `form` stands for: one of several words that may be written, in the text's language
/// rather than in the acronym's rather than in another, preferred rather than admitted. `None` where `form` is no acronym or stands alone.
pub fn expansion<'a>(term: &'a Term, form: &Form, language: Option<&Language>) -> Option<&'a Form> {
    if !inflection::is_acronym(&form.text) {
        return None;
    }
    let says_in_full =
        |it: &&Form| it.status <= Status::Admitted && !inflection::is_acronym(&it.text) && words::words(&it.text).count() > 1;
    let is_in = |it: &Form, language: Option<&Language>| it.language.as_ref().zip(language).is_some_and(|(own, other)| own.same(other));
    let farness = |it: &&Form| (!is_in(it, language), !is_in(it, form.language.as_ref()), it.status);
    term.forms.iter().filter(says_in_full).min_by_key(farness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn acronyms_in_full() {
        let glossary = "### E\n\n> **term llm** · fr : grand modèle de langue, **grand modèle de langage**, **LLM**, ~~gros modèle~~\n\
            > en : **large language model**, **LLM**\n\n> **term ppl** · fr : **PPL**, perplexité\n\n> **term gpt** · en : **GPT**, General Purpose Thing\n";
        let glossary = glossary::read(glossary).0;
        for (acronym, language, expected) in [
            ("LLM", Some(Language::french()), Some("grand modèle de langage")),
            ("LLM", Some(Language::english()), Some("large language model")),
            ("LLM", None, Some("grand modèle de langage")),
            ("GPT", Some(Language::french()), Some("General Purpose Thing")),
            ("PPL", Some(Language::french()), None),
            ("perplexité", Some(Language::french()), None),
        ] {
            let term = glossary.terms.iter().find(|term| term.forms.iter().any(|form| form.text == acronym)).unwrap();
            let form = term.forms.iter().find(|form| form.text == acronym).unwrap();
            assert_eq!(expansion(term, form, language.as_ref()).map(|form| form.text.as_str()), expected, "{acronym} {language:?}");
        }
    }
}
