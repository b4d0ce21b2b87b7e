// Holds together what is written in several places: settings and their schema, languages, sentences and their translations.
import { getL10nJson } from "@vscode/l10n-dev";
import { readdirSync, readFileSync } from "node:fs";

process.chdir(new URL("..", import.meta.url).pathname);
const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const manifest = json("package.json");
const problems = [];

// Every setting of glossator.toml is a setting here, with the same words, and the reverse but for the extension's own.
const own = ["path", "codeLanguages", "trace.server"];
const settings = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([key, value]) => [key.replace("glossator.", ""), value]));
const described = Object.fromEntries(leaves(json("../glossator.schema.json").properties));
same("settings", Object.keys(settings).filter((key) => !own.includes(key)), Object.keys(described));
for (const [key, schema] of Object.entries(described)) {
  same(`the words of ${key}`, settings[key]?.enum ?? [], schema.enum ?? []);
}

// The extension starts for the languages that it reads.
const prose = /PROSE = (\[.*?\])/s.exec(readFileSync("src/languages.ts", "utf8"))[1];
const read = [...JSON.parse(prose), ...settings.codeLanguages.default];
same("activationEvents", manifest.activationEvents.filter((event) => event.startsWith("onLanguage:")), read.map((language) => `onLanguage:${language}`));

// Every sentence is said in both languages.
const used = [...new Set([...readFileSync("package.json", "utf8").matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]))];
same("package.nls.json", Object.keys(json("package.nls.json")), used);
same("package.nls.fr.json", Object.keys(json("package.nls.fr.json")), used);
const sources = readdirSync("src").filter((file) => file.endsWith(".ts"));
const said = await getL10nJson(sources.map((file) => ({ extension: ".ts", contents: readFileSync(`src/${file}`, "utf8") })));
const french = json("l10n/bundle.l10n.fr.json");
same("l10n/bundle.l10n.fr.json", Object.keys(french), Object.keys(said));
for (const [english, translation] of Object.entries(french)) {
  same(`the places of “${english}”`, english.match(/\{\d\}/g) ?? [], translation.match(/\{\d\}/g) ?? []);
}

// The server and the extension come in one package.
const cargo = /^version = "(.*)"/m.exec(readFileSync("../../Cargo.toml", "utf8"))[1];
same("version", [manifest.version], [cargo]);

problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;

function same(what, is, expected) {
  const missing = expected.filter((it) => !is.includes(it));
  const extra = is.filter((it) => !expected.includes(it));
  if (missing.length > 0 || extra.length > 0) {
    problems.push(`${what}: missing ${JSON.stringify(missing)}, too much ${JSON.stringify(extra)}`);
  }
}

/** The settings of a JSON Schema with their dotted names; of a choice between a word and a table, the table if it says more than the word. */
function leaves(properties, prefix = "") {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const table = schema.anyOf?.find((choice) => choice.type === "object");
    if (table && Object.keys(table.properties).length === 1) {
      return [[prefix + key, schema.anyOf.find((choice) => choice.enum)]];
    }
    const inner = table ?? schema;
    return inner.type === "object" && inner.properties ? leaves(inner.properties, `${prefix}${key}.`) : [[prefix + key, schema]];
  });
}
