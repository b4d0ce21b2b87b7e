// Makes the checks one after the other in one window for each language of VS Code, and says how each went.
import { readFileSync } from "node:fs";
import path from "node:path";

import { checks } from "./checks.mjs";
import { Code } from "./code.mjs";
import { french } from "./french.mjs";
import { Hand } from "./hand.mjs";
import { project } from "./project.mjs";

const { FIXTURES, PICTURES, ONLY } = process.env;
const files = { ...project, "memoire.md": readFileSync(path.join(FIXTURES, "memoire.md"), "utf8") };
const started = Date.now();
let passed = 0;
let failed = 0;

await make("en", checks);
await make("fr", french);
console.log(`${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(failed > 0 ? 1 : 0);

async function make(language, all) {
  const chosen = Object.entries(all).filter(([name]) => !ONLY || new RegExp(ONLY).test(name));
  if (chosen.length === 0) {
    return;
  }
  const before = failed;
  const code = await Code.start(files, language);
  const hand = new Hand(code.page);
  const picture = (name, clip) => code.page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: "disabled", ...(clip && { clip }) });
  try {
    await code.show("memoire.md");
    await code.page.keyboard.press("Control+B"); // no side bar
    for (const [name, check] of chosen) {
      try {
        await check({ code, hand, page: code.page, picture });
        passed += 1;
        console.log(`ok      ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED  ${name}: ${error.message.split("\n").slice(0, 6).join("\n        ")}`);
        await code.page.screenshot({ path: path.join(code.root, `failed-${failed}.png`) }).catch(() => {});
      }
      await hand.clear();
    }
    if (failed > before) {
      console.log(code.logs());
    }
  } finally {
    await code.stop();
  }
}
