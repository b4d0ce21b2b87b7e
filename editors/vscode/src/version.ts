/** Versions of the server. */

/** The oldest server that this extension works with. */
export const OLDEST = "0.1.0";

/** The version in what `glossator --version` prints, if that is what was printed. */
export function versionIn(output: string): string | undefined {
  return /^glossator (\d+\.\d+\.\d+)/.exec(output)?.[1];
}

/** Whether `version` came before `other`; both are `1.2.3`. */
export function isOlder(version: string, other: string): boolean {
  const [left, right] = [version, other].map((it) => it.split(".").map(Number)) as [number[], number[]];
  const different = left.findIndex((part, index) => part !== right[index]);
  return different >= 0 && left[different]! < right[different]!;
}
