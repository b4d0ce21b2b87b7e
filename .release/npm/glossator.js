#!/usr/bin/env node
// Starts the binary that the package for this platform carries. Standard streams are handed on as they are; so are signals and the exit code.
"use strict";
const { spawn } = require("node:child_process");

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"];

/** The packages whose binary runs here, the best first. A musl binary is static and runs on any Linux. */
function packages() {
  const here = `@glossator/${process.platform}-${process.arch}`;
  if (process.platform !== "linux") return [here];
  const hasGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return hasGlibc ? [here, `${here}-musl`] : [`${here}-musl`];
}

function binary() {
  const name = process.platform === "win32" ? "glossator.exe" : "glossator";
  for (const candidate of packages()) {
    try {
      return require.resolve(`${candidate}/${name}`);
    } catch {
      // Not installed: the next one, or the message below.
    }
  }
  return undefined;
}

function fail(french, english) {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  console.error(`glossator: ${/^fr/i.test(locale) ? french : english}`);
  process.exitCode = 2;
}

function main() {
  const file = binary();
  if (file === undefined) {
    const missing = packages().join(" / ");
    return fail(
      `le paquet qui porte le programme pour cette machine (${missing}) n’est pas installé. Réinstallez glossator sans --omit=optional` +
        " ni --no-optional ; si ce paquet n’existe pas, compilez avec cargo install glossator.",
      `the package with the program for this machine (${missing}) is not installed. Install glossator again without --omit=optional or` +
        " --no-optional; if there is no such package, build it with cargo install glossator.",
    );
  }
  const child = spawn(file, process.argv.slice(2), { stdio: "inherit" });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${file} : lancement impossible : ${error.message}`, `${file}: cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    // To end as the program ended, so that a shell sees the same.
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

main();
