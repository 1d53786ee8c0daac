import type { TraceEvent } from "../model/event.ts";
import type { PartialReason } from "../model/facts.ts";

/** Watches for signs that a trace shows less than all that the command did. */
export interface PartialWatch {
  onEvent(event: TraceEvent): void;
  /** `names`: the calls that the trace holds, those included that no collector was passed. */
  reasons(cut: boolean, names: ReadonlySet<string>): ReadonlySet<PartialReason>;
  /** Names of the calls that were seen. */
  readonly seen: ReadonlySet<string>;
}

/** Every go command reads its go.mod and go env, and DNS and TLS come by read too. A trace without it was narrowed. */
const essential = "read";

export function watchForPartialTrace(): PartialWatch {
  const seen = new Set<string>();
  const made = new Set<number>();
  const heard = new Set<number>();
  /** strace begins what it starts itself with its execve; what it is attached to, in the middle of anything. */
  let fromStart: boolean | null = null;
  let summary = false;
  return {
    seen,
    onEvent(event) {
      if (event.kind === "summary") summary = true;
      if (event.kind === "process") {
        fromStart ??= event.change === "exec";
        if (event.change !== "exec") made.add(event.child);
      }
      if (event.kind === "syscall") {
        fromStart ??= false;
        seen.add(event.name);
        heard.add(event.tid);
      } else if ("tid" in event && event.kind !== "process") heard.add(event.tid);
    },
    reasons(cut, names) {
      const reasons = new Set<PartialReason>();
      for (const name of names) seen.add(name);
      const calls = seen.size;
      if (calls === 0 && summary) return reasons.add("summary-only");
      if (cut) reasons.add("cut");
      // A thread that was made right before the cut had no time to be heard.
      if (!cut && made.size > 0 && ![...made].some((tid) => heard.has(tid)))
        reasons.add("forks-not-followed");
      if (calls > 0 && !seen.has(essential)) reasons.add("narrowed");
      else if (calls > 0 && fromStart !== true) reasons.add("attached-late");
      return reasons;
    },
  };
}
