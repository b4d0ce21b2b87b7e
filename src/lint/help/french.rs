//! The rules in French.

use super::super::Rule;
use super::Help;

pub(super) fn help(rule: Rule) -> Help {
    let no_option = |what, why, glossary, bad, good| Help { what, why, glossary, bad, good, option: None };
    match rule {
        Rule::Term => Help {
            what: "Un glossaire explique ce terme.",
            why: "Qui lit le texte dans un éditeur voit ce que le terme veut dire sans le quitter.",
            glossary: "> **terme jeton** · fr : **jeton**",
            bad: "Le modèle lit un jeton.",
            good: "Le modèle lit un jeton.",
            option: Some((
                "occurrences",
                "`\"first\"` : à la première marque de chaque terme d’un texte (par défaut) ; `\"all\"` : à chaque marque.",
            )),
        },
        Rule::DeprecatedForm => no_option(
            "Une forme que le glossaire déconseille.",
            "On reconnaît mieux une chose qui n’a qu’un nom ; le glossaire dit lequel.",
            "> **terme courriel** · fr : **courriel**, ~~émail~~",
            "Il envoie un émail.",
            "Il envoie un courriel.",
        ),
        Rule::ForbiddenForm => no_option(
            "Une forme qui ne s’écrit pas.",
            "Elle est fausse, trompeuse ou blessante ; le glossaire la barre avec un `!`.",
            "> **terme liste-autorisee** · fr : **liste d’autorisation**, ~~liste blanche~~ !",
            "La liste blanche est vide.",
            "La liste d’autorisation est vide.",
        ),
        Rule::LetterCase => no_option(
            "Un nom ou un sigle dans une autre casse que la sienne.",
            "On cherche et on reconnaît un nom comme son propriétaire l’écrit.",
            "> **terme pytorch** · fr : **PyTorch**\n> **terme jeton** · fr : **jeton**",
            "Un jeton dans pytorch.",
            "Un jeton dans PyTorch.",
        ),
        Rule::InconsistentForm => no_option(
            "Deux formes admises d’un même terme dans un texte, qui ont autant de mots pleins l’une que l’autre ; celles que le texte emploie le moins sont signalées, et de deux qu’il emploie autant, celle que le glossaire ne préfère pas. Une forme plus courte ou plus longue, comme « lot » auprès de « lot d’exemples », ne l’est pas.",
            "Qui rencontre deux noms cherche deux choses.",
            "> **terme lot** · fr : **lot**, fournée",
            "Un lot, un autre lot, une fournée.",
            "Un lot, un autre lot, encore un lot.",
        ),
        Rule::ForeignForm => no_option(
            "Une forme d’une autre langue que celle du texte, alors que le terme a une bonne forme dans la langue du texte.",
            "Qui lit un texte dans une langue ne connaît pas forcément l’autre. Entre parenthèses, en explication, la forme étrangère est bienvenue.",
            "> **terme plongement** · fr : **plongement** · en : **embedding**",
            "L’embedding d’un mot.",
            "Le plongement (*embedding*) d’un mot.",
        ),
        Rule::UndefinedAcronym => Help {
            what: "Un sigle que ni un glossaire ni le texte lui-même n’explique. Dit une fois par texte. Ce que tout lecteur de textes techniques connaît (URL, PDF), les chiffres romains, les unités et les mots en capitales sont laissés de côté.",
            why: "Qui ne le connaît pas ne peut même pas le chercher : un sigle a bien des sens.",
            glossary: "> **terme jeton** · fr : **jeton**",
            bad: "On entraîne par RLHF.",
            good: "On entraîne par renforcement (RLHF).",
            option: Some(("ignore", "Les sigles que tout lecteur de ces textes connaît : `[\"NASA\"]`.")),
        },
        Rule::AcronymFirstUse => Help {
            what: "Un sigle n’est pas développé à son premier emploi dans un texte, alors que le glossaire, ou le texte plus loin, dit ce qu’il signifie. Les titres ne comptent pas.",
            why: "Dès le premier emploi, on sait de quoi il est question.",
            glossary: "> **terme llm** · fr : **LLM**, grand modèle de langage",
            bad: "Un LLM écrit.",
            good: "Un grand modèle de langage (LLM) écrit.",
            option: Some(("ignore", "Les sigles que tout lecteur de ces textes connaît : `[\"NASA\"]`.")),
        },
        Rule::TermFirstUse => Help {
            what: "Le premier emploi d’un terme dans un texte n’est pas un lien vers le glossaire. Les titres ne comptent pas.",
            why: "Sur une page web, un lien est le chemin vers l’explication.",
            glossary: "> **terme jeton** · fr : **jeton**",
            bad: "Le modèle lit un jeton.",
            good: "Le modèle lit un [jeton](equipe.glossary.md#e).",
            option: Some((
                "targets",
                "Les fichiers qui sont le glossaire pour les lecteurs : `[\"termes.html\"]`. Les fichiers `*.glossary.md`, les pages `glossary` ou `glossaire` et celles qui portent le nom du fichier du glossaire le sont toujours ; l’ancre d’une entrée l’est dans un texte qui l’a lui-même.",
            )),
        },
        Rule::UnusedTerm => no_option(
            "Un terme du glossaire du projet qu’aucun texte n’emploie, signalé dans le glossaire quand on examine des dossiers entiers. `glossator check --texts DOSSIER` le dit aussi.",
            "Une entrée dont personne n’a besoin est du travail à entretenir ; ou les textes emploient une forme que le glossaire ne connaît pas.",
            "> **terme jeton** · fr : **jeton**",
            "Rien ici.",
            "Le modèle lit un jeton.",
        ),
        Rule::UnknownSuppression => no_option(
            "Un commentaire de suppression qui ne nomme ni une règle ni un terme.",
            "Il ne fait rien taire, et qui l’a écrit croit que si.",
            "> **terme jeton** · fr : **jeton**, ~~jetton~~",
            "Un jetton. <!-- glossator-ignore deprecated-from -->",
            "Un jetton. <!-- glossator-ignore deprecated-form -->",
        ),
        Rule::UnusedSuppression => no_option(
            "Un commentaire de suppression qui ne fait rien taire.",
            "Il cachera un jour ce que personne ne voulait cacher.",
            "> **terme jeton** · fr : **jeton**, ~~jetton~~",
            "Un mot. <!-- glossator-ignore -->",
            "Un jetton. <!-- glossator-ignore -->",
        ),
    }
}
