// The questions to the lines of a part whose front is not known: what hangs on the tables is let through.
import type { NameRule } from "../syntax/name-table.ts";
import { lineRules, openCalls, type KnownProcesses } from "./line-rules.ts";
import { trackedCalls } from "./tracked-calls.ts";
import { mergeWanted, type Wanted } from "./wanted.ts";

/** Rules for the parts of a file, by which at least those lines are wanted that are by the rules for the whole. */
export interface PartRules {
  readonly rules: readonly NameRule[];
  /** Another part begins. */
  readonly restart: () => void;
}

export function partRules(wanted: readonly Wanted[], annotated: boolean): PartRules {
  const told = new Set<number>();
  const nothing: KnownProcesses = {
    find: () => undefined,
    unsure: true,
    // The first line that tells a thread's directory is enough, until something happens to processes or directories.
    knowsDirectory: (tid) => told.has(tid) || !told.add(tid),
  };
  const rules = lineRules(mergeWanted(wanted.map(withAnyFile)), trackedCalls, nothing, annotated);
  return {
    rules: rules.map((rule) =>
      changesTables(rule.name) ? { ...rule, begins: forgetting(rule, told) } : rule,
    ),
    restart: () => told.clear(),
  };
}

/** Which files are wanted changes while the trace is read: here, any may be. */
function withAnyFile(wish: Wanted): Wanted {
  return typeof wish === "string" || wish.files === undefined ? wish : { ...wish, files: new Set(["any"]) };
}

function changesTables(name: string): boolean {
  return trackedCalls.has(name) && !openCalls.has(name) && name !== "close";
}

function forgetting({ begins }: NameRule, told: Set<number>): NonNullable<NameRule["begins"]> {
  return (tid, bytes, start, end) => {
    const isWanted = begins === null || begins(tid, bytes, start, end);
    if (isWanted) told.clear();
    return isWanted;
  };
}
