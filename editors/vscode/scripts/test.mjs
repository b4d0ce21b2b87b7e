// Runs the tests of what needs no VS Code.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

process.chdir(new URL("..", import.meta.url).pathname);
const tests = readdirSync("src/test").map((file) => `src/test/${file}`);
await build({ entryPoints: tests, outdir: "dist/test", bundle: true, external: ["vscode"], format: "cjs", platform: "node" });
const { status } = spawnSync(process.execPath, ["--test", "dist/test/"], { stdio: "inherit" });
process.exitCode = status ?? 2;
