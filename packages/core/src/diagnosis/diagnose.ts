import type { Finding, TimeReport } from "../model/report.ts";
import type { Failure, Run } from "../model/run.ts";
import type { Outcome } from "../model/vocabulary.ts";
import { answerFailures } from "../pipeline/answer-failures.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { moduleOfCachePath } from "../pipeline/cache-path.ts";
import { messageFailures } from "../pipeline/message-failures.ts";
import { slowWaits } from "../pipeline/slow-waits.ts";
import { syscallFailures } from "../pipeline/syscall-failures.ts";
import { pendingWaits } from "../pipeline/waits.ts";
import { speaksOfGo } from "../pipeline/whose-words.ts";
import { withWantedModule } from "../pipeline/wanted-module.ts";
import { findingOf } from "./finding.ts";
import { judge, type Judgement } from "./judge.ts";
import { isStuck, outcomeOf } from "./outcome.ts";
import { refine } from "./refine.ts";
import { recoveredFailures } from "./recovered.ts";

export interface Diagnosis {
  outcome: Outcome;
  diagnosis: Finding | null;
  findings: Finding[];
}

/** Judges one run: how it ended, and the first cause that explains it. */
export function diagnose(run: Run, time: TimeReport): Diagnosis {
  const printed = messageFailures(run);
  const pending = pendingWaits(run);
  const ended = endedAs(run, printed, pending);
  const verdict = verdictOf(ended, run, printed, pending, time);
  const outcome = ended === "ok" && verdict ? "slow" : ended;
  const diagnosis = verdict && findingOf(verdict, run, outcome === "slow" ? "slow" : "failure");
  const warnings = recoveredFailures(run)
    .flatMap((failure) => judge(failure, run) ?? [])
    .map((judgement) => findingOf(judgement, run, "warning"));
  return {
    outcome,
    diagnosis,
    findings: [...(diagnosis ? [diagnosis] : []), ...distinct(warnings, diagnosis)],
  };
}

/** That a program ended well says nothing of go where the record does not show that it was go. */
function endedAs(run: Run, printed: readonly Failure[], pending: readonly Failure[]): Outcome {
  if (isForeign(run)) return "unknown";
  const outcome = outcomeOf(run, printed, pending);
  return outcome === "ok" && !showsGo(run) ? "unknown" : outcome;
}

function showsGo({ program, argv, attempts, files, locks, messages }: Run): boolean {
  return (
    program !== null ||
    attempts.length > 0 ||
    [...files, ...locks].some(({ path }) => moduleOfCachePath(path) !== null) ||
    speaksOfGo({ traced: false, argv, messages })
  );
}

function verdictOf(
  outcome: Outcome,
  run: Run,
  printed: readonly Failure[],
  pending: readonly Failure[],
  time: TimeReport,
): Judgement | null {
  switch (outcome) {
    case "failed":
      return (
        firstJudged(
          printed.map((failure) => refine(failure, run)),
          run,
        ) ??
        (saysWhy(printed)
          ? null
          : firstJudged([...syscallFailures(run), ...answerFailures(run), ...tracerFailures(run)], run))
      );
    case "interrupted":
      return firstJudged([signalFailure(run, pending)], run);
    case "stuck":
      return firstJudged(
        pending.filter((wait) => isStuck(wait, run)),
        run,
      );
    case "ok":
      return firstJudged(slowWaits(run, time), run);
    case "slow":
    case "unknown":
      return firstJudged(
        [...printed.filter(({ error }) => error.kind === "tracer"), ...tracerFailures(run)],
        run,
      );
  }
}

/** What the record itself lacks, where that is why it does not tell. */
function tracerFailures(run: Run): Failure[] {
  if (!run.traced) return [];
  if (isForeign(run)) return [blankFailure({ kind: "tracer", reason: "no-go-command" })];
  return run.partial.size > 0 ? [blankFailure({ kind: "tracer", reason: "partial" })] : [];
}

/** Programs started on record and none of them was go, and nobody spoke go's words. */
function isForeign(run: Run): boolean {
  const { program, argv, startedPrograms, attempts, partial, programs } = run;
  // Who was there before strace came, or was started where strace did not follow, may have been go.
  if (partial.has("attached-late") || partial.has("forks-not-followed")) return false;
  if (programs.some(({ parent, path }) => parent === null && path === null)) return false;
  return program === null && argv === null && startedPrograms > 0 && attempts.length === 0;
}

/** A readable message that no rule knows is the command's own word: system calls beside it prove no other cause. */
function saysWhy(printed: readonly Failure[]): boolean {
  return printed.some(({ message }) => message !== null && !message.truncated);
}

/** The first failure that a rule names; of those that say the same, the first that also says for which module. */
function firstJudged(failures: readonly Failure[], run: Run): Judgement | null {
  let first: Judgement | null = null;
  for (const printed of failures) {
    const failure = withWantedModule(printed, run);
    // A log may hold thousands of errors, and every rule is asked about each that is judged.
    if (first !== null && failure.module === null) continue;
    const judgement = judge(failure, run);
    if (judgement === null || (first !== null && judgement.rule !== first.rule)) continue;
    if (failure.module !== null) return judgement;
    first = judgement;
  }
  return first;
}

/** A signal ends whatever the command was at: the wait that was open tells the stage. */
function signalFailure(run: Run, pending: readonly Failure[]): Failure {
  const signal = run.ending.kind === "signaled" ? run.ending.signal : "";
  return { ...(pending[0] ?? blankFailure({ kind: "signal", signal })), error: { kind: "signal", signal } };
}

/** One warning for each cause at each host, and none that repeats the verdict. */
function distinct(warnings: readonly Finding[], diagnosis: Finding | null): Finding[] {
  const seen = new Set(diagnosis ? [keyOf(diagnosis)] : []);
  return warnings.filter((warning) => {
    const key = keyOf(warning);
    return !seen.has(key) && seen.add(key);
  });
}

function keyOf({ cause, host, role }: Finding): string {
  return `${cause} ${host ?? ""} ${role}`;
}
