import type { Failure, Run } from "../model/run.ts";
import type { Stage } from "../model/vocabulary.ts";
import { errorOfKind } from "./matching.ts";
import type { Match } from "./rule.ts";

// What os.ProcessState prints: syscall/zerrors_linux_*.go.
const signalNames: Readonly<Record<string, string>> = {
  hangup: "SIGHUP",
  interrupt: "SIGINT",
  quit: "SIGQUIT",
  aborted: "SIGABRT",
  killed: "SIGKILL",
  terminated: "SIGTERM",
  "segmentation fault": "SIGSEGV",
  "bus error": "SIGBUS",
  "illegal instruction": "SIGILL",
  "bad system call": "SIGSYS",
};

const vcsTools: ReadonlySet<string> = new Set(["git", "hg", "svn", "ssh", "bzr", "fossil"]);
const buildCommands: ReadonlySet<string> = new Set(["build", "install", "run", "test", "vet"]);

/** The signal that ended the command itself. */
export function ownSignal(failure: Failure): string | null {
  const signal = errorOfKind(failure, "signal")?.signal;
  return signal === undefined ? null : nameOf(signal);
}

/** That the command, or a program that it ran, was ended by one of these signals, and at which stage. */
export function endedBy(failure: Failure, run: Run, ...signals: string[]): Match | null {
  const own = ownSignal(failure);
  if (own !== null) return signals.includes(own) ? whileBusy(failure, run) : null;
  const child = childSignal(failure);
  return child && signals.includes(child.signal) ? ofChild(child.program) : null;
}

interface ChildSignal {
  signal: string;
  program: string | null;
}

function childSignal(failure: Failure): ChildSignal | null {
  const killed = errorOfKind(failure, "killed");
  if (killed) return { signal: nameOf(killed.signal), program: killed.command };
  const vcs = errorOfKind(failure, "vcs");
  if (!vcs) return null;
  if (vcs.signal !== null) return { signal: nameOf(vcs.signal), program: vcs.tool };
  const helper = vcs.failures.some(({ reason }) => reason === "killed");
  return helper ? { signal: "SIGKILL", program: vcs.tool } : null;
}

function nameOf(signal: string): string {
  const bare = signal.replace(/^signal: /, "");
  return signalNames[bare] ?? bare;
}

/** A log names the child that was killed, not go: `…/compile: signal: killed`. */
function killedChild(run: Run): string | null {
  for (const { message } of run.messages) {
    if (message.body.kind === "signal" && message.body.command !== null) return message.body.command;
  }
  return null;
}

function ofChild(program: string | null): Match {
  const name = program?.split(" ")[0]?.split("/").at(-1) ?? "";
  return vcsTools.has(name)
    ? { stage: "vcs", role: "direct" }
    : { stage: "build", role: "local", host: null };
}

/** Where the record shows no wait, go was at work on this machine: at the build, if that is what it was told to do. */
function whileBusy(failure: Failure, run: Run): Match {
  if (failure.during !== null) return { stage: failure.during };
  const child = killedChild(run);
  if (child !== null) return ofChild(child);
  const waiting = run.attempts.find((attempt) => attempt.ended === null);
  if (waiting) {
    const { role, host, module } = waiting;
    return {
      stage: waitingStage(waiting.endpoint),
      role,
      host: host === "" ? null : host,
      module,
      confidence: "likely",
    };
  }
  const building = buildCommands.has(run.argv?.[1] ?? "");
  return { stage: building ? "build" : "load", role: "local", host: null, confidence: "likely" };
}

function waitingStage(endpoint: string): Stage {
  if (endpoint === "vcs") return "vcs";
  return endpoint === "go-get" ? "discovery" : "http";
}
