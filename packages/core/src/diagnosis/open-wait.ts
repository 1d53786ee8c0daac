import type { LockHolder, Moment } from "../model/facts.ts";
import type { Evidence, Step } from "../model/report.ts";
import type { Failure, Run } from "../model/run.ts";
import { millisBetween } from "../model/time.ts";
import { locate } from "./locate.ts";

/** What had not come to its end when the record, or the command, did: which call, on what, since when. */
interface OpenWait {
  what: string;
  since: Moment;
}

/** For a command that did not end by itself: what it waited for, and since when; then who has the lock, if it was one. */
export function waitSteps(failure: Failure, run: Run): Step[] {
  const wait = openWait(failure, run);
  const steps = wait === null ? [] : [{ text: sentence(wait, run), at: locate(wait.since.at) }];
  return [...steps, ...holderSteps(failure)];
}

/** The call that never returned, as a proof. */
export function openCallEvidence(failure: Failure, run: Run): Pick<Evidence, "origin" | "shows">[] {
  const pid = failure.tool?.program.pid ?? null;
  return run.openCalls
    .filter((call) => call.pid === pid && call.on !== null)
    .map(({ at, call, on }) => ({ origin: at, shows: `${call} on ${on} had not returned` }));
}

/** Who took the lock, as a proof. */
export function holderEvidence(holder: LockHolder): Pick<Evidence, "origin" | "shows"> {
  return { origin: holder.since.at, shows: `${nameOf(holder)} takes it, and keeps it` };
}

function openWait(failure: Failure, run: Run): OpenWait | null {
  if (run.ending.kind === "exited" || run.ending.kind === "unknown") return null;
  const { lock, query, connection, tool } = failure;
  if (lock !== null) return { what: `flock on ${lock.path} did not return`, since: lock.asked };
  if (query !== null)
    return {
      what: `the name server did not answer for ${query.name ?? query.partialName}`,
      since: query.asked,
    };
  if (connection !== null) return openConnection(connection);
  return tool === null ? null : openTool(tool, run);
}

function openConnection({
  remote,
  outcome,
  started,
  lastActivity,
}: NonNullable<Failure["connection"]>): OpenWait {
  const peer = `${remote.ip}:${remote.port}`;
  if (outcome.kind === "pending") return { what: `connect to ${peer} had no outcome`, since: started };
  return { what: `nothing more came from ${peer}`, since: lastActivity ?? started };
}

/** A tool waits in a call of its own, or for a program that it started. */
function openTool({ name, program }: NonNullable<Failure["tool"]>, run: Run): OpenWait {
  const call = run.openCalls.find(({ pid, on }) => pid === program.pid && on !== null);
  if (call) return { what: `${name} was in ${call.call} on ${call.on}, which did not return`, since: call };
  return { what: `${name} did not end`, since: program.started };
}

function sentence({ what, since }: OpenWait, run: Run): string {
  const into = millisBetween(run.started?.time ?? null, since.time);
  const lasted = millisBetween(since.time, run.ended?.time ?? run.lastTime);
  if (into === null || lasted === null) return what;
  const end = run.ended === null ? "the record ends" : "the command was ended";
  if (into <= 0)
    return `${what}: since before the record begins, and ${end} ${seconds(lasted)} later at the least`;
  return `${what}: since ${seconds(into)} after the start, and ${end} ${seconds(lasted)} later`;
}

function seconds(ms: number): string {
  return ms < 50 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function holderSteps({ lock }: Failure): Step[] {
  if (lock === null || lock.errno !== null) return [];
  const { holder } = lock;
  if (holder === null) {
    return [
      {
        text: "who had the lock is not in the record, no traced process had taken it before: while it lasts, lslocks and fuser find it",
        at: null,
      },
    ];
  }
  return [{ text: `${nameOf(holder)} had the lock`, at: locate(holder.since.at) }];
}

function nameOf({ pid, argv }: LockHolder): string {
  return argv === null || argv.length === 0 ? `process ${pid}` : `process ${pid} (${argv.join(" ")})`;
}
