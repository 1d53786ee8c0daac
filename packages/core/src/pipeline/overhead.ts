import type { Run } from "../model/run.ts";
import { lengthMs, totalMs, waitsOf } from "./wait-intervals.ts";

/** Nobody minds less, and below half of the wall time it is not where the time went. */
const leastMs = 2000;
const leastShare = 0.5;

/**
 * A sentence where most of the time of a traced run was spent in no wait: strace stops a program twice a call, so what a
 * processor does in a second takes many (lab measurements: up to twelve), and the network is as fast as ever.
 */
export function overheadOf(run: Run): string[] {
  const total = totalMs(run);
  if (!run.traced || !run.networkTraced || run.ending.kind !== "exited" || total === null) return [];
  const asked = run.attempts.flatMap(({ started, ended }) =>
    started.time === null || ended?.time == null ? [] : [{ from: started.time, to: ended.time }],
  );
  const own = total - lengthMs([...waitsOf(run), ...asked]);
  if (own < leastMs || own < total * leastShare) return [];
  return [
    `${seconds(own)} of ${seconds(total)} were spent in no wait: that is go itself and the programs that it ran, which take ` +
      "many times as long under strace; it says nothing about the network",
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
