import type { Report } from "@gotrace/core";

/** Wrong usage, or an input that cannot be read. */
export const usageStatus = 2;

/** Ctrl-C, as a shell says it: 128 and the number of SIGINT. */
export const interruptedStatus = 130;

/** 0 nothing failed, 1 something did, 3 the record does not tell. */
export function exitStatus({ outcome, diagnosis }: Pick<Report, "outcome" | "diagnosis">): 0 | 1 | 3 {
  switch (outcome) {
    case "ok":
      return 0;
    case "failed":
    case "stuck":
    case "interrupted":
      return 1;
    case "slow":
      // Slow without a stage that took the time is no finding that a script could act on.
      return diagnosis === null ? 0 : 1;
    case "unknown":
      return 3;
  }
}
