import type { Cause } from "../../src/model/vocabulary.ts";

/** Minimal logs that a cause is read from, and look-alikes that must be read as something else. */
export interface RuleCase {
  cause: Cause;
  for: readonly CaseLog[];
  against: readonly LookAlikeLog[];
}

export interface CaseLog {
  /** What go printed, in the words of one of its versions. */
  log: string;
  /** What else the verdict must say; what is not named is not compared. */
  expect?: {
    stage?: string;
    role?: string | null;
    host?: string | null;
    module?: string | null;
    confidence?: string;
  };
}

export interface LookAlikeLog extends CaseLog {
  /** What it is; null where the log alone does not tell. */
  cause: Cause | null;
}
