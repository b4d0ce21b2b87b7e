// Makes glossator-TARGET.vsix with the server inside.
//   npm run package -- --target linux-x64 [--binary PATH] [--out FILE]
// Without --binary it takes the release build: target/release for this machine, target/TRIPLE/release for another.
import { createVSIX } from "@vscode/vsce";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const TRIPLES = {
  "linux-x64": "x86_64-unknown-linux-gnu",
  "linux-arm64": "aarch64-unknown-linux-gnu",
  "linux-armhf": "armv7-unknown-linux-gnueabihf",
  "alpine-x64": "x86_64-unknown-linux-musl",
  "alpine-arm64": "aarch64-unknown-linux-musl",
  "darwin-x64": "x86_64-apple-darwin",
  "darwin-arm64": "aarch64-apple-darwin",
  "win32-x64": "x86_64-pc-windows-msvc",
  "win32-arm64": "aarch64-pc-windows-msvc",
};

const here = `${process.platform}-${process.arch}`;
const { values } = parseArgs({ options: { target: { type: "string", default: here }, binary: { type: "string" }, out: { type: "string" } } });
const { target } = values;
const triple = TRIPLES[target] ?? fail(`${target} is not a target; one of ${Object.keys(TRIPLES).join(", ")} was expected`);

const started = process.cwd();
await import("./build.mjs"); // builds, and goes to the extension's folder
const name = target.startsWith("win32") ? "glossator.exe" : "glossator";
const binary = values.binary ? path.resolve(started, values.binary) : builtBinary();
const out = path.resolve(started, values.out ?? `glossator-${target}.vsix`);
existsSync(binary) || fail(`there is no server at ${binary}: run cargo build --release${target === here ? "" : ` --target ${triple}`} first, or name one with --binary`);

rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(binary, `server/${name}`);
chmodSync(`server/${name}`, 0o755);
await createVSIX({ target, packagePath: out, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });

function builtBinary() {
  const own = path.resolve("../../target/release", name);
  const cross = path.resolve("../../target", triple, "release", name);
  return target === here && !existsSync(cross) ? own : cross;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
