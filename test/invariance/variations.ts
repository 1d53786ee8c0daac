import type { Mode } from "../support/fixtures.ts";
import { shiftClock, startAtMidnight } from "./clock.ts";
import { swapNeighbours } from "./order.ts";
import { renumber } from "./processes.ts";
import {
  hostRenamings,
  longerHosts,
  moduleRenamings,
  renamedVerdict,
  renameHost,
  renameText,
  type Renaming,
} from "./rename.ts";
import { fullest, modesOf, type Sample } from "./sample.ts";
import { wrappings } from "./wrapping.ts";

/** The same run, recorded under other circumstances, with the verdict that it must get there. */
export type Variation = (sample: Sample) => Sample;

/** What must not matter, by name. */
export const variations: Readonly<Record<string, Variation>> = {
  "other hosts": renaming((sample) => hostRenamings(allText(sample)), renameHost),
  "longer hosts, in the log": onlyLog(renaming((sample) => longerHosts(allText(sample)), renameText)),
  "another module": renaming(renamingsOfModule, renameText),
  "other processes": inTrace((trace) => renumber(trace, 1000)),
  "processes with seven digits": inTrace((trace) => renumber(trace, 4_100_000)),
  "another time zone": inTrace((trace) => shiftClock(trace, -7 * 3600)),
  "the night between": inTrace(startAtMidnight),
  "another order of threads": inTrace(swapNeighbours),
  ...Object.fromEntries(Object.entries(wrappings).map(([name, wrap]) => [name, inBoth(wrap)])),
};

/** Whether a variation left the record as it was: the sample holds nothing of its kind. */
export function isUnchanged(varied: Sample, sample: Sample): boolean {
  return varied.trace === sample.trace && varied.log === sample.log;
}

function inTrace(change: (trace: string) => string): Variation {
  return (sample) => ({ ...sample, trace: sample.trace === null ? null : change(sample.trace) });
}

function inBoth(change: (text: string) => string): Variation {
  return (sample) => ({ ...inTrace(change)(sample), log: sample.log === null ? null : change(sample.log) });
}

function onlyLog(vary: Variation): Variation {
  return (sample) => {
    const { log } = sample.expected;
    return vary({ ...sample, trace: null, expected: log ? { log } : {} });
  };
}

function renaming(
  renamingsOf: (sample: Sample) => readonly Renaming[],
  rename: (text: string, renaming: Renaming) => string,
): Variation {
  return (sample) => {
    const renamings = renamingsOf(sample);
    const renamed = inBoth((text) => renamings.reduce((before, each) => rename(before, each), text))(sample);
    const expected: Sample["expected"] = {};
    for (const mode of modesOf(sample)) {
      const verdict = sample.expected[mode];
      if (verdict) expected[mode satisfies Mode] = renamedVerdict(verdict, renamings);
    }
    return { ...renamed, expected };
  };
}

function renamingsOfModule(sample: Sample): Renaming[] {
  const { module } = fullest(sample);
  return module === null ? [] : moduleRenamings(module);
}

function allText({ trace, log }: Sample): string {
  return `${trace ?? ""}${log ?? ""}`;
}
