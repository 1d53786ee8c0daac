import type { Fix } from "./fix.ts";
import type { NoiseKind } from "./noise.ts";
import type { Note } from "./note.ts";
import type { Origin } from "./origin.ts";
import type { Timeline } from "./timeline.ts";
import type { Cause, Confidence, Outcome, Role, Stage, StageStatus } from "./vocabulary.ts";

/** What `analyze()` resolves to and `--format json` prints: stable, versioned; unknown is null, never a guess. */
export interface Report extends RunReport {
  schemaVersion: 1;
  /** The version of gotrace that wrote it. */
  gotrace: string;
  inputs: InputReport[];
  /** A row for every go command that the record holds, in order. The top level repeats the one that decides: the last. */
  runs: RunReport[];
  /** What looks like trouble in the record and is normal, each kind once; only where it was asked for. */
  noise?: NoiseReport[];
  /** What was taken out of what is shown: how many different texts of each kind; absent where nothing was. */
  removed?: RemovedReport[];
}

/** Texts of one kind that were replaced by `***`, or by a word that tells nothing of the original. */
export interface RemovedReport {
  /** For example `url-credentials`, `netrc-password`, `token`; with strict redaction `user`, `host`, `address`. */
  kind: string;
  count: number;
}

/** One kind of alarming and normal lines. */
export interface NoiseReport {
  kind: NoiseKind;
  count: number;
  /** The first of them: `trace.log:123`. */
  at: string;
  /** What it is, and why it is normal. */
  why: string;
}

/** One go command: what it was, how it ended, and why. */
export interface RunReport {
  command: CommandReport;
  outcome: Outcome;
  /** The first cause that explains the ending; null where nothing failed or the record does not tell. */
  diagnosis: Finding | null;
  /** Everything that was found, recovered failures and warnings included; the diagnosis is the first where there is one. */
  findings: Finding[];
  /** A row a stage, in pipeline order. */
  pipeline: StageReport[];
  modules: ModuleReport[];
  time: TimeReport;
  /** What the record cannot show, each a sentence: no timestamps, strings cut, no -f, … */
  limits: string[];
  /** Remarks on the settings and on go's own warnings; they change neither the outcome nor the exit status. */
  notes: Note[];
  /** The run as a picture; only where it was asked for. */
  timeline?: Timeline;
}

export const inputKinds = [
  "strace",
  "go-log",
  "mixed",
  "strace-summary",
  "bundle-manifest",
  "machine-state",
  "process-state",
  "empty",
  "unknown",
] as const;

export type InputKind = (typeof inputKinds)[number];

export interface InputReport {
  path: string;
  kind: InputKind;
  /** Bytes read, after decompression. */
  bytes: number;
  lines: number;
  /** Lines of a trace that no grammar understood; each loss has a row in `losses`. */
  unparsedLines: number;
  /** The input ends in the middle of a line. */
  truncated: boolean;
  /** How each line of a trace begins, as decided by vote, for example `pid time(unix,us)`; null for a log. */
  leader: string | null;
  /** Of the decompressed bytes, in hexadecimal; only where it was asked for, and null where the reading did not come to the end. */
  sha256?: string | null;
  losses: LossReport[];
}

/** Lines that could not be understood, by kind; nothing is dropped in silence. */
export interface LossReport {
  kind: string;
  count: number;
  /** Line numbers of up to five samples. */
  samples: number[];
}

export interface CommandReport {
  argv: string[] | null;
  cwd: string | null;
  /** For example `go1.22.12`; null where neither the trace nor the log names it. */
  goVersion: string | null;
  exitStatus: number | null;
  /** For example `SIGKILL`. */
  signal: string | null;
  durationMs: number | null;
  /** The place of the command's execve, or of its first message. */
  origin: Origin | null;
}

export const severities = ["failure", "slow", "warning"] as const;

export type Severity = (typeof severities)[number];

/** One named cause at one stage, with what proves it. */
export interface Finding {
  stage: Stage;
  cause: Cause;
  /** Null where the record does not show on whose account it was. */
  role: Role | null;
  severity: Severity;
  /** One line, with this run's hosts and modules in it. */
  title: string;
  explanation: string;
  confidence: Confidence;
  /** Module path, without its version. */
  module: string | null;
  version: string | null;
  host: string | null;
  evidence: Evidence[];
  /** How it came, in order: what go asked, what it got, why it went no further. */
  chain: Step[];
  /** Look-alikes, and the evidence against each. */
  ruledOut: Step[];
  /** From safest to least safe. */
  fixes: Fix[];
}

export interface Evidence {
  origin: Origin;
  /** `trace.log:2210`, as an editor opens it. */
  at: string;
  /** The line, or the part of it that proves the claim; control characters are escaped, secrets masked. */
  quote: string;
  /** What it shows, in the reader's terms. */
  shows: string;
}

export interface Step {
  text: string;
  at: string | null;
}

export interface StageReport {
  stage: Stage;
  status: StageStatus;
  /** Milliseconds since the start of the command; null without timestamps. */
  startMs: number | null;
  durationMs: number | null;
  detail: string | null;
}

export interface ModuleReport {
  path: string;
  version: string | null;
  /** `cache`, the proxy's URL, `direct`, or null where it was not served or the record does not show by whom. */
  servedBy: string | null;
  attempts: AttemptReport[];
}

export interface AttemptReport {
  /** The element of GOPROXY that was asked: its URL, `direct`, or `checksum-database`. */
  via: string;
  /** What was asked for: `.info`, `.mod`, `.zip`, `list`, `latest`, `lookup`, `supported`, `go-get`, a VCS command. */
  endpoint: string;
  status: number | null;
  error: string | null;
  durationMs: number | null;
  at: string | null;
}

/** Wall milliseconds by what was waited for; null without timestamps. Overlapping waits count once a kind. */
export interface TimeReport {
  total: number | null;
  dns: number | null;
  connect: number | null;
  tls: number | null;
  /** Waiting for the first byte of an answer. */
  response: number | null;
  transfer: number | null;
  vcs: number | null;
  lock: number | null;
  /** Where it was waited, the longest first: at most ten hosts. Empty where the record does not show it. */
  byHost: HostTime[];
  /** And for which modules; a wait that several modules shared counts for each. */
  byModule: ModuleTime[];
}

/** Milliseconds by what was waited for; `waited` is all of it, overlapping waits counted once. */
export interface Waits {
  waited: number;
  dns: number;
  connect: number;
  tls: number;
  response: number;
  transfer: number;
  vcs: number;
  lock: number;
}

export interface HostTime extends Waits {
  host: string;
  role: Role;
}

export interface ModuleTime extends Waits {
  /** Module path, without its version: locks and tools often do not show one. */
  module: string;
}
