// Makes the checks one after the other in one window, and says how each went.
import { readFileSync } from "node:fs";
import path from "node:path";

import { checks } from "./checks.mjs";
import { Code } from "./code.mjs";
import { Hand } from "./hand.mjs";
import { project } from "./project.mjs";

const { FIXTURES, PICTURES, ONLY } = process.env;
const started = Date.now();
let passed = 0;
let failed = 0;

const code = await Code.start({ ...project, "memoire.md": readFileSync(path.join(FIXTURES, "memoire.md"), "utf8") });
const hand = new Hand(code.page);
const picture = (name, clip) => code.page.screenshot({ path: path.join(PICTURES, `${name}.png`), ...(clip && { clip }) });
try {
  await code.show("memoire.md");
  await code.page.keyboard.press("Control+B"); // no side bar
  for (const [name, check] of Object.entries(checks).filter(([name]) => !ONLY || new RegExp(ONLY).test(name))) {
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
  if (failed > 0) {
    console.log(code.logs());
  }
} finally {
  await code.stop();
}
console.log(`${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(failed > 0 ? 1 : 0);
