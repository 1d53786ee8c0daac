import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "@gotrace/core";

/** The fields of a verdict that a fixture is sure of. */
export interface Verdict {
  outcome: string;
  stage: string | null;
  role: string | null;
  cause: string | null;
  module: string | null;
  host: string | null;
}

/** Which of a fixture's files are analysed. */
export const modes = ["both", "trace", "log"] as const;

export type Mode = (typeof modes)[number];

/** One recorded run, and what an analysis of it must say. */
export interface Fixture {
  scenario: string;
  description: string;
  injected: string;
  command: string[];
  go: string;
  inputs: { trace: string | null; log: string | null };
  expected: Partial<Record<Mode, Verdict>>;
  /** Kinds of the notes that a trace shows. */
  notes?: string[];
  folder: string;
}

const root = fileURLToPath(new URL("../../fixtures/", import.meta.url));

/** Every folder of fixtures/ with an expected.json: a new recording is tested by being there. */
export function allFixtures(): Fixture[] {
  return fixturesIn(root);
}

/** The same for any folder of recorded runs. */
export function fixturesIn(parent: string): Fixture[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(parent, entry.name)).includes("expected.json"))
    .map(({ name }) => {
      const text = readFileSync(join(parent, name, "expected.json"), "utf8");
      return { ...(JSON.parse(text) as Omit<Fixture, "folder">), folder: join(parent, name) };
    })
    .toSorted((a, b) => a.scenario.localeCompare(b.scenario, "en"));
}

/** The names of the files that a mode analyses, as they are typed in the fixture's folder. */
export function inputsOf({ inputs }: Fixture, mode: Mode): string[] {
  const names = { both: [inputs.trace, inputs.log], trace: [inputs.trace], log: [inputs.log] }[mode];
  return names.filter((name) => name !== null);
}

/** All that the fixture has. */
export function fullestMode(fixture: Fixture): Mode {
  return modes.find((mode) => fixture.expected[mode] !== undefined) ?? "both";
}

/** The same fields of a report. */
export function verdictOf({ outcome, diagnosis }: Report): Verdict {
  return {
    outcome,
    stage: diagnosis?.stage ?? null,
    role: diagnosis?.role ?? null,
    cause: diagnosis?.cause ?? null,
    module: diagnosis?.module ?? null,
    host: diagnosis?.host ?? null,
  };
}
