//! The texts of `--help` in French. A text that is missing here fails a test.

/// What a command does. `glossator` is the program itself.
pub(super) fn about(command: &str) -> Option<&'static str> {
    Some(match command {
        "glossator" => {
            "Un glossaire dans la marge de chaque éditeur : explique les termes d’un texte, dans l’éditeur et en ligne de commande."
        }
        "serve" => "Répond à un éditeur (serveur de langage sur l’entrée et la sortie standard).",
        "lint" => "Dit ce que vos textes devraient écrire autrement : formes à éviter, formes mêlées, casse.",
        "find" => "Liste chaque endroit où vos textes emploient un terme du glossaire.",
        "explain" => "Affiche ce que le glossaire dit d’un terme.",
        "check" => "Vérifie le glossaire lui-même : sa syntaxe, ses renvois et les exemples qui y sont écrits.",
        "report" => "Montre un projet sur une page : son glossaire et ses emplois, les formes mêlées, les termes inutilisés.",
        "config" => "Affiche la configuration qui vaut pour un fichier, et d’où vient chacune de ses parties.",
        "init" => "Écrit un glossator.toml commenté et un petit glossaire pour commencer ; jamais par-dessus un fichier existant.",
        "completions" => "Affiche un script de complétion pour votre shell.",
        "man" => "Affiche la page de manuel, ou écrit celles de toutes les commandes.",
        "help" => "Affiche cette aide, ou celle d’une commande.",
        _ => return None,
    })
}

/// What stands below the arguments of a command.
pub(super) fn after_help(command: &str) -> Option<&'static str> {
    Some(match command {
        "glossator" => {
            "Exemples :
  glossator explain perplexité          ce que veut dire un terme
  glossator find docs/                  chaque terme d’un glossaire dans vos textes
  glossator lint docs/                  formes à éviter, formes mêlées, casse
  glossator check                       si votre glossaire est bien écrit

Sans glossaire à vous (un fichier nommé *.glossary.md dans votre projet), c’est la FAQ sur les grands modèles de langage \
livrée avec glossator qui répond."
        }
        "serve" => {
            "Votre éditeur le lance lui-même. Le journal va sur la sortie d’erreur ; GLOSSATOR_LOG règle ce qu’il dit : \
error, warn (par défaut), info, debug ou trace."
        }
        "lint" => {
            "Exemples :
  glossator lint                        tous les textes d’ici et au-dessous
  glossator lint docs/ --fail-on information
  glossator lint --rule forbidden-form,deprecated-form
  glossator lint --brief                une ligne par remarque
  glossator lint --format sarif > glossator.sarif
  glossator lint --diff docs/           ce que --fix changerait ; --fix l’écrit
  glossator lint --explain letter-case  de quoi parle une règle
  glossator lint --stdin-filename docs/a.md - < brouillon.md
  glossator lint --baseline glossator.baseline.json --write-baseline
                                        noter ce qu’il y a aujourd’hui (vieux projet),
  glossator lint --baseline glossator.baseline.json
                                        et ne dire que ce qui est nouveau
  glossator lint --changed-since origin/main
                                        les lignes changées depuis que la branche a quitté main
  glossator lint --statistics           combien de fois plutôt qu’où
  glossator lint --watch                rester, et dire ce qui est nouveau ou corrigé

Un commentaire fait taire des remarques : <!-- glossator-ignore --> sur sa ligne ou le bloc qu’il termine, \
<!-- glossator-ignore-next --> sur la ligne suivante, de <!-- glossator-off --> à <!-- glossator-on --> sur un passage ; des identifiants \
de règles ou de termes peuvent suivre. Les fichiers que nomment .glossatorignore ou .gitignore sont laissés de côté, sauf si vous les nommez. \
Codes de sortie : 0 rien qui atteigne --fail-on, 1 quelque chose, 2 une partie du travail n’a pas pu être faite."
        }
        "find" => {
            "Exemples :
  glossator find                        dans tous les textes d’ici et au-dessous
  glossator find these.md --term perplexite
  glossator find src/ --identifiers     dans le code aussi : fineTuningJob, FINE_TUNING
  glossator find docs/ --format jsonl   un objet JSON par ligne, pour d’autres programmes"
        }
        "explain" => {
            "Exemples :
  glossator explain perplexité
  glossator explain \"fine tuning\" LLM   plusieurs termes, sous n’importe quelle graphie
  glossator explain --why these.md:3:16 pourquoi cet endroit est marqué, ou pourquoi il ne l’est pas"
        }
        "check" => {
            "Exemples :
  glossator check                       chaque *.glossary.md du projet
  glossator check equipe.glossary.md    un glossaire
  glossator check --texts docs/         et lesquels de leurs termes aucun texte n’emploie"
        }
        "report" => {
            "Exemples :
  glossator report --output projet.html   une page à ouvrir dans n’importe quel navigateur ; rien n’y vient du réseau
  glossator report docs/ --format json    ses données, pour d’autres programmes"
        }
        "config" => {
            "Exemples :
  glossator config                      pour le dossier courant
  glossator config docs/a.md            pour un fichier
  glossator config --schema             le schéma JSON de glossator.toml"
        }
        "init" => {
            "Exemples :
  glossator init                        écrit ici glossator.toml et glossary/starter.glossary.md"
        }
        "completions" => {
            "Exemples :
  glossator completions bash > ~/.local/share/bash-completion/completions/glossator
  glossator completions fish > ~/.config/fish/completions/glossator.fish"
        }
        "man" => {
            "Exemples :
  glossator man | man -l -              la lire ici
  glossator man --output ~/.local/share/man/man1
                                        installer toutes les pages : man glossator-lint"
        }
        _ => return None,
    })
}

/// What an argument of a command is for.
pub(super) fn argument(command: &str, id: &str) -> Option<&'static str> {
    Some(match (command, id) {
        (_, "help") => "Affiche l’aide",
        (_, "version") => "Affiche la version",
        ("report", "paths") => "Fichiers ou dossiers ; le dossier courant si aucun n’est nommé.",
        (_, "paths") => "Fichiers ou dossiers ; le dossier courant si aucun n’est nommé. `-` est l’entrée standard.",
        (_, "stdin_filename") => "Comment s’appellerait le texte de l’entrée standard : de là viennent son format et sa configuration.",
        ("serve", "stdio") => "Accepté parce que des éditeurs le passent ; l’entrée et la sortie standard servent dans tous les cas.",
        ("serve", "positions") => {
            "L’unité dans laquelle compte un éditeur qui ne le dit pas. Le protocole entend utf-16 ; ALE, par exemple, compte des octets."
        }
        ("lint", "format") => "Comment les remarques sont écrites.",
        ("lint", "brief") => "Une ligne par remarque, sans la ligne du texte ni la raison.",
        ("lint", "rule") => {
            "Seulement cette règle, même désactivée par défaut ; peut être donné plusieurs fois. Sinon, toute règle active sauf `term`."
        }
        ("lint", "fail_on") => "Sortir avec 1 s’il y a une remarque de ce niveau ou au-dessus ; `off`, jamais.",
        ("lint", "max_findings") => "Ne pas montrer plus de remarques que cela ; les autres comptent pour --fail-on et dans le bilan.",
        ("lint", "baseline") => "Laisser de côté les remarques que contient ce fichier.",
        ("lint", "write_baseline") => "Écrire les remarques d’aujourd’hui dans le fichier de --baseline au lieu de les montrer.",
        ("lint", "changed_since") => {
            "Seulement les remarques sur les lignes changées depuis cette révision de git ; ce que git ne suit pas compte comme changé."
        }
        ("lint", "statistics") => "Combien de fois plutôt qu’où : remarques par règle, fichier et terme, et les termes les plus employés.",
        ("lint", "watch") => "Rester, regarder de nouveau ce qui change, et dire ce qui est nouveau ou corrigé ; Ctrl-C y met fin.",
        ("lint", "force_exclude") => {
            "Laisser de côté ce que la configuration et .glossatorignore excluent, même nommé, car un hook nomme tous les fichiers."
        }
        ("lint", "fix") => {
            "Écrire dans les fichiers ce qui est certain, puis dire ce qui reste. Un texte de l’entrée standard va sur la sortie."
        }
        ("lint", "diff") => "Afficher ce que --fix changerait, en diff unifié, et ne rien écrire.",
        ("lint", "explain") => "Dire de quoi parle une règle, avec exemples et options, et ne rien faire d’autre.",
        ("find", "term") => "Seulement ce terme ; son identifiant est la dernière colonne de la liste. Peut être donné plusieurs fois.",
        ("find", "identifiers") => "Aussi dans les noms du code (fineTuningJob, FINE_TUNING), et dans les fichiers de tous les formats.",
        ("find", "format") => "Pour les gens, ou un objet JSON par ligne.",
        ("explain", "terms") => "Un terme, sous n’importe quelle graphie ; entre guillemets s’il a plusieurs mots.",
        ("explain", "why") => {
            "Dire pourquoi cet endroit d’un texte est marqué, ou pourquoi il ne l’est pas ; ligne et colonne comptent à partir de 1."
        }
        ("check", "glossaries") => {
            "Fichiers de glossaire ; tous ceux du projet si aucun n’est nommé, et celui qui vient avec glossator s’il n’y en a pas."
        }
        ("check", "texts") => "Dire quels termes aucun texte de ce fichier ou dossier n’emploie ; peut être donné plusieurs fois.",
        ("report", "output") => "Le fichier à écrire ; la sortie standard si aucun n’est nommé.",
        ("report", "format") => "Une page à lire, ou ses données.",
        ("config", "file") => {
            "Le fichier pour lequel elle vaut, qu’il existe ou non ; n’importe lequel du dossier courant si aucun n’est nommé."
        }
        ("config", "schema") => "Afficher plutôt le schéma JSON de `glossator.toml`.",
        ("completions", "shell") => "Quel shell.",
        ("man", "output") => "Un dossier où écrire toutes les pages, une par commande : glossator.1, glossator-lint.1…",
        _ => return None,
    })
}

/// What stands for a value: `FICHIER` for `FILE`.
pub(super) fn value_name(english: &str) -> &'static str {
    match english {
        "FILE" => "FICHIER",
        "FOLDER" => "DOSSIER",
        "PATH" => "CHEMIN",
        "PATHS" => "CHEMINS",
        "NAME" => "NOM",
        "LEVEL" => "NIVEAU",
        "RULE" => "RÈGLE",
        "TERM" => "TERME",
        "GLOSSARY" => "GLOSSAIRE",
        "UNIT" => "UNITÉ",
        "REV" => "RÉVISION",
        "ID" => "ID",
        "N" => "N",
        "FILE:LINE:COLUMN" => "FICHIER:LIGNE:COLONNE",
        "SHELL" => "SHELL",
        "FORMAT" => "FORMAT",
        "COMMAND" => "COMMANDE",
        _ => "VALEUR",
    }
}
