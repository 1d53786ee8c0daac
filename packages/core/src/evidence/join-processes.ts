// What the kernel told of running processes, as the facts that a trace of their calls would have given: programs, connections, questions
// to name servers, holders of locks. The trace knows better where it says something.
import type { Connection, DnsQuery, Facts, LockWait, Moment, Program } from "../model/facts.ts";
import type { Origin } from "../model/origin.ts";
import type { HeldLock, KnownProcesses, OpenSocket, RunningProcess, TakenLine } from "../model/processes.ts";
import { micros, type Micros } from "../model/time.ts";
import { connectionOfSocket } from "./open-sockets.ts";

/** Where nothing happened for so long, the record rests. */
const restingMicros = 2_000_000;

type Placed<Line> = Line & { readonly at: Origin };

/** What was there at one of the two moments. */
interface Snapshot {
  readonly epochMs: number;
  readonly processes: Placed<RunningProcess>[];
  readonly sockets: Placed<OpenSocket>[];
  readonly locks: Placed<HeldLock>[];
}

/** Adds them to the facts of the trace. */
export function joinProcesses(facts: Facts, known: KnownProcesses): void {
  const [start, end] = [snapshotOf(known, "start"), snapshotOf(known, "end")];
  if (start === null) return;
  facts.traced = true;
  facts.partial = new Set([...facts.partial, "attached-late"]);
  facts.epoch ??= start.epochMs / 1000;
  const timeOf = (epochMs: number): Micros => micros(epochMs * 1000 - (facts.epoch ?? 0) * 1e6);
  facts.firstTime ??= timeOf(start.epochMs);
  joinPrograms(facts, start.processes, timeOf(start.epochMs));
  if (end === null) return;
  const lastCall = facts.lastTime ?? timeOf(start.epochMs);
  facts.resting ||= timeOf(end.epochMs) - lastCall >= restingMicros;
  facts.lastTime = micros(Math.max(facts.lastTime ?? 0, timeOf(end.epochMs)));
  joinPrograms(facts, end.processes, timeOf(end.epochMs));
  joinSockets(facts, start, end, timeOf);
  for (const lock of [...start.locks, ...end.locks]) joinHolder(facts.locks, lock, timeOf(start.epochMs));
}

function snapshotOf(known: KnownProcesses, when: TakenLine["when"]): Snapshot | null {
  let current: TakenLine["when"] | null = null;
  let snapshot: Snapshot | null = null;
  for (const { line, at } of known) {
    if (line.kind === "taken") {
      current = line.when;
      if (current === when) snapshot = { epochMs: line.epochMs, processes: [], sockets: [], locks: [] };
    } else if (current === when && snapshot !== null) {
      if (line.kind === "process") snapshot.processes.push({ ...line, at });
      else if (line.kind === "socket") snapshot.sockets.push({ ...line, at });
      else snapshot.locks.push({ ...line, at });
    }
  }
  return snapshot;
}

/** The trace shows no execve of what ran before it. */
function joinPrograms(facts: Facts, processes: readonly Placed<RunningProcess>[], time: Micros): void {
  for (const process of processes) {
    const traced = facts.programs.findIndex(({ pid }) => pid === process.pid);
    const known = facts.programs[traced];
    if (known === undefined) facts.programs.push(programOf(process, { at: process.at, time }));
    else if (known.path === null && known.argv.length === 0)
      facts.programs[traced] = { ...known, ...imageOf(process) };
  }
}

function programOf(process: Placed<RunningProcess>, started: Moment): Program {
  return {
    pid: process.pid,
    ...imageOf(process),
    earlier: [],
    cutVariables: [],
    started,
    ended: null,
    exitStatus: null,
    signal: null,
  };
}

function imageOf({
  parent,
  program,
  argv,
  environment,
  cwd,
}: RunningProcess): Pick<Program, "parent" | "path" | "argv" | "environment" | "cwd"> {
  return { parent, path: program, argv, environment, cwd };
}

/**
 * Sockets that were open at both moments; what came and went between them is in the trace. An established connection says that
 * somebody waits for its peer only where its process does nothing else; a dial is under way whatever else there is.
 */
function joinSockets(
  facts: Facts,
  start: Snapshot,
  end: Snapshot,
  timeOf: (epochMs: number) => Micros,
): void {
  const traced = new Set(facts.connections.map(({ pid, remote }) => `${pid} ${remote.ip} ${remote.port}`));
  const before = new Set(start.sockets.map(({ inode }) => inode));
  for (const socket of end.sockets) {
    const { pid, remote, inode, at } = socket;
    if (!before.has(inode) || traced.has(`${pid} ${remote.ip} ${remote.port}`)) continue;
    const since = timeOf(start.epochMs);
    if (socket.protocol === "tcp") {
      if (socket.state !== "SYN_SENT" && !(facts.resting && isIdle(pid, start, end))) continue;
      const connection = connectionOfSocket(socket, { since, end: timeOf(end.epochMs) }, facts.programs);
      if (connection !== null) facts.connections.push(connection);
    } else if (remote.port === 53) facts.dnsQueries.push(openQuestion(pid, remote, { at, time: since }));
  }
}

/** It used next to no processor time, and started no compiler or test: what git and ssh are there for is the network itself. */
function isIdle(pid: number, start: Snapshot, end: Snapshot): boolean {
  const [before, after] = [start, end].map(
    ({ processes }) => processes.find((one) => one.pid === pid)?.cpuMs,
  );
  const busyMs = before == null || after == null ? 0 : after - before;
  return (
    busyMs < (end.epochMs - start.epochMs) * mostBusyShare &&
    end.processes.every((other) => other.parent !== pid || fetches(other))
  );
}

const mostBusyShare = 0.1;

function fetches({ program, argv }: RunningProcess): boolean {
  return /(?:^|\/)(?:git(?:-[\w-]+)?|ssh|hg|svn|bzr|fossil)$/.test(program ?? argv[0] ?? "");
}

/** A socket that is connected to a name server is there for one question. net/dnsclient_unix.go, exchange. */
function openQuestion(pid: number, server: Connection["remote"], asked: Moment): DnsQuery {
  return {
    pid,
    server,
    transport: "udp",
    name: null,
    partialName: "",
    type: null,
    asked,
    answer: null,
    error: null,
    abandoned: null,
  };
}

function joinHolder(
  locks: LockWait[],
  { waiting, holder, holderArgv, at }: Placed<HeldLock>,
  time: Micros,
): void {
  for (const lock of locks) {
    if (lock.pid === waiting && lock.granted === null)
      lock.holder ??= { pid: holder, argv: holderArgv.length > 0 ? holderArgv : null, since: { at, time } };
  }
}
