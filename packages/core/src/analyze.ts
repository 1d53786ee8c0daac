import { normalize } from "node:path";
import { diagnose } from "./diagnosis/diagnose.ts";
import { gatherFacts } from "./evidence/gather.ts";
import { openInputs, type Input, type InputSource } from "./input/open-input.ts";
import type { Facts } from "./model/facts.ts";
import type { CommandReport, NoiseReport, Report, RunReport } from "./model/report.ts";
import type { Run } from "./model/run.ts";
import type { LeaderShape } from "./syntax/leader.ts";
import { observeReads, type Progress } from "./input/observe.ts";
import { gotraceVersion } from "./model/version.ts";
import { notesOfRun } from "./notes/notes.ts";
import { limitsOf } from "./pipeline/limits.ts";
import { moduleRows } from "./pipeline/module-rows.ts";
import { noiseReasons } from "./pipeline/noise-reasons.ts";
import { noiseOf } from "./pipeline/noise.ts";
import { overheadOf } from "./pipeline/overhead.ts";
import { runsOf } from "./pipeline/runs.ts";
import { stageRows } from "./pipeline/stage-rows.ts";
import { timeSpent } from "./pipeline/time-spent.ts";
import { millisBetween } from "./model/time.ts";
import { locate } from "./diagnosis/locate.ts";
import { placeNames, quoteEvidence } from "./report/quotes.ts";
import { timelineOf } from "./report/timeline/timeline.ts";

/**
 * A path (a trace, a log, gzip or zstd of either, an `-ff` set's prefix or a member of it, a folder of these), or bytes
 * with a name for the report.
 */
export type AnalyzeInput = InputSource;

/** What to say beyond the verdict. */
export interface AnalyzeOptions {
  /** Fill `noise`: what looks like trouble and is normal. Every line is read for it, so it takes longer. */
  readonly explainNoise?: boolean;
  /** Fill `timeline` of each run: what the pictures are drawn from. `"all"`: with what is folded otherwise. */
  readonly timeline?: boolean | "all";
  /** Fill `sha256` of each input, so that two readers can tell whether they look at the same record. */
  readonly hash?: boolean;
  /** Told now and then how far the reading is: every few megabytes, and at the end where that is known. */
  readonly onProgress?: (progress: Progress) => void;
  /** How the lines of the traces begin, where the vote over the first lines would be wrong. `parseLeader` makes it from words. */
  readonly leader?: LeaderShape;
}

/**
 * Reads traces and logs of one record and says how each go command in them ended, at which stage, and why.
 *
 * bytes → lines → records → events → facts → runs → failures → verdict → report; each step is one import above.
 *
 * @throws InputError with one sentence for an input that cannot be read, is binary, or is another tool's trace
 */
export async function analyze(
  inputs: readonly AnalyzeInput[],
  { explainNoise = false, timeline = false, hash = false, onProgress, leader }: AnalyzeOptions = {},
): Promise<Report> {
  const opened: Input[] = [];
  for (const source of inputs) {
    const members = opened.flatMap((input) => input.members);
    // `trace.*` names every file of a set, and each of them stands for the whole set.
    if (typeof source === "string" && members.some(({ path }) => path === normalize(source))) continue;
    opened.push(...(await openInputs(source, members.length)));
  }
  const observed = await observeReads(opened, { hash, onProgress: onProgress ?? null });
  const { facts, inputs: reports } = await gatherFacts(observed.inputs, { explainNoise, leader });
  const commands = runsOf(facts);
  const reported = commands.map((run) => runReport(run, facts, timeline));
  const runs = await quoteEvidence(reported, observed.inputs);
  const report: Report = {
    schemaVersion: 1,
    gotrace: gotraceVersion,
    inputs: hash ? reports.map((input, index) => ({ ...input, sha256: observed.hashOf(index) })) : reports,
    ...decidingRun(runs, facts.traced),
    runs,
  };
  return explainNoise ? { ...report, noise: noiseReport(facts, commands, opened) } : report;
}

function noiseReport(facts: Facts, runs: readonly Run[], inputs: readonly Input[]): NoiseReport[] {
  const place = placeNames(inputs);
  return noiseOf(facts, runs).map(({ kind, count, first }) => ({
    kind,
    count,
    at: place(locate(first)),
    why: noiseReasons[kind],
  }));
}

/**
 * The run that the record stands for: the last one, since a retry that works makes it good. A log does not show how a
 * command without an error ended, so there the last one that it tells of decides.
 */
function decidingRun(runs: readonly RunReport[], traced: boolean): RunReport {
  const told = traced ? undefined : runs.findLast(({ outcome }) => outcome !== "unknown");
  const deciding = told ?? runs.at(-1);
  if (!deciding) throw new Error("a record has at least one run");
  return deciding;
}

function runReport(run: Run, facts: Facts, timeline: boolean | "all"): RunReport {
  const time = timeSpent(run);
  const { outcome, diagnosis, findings } = diagnose(run, time);
  const status = outcome === "slow" ? "slow" : "failed";
  const report: RunReport = {
    command: commandReport(run),
    outcome,
    diagnosis,
    findings,
    pipeline: stageRows(run, diagnosis && { stage: diagnosis.stage, status }),
    modules: moduleRows(run, (attempt) => locate(attempt.started.at)),
    time,
    limits: [...limitsOf(run, facts), ...overheadOf(run)],
    notes: notesOfRun(run, findings, facts.machine?.state ?? null),
  };
  if (timeline === false) return report;
  const epochMicros = facts.epoch === null ? null : facts.epoch * 1e6;
  return {
    ...report,
    timeline: timelineOf(run, { outcome, diagnosis, epochMicros, all: timeline === "all" }),
  };
}

function commandReport({ argv, cwd, goVersion, ending, started, ended, messages }: Run): CommandReport {
  return {
    argv: argv === null ? null : [...argv],
    cwd,
    goVersion,
    exitStatus: ending.kind === "exited" ? ending.status : null,
    signal: ending.kind === "signaled" ? ending.signal : null,
    durationMs: millisBetween(started?.time ?? null, ended?.time ?? null),
    origin: started?.at ?? messages[0]?.message.origin ?? null,
  };
}
