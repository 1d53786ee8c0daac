import type { Report } from "@gotrace/core";
import type { Mode } from "../support/fixtures.ts";
import type { Sample } from "./sample.ts";

/** Line numbers to delete, from 1. */
export interface Deletion {
  trace: ReadonlySet<number>;
  log: ReadonlySet<number>;
}

/** The ways to take its proof from a verdict, by name. */
export function deletionsOf({ diagnosis }: Report, sample: Sample, mode: Mode): Record<string, Deletion> {
  const places = (diagnosis?.evidence ?? []).map(({ origin, shows }) => ({
    file: fileOf(origin.input, sample, mode),
    line: origin.line,
    said: saying.test(shows),
  }));
  const all = deletionAt(places);
  const deletions: Record<string, Deletion> = {
    "all of the evidence": all,
    "go's last words": deletionAt(places.filter(({ said }) => said)),
    "all but go's last words": deletionAt(places.filter(({ said }) => !said)),
  };
  for (const place of places) deletions[`${place.file}:${place.line}`] = deletionAt([place]);
  return Object.fromEntries(
    Object.entries(deletions).filter(([, { trace, log }]) => trace.size + log.size > 0),
  );
}

// The words that core has for the message that a command ended with, in the log and where the trace has it again.
const saying = /^(?:what go printed|the same text)/;

/** The sample without these lines, and without what belongs to them: an indented rest, the other half of a call. */
export function without(sample: Sample, { trace, log }: Deletion): Pick<Sample, "trace" | "log"> {
  return {
    trace: sample.trace === null ? null : dropped(sample.trace, trace),
    log: sample.log === null ? null : dropped(sample.log, log),
  };
}

type File = "trace" | "log";

function fileOf(input: number, sample: Sample, mode: Mode): File {
  const files: File[] = [];
  if (sample.trace !== null && mode !== "log") files.push("trace");
  if (sample.log !== null && mode !== "trace") files.push("log");
  return files[input] ?? "trace";
}

function deletionAt(places: readonly { file: File; line: number }[]): Deletion {
  const lines = (file: File): Set<number> =>
    new Set(places.filter((place) => place.file === file).map(({ line }) => line));
  return { trace: lines("trace"), log: lines("log") };
}

function dropped(text: string, numbers: ReadonlySet<number>): string {
  let dropping = false;
  return text
    .split("\n")
    .filter((line, i) => {
      dropping = numbers.has(i + 1) || (dropping && line.startsWith("\t"));
      return !dropping;
    })
    .join("\n");
}
