// Lines of a trace → events: joins the halves of split calls, keeps the process tree and the descriptors, and passes
// on what is wanted.
import type { SyscallEvent, TraceEvent, TraceState } from "../model/event.ts";
import type { Micros } from "../model/time.ts";
import type { SharedZero } from "../syntax/clock.ts";
import type { ExitLine, HeadLine, LineBody, LinePlace, TailLine, TraceLine } from "../syntax/line.ts";
import type { Losses } from "../syntax/losses.ts";
import { splitCall } from "../syntax/split-call.ts";
import { creationOf, creatingCalls } from "./creation.ts";
import { afterExec, applyEffect, descriptorEffects } from "./descriptor-effects.ts";
import { absolutePath, createDescriptors } from "./descriptors.ts";
import { executingCalls, executionOf } from "./execution.ts";
import { createOpenCalls, syscallEvent, type CallEnd, type OpenCall } from "./open-calls.ts";
import { createProcessTable, type Creation, type Seen } from "./process-table.ts";
import { announcedTid, tidOfBareLine, unknownTid } from "./thread-ids.ts";
import { createTraceState } from "./trace-state.ts";
import { passes, type WantedNames } from "./wanted.ts";

/** What an event builder works with. */
export interface EventBuilderOptions {
  /** Null: every call. */
  readonly wanted: WantedNames | null;
  readonly zero: SharedZero;
  readonly rootTid: number;
  readonly onEvent: (event: TraceEvent, state: TraceState) => void;
}

/** One file of the trace, for lines that come from it. */
export interface LineSource {
  readonly input: number;
  /** The pid in the file's name. */
  readonly tid: number | null;
  readonly losses: Losses;
}

/** Takes the lines of a trace in order. */
export interface EventBuilder {
  take(line: TraceLine, source: LineSource): void;
  /** The trace is over: calls that never returned are passed on. */
  end(): void;
  readonly state: TraceState;
}

/** Calls that the tree, the descriptors and the working directory need, wanted or not. */
export const trackedCalls: ReadonlySet<string> = new Set([
  ...descriptorEffects.keys(),
  ...creatingCalls,
  ...executingCalls,
  "close",
  "tgkill",
]);

/** Makes a builder for one trace. */
export function createEventBuilder(options: EventBuilderOptions): EventBuilder {
  const { wanted, zero, onEvent } = options;
  const table = createProcessTable();
  const descriptors = createDescriptors();
  const open = createOpenCalls();
  const announced = new Set<number>();
  const current = createTraceState(table, descriptors, zero);

  const send = (event: TraceEvent): void => onEvent(event, current.state);

  const isNeeded = (name: string): boolean => wanted === null || wanted.has(name) || trackedCalls.has(name);

  /** The thread of a line, met for the first time or again. */
  const threadOf = (line: TraceLine, source: LineSource, seen: Seen): number => {
    const tid =
      line.tid ?? tidOfBareLine(line, table, source.tid, options.rootTid, (name) => open.threadWith(name));
    if (table.find(tid) === undefined) meet(tid, seen);
    return tid;
  };

  const meet = (tid: number, seen: Seen): void => {
    const creation = table.claim(tid, seen);
    if (creation !== null) sendCreation(creation, tid, seen);
    // Nothing made this thread: it is the first process, whose lines had no pid before.
    else if (table.find(unknownTid) !== undefined && !announced.has(tid)) table.rename(unknownTid, tid);
    else table.of(tid, seen);
  };

  const sendCreation = ({ parentTid, thread }: Creation, child: number, { origin, time }: Seen): void => {
    const pid = table.find(parentTid)?.pid ?? parentTid;
    const change = thread ? "thread" : "process";
    send({ kind: "process", origin, tid: parentTid, pid, time, change, child, exec: null });
  };

  const begin = (
    tid: number,
    { name, args }: HeadLine | { name: string; args: string },
    seen: Seen,
  ): OpenCall => {
    const subject = descriptors.subjectOf(table.of(tid, seen), name, args, seen);
    const creation = creatingCalls.has(name) ? creationOf(tid, name, args) : null;
    if (creation !== null) table.begin(creation);
    return { tid, ...seen, name, args, subject, creation };
  };

  const finish = (call: OpenCall, end: Omit<CallEnd, "pid">): void => {
    const event = syscallEvent(call, { ...end, pid: table.find(end.tid)?.pid ?? end.tid });
    current.enter(event, call.subject);
    settle(event, call);
    if (isWanted(event, call)) send(event);
    current.leave();
  };

  const isWanted = (event: SyscallEvent, { subject }: OpenCall): boolean => {
    if (wanted === null) return true;
    const filter = wanted.get(event.name);
    return filter !== undefined && passes(filter, event.argsText, () => subject?.file?.kind ?? null);
  };

  /** What the call did to processes and descriptors. */
  const settle = (event: SyscallEvent, { creation, subject }: OpenCall): void => {
    if (creation !== null) settleCreation(event, creation);
    else if (executingCalls.has(event.name)) execute(event);
    else if (event.name === "tgkill") joinGroup(event);
    const process = table.of(event.tid, event);
    applyEffect(event, {
      process,
      files: descriptors.files,
      subject: subject?.file ?? null,
      resolvePath: (directory, path) => absolutePath(process, directory, path),
    });
  };

  const settleCreation = (event: SyscallEvent, creation: Creation): void => {
    const { value } = event.result;
    const child = typeof value === "number" && value > 0 ? value : null;
    if (table.finish(creation, child, event) && child !== null) sendCreation(creation, child, event);
  };

  const joinGroup = ({ argsText, result, ...seen }: SyscallEvent): void => {
    const [, group, thread] = /^(?:tgid=)?(\d+)[^,]*, (?:tid=)?(\d+)/.exec(argsText) ?? [];
    if (result.value !== 0 || group === undefined) return;
    if (table.find(Number(thread)) !== undefined) table.join(Number(thread), Number(group), seen);
  };

  const execute = (event: SyscallEvent): void => {
    if (event.result.value !== 0) return;
    const { origin, tid, time } = event;
    const process = table.execute(tid, event);
    for (const other of process.threads) if (other !== tid) abandon(other, time);
    table.keepOnly(process, tid);
    process.table = afterExec(process.table);
    const exec = executionOf(event);
    process.executions.push(exec);
    send({ kind: "process", origin, tid, pid: process.pid, time, change: "exec", child: process.pid, exec });
  };

  /** Passes on the call that a thread will never return from. */
  const abandon = (tid: number, time: Micros | null): void => {
    const call = open.remove(tid);
    if (call === undefined) return;
    if (call.creation !== null) table.finish(call.creation, null, call);
    finish({ ...call, creation: null }, { tid, args: call.args, result: null, origin: call.origin, time });
  };

  const takeHead = (line: LinePlace & HeadLine, tid: number, source: LineSource, seen: Seen): void => {
    const before = open.get(tid);
    if (before !== undefined) {
      source.losses.add("head-without-end", before.origin.line);
      abandon(tid, line.time);
    }
    open.set(begin(tid, line, seen));
  };

  const takeTail = (
    line: LinePlace & TailLine,
    tid: number,
    source: LineSource,
    { origin, time }: Seen,
  ): void => {
    const call = open.match(line.name, tid);
    if (call === undefined) {
      if (line.name !== "???") source.losses.add("resumed-without-head", line.line);
      return;
    }
    open.remove(call.tid);
    const args = call.args + line.args;
    // The end of a call can be missed in its second half alone, where a bracket of the first half is open.
    const parts = line.result === null ? splitCall(args, 0) : null;
    if (parts === null) finish(call, { tid, args, result: line.result, origin, time });
    else
      finish(call, {
        tid,
        args: args.slice(0, parts.argsEnd),
        result: args.slice(parts.result),
        origin,
        time,
      });
  };

  const takeExit = ({ status, signal, coreDumped }: ExitLine, tid: number, { origin, time }: Seen): void => {
    abandon(tid, time);
    const process = table.exit(tid, { origin, time, status, signal });
    const processEnded = process.threads.size === 0;
    send({ kind: "exit", origin, tid, pid: process.pid, time, status, signal, coreDumped, processEnded });
  };

  /** A line that a thread stands for. */
  const takeThreadLine = (line: TraceLine, source: LineSource, seen: Seen): void => {
    if ("name" in line && !isNeeded(line.name)) return;
    const tid = threadOf(line, source, seen);
    switch (line.kind) {
      case "call":
        return finish(begin(tid, line, seen), { tid, args: line.args, result: line.result, ...seen });
      case "head":
        return takeHead(line, tid, source, seen);
      case "tail":
        return takeTail(line, tid, source, seen);
      case "signal": {
        const { signal, stopped, info } = line;
        return send({
          kind: "signal",
          ...seen,
          tid,
          pid: table.find(tid)?.pid ?? tid,
          signal,
          stopped,
          info,
        });
      }
      case "exit":
        return takeExit(line, tid, seen);
      case "superseded":
        send({ kind: "diagnostic", ...seen, text: `superseded by execve in pid ${line.by}` });
        return open.supersede(tid, line.by);
      default:
    }
  };

  /** A line of the file rather than of a thread; false for the others. */
  const takeFileLine = (line: LineBody, seen: Seen): boolean => {
    switch (line.kind) {
      case "output":
        send({ kind: "output", ...seen, text: line.text, inline: line.inline });
        return true;
      case "diagnostic": {
        const child = announcedTid(line.text);
        if (child !== null) announced.add(child);
        send({ kind: "diagnostic", ...seen, text: line.text });
        return true;
      }
      case "summary":
        send({ kind: "summary", origin: seen.origin, rows: line.rows });
        return true;
      default:
        return line.kind === "dump" || line.kind === "frame" || line.kind === "elision";
    }
  };

  return {
    state: current.state,
    take(line, source) {
      const seen: Seen = {
        origin: { input: source.input, line: line.line, offset: line.offset },
        time: line.time,
      };
      if (!takeFileLine(line, seen)) takeThreadLine(line, source, seen);
    },
    end() {
      for (const { tid } of open.all()) abandon(tid, null);
    },
  };
}
