import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { analyze, type Report } from "@gotrace/core";
import { allFixtures, modes, type Fixture, type Mode, type Verdict } from "../support/fixtures.ts";

/** A recorded run in memory. One character a byte, so that a change of the text is a change of the bytes. */
export interface Sample {
  scenario: string;
  trace: string | null;
  log: string | null;
  expected: Partial<Record<Mode, Verdict>>;
}

/** Every recorded run with one trace file, one log, or both; the sets of `-ff` are several files a trace. */
export function allSamples(): Sample[] {
  return allFixtures()
    .filter(({ inputs }) => inputs.trace !== "trace")
    .map((fixture) => ({
      scenario: fixture.scenario,
      trace: textOf(fixture, fixture.inputs.trace),
      log: textOf(fixture, fixture.inputs.log),
      expected: fixture.expected,
    }));
}

/**
 * A spread over the pipeline: for each stage and outcome the first run in the alphabet, the first healthy one among them. What
 * is recorded later may take another's place, which is as good.
 */
export function spread(samples: readonly Sample[]): Sample[] {
  const chosen = new Map<string, Sample>();
  for (const sample of samples) {
    const { outcome, stage } = fullest(sample);
    const key = `${outcome} ${stage}`;
    if (!chosen.has(key)) chosen.set(key, sample);
  }
  return [...chosen.values()];
}

/** The choices of files that a sample has verdicts for. */
export function modesOf({ expected }: Sample): Mode[] {
  return modes.filter((mode) => expected[mode] !== undefined);
}

/** The verdict from all that the sample has. */
export function fullest(sample: Sample): Verdict {
  const [mode] = modesOf(sample);
  const verdict = mode && sample.expected[mode];
  if (!verdict) throw new Error(`${sample.scenario} expects nothing`);
  return verdict;
}

/** What gotrace says of the sample, from one choice of its files. */
export function reportOn({ trace, log }: Pick<Sample, "trace" | "log">, mode: Mode): Promise<Report> {
  return analyze([
    ...(trace !== null && mode !== "log" ? [{ name: "trace.log", bytes: bytesOf(trace) }] : []),
    ...(log !== null && mode !== "trace" ? [{ name: "go.log", bytes: bytesOf(log) }] : []),
  ]);
}

/** The reverse of how a sample was read. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function textOf({ folder }: Fixture, name: string | null): string | null {
  if (name === null) return null;
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
}
