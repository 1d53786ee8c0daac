// What gotrace record saw from outside, for what the trace or the log does not tell.
import type { KnownMachine, Recording } from "../model/bundle.ts";
import type { Facts, Moment } from "../model/facts.ts";
import type { Ending, Run } from "../model/run.ts";
import { micros } from "../model/time.ts";

/** The same runs, with the version of go, and the last of them with the command and its end where only gotrace saw them. */
export function withRecording(runs: readonly Run[], { recording, machine }: Facts): Run[] {
  const versioned = runs.map((run) => ({
    ...run,
    goVersion: run.goVersion ?? recordedGoVersion(machine, run.argv),
  }));
  const last = versioned.at(-1);
  if (recording === null || last === undefined) return versioned;
  const argv = last.argv ?? (isGo(recording.argv) ? recording.argv : null);
  return [
    ...versioned.slice(0, -1),
    {
      ...last,
      argv,
      cwd: last.cwd ?? recording.cwd,
      goVersion: last.goVersion ?? recordedGoVersion(machine, argv),
      ending: endingOf(last, recording),
      ...(last.traced ? {} : timesOf(recording)),
    },
  ];
}

/** The record's own ending counts, if it has one. A trace may end before the command that it was taken of. */
function endingOf({ ending, program, traced }: Run, recording: Recording): Ending {
  const isRecorded = traced ? ending.kind === "open" && program?.parent === null : ending.kind === "unknown";
  return (isRecorded ? recordedEnding(recording) : null) ?? ending;
}

function recordedEnding({ signal, exitStatus }: Recording): Ending | null {
  if (signal !== null) return { kind: "signaled", signal, by: "kernel" };
  return exitStatus === null ? null : { kind: "exited", status: exitStatus };
}

function timesOf(recording: Recording): Pick<Run, "started" | "ended"> {
  const at = (ms: number): Moment => ({ at: recording.at, time: micros(ms * 1000) });
  return { started: at(0), ended: recordedEnding(recording) === null ? null : at(recording.durationMs) };
}

/** The go that is first in the PATH, or that the command names; another go that a script ran is another matter. */
function recordedGoVersion(machine: KnownMachine | null, argv: readonly string[] | null): string | null {
  return machine !== null && argv !== null && isGo(argv) ? machine.state.versions.go : null;
}

function isGo(argv: readonly string[]): boolean {
  return argv[0]?.split("/").at(-1) === "go";
}
