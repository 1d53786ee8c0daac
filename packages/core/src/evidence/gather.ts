import { readTrace, type TraceEnd } from "../events/read-trace.ts";
import type { Input, InputMember } from "../input/open-input.ts";
import { textChunks } from "../input/text-chunks.ts";
import type { DiagnosticEvent, SyscallEvent, TraceEvent, TraceState } from "../model/event.ts";
import type { Facts, OpenCall, Output, Program, SignalDelivery } from "../model/facts.ts";
import type { GoMessage } from "../model/message.ts";
import type { InputReport } from "../model/report.ts";
import type { Micros } from "../model/time.ts";
import { createGoLogReader, type GoLogReader } from "../syntax/go-log/reader.ts";
import type { LeaderShape } from "../syntax/leader.ts";
import { parseGitOutput } from "../syntax/go-log/parse.ts";
import { openFileOf } from "./call-arguments.ts";
import type { Collector } from "./collector.ts";
import { collectConnections } from "./connections.ts";
import { collectDnsQueries } from "./dns-queries.ts";
import { collectEnvFiles } from "./file-contents.ts";
import { collectFileAccesses } from "./files.ts";
import { nameConnections } from "./host-names.ts";
import { collectLockWaits } from "./locks.ts";
import { loggedSettings } from "./logged-settings.ts";
import { joinMessages, type TracedMessage } from "./messages.ts";
import { watchForNoise } from "./noise.ts";
import { noFacts } from "./no-facts.ts";
import { collectOutputs } from "./outputs.ts";
import { watchForPartialTrace } from "./partial.ts";
import { programsOf } from "./programs.ts";
import { joinProcesses } from "./join-processes.ts";
import { gatherRecording } from "./recording.ts";

/** All facts of a record, and what there is to say of each of its files. */
export interface Gathered {
  facts: Facts;
  inputs: InputReport[];
}

/** What to gather beyond what every report needs, and how. */
export interface GatherOptions {
  /** Count what looks like errors and is none, for which every line must be read. */
  readonly explainNoise?: boolean;
  /** How the lines of traces begin; by vote where it is not given. */
  readonly leader?: LeaderShape | undefined;
}

/**
 * Reads every input once, to its end, and keeps facts, not lines.
 */
export async function gatherFacts(
  inputs: readonly Input[],
  { explainNoise = false, leader }: GatherOptions = {},
): Promise<Gathered> {
  const record = newRecord(explainNoise);
  const reports: InputReport[] = [];
  for (const input of inputs) {
    if (isTrace(input)) reports.push(...(await gatherTrace(input, record, leader)));
    else if (isRecording(input)) reports.push(...(await gatherNotes(input, record)));
    else for (const member of input.members) reports.push(await gatherLog(member, record));
  }
  const { facts } = record;
  if (facts.processes !== null) joinProcesses(facts, facts.processes);
  facts.messages = joinMessages(record.logged, record.traced);
  facts.settings.push(...loggedSettings(facts.messages));
  nameConnections(facts.connections, facts.dnsQueries);
  return { facts, inputs: reports };
}

function isTrace({ kind }: Input): boolean {
  return kind === "strace" || kind === "mixed" || kind === "strace-summary";
}

function isRecording({ kind }: Input): boolean {
  return kind === "bundle-manifest" || kind === "machine-state" || kind === "process-state";
}

function gatherNotes({ members }: Input, { facts }: Record): Promise<InputReport[]> {
  return Promise.all(members.map((member) => gatherRecording(member, facts)));
}

interface Record {
  facts: Facts;
  logged: GoMessage[];
  traced: TracedMessage[];
}

function newRecord(explainNoise: boolean): Record {
  return {
    logged: [],
    traced: [],
    facts: noFacts(explainNoise),
  };
}

/** Most lines of a CI log are other programs'; facts are kept, not lines. */
function saysSomething({ body }: GoMessage): boolean {
  return body.kind !== "other" && body.kind !== "noise";
}

async function gatherLog(member: InputMember, record: Record): Promise<InputReport> {
  const reader = createGoLogReader((message) => {
    if (saysSomething(message)) record.logged.push(message);
  });
  let line = 0;
  let bytes = 0;
  let truncated = false;
  for await (const { text, offset } of textChunks(member.source.read())) {
    let start = 0;
    while (start < text.length) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      line += 1;
      reader.line(text.slice(start, end), { input: member.index, line, offset: offset + start });
      truncated = newline < 0;
      start = end + 1;
    }
    bytes = offset + text.length;
  }
  reader.flush();
  const { path, kind } = member;
  return { path, kind, bytes, lines: line, unparsedLines: 0, truncated, leader: null, losses: [] };
}

async function gatherTrace(
  input: Input,
  record: Record,
  leader: LeaderShape | undefined,
): Promise<readonly InputReport[]> {
  const { facts } = record;
  const watch = watchForPartialTrace();
  const texts = traceTexts(record);
  const collectors: Collector[] = [
    collectDnsQueries(facts.dnsQueries),
    collectConnections(facts.connections),
    collectFileAccesses(facts.files),
    collectLockWaits(facts.locks),
    collectEnvFiles(facts),
    collectOutputs(texts.onOutput),
  ];
  const byName = collectorsByName(collectors);
  const noise = facts.noise === null ? null : watchForNoise();
  const end = await readTrace(input, {
    leader,
    wanted: noise === null ? collectors.flatMap((collector) => collector.wanted) : "all",
    onEvent(event, state) {
      noise?.onEvent(event, state);
      // What only the noise is counted for must not change what else is said of the run.
      if (event.kind === "syscall" && !byName.has(event.name)) return;
      watch.onEvent(event);
      noteTime(facts, event);
      if (event.kind !== "syscall") {
        texts.onEvent(event);
        noteSignal(facts.signals, event);
        return;
      }
      if (!event.complete) facts.openCalls.push(openCallOf(event, state));
      for (const collector of byName.get(event.name) ?? []) collector.onSyscall(event, state);
    },
  });
  texts.flush();
  facts.noise?.push(...(noise?.counts() ?? []));
  finishTrace(facts, end);
  facts.resting = end.resting.includes(true);
  facts.partial = watch.reasons(isCut(end), end.seen);
  facts.seen = watch.seen;
  return end.inputs;
}

/** A file that ends in the middle of a line, and not in a call that waits. */
function isCut({ inputs, resting }: TraceEnd): boolean {
  return inputs.some(({ truncated }, i) => truncated && resting[i] !== true);
}

function collectorsByName(collectors: readonly Collector[]): ReadonlyMap<string, readonly Collector[]> {
  const byName = new Map<string, Collector[]>();
  for (const collector of collectors) {
    for (const { name } of collector.wanted) {
      const known = byName.get(name);
      if (known) known.push(collector);
      else byName.set(name, [collector]);
    }
  }
  return byName;
}

function noteTime(facts: Facts, event: TraceEvent): void {
  if (event.kind === "summary") return;
  const time: Micros | null = event.kind === "syscall" ? (event.endTime ?? event.time) : event.time;
  if (time === null) return;
  facts.firstTime ??= time;
  noteLastTime(facts, time);
}

function noteLastTime(facts: Facts, time: Micros | null): void {
  if (time !== null && (facts.lastTime === null || time > facts.lastTime)) facts.lastTime = time;
}

function noteSignal(signals: SignalDelivery[], event: TraceEvent): void {
  if (event.kind !== "signal" || event.stopped) return;
  if (event.signal === "SIGURG" || event.signal === "SIGCHLD") return;
  const { origin, pid, time, signal } = event;
  signals.push({ at: origin, pid, time, signal, sender: senderIn(event.info) });
}

function senderIn(info: string | null): number | null {
  const sender = /\bsi_pid=(\d+)/.exec(info ?? "")?.[1];
  return sender === undefined ? null : Number(sender);
}

function openCallOf(call: SyscallEvent, state: TraceState): OpenCall {
  const file = openFileOf(call, state);
  const remote = file?.socket?.remote ?? null;
  const peer = remote?.kind === "inet" ? `${remote.ip}:${remote.port}` : (remote?.path ?? null);
  return { at: call.origin, time: call.time, pid: call.pid, call: call.name, on: file?.path ?? peer };
}

function finishTrace(facts: Facts, end: TraceEnd): void {
  facts.traced = true;
  facts.epoch ??= end.epoch;
  noteLastTime(facts, end.lastTime);
  const programs: Program[] = programsOf(end.processes);
  facts.programs.push(...programs);
}

interface TraceTexts {
  onOutput: (output: Output, state: TraceState) => void;
  onEvent: (event: TraceEvent) => void;
  flush: () => void;
}

/** What programs wrote, by their calls, and what of it stands between strace's lines where both share a stream. */
function traceTexts(record: Record): TraceTexts {
  const cutWriters = new Set<number>();
  const reader: GoLogReader = createGoLogReader((message) => {
    if (!saysSomething(message)) return;
    if (message.pid === null) record.logged.push(message);
    else record.traced.push({ message, pid: message.pid, truncated: message.cut });
  });
  return {
    onOutput({ pid, descriptor, text, truncated, at, time }, state) {
      if (truncated) {
        record.facts.truncatedStrings += 1;
        cutWriters.add(pid);
      }
      if (isVersionControl(state.processOf(pid).executions.at(-1)?.path ?? "")) {
        noteToolOutput(record, { pid, text, at, time, truncated });
        return;
      }
      reader.write(text, at, { pid, fd: descriptor, time, cut: truncated });
    },
    onEvent(event) {
      if (event.kind === "output" || isTracersWord(event)) reader.line(event.text, event.origin);
      if (event.kind === "exit" && event.processEnded) reader.end(event.pid);
    },
    flush: () => reader.flush(),
  };
}

/** What strace itself says, but for whom it follows: there are thousands of those, and they say nothing of the command. */
function isTracersWord(event: TraceEvent): event is DiagnosticEvent {
  return (
    event.kind === "diagnostic" && !/: Process \d+ (?:attached|detached)|^superseded by /.test(event.text)
  );
}

function isVersionControl(path: string): boolean {
  return /(?:^|\/)(?:git(?:-[\w-]+)?|ssh|hg|svn|bzr|fossil)$/.test(path);
}

/** A tool's complaint, as it went to the pipe that go reads: kept apart from go's own words. */
function noteToolOutput(
  record: Record,
  { pid, text, at, time, truncated }: Omit<Output, "descriptor">,
): void {
  const failures = parseGitOutput(text).filter(({ reason }) => reason !== "other" && reason !== "advice");
  if (failures.length === 0) return;
  const message: GoMessage = {
    origin: at,
    lastOrigin: at,
    text,
    wrapper: null,
    stamp: null,
    pid,
    time,
    cut: truncated,
    body: { kind: "vcs-output", failures },
  };
  record.traced.push({ message, pid, truncated });
}
