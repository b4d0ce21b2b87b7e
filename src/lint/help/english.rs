//! The rules in English.

use super::super::Rule;
use super::Help;

pub(super) fn help(rule: Rule) -> Help {
    let no_option = |what, why, glossary, bad, good| Help { what, why, glossary, bad, good, option: None };
    match rule {
        Rule::Term => Help {
            what: "A glossary explains this term.",
            why: "A reader of the text in an editor sees what the term means without leaving it.",
            glossary: "> **term token** · en : **token**",
            bad: "The model reads a token.",
            good: "The model reads a token.",
            option: Some(("occurrences", "`\"first\"`: at the first mark of each term in a text (default); `\"all\"`: at every mark.")),
        },
        Rule::DeprecatedForm => no_option(
            "A form that the glossary advises against.",
            "Readers know one name of a thing better than two; the glossary says which.",
            "> **term fine-tuning** · en : **fine-tuning**, ~~finetuning~~",
            "The finetuning is done.",
            "The fine-tuning is done.",
        ),
        Rule::ForbiddenForm => no_option(
            "A form that must not be written.",
            "It is wrong, misleading or offensive; the glossary strikes it out with a `!`.",
            "> **term allow-list** · en : **allow list**, ~~whitelist~~ !",
            "The whitelist is empty.",
            "The allow list is empty.",
        ),
        Rule::LetterCase => no_option(
            "A name or an acronym in another letter case than its own.",
            "Names are searched for and recognised as their owners write them.",
            "> **term pytorch** · en : **PyTorch**\n> **term token** · en : **token**",
            "A token in pytorch.",
            "A token in PyTorch.",
        ),
        Rule::InconsistentForm => no_option(
            "Two admitted forms of one term in one text that have as many content words as each other; those that the text uses less are reported, and of two that it uses as often the one that the glossary does not prefer. A shorter or longer form, such as “batch” beside “batch of examples”, is not.",
            "A reader who meets two names looks for two things.",
            "> **term lot** · en : **batch**, lot",
            "One batch, a second batch, and a lot.",
            "One batch, a second batch, and a batch.",
        ),
        Rule::ForeignForm => no_option(
            "A form of another language than the text's, where the term has a good form in the text's language.",
            "A text in one language is read by people who may not know the other. In brackets, as an explanation, the foreign form is welcome.",
            "> **term embedding** · en : **embedding** · fr : **plongement**",
            "The plongement of a word.",
            "The embedding (plongement) of a word.",
        ),
        Rule::UndefinedAcronym => Help {
            what: "An acronym that neither a glossary nor the text itself explains. Said once a text. What every reader of technical texts knows (URL, PDF), Roman numerals, units and words in capitals are left out.",
            why: "Who does not know it cannot even look it up: acronyms have many meanings.",
            glossary: "> **term token** · en : **token**",
            bad: "We train with RLHF.",
            good: "We train with reinforcement learning from human feedback (RLHF).",
            option: Some(("ignore", "Acronyms that every reader of these texts knows: `[\"NASA\"]`.")),
        },
        Rule::AcronymFirstUse => Help {
            what: "The first use of an acronym in a text does not say what it stands for, though the glossary or the text later does. Headings do not count as uses.",
            why: "From the first use on the reader knows what is meant.",
            glossary: "> **term llm** · en : **LLM**, large language model",
            bad: "An LLM writes.",
            good: "A large language model (LLM) writes.",
            option: Some(("ignore", "Acronyms that every reader of these texts knows: `[\"NASA\"]`.")),
        },
        Rule::TermFirstUse => Help {
            what: "The first use of a term in a text is no link to the glossary. Headings do not count as uses.",
            why: "On a web page a link is the reader's way to the explanation.",
            glossary: "> **term token** · en : **token**",
            bad: "The model reads a token.",
            good: "The model reads a [token](team.glossary.md#e).",
            option: Some((
                "targets",
                "Files that are the glossary for readers: `[\"terms.html\"]`. Files named `*.glossary.md`, pages named `glossary`, and what is named like the file of the glossary always are; so is the anchor of an entry where the text itself has it.",
            )),
        },
        Rule::UnusedTerm => no_option(
            "A term of the project's glossary that no text uses, reported in the glossary when whole folders are linted. `glossator check --texts FOLDER` tells it too.",
            "An entry that nobody needs is work to keep up; or the texts use a form that the glossary does not know.",
            "> **term token** · en : **token**",
            "Nothing here.",
            "The model reads a token.",
        ),
        Rule::UnknownSuppression => no_option(
            "A suppression comment that names neither a rule nor a term.",
            "It suppresses nothing, and whoever wrote it thinks that it does.",
            "> **term token** · en : **token**, ~~tocken~~",
            "A tocken. <!-- glossator-ignore deprecated-from -->",
            "A tocken. <!-- glossator-ignore deprecated-form -->",
        ),
        Rule::UnusedSuppression => no_option(
            "A suppression comment that suppresses nothing.",
            "It will hide a finding that nobody meant to hide.",
            "> **term token** · en : **token**, ~~tocken~~",
            "A word. <!-- glossator-ignore -->",
            "A tocken. <!-- glossator-ignore -->",
        ),
    }
}
