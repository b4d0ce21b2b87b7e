// Bundles the extension into dist/, and copies what it shares with the project.
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";

export async function buildExtension() {
  await build({
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    minify: true,
    external: ["vscode"],
    format: "cjs",
    platform: "node",
    target: "node18",
  });
  mkdirSync("schemas", { recursive: true });
  copyFileSync("../glossator.schema.json", "schemas/glossator.schema.json");
  for (const license of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(`../../${license}`, license);
  }
}

process.chdir(new URL("..", import.meta.url).pathname);
await buildExtension();
