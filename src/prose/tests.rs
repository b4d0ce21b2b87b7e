//! Readings by example, and the way back to the source.

mod laws;

use std::fmt::Write;

use super::{BREAK, Format, OBJECT, Prose, read};
use crate::span::Span;

use Format::{Markdown, Mdx, Plain};

/// Name, format, source, rendered text with `¶` between blocks and `□` for what is not prose.
type Case = (&'static str, Format, &'static str, &'static str);

const BLOCKS: &[Case] = &[
    ("nothing", Markdown, "", ""),
    ("blank lines", Markdown, "\n \n\t\n", ""),
    ("paragraphs", Markdown, "L’IA apprend.\n\nElle prédit.", "L’IA apprend.¶Elle prédit."),
    ("byte order mark", Markdown, "\u{FEFF}# Modèle", "Modèle"),
    ("heading and paragraph", Markdown, "# Le modèle #\nTexte", "Le modèle¶Texte"),
    ("underlined heading", Markdown, "Le modèle\n=========\nTexte", "Le modèle¶Texte"),
    ("thematic break", Markdown, "a\n\n---\n\nb\n***\nc", "a¶b¶c"),
    ("list items", Markdown, "- un\n- deux\n  suite\n  - trois\n1. quatre", "un¶deux\nsuite¶trois¶quatre"),
    ("task list", Markdown, "- [ ] à faire\n- [x] fait", "à faire¶fait"),
    ("quote", Markdown, "> un\n> deux\ntrois", "un\ndeux\ntrois"),
    ("table", Markdown, "| Modèle | Score |\n|---|:-:|\n| `BERT` | 5\\|6 |\n| GPT", "Modèle¶Score¶□¶5|6¶GPT"),
    ("table in the middle of text", Markdown, "Texte\n\n| a |\n|---|\n| b |\n\nfin", "Texte¶a¶b¶fin"),
    ("fenced code", Markdown, "a\n```rust\nlet gan = 1;\n```\nb\n~~~\ncode\n~~~", "a¶b"),
    ("fenced code without end", Markdown, "a\n````\n```\n<Tip>\n\nb", "a"),
    ("indented code", Markdown, "a\n\n    code\n\nb", "a¶b"),
    ("code in a list", Markdown, "- a\n\n  ```\n  code\n  ```\n\n  b", "a¶b"),
    ("footnote", Markdown, "Texte[^note].\n\n[^note]: La **note**.\n\n    Encore.\n\nfin", "Texte□.¶La note.¶Encore.¶fin"),
    ("a lone backtick before a fence", Markdown, "un ` seul\n```\na = `b`\n```\n{{ c }} fin", "un ` seul¶□ fin"),
    ("footnote without definition", Markdown, "Texte[^1], suite", "Texte□, suite"),
    ("definition list", Markdown, "Perplexité\n: une mesure\n\nPerte\n\n: une autre", "Perplexité\n: une mesure¶Perte¶: une autre"),
    ("alert", Markdown, "> [!NOTE]\n> Le modèle\n> ment", "Le modèle\nment"),
    ("callout with a title", Markdown, "> [!abstract] Le titre\n> Le texte", "Le titre\nLe texte"),
    ("link definition", Markdown, "[bert]: https://x.org \"BERT\"\n\n[bert]", "bert"),
    ("table of contents", Markdown, "# Titre\n\n[[toc]]\n\n[TOC]\n\n[[open-in-colab]]\n\nTexte", "Titre¶Texte"),
    ("generated documentation", Markdown, "## Bert\n\n[[autodoc]] BertModel\n    - forward\n\nfin", "Bert¶fin"),
    ("code in a quote in a list", Markdown, "- > ```\n  > <Tip a={`\n  > ```\n  > `}>\n\nb", "`}>¶b"),
    ("container", Markdown, "avant\n::: tip Le titre\nTexte\n:::\naprès", "avant¶Le titre¶Texte¶après"),
    ("container without title", Markdown, ":::warning\n\n- un\n\n:::", "un"),
    ("container with title in brackets", Markdown, ":::note[Un *titre*]\nTexte\n:::", "Un titre¶Texte"),
    ("container with attributes", Markdown, "::: {.callout-note title=\"IA\"}\nTexte\n:::\n:::tip{a=\"b\"} Titre\n:::", "Texte¶Titre"),
    ("line ends of all kinds", Markdown, "a\r\nb\rc\n\r\nd\r\re", "a\nb\nc¶d¶e"),
];

const INLINES: &[Case] = &[
    ("emphasis", Markdown, "un *grand* **modèle** ~~faux~~ ***x***", "un grand modèle faux x"),
    ("emphasis inside a word", Markdown, "**fine**-tuning, pré*entraînement*", "fine-tuning, préentraînement"),
    ("underscores inside a word", Markdown, "input_ids et _accent_", "input_ids et accent"),
    ("escapes", Markdown, "\\*pas\\* d'accent \\_ici\\_ \\<b>", "*pas* d'accent _ici_ <b>"),
    ("entities", Markdown, "perplexit&eacute; &amp; co&#251;t &inconnue; &", "perplexité & coût &inconnue; &"),
    ("entity of two characters", Markdown, "a &acE; b", "a □ b"),
    ("soft break", Markdown, "un  modèle \n  de langage", "un  modèle\nde langage"),
    ("hard breaks", Markdown, "un   \ndeux\\\ntrois<br>quatre<br/>\ncinq", "un\ndeux\ntrois\nquatre\ncinq"),
    ("code span", Markdown, "la `perte` et ``a`b`` ici", "la □ et □ ici"),
    ("code span over a line", Markdown, "la `perte\nfinale` ici", "la □ ici"),
    ("backtick without end", Markdown, "la `perte ici", "la `perte ici"),
    ("link", Markdown, "[le **modèle**](https://x.org/gan \"titre GAN\") dit", "le modèle dit"),
    ("reference links", Markdown, "[un][ref], [deux][], [trois]", "un, deux, trois"),
    ("link text like an identifier", Markdown, "[input_ids](./glossary#input-ids)", "input_ids"),
    ("reference number", Markdown, "BERT[1] et GPT [2, 5–7]", "BERT□ et GPT □"),
    ("wikilinks", Markdown, "voir [[fine-tuning]] et [[page|le modèle]]", "voir fine-tuning et le modèle"),
    ("wikilink over a line of a quote", Markdown, "> a [[un\n> deux]]", "a un\ndeux"),
    ("image", Markdown, "avant ![un GAN](gan.png \"IA\") après ![x][y]", "avant □ après □"),
    ("image in a link", Markdown, "[![GAN](a.png) texte](b)", "□ texte"),
    ("autolinks", Markdown, "<https://gan.org/IA> et <moi@ia.org>", "□ et □"),
    ("bare addresses", Markdown, "voir https://gan.org/a_b_c(d). Et (www.ia.fr), *http://x.y*!", "voir □. Et (□), □!"),
    ("bare address in guillemets", Markdown, "«\u{A0}https://ia.org/gan\u{A0}» et «https://ia.org»", "«\u{A0}□\u{A0}» et «□»"),
    ("mail address", Markdown, "écrire à prenom.nom@ia-lab.fr, ou mailto:x@y.org.", "écrire à □, ou □."),
    ("address as link text", Markdown, "[https://ia.org/gan](https://ia.org/gan) ici", "□ ici"),
    ("math", Markdown, "soit $x_{IA}$ et $$\n\\text{GAN}\n$$ fin", "soit □ et □ fin"),
    ("no math: amounts", Markdown, "5 $ et 10 $, de 5\u{A0}$ à 10\u{A0}$ le modèle", "5 $ et 10 $, de 5\u{A0}$ à 10\u{A0}$ le modèle"),
    ("citations", Markdown, "selon @vaswani2017 et [@devlin_2019; voir @x:y, p. 3]", "selon □ et □; voir □, p. 3"),
    ("HTML comment in text", Markdown, "un <!-- GAN --> modèle", "un  modèle"),
    ("JSX comment in text", Markdown, "un {/* GAN */} modèle", "un  modèle"),
    ("inline HTML", Markdown, "<i>fine</i>-tuning <a href=\"gan\">lien</a>", "fine-tuning lien"),
    ("inline code elements", Markdown, "<code>gan</code> <kbd>Ctrl</kbd>+<var class=\"a\">x</var> fin", "□ □+□ fin"),
    ("nested elements of code", Markdown, "<svg><svg>a</svg>b</svg> c", "□ c"),
    ("closed code element", Markdown, "a <svg/> b <img src=x> c", "a □ b □ c"),
    ("element of code without end", Markdown, "a <code>b\n\nc", "a □¶c"),
    ("index", Markdown, "BERT<sup>1</sup>", "BERT□1"),
    ("interpolation", Markdown, "le {{ gan * 2 }} et {{< ref \"gan\" >}} et {% raw %}", "le □ et □ et □"),
    ("interpolation in code", Markdown, "le `{{ gan }}` et {{ sans fin", "le □ et {{ sans fin"),
    ("braces are text", Markdown, "l’ensemble {a, b}", "l’ensemble {a, b}"),
    ("heading id", Markdown, "## Le modèle {#model-id}\n\n### `v-text` {#v-text .x}", "Le modèle¶□"),
    ("heading anchor", Markdown, "# Le modèle[[the-model]]\n\n## Autre [[other]]", "Le modèle¶Autre"),
    ("attributes of a link", Markdown, "[un](a){target=\"_blank\"} et [deux](b){.gan}", "un et deux"),
    ("French punctuation", Markdown, "« L’IA », dit-il\u{202F}: « d’accord\u{202F}! »", "« L’IA », dit-il\u{202F}: « d’accord\u{202F}! »"),
];

const HTML: &[Case] = &[
    ("block", Markdown, "<div class=\"gan\">\nLe <b>modèle</b>\n  ment\n</div>\n\nfin", "Le modèle\nment¶fin"),
    ("text behind a comment", Markdown, "<!-- IA --> Le modèle\n\nfin", "Le modèle¶fin"),
    ("comment between lines", Markdown, "un\n<!-- glossator-off -->\ndeux", "un¶deux"),
    ("comment over blank lines", Markdown, "<!--\nGAN\n\nIA\n-->\n\nfin", "fin"),
    ("Markdown inside, behind a blank line", Markdown, "<details>\n<summary>Le titre</summary>\n\n**gras**\n\n</details>", "Le titre¶gras"),
    ("table", Markdown, "<table><tr><th>a</th><td>b<br>c</td></tr>\n<tr><td>d</td></tr></table>", "a¶b\nc¶d"),
    ("figure", Markdown, "<figure>\n<img alt=\"GAN\" src=\"a\">\n<figcaption>La légende</figcaption>\n</figure>", "□¶La légende"),
    ("script and style", Markdown, "<script setup>\nif (a<b) gan()\n\nimport x\n</script>\n<style>\n.gan {}\n</style>\nfin", "fin"),
    ("script on one line", Markdown, "<div>a<script>if (a<b) gan()</script>b</div>", "a¶b"),
    ("preformatted", Markdown, "<pre>\ngan\n\nIA\n</pre>\nfin", "fin"),
    ("entities", Markdown, "<p>perplexit&eacute;&nbsp;&#x21; &foo;</p>", "perplexité\u{A0}! &foo;"),
    ("tag over lines in a quote", Markdown, "> <p\n> title=\"IA > GAN\">le\n> modèle</p>", "le\nmodèle"),
    ("tag without end", Markdown, "<div class=\"gan\nIA\n\nfin", "fin"),
    ("less than", Markdown, "<p>a < b & c</p>", "a < b & c"),
    ("comment without end", Markdown, "<!-- IA\n\nGAN", ""),
    ("interpolation", Markdown, "<p>le {{ gan }} ici</p>", "le □ ici"),
    ("Vue attributes", Markdown, "<button @click=\"gan++\" :class=\"{ a: b > c }\">Le bouton</button>", "Le bouton"),
    ("Vue slot", Markdown, "<p v-slot:[gan]=\"{ ia }\" #header>Le texte</p>", "Le texte"),
    ("JSX attributes of HTML", Markdown, "<p style={{color: \"gan\"}} {...ia}>Le texte</p> et <br x={1} />fin", "Le texte¶et\nfin"),
    ("JSX attributes of code", Markdown, "un <code className={gan}>IA</code> ici", "un □ ici"),
];

const JSX: &[Case] = &[
    ("component around Markdown", Markdown, "<Tip warning={true}>\n\nLe **modèle**\n\n</Tip>", "Le modèle"),
    ("component without blank lines", Markdown, "avant\n<Tip>\nLe **modèle**\n</Tip>\naprès", "avant¶Le modèle¶après"),
    ("component in a line", Markdown, "le <Foo a={`x`} /> modèle, <T>fine</T>-tuning", "le □ modèle, fine-tuning"),
    ("components in a line of their own", Mdx, "a\n<Tip><Foo /> </Tip>\nb", "a¶b"),
    (
        "component over lines",
        Markdown,
        "a\n\n<CourseFloatingBanner chapter={6}\n  notebooks={[\n    {label: \"GAN}\", value: 'https://x.org'},\n\n    {label: `IA`},\n]} />\n\nb",
        "a¶b",
    ),
    ("component in a list", Mdx, "- un\n\n  <Foo\n    gan={1}\n  />\n\n  deux\n- trois", "un¶deux¶trois"),
    ("component in a quote", Mdx, "> un\n>\n> <Foo gan={1}\n>   ia=\"x\"\n> />\n>\n> deux", "un¶deux"),
    ("component before a table", Mdx, "<Tip>\n| a | b |\n|---|---|\n| c | d |\n</Tip>", "a¶b¶c¶d"),
    ("component before emphasis", Mdx, "<Tip>_accent_</Tip>", "accent"),
    ("component with a dot", Markdown, "<ui.gan a=\"b\">texte</ui.gan>", "texte"),
    ("component in code", Markdown, "`<Tip a={1}>` et\n```\n<Tip a={`\n```\nfin `}", "□ et¶fin `}"),
    ("tag without end", Markdown, "un <Foo a={1 modèle", "un <Foo a={1 modèle"),
    ("no tag", Markdown, "si a <B et c> d, 1 <2", "si a  d, 1 <2"),
    ("placeholder", Markdown, "la <clé d’accès>", "la <clé d’accès>"),
    ("comment over lines", Mdx, "a\n\n{/* glossator-off\n\nGAN } */}\n\nb", "a¶b"),
    ("Svelte blocks", Mdx, "{#if fw === 'pt'}\n\nun\n\n{:else}\n\ndeux {@html gan}\n\n{/if}", "un¶deux"),
    ("imports and exports", Mdx, "import GAN from 'gan'\nexport const ia = {\n}\n\n# Titre\n\nexport default x", "Titre"),
    ("import in text", Mdx, "un\nimport de données\n\nimport de données", "un\nimport de données¶import de données"),
    ("imports are text in Markdown", Markdown, "import GAN from 'gan'", "import GAN from 'gan'"),
    ("expression", Mdx, "le {gan + \"}\"} modèle{' '}\nfin \\{ia}", "le □ modèle\nfin {ia}"),
    ("expression of its own", Mdx, "a\n\n{ia.map(x => (\n  <Foo>GAN</Foo>\n\n  ))}\n\nb", "a¶b"),
    (
        "indentation is no code in MDX",
        Mdx,
        "<Tab>\n\n    Le **modèle**\n    ment\n\n    ```\n    gan\n\n    ia\n    ```\n\n    fin\n</Tab>",
        "Le modèle\nment¶fin",
    ),
];

const PLAIN: &[Case] = &[
    ("nothing", Plain, "", ""),
    ("paragraphs", Plain, "un *modèle*\nde langage\n \n\nfin &amp; `x`", "un *modèle*\nde langage¶fin &amp; `x`"),
    ("indentation and trailing blanks", Plain, "  un  \n\tdeux\u{A0}", "un\ndeux"),
    (
        "bullets",
        Plain,
        "liste\n- un\n  suite\n* deux\n• trois\n1. quatre\na) cinq\n12) six\n-",
        "liste¶un\nsuite¶deux¶trois¶quatre¶cinq¶six",
    ),
    ("no bullets", Plain, "a\n-1 degré\n3.5 points\n1234. x\nd) ", "a\n-1 degré\n3.5 points\n1234. x"),
    ("quotes", Plain, "> un\n> deux\n> > trois\n>\n> fin\n| quatre", "un\ndeux\ntrois¶fin\nquatre"),
    ("no quotes", Plain, "a\n|x|", "a\n|x|"),
    ("addresses", Plain, "voir https://gan.org/a?b=c, www.ia.fr et moi@ia.org ; @vaswani", "voir □, □ et □ ; @vaswani"),
    ("line ends of all kinds", Plain, "a\r\nb\rc\n\r\nd", "a\nb\nc¶d"),
    ("separators", Plain, "a\u{C}b\u{2028}c\u{2029}d’e", "a¶b¶c¶d’e"),
    ("control characters", Plain, "a\0b\u{1}c", "a\0b\u{1}c"),
    ("addresses side by side", Plain, "a@b.fr_a@b.fr", "□□"),
    ("byte order mark", Plain, "\u{FEFF}modèle", "modèle"),
];

const FRONT_MATTER: &[Case] = &[
    ("YAML", Markdown, "---\ntitle: GAN\n---\n\nTexte", "Texte"),
    ("YAML that ends with dots", Mdx, "\u{FEFF}---\r\ntitle: GAN\r\n...\r\nTexte", "Texte"),
    ("TOML", Markdown, "+++\ntitle = \"GAN\"\n\n+++\nTexte", "Texte"),
    ("empty", Markdown, "---\n---\nTexte", "Texte"),
    ("thematic break", Markdown, "---\n\nun\n\n---\n\ndeux", "un¶deux"),
    ("without end", Markdown, "---\ntitle: GAN\n", "title: GAN"),
    ("elsewhere", Markdown, "un\n\n---\ntitle: GAN\n---\n", "un¶title: GAN"),
];

/// The rendered text with visible separators.
fn shown(prose: &Prose) -> String {
    prose.text.replace(BREAK, "¶").replace(OBJECT, "□")
}

#[test]
fn readings() {
    let mut failures = String::new();
    for (name, format, source, expected) in [BLOCKS, INLINES, HTML, JSX, PLAIN, FRONT_MATTER].concat() {
        let prose = read(source, format);
        let found = shown(&prose);
        if found != expected {
            let _ = writeln!(failures, "{name}\n  source   {source:?}\n  expected {expected:?}\n  found    {found:?}");
        }
        if let Err(broken) = laws::check_laws(source, &prose) {
            let _ = writeln!(failures, "{name}: {broken}");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn rendered_words_lead_back_to_their_source() {
    let cases = [
        ("across emphasis", Markdown, "un modèle *de* langage.", "modèle de langage", "modèle *de* langage"),
        ("emphasis at the start", Markdown, "du **fine**-tuning", "fine-tuning", "fine**-tuning"),
        ("emphasis around", Markdown, "du **fine-tuning**.", "fine-tuning", "fine-tuning"),
        ("entity at the end", Markdown, "la perplexit&eacute;.", "perplexité", "perplexit&eacute;"),
        ("entity inside", Markdown, "un mod&egrave;le.", "modèle", "mod&egrave;le"),
        ("line of a quote", Markdown, "> - un modèle  \n>   de langage", "modèle\nde langage", "modèle  \n>   de langage"),
        ("line of a list", Markdown, "1. le fine\\\n   tuning", "fine\ntuning", "fine\\\n   tuning"),
        ("emphasis after a line break", Markdown, "> un modèle\n> *de langage*", "modèle\nde", "modèle\n> *de"),
        ("HTML", Markdown, "<p><i>fine</i>-tuning</p>", "fine-tuning", "fine</i>-tuning"),
        ("Windows line end", Markdown, "un modèle\r\nde langage", "modèle\nde", "modèle\r\nde"),
        ("escape", Markdown, "un mod\\*èle ici", "mod*èle", "mod\\*èle"),
        ("behind an address", Markdown, "*https://x.org* le mod&egrave;le", "le modèle", "le mod&egrave;le"),
        ("between addresses", Plain, "a@b.fr le modèle\n  www.x.org GAN", "le modèle\n", "le modèle\n  "),
        ("component", Mdx, "le mod<T a={1}>èle</T>", "modèle", "mod<T a={1}>èle"),
        ("plain quote", Plain, "> un modèle\n> de langage", "modèle\nde", "modèle\n> de"),
    ];
    for (name, format, source, rendered, expected) in cases {
        let prose = read(source, format);
        let start = prose.text.find(rendered).unwrap_or_else(|| panic!("{name}: {:?}", prose.text));
        let span = prose.source_span(Span::new(start, start + rendered.len()));
        assert_eq!(&source[span.range()], expected, "{name}");
    }
}

#[test]
fn deep_nesting_costs_little() {
    for marker in [">", "- ", "1. - > "] {
        let prose = read(&format!("{}modèle\n{}", marker.repeat(100_000), "fin\n".repeat(100_000)), Markdown);
        assert!(prose.text.starts_with("modèle\nfin\nfin"), "{marker:?}");
    }
}

#[test]
fn comments_and_front_matter_are_found() {
    let cases = [
        ("HTML block", "<!-- un\n\ndeux -->\n\n<p><!--trois--></p>", " un\n\ndeux |trois"),
        ("in text", "a <!--un--> {/*deux*/} <!--trois-->", "un|deux|trois"),
        ("in a quote", "> <!-- un\n> deux -->", " un\n> deux "),
        ("of JSX, over blank lines", "{/* un\n\ndeux */ }\n\nb", " un\n\ndeux "),
        ("without end", "<!-- un", " un"),
        ("empty", "<!-->\n\na <!---> b <!---->", "||"),
        ("in code", "`<!-- un -->` \\{/* deux */}\n\n    <!-- trois -->", ""),
        ("hidden", "<style><!-- un --></style>", ""),
        ("of JSX, not alone, over a blank line", "a {/* un\n\ndeux */}", ""),
    ];
    for (name, source, expected) in cases {
        let prose = read(source, Markdown);
        let comments: Vec<_> = prose.comments.iter().map(|comment| &source[comment.range()]).collect();
        assert_eq!(comments.join("|"), expected, "{name}");
    }
    let source = "\u{FEFF}---\ntitre: IA\n---\na";
    assert_eq!(read(source, Markdown).front_matter.map(|inside| &source[inside.range()]), Some("titre: IA\n"));
    assert_eq!(read("---\n\na\n---", Markdown).front_matter, None);
    assert_eq!(read("---\n---\n", Markdown).front_matter, Some(Span::new(4, 4)));
}
