import { readdirSync } from "node:fs";
import { join } from "node:path";
import { analyze } from "@gotrace/core";
import { verdictOf, type Mode, type Verdict } from "../support/fixtures.ts";
import { inFolder } from "../support/gotrace.ts";

/** A recorded run for which nobody has written down the verdict: a person judges it. */
export interface Unjudged {
  name: string;
  verdicts: { mode: Mode; verdict: Verdict | string }[];
}

const traces = ["trace.log", "trace.log.gz", "mixed.log", "mixed.log.gz"];
const logs = ["go.log", "go.log.gz"];

/** The folders below one that hold a trace or a log, and no expected.json; the folder itself where it is one. */
export async function judgeOthers(parent: string): Promise<Unjudged[]> {
  const below = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
  const runs: Unjudged[] = [];
  for (const name of [".", ...below]) {
    const files = readdirSync(join(parent, name));
    if (files.includes("expected.json")) continue;
    const trace = traces.filter((file) => files.includes(file)).slice(0, 1);
    const log = logs.filter((file) => files.includes(file)).slice(0, 1);
    const verdicts: Unjudged["verdicts"] = [];
    for (const [mode, inputs] of choices(trace, log)) {
      verdicts.push({ mode, verdict: await verdictIn(join(parent, name), inputs) });
    }
    if (verdicts.length > 0) runs.push({ name, verdicts });
  }
  return runs;
}

function choices(trace: string[], log: string[]): [Mode, string[]][] {
  const all: [Mode, string[]][] = [
    ["both", trace.length > 0 && log.length > 0 ? [...trace, ...log] : []],
    ["trace", trace],
    ["log", log],
  ];
  return all.filter(([, inputs]) => inputs.length > 0);
}

/** An input that is refused is an answer, too. */
async function verdictIn(folder: string, inputs: string[]): Promise<Verdict | string> {
  try {
    return verdictOf(await inFolder(folder, () => analyze(inputs)));
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") return error.message;
    throw error;
  }
}
