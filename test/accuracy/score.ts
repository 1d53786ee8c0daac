import { analyze } from "@gotrace/core";
import { inputsOf, modes, verdictOf, type Fixture, type Mode, type Verdict } from "../support/fixtures.ts";
import { inFolder } from "../support/gotrace.ts";

/** The fields of a verdict, in the order in which a reader asks for them. */
export const fields = [
  "outcome",
  "stage",
  "role",
  "cause",
  "module",
  "host",
] as const satisfies readonly (keyof Verdict)[];

/** What one fixture says from one choice of its files, beside what it must say. */
export interface Judged {
  scenario: string;
  mode: Mode;
  expected: Verdict;
  actual: Verdict;
}

/** Analyses a fixture by every choice of its files for which it is sure of the verdict. */
export async function judgeFixture(fixture: Fixture): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const mode of modes) {
    const expected = fixture.expected[mode];
    if (expected === undefined) continue;
    const report = await inFolder(fixture.folder, () => analyze(inputsOf(fixture, mode)));
    judged.push({ scenario: fixture.scenario, mode, expected, actual: verdictOf(report) });
  }
  return judged;
}

/** How many verdicts are right, field by field, and in which way the others are not. */
export interface Score {
  verdicts: number;
  right: Record<(typeof fields)[number], number>;
  /** Where nothing is to be diagnosed: healthy runs, and records that do not tell. */
  nothingThere: number;
  falseAlarms: number;
  cannotTell: number;
  /** Of those that cannot tell, the ones where an expert could. */
  missed: number;
}

/** Counts over all verdicts of one mode. */
export function scoreOf(judged: readonly Judged[]): Score {
  const rightIn = (field: keyof Verdict): number =>
    judged.filter(({ expected, actual }) => expected[field] === actual[field]).length;
  const silent = judged.filter(({ actual }) => actual.cause === null && actual.outcome !== "ok");
  const nothingThere = judged.filter(({ expected }) => expected.cause === null);
  return {
    verdicts: judged.length,
    right: {
      outcome: rightIn("outcome"),
      stage: rightIn("stage"),
      role: rightIn("role"),
      cause: rightIn("cause"),
      module: rightIn("module"),
      host: rightIn("host"),
    },
    nothingThere: nothingThere.length,
    falseAlarms: nothingThere.filter(({ actual }) => actual.cause !== null).length,
    cannotTell: silent.length,
    missed: silent.filter(({ expected }) => expected.cause !== null).length,
  };
}

/** The fields in which a verdict is not the expected one. */
export function wrongFields({ expected, actual }: Judged): (keyof Verdict)[] {
  return fields.filter((field) => expected[field] !== actual[field]);
}
