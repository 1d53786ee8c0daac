import type { CommandReport, RemovedReport } from "../../model/report.ts";
import type { Stage } from "../../model/vocabulary.ts";

/** Milliseconds as a person says them. */
export function duration(ms: number): string {
  if (ms < 1) return "<1ms";
  if (ms < 999.5) return `${Math.round(ms)}ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
}

/** `1 module`, `12 modules`, `1,204 lines`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The go command as it was typed, without the path of the program. */
export function commandLine(command: CommandReport): string {
  if (command.argv === null || command.argv.length === 0) return "the go command";
  const [program = "", ...rest] = command.argv;
  return [program.slice(program.lastIndexOf("/") + 1), ...rest].map(shellWord).join(" ");
}

/** A word as a shell needs it: quoted where it holds anything that a shell might read as its own. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The stage as the strip shows it: two stages are better known by their file. */
export function stageLabel(stage: Stage): string {
  switch (stage) {
    case "modfile":
      return "go.mod";
    case "gosum":
      return "go.sum";
    default:
      return stage;
  }
}

/** How the command ended: `exit status 1 after 3.2s`, `SIGKILL`; empty where the record does not show it. */
export function ending(command: CommandReport): string {
  const how = command.signal ?? (command.exitStatus === null ? null : `exit status ${command.exitStatus}`);
  const after = command.durationMs === null ? null : duration(command.durationMs);
  if (how === null) return after === null ? "" : `no end seen in ${after}`;
  return after === null ? how : `${how} after ${after}`;
}

/** `2 url-credentials, 1 token`. */
export function removedWords(removed: readonly RemovedReport[]): string {
  return removed.map(({ kind, count: number }) => `${number} ${kind}`).join(", ");
}
