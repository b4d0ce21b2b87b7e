/** The server's life: started, restarted, stopped, asked. */
import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient, type LanguageClientOptions, State, TransportKind } from "vscode-languageclient/node";

import * as binary from "./binary";
import { selector } from "./languages";
import { forServer } from "./settings";

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Glossator");
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server came up or went down. */
  readonly onDidChange = this.changed.event;
  private client: LanguageClient | undefined;
  /** Starts and stops, one after the other. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly extension: vscode.Extension<unknown>) {}

  /** Starts the server, or starts it anew. What goes wrong is said to the user. */
  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.stopNow()).then(() => this.startNow());
    return this.queue;
  }

  stop(): Promise<void> {
    this.queue = this.queue.then(() => this.stopNow());
    return this.queue;
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** Converts what the server says to VS Code's types. */
  get converter(): LanguageClient["protocol2CodeConverter"] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  /** Whether the running server has `command`: an older one has fewer. */
  has(command: string): boolean {
    return this.isRunning && (this.client?.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false);
  }

  /** Runs a command of the server; undefined where it answers nothing, does not have the command, or is not running. */
  async run<T>(command: string, argument?: object): Promise<T | undefined> {
    if (!this.has(command)) {
      return undefined;
    }
    const answer: unknown = await this.client?.sendRequest(ExecuteCommandRequest.type, { command, arguments: argument ? [argument] : [] });
    return (answer ?? undefined) as T | undefined;
  }

  dispose(): void {
    this.changed.dispose();
    this.log.dispose();
  }

  private async startNow(): Promise<void> {
    try {
      const found = await binary.find(this.extension.extensionUri);
      this.log.appendLine(`glossator ${found.version}: ${found.path}`);
      this.client = this.newClient(found.path);
      this.client.onDidChangeState(() => this.changed.fire());
      await this.client.start();
    } catch (error) {
      this.failed(error instanceof Error ? error.message : String(error));
    }
    this.changed.fire();
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that crashed cannot be stopped any more, and that is no news.
    await client?.dispose().catch((error: unknown) => this.log.appendLine(String(error)));
  }

  private newClient(command: string): LanguageClient {
    const keys = Object.keys(this.extension.packageJSON.contributes.configuration.properties as object);
    const names = keys.map((key) => key.replace(/^glossator\./, ""));
    const options: LanguageClientOptions = {
      documentSelector: selector(),
      outputChannel: this.log,
      middleware: {
        workspace: { configuration: ({ items }) => items.map((item) => (item.section === "glossator" ? forServer(names) : null)) },
      },
    };
    const client = new LanguageClient("glossator", "Glossator", { command, args: ["serve"], transport: TransportKind.stdio }, options);
    client.registerFeature({
      fillClientCapabilities: (capabilities) => (capabilities.experimental = { ...(capabilities.experimental as object), showReferences: true }),
      initialize: () => {},
      getState: () => ({ kind: "static" }),
      clear: () => {},
    });
    return client;
  }

  private failed(message: string): void {
    this.log.appendLine(message);
    const [settings, log] = [vscode.l10n.t("Open Settings"), vscode.l10n.t("Show Log")];
    // Not awaited: the message may stay for hours.
    void vscode.window.showErrorMessage(`Glossator: ${message}`, settings, log).then((choice) => {
      if (choice === settings) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "glossator.path");
      } else if (choice === log) {
        this.log.show();
      }
    });
  }
}
