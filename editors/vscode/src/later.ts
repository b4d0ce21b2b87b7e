/** Work that waits for a pause. */
import type * as vscode from "vscode";

/** Each `run` puts `work` off again by `pause` milliseconds, so that a burst of events is one piece of work. */
export function later(pause: number, work: () => unknown): vscode.Disposable & { run(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    run: () => {
      clearTimeout(timer);
      timer = setTimeout(work, pause);
    },
    dispose: () => clearTimeout(timer),
  };
}
