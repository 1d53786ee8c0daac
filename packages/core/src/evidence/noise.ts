import type { SyscallEvent, TraceEvent, TraceState } from "../model/event.ts";
import type { NoiseCount, NoiseKind } from "../model/noise.ts";
import type { Origin } from "../model/origin.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { watchForMissingFiles } from "./noise-files.ts";
import { watchForRouteProbes } from "./noise-probes.ts";

/** Counts calls and signals that look like errors and are every run's daily bread. */
export interface NoiseWatch {
  /** Every event of the trace, whether or not another consumer wants it. */
  onEvent(event: TraceEvent, state: TraceState): void;
  counts(): NoiseCount[];
}

/** Adds one to a kind; the first place is kept. */
export type Note = (kind: NoiseKind, at: Origin, times?: number) => void;

/** Watches a whole trace. What cannot be told from trouble by the trace alone is not counted. */
export function watchForNoise(): NoiseWatch {
  const counts = new Map<NoiseKind, NoiseCount>();
  const note: Note = (kind, first, times = 1) => {
    const known = counts.get(kind);
    if (known) known.count += times;
    else counts.set(kind, { kind, count: times, first });
  };
  const files = watchForMissingFiles(note);
  const probes = watchForRouteProbes(note);
  return {
    onEvent(event, state) {
      if (event.kind === "signal" && event.signal === "SIGURG" && !event.stopped) {
        note("preemption-signal", event.origin);
      } else if (event.kind === "diagnostic" && event.text.startsWith("superseded ")) {
        note("superseded-thread", event.origin);
      } else if (event.kind === "syscall") {
        const kind = kindOf(event);
        if (kind !== null) note(kind, event.endOrigin);
        files.onSyscall(event, state);
        probes.onSyscall(event, state);
      }
    },
    counts() {
      files.end();
      probes.end();
      return [...counts.values()];
    },
  };
}

const receives: ReadonlySet<string> = new Set([
  "read",
  "readv",
  "recvfrom",
  "recvmsg",
  "recvmmsg",
  "accept4",
]);

/** By errno and call, what is every run's daily bread. Of epoll_ctl, EPERM has one meaning: a file that cannot be polled. */
const dailyBread: ReadonlyMap<string, NoiseKind> = new Map([
  ["EPERM epoll_ctl", "epoll-on-file"],
  ["EAGAIN futex", "futex-wait"],
  ["ETIMEDOUT futex", "futex-wait"],
  ["EINPROGRESS connect", "connect-in-progress"],
]);

/** What one call says by its name and errno. */
function kindOf(call: SyscallEvent): NoiseKind | null {
  const { name, result } = call;
  const errno = result.errno ?? "";
  if (name === "restart_syscall" || errno.startsWith("ERESTART")) return "restarted-call";
  if (errno === "EAGAIN" && receives.has(name)) return "read-not-ready";
  return dailyBread.get(`${errno} ${name}`) ?? kindByArguments(call, `${errno} ${name}`);
}

function kindByArguments(call: SyscallEvent, what: string): NoiseKind | null {
  if (what === "ECHILD waitid") return waitsByDescriptor(call) ? "pidfd-probe" : null;
  return what === "ENOENT connect" && isLocalService(call) ? "local-name-service" : null;
}

function waitsByDescriptor(call: SyscallEvent): boolean {
  const by = argumentsOf(call)[0]?.value;
  return by?.kind === "constant" && by.name === "P_PIDFD";
}

/** Name services that libc asks first where they run. */
function isLocalService(call: SyscallEvent): boolean {
  return /"(?:\/var)?\/run\/(?:nscd|systemd)\//.test(call.argsText);
}
