// VS Code under test: code-server in folders of its own, with the extension installed, and a browser that shows it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const { chromium } = await import(process.env.PLAYWRIGHT);
const { CODE_SERVER_ENTRY, CODE_SERVER_NODE, VSIX, PROBE } = process.env;

const USER = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "security.workspace.trust.enabled": false,
  "breadcrumbs.enabled": false,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.wordWrap": "on",
  "editor.fontSize": 15,
  "editor.lineNumbers": "on",
  "files.autoSave": "off",
  "git.enabled": false,
  "chat.disableAIFeatures": true,
};

export class Code {
  /** `files`: the workspace, by relative path; `language`: of VS Code's display, `en` or `fr`. */
  static async start(files, language = "en") {
    const code = new Code();
    code.language = language;
    code.root = mkdtempSync(path.join(tmpdir(), "glossator-vscode-"));
    code.workspace = path.join(code.root, "projet");
    code.write(files);
    code.settings({});
    for (const folder of ["user/User", "user/Machine", "extensions"]) {
      mkdirSync(path.join(code.root, folder), { recursive: true });
    }
    writeFileSync(path.join(code.root, "config.yaml"), "auth: none\ncert: false\n");
    writeFileSync(path.join(code.root, "user/User/settings.json"), JSON.stringify(USER));
    code.machineSettings({});
    code.languagePack();
    const base = ["--config", path.join(code.root, "config.yaml"), "--user-data-dir", path.join(code.root, "user"), "--extensions-dir", path.join(code.root, "extensions")];
    const env = { ...process.env, HOME: code.root, XDG_CONFIG_HOME: code.root, XDG_DATA_HOME: code.root, XDG_CACHE_HOME: path.join(code.root, "cache"), EXTENSIONS_GALLERY: "{}" };
    for (const vsix of [VSIX, PROBE]) {
      const installed = spawnSync(CODE_SERVER_NODE, [CODE_SERVER_ENTRY, ...base, "--install-extension", vsix], { env, encoding: "utf8" });
      if (installed.status !== 0) {
        throw new Error(`installing ${vsix}: ${installed.stdout}${installed.stderr}`);
      }
    }
    const port = await freePort();
    const flags = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy", "--locale", language];
    code.server = spawn(CODE_SERVER_NODE, [CODE_SERVER_ENTRY, ...base, "--bind-addr", `127.0.0.1:${port}`, ...flags], { env, detached: true, stdio: "ignore" });
    code.address = `http://127.0.0.1:${port}`;
    await until("code-server answers", async () => (await fetch(`${code.address}/healthz`).catch(() => undefined))?.ok);
    await code.openBrowser();
    return code;
  }

  async openBrowser() {
    const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: quiet });
    const context = await this.browser.newContext({ viewport: { width: 1120, height: 760 }, locale: this.language });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    this.page = await context.newPage();
    this.foreignHosts = new Set();
    this.page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && !["127.0.0.1", "localhost"].includes(hostname) && !hostname.endsWith(".vscode-cdn.net")) {
        this.foreignHosts.add(hostname);
      }
    });
  }

  /** Shows a file of the workspace in a fresh window. */
  async show(file) {
    const { host } = new URL(this.address);
    const payload = JSON.stringify([["openFile", `vscode-remote://${host}${this.workspace}/${file}`]]);
    await this.page.goto(`${this.address}/?folder=${encodeURIComponent(this.workspace)}&payload=${encodeURIComponent(payload)}`);
    await this.page.waitForSelector(".monaco-editor .view-line", { timeout: 90_000 });
  }

  write(files) {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.workspace, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  exists(file) {
    return existsSync(path.join(this.workspace, file));
  }

  read(file) {
    return readFileSync(path.join(this.workspace, file), "utf8");
  }

  /** Settings of the workspace. The shipped glossary is always asked for: there is another one in the project. */
  settings(settings) {
    this.write({ ".vscode/settings.json": JSON.stringify({ "glossator.embedded": true, ...settings }) });
  }

  /** Settings of machine scope count only here in a remote window, and code-server is one. */
  machineSettings(settings) {
    writeFileSync(path.join(this.root, "user/Machine/settings.json"), JSON.stringify(settings));
  }

  /**
   * What installing a language pack leaves behind. It has no translations of VS Code's own words, which stay English; but VS Code takes the language
   * for its own, and with it the translations that extensions bring.
   */
  languagePack() {
    const words = path.join(this.root, "user/words.json");
    writeFileSync(words, JSON.stringify({ version: "1.0.0", contents: {} }));
    const pack = { hash: "of-the-test", extensions: [{ extensionIdentifier: { id: "glossator-test.language-pack" }, version: "1.0.0" }], translations: { vscode: words }, label: this.language };
    writeFileSync(path.join(this.root, "user/languagepacks.json"), JSON.stringify({ [this.language]: pack }));
  }

  /** Where the extension's files are. */
  extension() {
    const folder = path.join(this.root, "extensions");
    return path.join(folder, readdirSync(folder).find((name) => name.startsWith("glossator.glossator-")));
  }

  /** The process of the server in the extension, if it runs. */
  glossator() {
    const inside = path.join(this.root, "extensions");
    const programs = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const isOurs = (pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`).startsWith(inside) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve");
      } catch {
        return false; // gone meanwhile, or somebody else's
      }
    };
    const found = programs.find(isOurs);
    return found && Number(found);
  }

  logs() {
    const folder = path.join(this.root, "user/logs");
    const files = readdirSync(folder, { recursive: true }).filter((file) => /exthost.*\.log$/.test(file));
    return files.map((file) => `== ${file}\n${readFileSync(path.join(folder, file), "utf8").slice(-2500)}`).join("\n");
  }

  async stop() {
    await this.browser?.close();
    if (this.server?.pid) {
      const gone = new Promise((resolve) => this.server.once("exit", resolve));
      process.kill(-this.server.pid, "SIGTERM");
      await gone;
    }
    if (process.env.KEEP) {
      console.log(`kept ${this.root}`);
    } else {
      rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  }
}

/** Waits for `condition` to be truthy, and gives what it gave. */
export async function until(what, condition, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await condition();
    if (answer) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`${seconds} s passed before: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
