// Lines of a trace → events: joins the halves of split calls, keeps the process tree and the descriptors, and passes
// on what is wanted.
import type { SyscallEvent, TraceEvent, TraceState } from "../model/event.ts";
import type { Micros } from "../model/time.ts";
import type { SharedZero } from "../syntax/clock.ts";
import type { ExitLine, HeadLine, LineBody, LinePlace, TailLine } from "../syntax/line.ts";
import type { LineRule } from "../syntax/line-rule.ts";
import type { Losses } from "../syntax/losses.ts";
import type { TimedResult } from "../syntax/result.ts";
import { splitCall } from "../syntax/split-call.ts";
import { creationOf, creatingCalls } from "./creation.ts";
import { afterExec, applyEffect } from "./descriptor-effects.ts";
import { absolutePath, createDescriptors, firstDescriptor, firstPath } from "./descriptors.ts";
import { executingCalls, executionOf } from "./execution.ts";
import { lineRules } from "./line-rules.ts";
import { createOpenCalls, syscallEvent, type OpenCall } from "./open-calls.ts";
import { createProcessTable, type Creation, type ProcessRecord, type Seen } from "./process-table.ts";
import { processCalls, trackedCalls } from "./tracked-calls.ts";
import { announcedTid, tidOfBareLine, unknownTid } from "./thread-ids.ts";
import { createTraceState } from "./trace-state.ts";
import { passes, type WantedNames } from "./wanted.ts";

/** What an event builder works with. */
export interface EventBuilderOptions {
  /** Null: every call. */
  readonly wanted: WantedNames | null;
  /** Whether open files and working directories are kept: nobody may ask for them. */
  readonly keepsFiles: boolean;
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
  readonly take: (body: LineBody, place: LinePlace, source: LineSource) => void;
  /** What may be asked of a line's bytes to pass over it; null where every call is wanted. */
  rules(annotated: boolean): LineRule[] | null;
  /** The trace is over: calls that never returned are passed on. */
  end(): void;
  readonly state: TraceState;
  /** Names of the calls that were taken. */
  readonly seen: ReadonlySet<string>;
}

/** Makes a builder for one trace. */
export function createEventBuilder(options: EventBuilderOptions): EventBuilder {
  const { wanted, zero, onEvent, keepsFiles } = options;
  const tracked = keepsFiles ? trackedCalls : processCalls;
  const table = createProcessTable();
  const descriptors = createDescriptors();
  const open = createOpenCalls();
  const announced = new Set<number>();
  const namesSeen = new Set<string>();
  const current = createTraceState(table, descriptors, zero);

  const send = (event: TraceEvent): void => onEvent(event, current.state);

  const isNeeded = (name: string): boolean => wanted === null || wanted.has(name) || tracked.has(name);

  const bareTid = (body: LineBody, source: LineSource): number =>
    tidOfBareLine(body, table, source.tid, options.rootTid, (name) => open.threadWith(name));

  /** The process of a thread, met for the first time or again. */
  const processOf = (tid: number, seen: Seen): ProcessRecord => {
    const known = table.find(tid);
    // A number that was a thread's before may be another's now.
    if (known !== undefined && table.alive.has(tid)) return known;
    const creation = table.claim(tid, seen);
    if (creation !== null) sendCreation(creation, tid, seen);
    // Nothing made this thread: it is the first process, whose lines had no pid before.
    else if (table.find(unknownTid) !== undefined && !announced.has(tid)) table.rename(unknownTid, tid);
    return table.of(tid, seen);
  };

  const sendCreation = ({ parentTid, thread }: Creation, child: number, { origin, time }: Seen): void => {
    const pid = table.find(parentTid)?.pid ?? parentTid;
    const change = thread ? "thread" : "process";
    send({ kind: "process", origin, tid: parentTid, pid, time, change, child, exec: null });
  };

  const begin = (
    tid: number,
    name: string,
    args: string,
    { origin, time }: Seen,
    process: ProcessRecord,
  ): OpenCall => {
    const creation = creatingCalls.has(name) ? creationOf(tid, name, args) : null;
    if (creation !== null) table.begin(creation);
    if (!keepsFiles) return { tid, origin, time, name, args, fd: -1, file: null, creation };
    const fd = firstDescriptor(args);
    if (process.cwd === null && args.startsWith("AT_FDCWD<")) process.cwd = firstPath(args);
    const file = fd < 0 ? null : (process.table.get(fd)?.file ?? null);
    // A descriptor is free from the moment at which its close begins: another thread may get it before the call returns.
    if (name === "close") process.table.delete(fd);
    return { tid, origin, time, name, args, fd, file, creation };
  };

  const finish = (
    call: OpenCall,
    process: ProcessRecord,
    tid: number,
    args: string,
    result: string | TimedResult | null,
    seen: Seen,
  ): void => {
    namesSeen.add(call.name);
    const event = syscallEvent(call, { tid, pid: process.pid, args, result, seen });
    if (keepsFiles) current.enter(event, call, process);
    if (tracked.has(call.name)) settle(event, call, process);
    if (isWanted(event, call)) send(event);
    if (keepsFiles) current.leave();
  };

  const isWanted = (event: SyscallEvent, { fd }: OpenCall): boolean => {
    if (wanted === null) return true;
    const filter = wanted.get(event.name);
    return filter !== undefined && passes(filter, event, fd, current.subject);
  };

  /** What the call did to processes and descriptors. */
  const settle = (event: SyscallEvent, { creation }: OpenCall, process: ProcessRecord): void => {
    if (creation !== null) settleCreation(event, creation);
    else if (executingCalls.has(event.name)) execute(event);
    else if (event.name === "tgkill") joinGroup(event);
    else
      applyEffect(event, {
        process,
        files: descriptors.files,
        subject: current.subject,
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
    finish({ ...call, creation: null }, table.of(tid, call), tid, call.args, null, {
      origin: call.origin,
      time,
    });
  };

  const takeHead = ({ name, args }: HeadLine, tid: number, place: LinePlace, source: LineSource): void => {
    const before = open.get(tid);
    if (before !== undefined) {
      source.losses.add("head-without-end", before.origin.line);
      abandon(tid, place.time);
    }
    open.set(begin(tid, name, args, place, processOf(tid, place)));
  };

  const takeTail = (
    { name, args: rest, result }: TailLine,
    tid: number,
    place: LinePlace,
    source: LineSource,
  ): void => {
    const call = open.match(name, tid);
    if (call === undefined) {
      if (name !== "???") source.losses.add("resumed-without-head", place.origin.line);
      return;
    }
    open.remove(call.tid);
    const args = call.args + rest;
    const process = processOf(tid, place);
    // The end of a call can be missed in its second half alone, where a bracket of the first half is open.
    const parts = result === null ? splitCall(args, 0) : null;
    if (parts === null) finish(call, process, tid, args, result, place);
    else finish(call, process, tid, args.slice(0, parts.argsEnd), args.slice(parts.result), place);
  };

  const takeExit = ({ status, signal, coreDumped }: ExitLine, tid: number, { origin, time }: Seen): void => {
    abandon(tid, time);
    const process = table.exit(tid, { origin, time, status, signal });
    const processEnded = process.threads.size === 0;
    send({ kind: "exit", origin, tid, pid: process.pid, time, status, signal, coreDumped, processEnded });
  };

  /** A line that a thread stands for. */
  const takeThreadLine = (body: LineBody, place: LinePlace, source: LineSource): void => {
    const tid = place.tid ?? bareTid(body, source);
    switch (body.kind) {
      case "call": {
        const process = processOf(tid, place);
        return finish(
          begin(tid, body.name, body.args, place, process),
          process,
          tid,
          body.args,
          body.result,
          place,
        );
      }
      case "head":
        return takeHead(body, tid, place, source);
      case "tail":
        return takeTail(body, tid, place, source);
      case "signal": {
        const { signal, stopped, info } = body;
        const { origin, time } = place;
        return send({
          kind: "signal",
          origin,
          time,
          tid,
          pid: processOf(tid, place).pid,
          signal,
          stopped,
          info,
        });
      }
      case "exit":
        return takeExit(body, tid, place);
      case "superseded":
        send({
          kind: "diagnostic",
          origin: place.origin,
          time: place.time,
          text: `superseded by execve in pid ${body.by}`,
        });
        return open.supersede(tid, body.by);
      default:
    }
  };

  const takeDiagnostic = (text: string, { origin, time }: Seen): void => {
    const child = announcedTid(text);
    if (child !== null) announced.add(child);
    send({ kind: "diagnostic", origin, time, text });
  };

  return {
    state: current.state,
    seen: namesSeen,
    take(body, place, source) {
      const { origin, time } = place;
      switch (body.kind) {
        case "call":
        case "head":
        case "tail":
          if (isNeeded(body.name)) takeThreadLine(body, place, source);
          return;
        case "output":
          return send({ kind: "output", origin, time, text: body.text, inline: body.inline });
        case "diagnostic":
          return takeDiagnostic(body.text, place);
        case "summary":
          return send({ kind: "summary", origin, rows: body.rows });
        case "dump":
        case "frame":
        case "elision":
          return;
        default:
          takeThreadLine(body, place, source);
      }
    },
    rules: (annotated) => (wanted === null ? null : lineRules(wanted, trackedCalls, table, annotated)),
    end() {
      for (const { tid } of open.all()) abandon(tid, null);
    },
  };
}
