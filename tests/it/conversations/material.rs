//! What conversations are made of.

/// What texts are made of.
pub const WORDS: &[&str] = &[
    "Le LLM ",
    "levain ",
    "la pâte mère ",
    "les pates meres",
    "lev",
    "L'IA ",
    "😀",
    "é",
    "\n",
    "\r\n",
    "\n\n",
    "```\n",
    "`levain`",
    "# ",
    "- ",
    "> ",
    "<!-- glossator-ignore -->",
    "<!-- glossator-off -->\n",
    "**",
    "\u{2028}",
    "levainMere_x ",
    "mot ",
    ".",
];

/// Two versions of one glossary, and another one.
pub const GLOSSARIES: &[&str] = &[
    "# G\n\n## S\n\n### Levain ?\n\n> **terme levain** · fr : **levain**, pâte(s) mère(s)\n> éviter : ~~chef~~\n> voir : llm\n\nUne pâte.\n\n\
     ### LLM ?\n\n> **terme llm** · fr : **grand modèle de langage** · en : **LLM**\n\nUn modèle.\n",
    "# G\n\n### Levain ?\n\n> **terme levain** · fr : **pâte mère** · voir : absent\n> éviter : ~~levain~~\n\nAutre chose.\n",
    "# V\n\n### Mot ?\n\n> **terme mot** · fr : **mot**\n> éviter : ~~chef~~\n\nUn mot.\n\n### IA ?\n\n> **terme ia** · fr : **IA**\n\nSoit.\n",
];

/// Requests about a place.
pub const PLACE_REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/completion",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
];

/// Requests about a document or a range of it.
pub const DOCUMENT_REQUESTS: &[&str] = &[
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
];
