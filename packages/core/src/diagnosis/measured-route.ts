import type { Measurement, Question, RouteEntry } from "../model/examination.ts";
import type { Step } from "../model/report.ts";

// cmd/go/internal/modfetch/proxy.go, TryProxies: 404 and 410 let go ask the next element after any separator, other
// failures only after "|". Of several failures, direct's is the one that go prints, then a proxy's, then "not found".

/** What an element of GOPROXY came to for one module. */
export type EntryOutcome =
  | { readonly kind: "served" }
  | { readonly kind: "not-found"; readonly at: Measurement }
  | { readonly kind: "failed"; readonly at: Measurement }
  | { readonly kind: "not-asked" };

/** How the way to one module ended. */
export interface Walk {
  readonly question: Question;
  /** The element that has the module. */
  readonly servedBy: string | null;
  /** What ended it, where nobody gave the module. */
  readonly failure: Measurement | null;
  /** Failures that go gets over by asking the next element. */
  readonly recovered: readonly Measurement[];
  /** Answers that only sent go on. */
  readonly passed: readonly Measurement[];
  /** How it came, in order. */
  readonly steps: readonly Step[];
}

/** What was measured of one element, as far as it concerns a module. */
export function entryOutcome(
  question: Question,
  entry: RouteEntry,
  measurements: readonly Measurement[],
): EntryOutcome {
  const own = measurements.filter(
    ({ link, module, role, answer }) =>
      link === entry.link &&
      role !== "checksum-database" &&
      answer !== "not-asked" &&
      (module === null || module === question.module),
  );
  const broken = own.find(({ answer, error }) => answer === "bad" && error?.kind !== "slow");
  if (!broken) return own.length === 0 ? { kind: "not-asked" } : { kind: "served" };
  if (!isNotFound(broken)) return { kind: "failed", at: broken };
  return question.sample ? { kind: "served" } : { kind: "not-found", at: broken };
}

/** Whether go asks the next element after this one. */
export function goesOn(outcome: EntryOutcome, { separator }: RouteEntry): boolean {
  if (separator === null) return false;
  return outcome.kind === "not-found" || (outcome.kind === "failed" && separator === "|");
}

function isNotFound({ status, error }: Measurement): boolean {
  return status === 404 || status === 410 || error?.kind === "file-proxy";
}

/** Goes the way to a module as go does. */
export function walkRoute(question: Question, measurements: readonly Measurement[]): Walk {
  const steps: Step[] = [];
  const failed: { at: Measurement; rank: number }[] = [];
  for (const entry of question.route) {
    const outcome = entryOutcome(question, entry, measurements);
    steps.push(stepOf(entry, outcome));
    if (outcome.kind === "served") {
      const over = failed.map(({ at }) => at);
      return {
        question,
        servedBy: entry.value,
        failure: null,
        recovered: over.filter((each) => !isNotFound(each)),
        passed: over.filter(isNotFound),
        steps,
      };
    }
    if (outcome.kind === "not-asked") break;
    failed.push({ at: outcome.at, rank: rankOf(entry, outcome) });
    if (!goesOn(outcome, entry)) break;
  }
  const best = Math.max(...failed.map(({ rank }) => rank));
  const failure = failed.findLast(({ rank }) => rank === best)?.at ?? null;
  const others = failed.map(({ at }) => at).filter((at) => at !== failure);
  return {
    question,
    servedBy: null,
    failure,
    recovered: others.filter((each) => !isNotFound(each)),
    passed: others.filter(isNotFound),
    steps,
  };
}

function rankOf({ value }: RouteEntry, { kind }: EntryOutcome): number {
  if (kind === "not-found") return 0;
  return value === "direct" ? 2 : 1;
}

function stepOf({ value, separator }: RouteEntry, outcome: EntryOutcome): Step {
  switch (outcome.kind) {
    case "served":
      return { text: `${value} has it`, at: null };
    case "not-asked":
      return { text: `${value}: nothing was asked`, at: null };
    case "not-found":
      return {
        text: `${value}: ${outcome.at.measured}${separator === null ? "" : "; go asks the next"}`,
        at: null,
      };
    case "failed":
      return { text: `${value}: ${outcome.at.measured}${afterFailure(separator)}`, at: null };
  }
}

function afterFailure(separator: RouteEntry["separator"]): string {
  switch (separator) {
    case null:
      return "; nobody else is left to ask";
    case ",":
      return '; "," goes on after 404 or 410 only, so go stops there';
    case "|":
      return '; "|" goes on after any error';
  }
}
