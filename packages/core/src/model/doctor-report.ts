import type { Note } from "./note.ts";
import type { Recommendation } from "./recommendation.ts";
import type { Finding, RemovedReport, StageReport } from "./report.ts";
import type { Cause, Outcome, Role, Stage } from "./vocabulary.ts";

/** What `gotrace doctor --format json` prints: stable, versioned; unknown is null, never a guess. */
export interface DoctorReport {
  schemaVersion: 1;
  /** The version of gotrace that wrote it. */
  gotrace: string;
  /** For example `go1.22.12`; null where there is no go. */
  goVersion: string | null;
  cwd: string;
  /** `ok`: go can fetch. `stuck`: somebody takes questions and does not answer. `unknown`: there was nothing to find out. */
  outcome: Outcome;
  /** The first cause in the order in which go works; null where nothing failed. */
  diagnosis: Finding | null;
  /** Everything that was found, warnings included; the diagnosis is the first where there is one. */
  findings: Finding[];
  /** A row a stage, in pipeline order. */
  pipeline: StageReport[];
  modules: DoctorModule[];
  /** Everything that was asked, in order. */
  checks: Check[];
  /** Settings that contradict each other, or weaken what go checks: no verdict, and no finding. */
  notes: Note[];
  /** Settings of go that would mend what was found. */
  recommendations: Recommendation[];
  /** What was not examined, each a sentence. */
  limits: string[];
  /** What was taken out of what is shown; absent where nothing was. */
  removed?: RemovedReport[];
}

export const checkStatuses = ["ok", "warning", "failed", "not-asked"] as const;

/** `warning`: it did not do what it should, and go gets by. `not-asked`: a check before it failed, or go would not ask. */
export type CheckStatus = (typeof checkStatuses)[number];

/** A module whose way here was tried. */
export interface DoctorModule {
  path: string;
  version: string | null;
  /** The element of GOPROXY that has it, or `direct`; null where nobody gave it. */
  servedBy: string | null;
}

/** One thing that was asked or looked at. */
export interface Check {
  /** From 1; evidence names it as `check 7`. */
  number: number;
  /** What it is a part of: a base URL, `name servers`, `module cache`. */
  link: string;
  /** What was asked: `dns`, `tcp`, `tls`, `.info`, … */
  name: string;
  stage: Stage;
  role: Role;
  host: string | null;
  module: string | null;
  version: string | null;
  status: CheckStatus;
  /** In one line; of `not-asked`, why. */
  measured: string;
  details: string[];
  durationMs: number | null;
  /** Of what is wrong; null where nothing is, or where no cause of the vocabulary is about it. */
  cause: Cause | null;
}
