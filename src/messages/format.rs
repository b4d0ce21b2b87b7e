//! What the reader of the native format says about a glossary, each sentence beside its translation.

use super::Locale;

/// A problem of a glossary's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatMessage {
    // The front matter of a glossary.
    /// The front matter has no end.
    FrontMatterUnclosed,
    /// A line of the front matter says nothing.
    FrontMatterLine,
    /// A key of the front matter is not known.
    FrontMatterKey {
        /// As written.
        key: String,
    },
    /// The file asks for another version of the format.
    FormatVersion {
        /// As written.
        found: String,
    },
    /// The language is not one.
    LanguageTag {
        /// As written.
        found: String,
    },
    /// A key stands twice where it may stand once.
    RepeatedKey {
        /// As written.
        key: String,
        /// The line, from 1, of the other place.
        line: usize,
    },

    // The headings and blocks of a glossary.
    /// A `###` without text.
    EmptyHeading,
    /// Two headings have the same `{#id}`.
    DuplicateEntryId {
        /// As written.
        id: String,
        /// The line, from 1, of the other place.
        line: usize,
    },
    /// A term block has no id.
    TermWithoutId,
    /// The id of a term block is several words.
    TermIdWithSpace {
        /// As written.
        found: String,
    },
    /// Two term blocks have the same id.
    DuplicateTermId {
        /// As written.
        id: String,
        /// The line, from 1, of the other place.
        line: usize,
    },
    /// A term block stands where it binds to nothing.
    MisplacedTermBlock,
    /// A banner stands where it binds to nothing.
    MisplacedBanner,
    /// A term block begins with `term id` in plain.
    TermNotBold,
    /// A term block is no blockquote.
    UnquotedTermBlock,
    /// A heading has two banners.
    SecondBanner {
        /// The line, from 1, of the other place.
        line: usize,
    },
    /// A banner stands in a list item that no term binds to.
    BannerWithoutTerm,
    /// The answer goes on with a block without a blank line between.
    AnswerGluedToBlock,
    /// A term has nothing to be found by.
    TermWithoutForms {
        /// As written.
        id: String,
    },

    // The fields of a block.
    /// The dot between the header and the first field is missing.
    MissingSeparator,
    /// Text where a field should begin.
    ExpectedField,
    /// A field is not known.
    UnknownField {
        /// As written.
        key: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// A field says nothing.
    EmptyField,
    /// Two commas, or one at the end.
    NothingBetweenCommas,
    /// The value of `marks` is neither.
    MarksValue {
        /// As written.
        found: String,
    },
    /// A sentence in quotes does not end.
    UnclosedQuote,
    /// A date is none.
    ReviewDate {
        /// As written.
        found: String,
    },
    /// An id names nothing.
    UnknownReference {
        /// As written.
        id: String,
        /// What may have been meant.
        nearest: Option<String>,
    },

    // The forms of a term.
    /// A form has nothing that could be found in a text.
    FormWithoutLetters {
        /// The form's text.
        form: String,
    },
    /// A mark has no partner.
    UnclosedMark {
        /// As written.
        mark: String,
    },
    /// A `(` without `)`.
    UnclosedGroup,
    /// A `)` without `(`.
    UnopenedGroup,
    /// A `(` inside parentheses.
    NestedGroup,
    /// Parentheses with nothing inside.
    EmptyGroup,
    /// A form multiplies out of hand.
    TooManySurfaces {
        /// How many it may stand for.
        most: usize,
    },
    /// A mark covers a part of a form.
    PartlyMarked,
    /// A form is bold and struck.
    StruckAndPreferred,
    /// A form to avoid is bold.
    PreferredButAvoided,
    /// A `!` after a form that is not struck.
    ForbiddenWithoutStrike,
    /// An arrow after a form that is not struck.
    ReplacedWithoutStrike,
    /// An arrow to nothing.
    ReplacementMissing,
    /// A term has the same form twice.
    RepeatedForm {
        /// The form's text.
        form: String,
        /// The line, from 1, of the other place.
        line: usize,
    },
    /// A term says two things of one form.
    ContradictoryForm {
        /// The form's text.
        form: String,
        /// The line, from 1, of the other place.
        line: usize,
        /// Its status here, in English.
        status: &'static str,
        /// Its status there, in English.
        first: &'static str,
    },
}

impl FormatMessage {
    /// The sentence in `locale`.
    pub fn say(&self, locale: Locale) -> String {
        let (english, french) = match self {
            // The front matter of a glossary.
            Self::FrontMatterUnclosed => (
                "the front matter has no end: expected a line `---` after its last `key: value`".to_owned(),
                "l’en-tête n’a pas de fin\u{a0}: il faut une ligne `---` après son dernier `clé: valeur`".to_owned(),
            ),
            Self::FrontMatterLine => {
                ("expected `key: value`, such as `language: fr`".to_owned(), "il faut `clé: valeur`, par exemple `langue: fr`".to_owned())
            }
            Self::FrontMatterKey { key } => (
                format!("`{key}` is not read: the keys are `glossary`, `language`, `title`, `source` and `license`"),
                format!("`{key}` n’est pas lu\u{a0}: les clés sont `glossaire`, `langue`, `titre`, `source` et `licence`"),
            ),
            Self::FormatVersion { found } => (
                format!("`{found}` is not a known version of the format: expected `glossary: 1`; read as version 1"),
                format!("`{found}` n’est pas une version connue du format\u{a0}: il faut `glossaire: 1`\u{202f}; lu comme version 1"),
            ),
            Self::LanguageTag { found } => (
                format!("`{found}` is not a language tag: expected one such as `fr`, `en` or `pt-BR`"),
                format!("`{found}` n’est pas un code de langue\u{a0}: il faut par exemple `fr`, `en` ou `pt-BR`"),
            ),
            Self::RepeatedKey { key, line } => (
                format!("`{key}` is already said on line {line}; that one counts"),
                format!("`{key}` est déjà dit à la ligne {line}\u{202f}; c’est elle qui compte"),
            ),

            // The headings and blocks of a glossary.
            Self::EmptyHeading => (
                "an entry needs a question or a headword after `###`".to_owned(),
                "une entrée a besoin d’une question ou d’un mot vedette après `###`".to_owned(),
            ),
            Self::DuplicateEntryId { id, line } => (
                format!("the id `{id}` already names the heading on line {line}; this heading is named after its text"),
                format!("l’identifiant `{id}` nomme déjà le titre de la ligne {line}\u{202f}; celui-ci est nommé d’après son texte"),
            ),
            Self::TermWithoutId => (
                "a term block needs an id: expected `**term some-id**`".to_owned(),
                "un bloc de terme a besoin d’un identifiant\u{a0}: il faut `**terme un-identifiant**`".to_owned(),
            ),
            Self::TermIdWithSpace { found } => (
                format!("`{found}` is not an id: expected one word and, after the closing `**`, ` · ` and the fields"),
                format!("`{found}` n’est pas un identifiant\u{a0}: il faut un seul mot puis, après le `**` fermant, ` · ` et les champs"),
            ),
            Self::DuplicateTermId { id, line } => (
                format!("the term `{id}` is already defined on line {line}; this block is not read"),
                format!("le terme `{id}` est déjà défini à la ligne {line}\u{202f}; ce bloc n’est pas lu"),
            ),
            Self::MisplacedTermBlock => (
                "this term block is not read: expected it right under a `###` heading, before the answer, \
                 or in a list item of the answer"
                    .to_owned(),
                "ce bloc de terme n’est pas lu\u{a0}: sa place est juste sous un titre `###`, avant la réponse, \
                 ou dans un élément de liste de la réponse"
                    .to_owned(),
            ),
            Self::MisplacedBanner => (
                "this banner is not read: expected it right under a `###` heading, before the answer, \
                 or in a list item of the answer"
                    .to_owned(),
                "ce bandeau n’est pas lu\u{a0}: sa place est juste sous un titre `###`, avant la réponse, \
                 ou dans un élément de liste de la réponse"
                    .to_owned(),
            ),
            Self::TermNotBold => (
                "this term block is not read: expected its beginning in bold, `**term id**`".to_owned(),
                "ce bloc de terme n’est pas lu\u{a0}: il faut son début en gras, `**terme id**`".to_owned(),
            ),
            Self::UnquotedTermBlock => (
                "this term block is not read: expected `> ` before each of its lines".to_owned(),
                "ce bloc de terme n’est pas lu\u{a0}: il faut `> ` devant chacune de ses lignes".to_owned(),
            ),
            Self::SecondBanner { line } => (
                format!("there is already a banner on line {line}; this one is not read"),
                format!("il y a déjà un bandeau à la ligne {line}\u{202f}; celui-ci n’est pas lu"),
            ),
            Self::BannerWithoutTerm => (
                "no term shows this banner: expected a term block in the same list item".to_owned(),
                "aucun terme ne montre ce bandeau\u{a0}: il faut un bloc de terme dans le même élément de liste".to_owned(),
            ),
            Self::AnswerGluedToBlock => (
                "expected a blank line between the block and the answer, or `> ` before this line".to_owned(),
                "il faut une ligne vide entre le bloc et la réponse, ou `> ` devant cette ligne".to_owned(),
            ),
            Self::TermWithoutForms { id } => (
                format!("the term `{id}` has no form: expected a field such as `fr : …` or `en : …`"),
                format!("le terme `{id}` n’a aucune forme\u{a0}: il faut un champ comme `fr : …` ou `en : …`"),
            ),

            // The fields of a block.
            Self::MissingSeparator => ("expected ` · ` before this field".to_owned(), "il faut ` · ` devant ce champ".to_owned()),
            Self::ExpectedField => (
                "expected a field here, such as `fr : …`, `en : …` or `see : …`; this is not read".to_owned(),
                "il faut un champ ici, comme `fr : …`, `en : …` ou `voir : …`\u{202f}; ceci n’est pas lu".to_owned(),
            ),
            Self::UnknownField { key, nearest: Some(nearest) } => (
                format!("`{key}` is not a field: did you mean `{nearest}`?"),
                format!("`{key}` n’est pas un champ\u{a0}: vouliez-vous dire `{nearest}`\u{202f}?"),
            ),
            Self::UnknownField { key, nearest: None } => (
                format!(
                    "`{key}` is not a field: expected a language such as `fr`, or `avoid`, `except`, `not near`, `see`, \
                     `source`, `example`, `counter-example`, `marks`"
                ),
                format!(
                    "`{key}` n’est pas un champ\u{a0}: il faut une langue comme `fr`, ou `éviter`, `sauf`, `pas près de`, `voir`, \
                     `source`, `exemple`, `contre-exemple`, `marques`"
                ),
            ),
            Self::EmptyField => ("expected something after the colon".to_owned(), "il faut quelque chose après le deux-points".to_owned()),
            Self::NothingBetweenCommas => {
                ("there is nothing before or after this comma".to_owned(), "il n’y a rien avant ou après cette virgule".to_owned())
            }
            Self::MarksValue { found } => (
                format!("`{found}` is not read: expected `off`, `weak` or `on`"),
                format!("`{found}` n’est pas lu\u{a0}: il faut `off`, `faibles` ou `on`"),
            ),
            Self::UnclosedQuote => ("this quotation mark is never closed".to_owned(), "ce guillemet n’est jamais fermé".to_owned()),
            Self::ReviewDate { found } => (
                format!("`{found}` is not a date: expected `2026`, `2026-11` or `2026-11-22`"),
                format!("`{found}` n’est pas une date\u{a0}: il faut `2026`, `2026-11` ou `2026-11-22`"),
            ),
            Self::UnknownReference { id, nearest: Some(nearest) } => (
                format!("there is no term `{id}`: did you mean `{nearest}`?"),
                format!("il n’y a pas de terme `{id}`\u{a0}: vouliez-vous dire `{nearest}`\u{202f}?"),
            ),
            Self::UnknownReference { id, nearest: None } => (format!("there is no term `{id}`"), format!("il n’y a pas de terme `{id}`")),

            // The forms of a term.
            Self::FormWithoutLetters { form } if form.is_empty() => ("expected a form here".to_owned(), "il faut une forme ici".to_owned()),
            Self::FormWithoutLetters { form } => (
                format!("`{form}` has no letter and no digit outside optional parentheses; this form is not read"),
                format!("`{form}` n’a ni lettre ni chiffre hors de parenthèses facultatives\u{202f}; cette forme n’est pas lue"),
            ),
            Self::UnclosedMark { mark } => (
                format!("the mark {mark} is never closed; this form is not read"),
                format!("la marque {mark} n’est jamais fermée\u{202f}; cette forme n’est pas lue"),
            ),
            Self::UnclosedGroup => (
                "`(` is never closed; this form is not read (`\\(` is the sign itself)".to_owned(),
                "`(` n’est jamais fermée\u{202f}; cette forme n’est pas lue (`\\(` est le signe lui-même)".to_owned(),
            ),
            Self::UnopenedGroup => (
                "`)` closes nothing; this form is not read (`\\)` is the sign itself)".to_owned(),
                "`)` ne ferme rien\u{202f}; cette forme n’est pas lue (`\\)` est le signe lui-même)".to_owned(),
            ),
            Self::NestedGroup => (
                "parentheses do not nest; this form is not read: write it as two".to_owned(),
                "les parenthèses ne s’emboîtent pas\u{202f}; cette forme n’est pas lue\u{a0}: l’écrire en deux".to_owned(),
            ),
            Self::EmptyGroup => (
                "`()` means nothing; expected optional letters in it, or `\\(\\)` for the signs themselves".to_owned(),
                "`()` ne veut rien dire\u{202f}; il faut des lettres facultatives, ou `\\(\\)` pour les signes eux-mêmes".to_owned(),
            ),
            Self::TooManySurfaces { most } => (
                format!("this form stands for more than {most} spellings and is not read: write it as several"),
                format!("cette forme vaut pour plus de {most} graphies et n’est pas lue\u{a0}: l’écrire en plusieurs"),
            ),
            Self::PartlyMarked => (
                "the mark covers a part of the form and does not count: expected it around the whole form".to_owned(),
                "la marque couvre une partie de la forme et ne compte pas\u{a0}: elle doit entourer la forme entière".to_owned(),
            ),
            Self::StruckAndPreferred => (
                "a form is either preferred (`**…**`) or deprecated (`~~…~~`); read as deprecated".to_owned(),
                "une forme est soit préférée (`**…**`), soit déconseillée (`~~…~~`)\u{202f}; lue comme déconseillée".to_owned(),
            ),
            Self::PreferredButAvoided => (
                "a form to avoid cannot be the preferred one (`**…**`); read as deprecated".to_owned(),
                "une forme à éviter ne peut pas être la forme préférée (`**…**`)\u{202f}; lue comme déconseillée".to_owned(),
            ),
            Self::ForbiddenWithoutStrike => (
                "`!` forbids a struck form: expected `~~…~~ !`, or `\\!` for the sign itself; not counted".to_owned(),
                "`!` interdit une forme barrée\u{a0}: il faut `~~…~~ !`, ou `\\!` pour le signe lui-même\u{202f}; non compté".to_owned(),
            ),
            Self::ReplacedWithoutStrike => (
                "only a struck form is replaced: expected `~~…~~ → …`; the arrow is not counted".to_owned(),
                "seule une forme barrée est remplacée\u{a0}: il faut `~~…~~ → …`\u{202f}; la flèche n’est pas comptée".to_owned(),
            ),
            Self::ReplacementMissing => {
                ("expected the form to write instead after `→`".to_owned(), "il faut après `→` la forme à écrire à la place".to_owned())
            }
            Self::RepeatedForm { form, line } => {
                (format!("`{form}` is already written on line {line}"), format!("`{form}` est déjà écrit à la ligne {line}"))
            }
            Self::ContradictoryForm { form, line, status, first } => {
                (format!("`{form}` is {status} here and {first} on line {line}: expected one of the two"), {
                    let (status, first) = (french_status(status), french_status(first));
                    format!("`{form}` est {status} ici et {first} à la ligne {line}\u{a0}: n’en garder qu’une des deux")
                })
            }
        };
        locale.choose(english, french)
    }
}

/// The word for [`crate::glossary::Status::name`].
pub(super) fn french_status(name: &str) -> &'static str {
    match name {
        "preferred" => "préférée",
        "admitted" => "admise",
        "deprecated" => "déconseillée",
        _ => "interdite",
    }
}
