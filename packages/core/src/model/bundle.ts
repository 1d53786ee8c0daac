import type { MachineState } from "./machine.ts";
import type { Origin } from "./origin.ts";

/**
 * A bundle is what `gotrace record` leaves: a tar archive in gzip (`*.gotrace`), its first member `manifest.json`, then the
 * machine's state, that of the processes where strace was attached to them, and files of the project, then what go printed and what
 * strace saw. Secrets are not in it.
 */
export const bundleVersion = 1;

/** Names of the members. Nothing else is in a bundle, and nothing in it is in a folder. */
export const bundleMembers = {
  manifest: "manifest.json",
  machine: "machine.json",
  processes: "processes.jsonl",
  goMod: "go.mod",
  goWork: "go.work",
  goSum: "go.sum",
  goWorkSum: "go.work.sum",
  log: "go.log",
  trace: "trace.log",
} as const;

/** `manifest.json`. */
export interface BundleManifest {
  gotraceBundle: typeof bundleVersion;
  /** The version of gotrace that wrote it. */
  gotrace: string;
  command: RecordedCommand;
  tracer: RecordedTracer | null;
  /** Why there is no trace, or only a part of it; null where nothing is missing. */
  incomplete: string | null;
  /** The log was made of the writes that the trace shows, and says nothing that is not there. */
  logFromTrace: boolean;
  /** How many different texts of each kind were taken out. */
  removed: { kind: string; count: number }[];
}

/** The command as gotrace itself saw it, whatever the trace shows of it. */
export interface RecordedCommand {
  argv: string[];
  cwd: string;
  /** ISO 8601, in UTC. */
  startedAt: string;
  durationMs: number;
  /** Null where a signal ended it, and where it went on after the recording. */
  exitStatus: number | null;
  /** For example `SIGKILL`. */
  signal: string | null;
  /** It ran already: the process that strace was attached to. */
  attachedTo: number | null;
}

export interface RecordedTracer {
  /** As strace prints it, for example `6.1`. */
  version: string;
  /** The options, without the name of the trace. */
  options: string[];
}

/** `machine.json`: a machine's state, with a mark by which it is known. */
export interface MachineFile extends MachineState {
  gotraceMachine: typeof bundleVersion;
}

/** What the manifest of the bundle adds to the facts of a record. */
export interface Recording extends RecordedCommand {
  incomplete: string | null;
  /** By strace, with the options that gotrace record chose. */
  traced: boolean;
  at: Origin;
}

/** A machine's state as a fact: with the places at which it says what it says. */
export interface KnownMachine {
  state: MachineState;
  /** The line of `machine.json` with the last of these keys, each below the one before; or the line of its value that contains a text. */
  placeOf: (keys: readonly string[], containing?: string) => Origin;
}
