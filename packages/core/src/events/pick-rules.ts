// What is asked of each line before it goes through the sieve, without knowing the lines in front of it: what hangs on the tables
// is let through. By the questions of line-rules.ts at most those lines are wanted that are by these.
import type { PickRule } from "../syntax/pick-rule.ts";
import { duplicating, openCalls } from "./line-rules.ts";
import { trackedCalls } from "./tracked-calls.ts";
import { noFilter, type WantedFilter, type WantedNames } from "./wanted.ts";

/** Rules for all calls that are tracked or wanted. `annotated`: -y names the file of every descriptor. */
export function pickRules(wanted: WantedNames, annotated: boolean): PickRule[] {
  return [...new Set([...wanted.keys(), ...trackedCalls])].map((name) => {
    const filter = wanted.get(name) ?? noFilter;
    const tracked = trackedCalls.has(name) ? trackedLines(name, annotated) : noLines;
    const always = wanted.get(name) === null || tracked === "all" || hangsOnTables(filter, annotated);
    const texts = [...filter.contains, ...(tracked === "all" ? [] : tracked.texts)];
    return {
      name,
      always: always || texts.includes("") || filter.paths.includes(""),
      kinds: filter.on,
      descriptors: filter.descriptors,
      paths: filter.paths,
      texts,
      errnos: wanted.has(name) ? filter.errnos : null,
      tellsDirectory: tracked !== "all" && tracked.tellsDirectory,
      changesTables: trackedCalls.has(name) && !openCalls.has(name) && name !== "close",
    };
  });
}

/** Which files are wanted changes while the trace is read; and a file that no annotation names, the tables do. */
function hangsOnTables({ files, paths }: WantedFilter, annotated: boolean): boolean {
  return files.length > 0 || (paths.length > 0 && !annotated);
}

/** Lines of a tracked call that the tables may need. */
type TrackedLines = "all" | Pick<PickRule, "texts" | "tellsDirectory">;

const noLines: TrackedLines = { texts: [], tellsDirectory: false };

function trackedLines(name: string, annotated: boolean): TrackedLines {
  if (name === "fcntl" || name === "fcntl64") return { texts: duplicating, tellsDirectory: false };
  return annotated && openCalls.has(name) ? { texts: [], tellsDirectory: true } : "all";
}
