// Lines of a log, or pieces of text that processes wrote in a trace, to messages: incremental, synchronous, never throwing.
import type { GoMessage, MessageBody } from "../../model/message.ts";
import type { Origin } from "../../model/origin.ts";
import type { Micros } from "../../model/time.ts";
import { cleanLine } from "./clean.ts";
import { readBroken, readGroup, type Said } from "./bodies.ts";
import { continues, endsLine, indentOf, mayGoOn } from "./group.ts";
import { readJson } from "./json.ts";
import { splitGlued, unfoldLine } from "./split.ts";
import { unwrapLine, type UnwrappedLine } from "./unwrap.ts";

/** Who wrote a piece of text, and when. */
export interface Writer {
  readonly pid: number;
  /** The descriptor, so that standard output and standard error do not mix. */
  readonly fd: number;
  readonly time: Micros | null;
  /** strace cut the text (`…`): the message ends here. */
  readonly cut: boolean;
}

/** Takes text and gives messages to the function that it was made with. */
export interface GoLogReader {
  /** One line of a log, without its line break. */
  line(text: string, origin: Origin): void;
  /** What a process wrote; may hold several lines, or a part of one. */
  write(text: string, origin: Origin, writer: Writer): void;
  /** The process is gone: what it left unfinished is a message. */
  end(pid: number): void;
  /** The input is at its end. */
  flush(): void;
}

interface Source {
  readonly origin: Origin;
  readonly pid: number | null;
  readonly time: Micros | null;
  readonly cut: boolean;
}

/** A line without its wrapping. */
interface Line {
  text: string;
  unwrapped: UnwrappedLine;
  source: Source;
}

interface Group {
  lines: string[];
  /** Lines that may belong to it, which only its end tells. */
  held: Line[];
  indent: number;
  blanks: number;
  json: boolean;
  first: Source;
  last: Source;
  unwrapped: UnwrappedLine;
}

interface Stream {
  group: Group | null;
  /** The beginning of a line that has not ended yet. */
  partial: string;
  partialSource: Source | null;
}

/** Longer lines and messages are cut, and say so. */
const longestLine = 65_536;

/** Makes a reader. Lines of one log are one stream; what processes wrote is a stream for each process and descriptor. */
export function createGoLogReader(emit: (message: GoMessage) => void): GoLogReader {
  const streams = new Map<string, Stream>();
  const streamOf = (key: string): Stream => {
    const known = streams.get(key);
    if (known !== undefined) return known;
    const made: Stream = { group: null, partial: "", partialSource: null };
    streams.set(key, made);
    return made;
  };
  const nested = (name: string, text: string, source: Source): void => {
    feed(streamOf(`json ${name}`), text, source, sink);
  };
  const ended = (name: string): void => {
    const stream = streams.get(`json ${name}`);
    if (stream === undefined) return;
    finish(stream, sink);
    streams.delete(`json ${name}`);
  };
  const sink: Sink = { emit, nested, ended };
  const log = streamOf("log");
  return {
    line: (text, origin) => takeLine(log, text, { origin, pid: null, time: null, cut: false }, sink),
    write: (text, origin, { pid, fd, time, cut }) =>
      feed(streamOf(`${pid} ${fd}`), text, { origin, pid, time, cut }, sink),
    end: (pid) => {
      for (const [key, stream] of streams) {
        if (!key.startsWith(`${pid} `)) continue;
        finish(stream, sink);
        streams.delete(key);
      }
    },
    flush: () => {
      for (const stream of streams.values()) finish(stream, sink);
    },
  };
}

interface Sink {
  readonly emit: (message: GoMessage) => void;
  readonly nested: (name: string, text: string, source: Source) => void;
  readonly ended: (name: string) => void;
}

/** Text with line breaks: whole lines go on, the rest waits for the next piece. */
function feed(stream: Stream, text: string, source: Source, sink: Sink): void {
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    const first = stream.partialSource ?? source;
    const line = stream.partial + text.slice(start, end);
    stream.partial = "";
    stream.partialSource = null;
    takeLine(stream, line, first.cut === source.cut ? first : { ...first, cut: false }, sink);
    start = end + 1;
  }
  const rest = text.slice(start);
  if (rest !== "") {
    stream.partialSource ??= source;
    stream.partial = (stream.partial + rest).slice(0, longestLine);
  }
  if (source.cut) finish(stream, sink);
}

function finish(stream: Stream, sink: Sink): void {
  const { partial, partialSource } = stream;
  stream.partial = "";
  stream.partialSource = null;
  if (partialSource !== null) takeLine(stream, partial, partialSource, sink);
  // What a group held back may leave another one open.
  while (stream.group !== null) close(stream, sink);
}

function takeLine(stream: Stream, raw: string, source: Source, sink: Sink): void {
  const tooLong = raw.length > longestLine;
  const text = cleanLine(tooLong ? raw.slice(0, longestLine) : raw);
  const from = tooLong ? { ...source, cut: true } : source;
  const unwrapped = source.pid === null ? unwrapLine(text) : { text, wrapper: null, stamp: null };
  // Within an object of -json the escapes are JSON's own.
  const unfolded = stream.group?.json === true ? null : unfoldLine(unwrapped.text);
  if (unfolded === null) return addLine(stream, unwrapped, from, sink);
  for (const one of unfolded)
    addLine(stream, { ...unwrapped, text: one, wrapper: unwrapped.wrapper ?? "escaped" }, from, sink);
}

function addLine(stream: Stream, unwrapped: UnwrappedLine, source: Source, sink: Sink): void {
  for (const text of splitGlued(unwrapped.text)) addText(stream, { text, unwrapped, source }, sink);
}

function addText(stream: Stream, line: Line, sink: Sink, mayHold = true): void {
  const { group } = stream;
  if (group?.json === true) return addJson(stream, group, line, sink);
  if (line.text.trim() === "") {
    if (group !== null) group.blanks += 1;
    return;
  }
  if (group !== null && takesIn(group, line, mayHold)) return;
  close(stream, sink);
  // What was held back may have begun a group that this line goes on with.
  if (stream.group === null) openGroup(stream, line, sink);
  else addText(stream, line, sink, mayHold);
}

/** Whether the line is part of the group, or may be. */
function takesIn(group: Group, line: Line, mayHold: boolean): boolean {
  const { text, source } = line;
  const part = { ...line, text: dedent(text, group.indent) };
  if (group.held.length === 0 && endsLine(group, text)) {
    group.lines.push(`${(group.lines.pop() ?? "").trimEnd()} ${text.trimStart()}`);
    group.last = source;
    return true;
  }
  if (group.held.length === 0 && continues(group, text)) {
    for (; group.blanks > 0; group.blanks -= 1) group.lines.push("");
    group.lines.push(part.text);
    group.last = source;
    return true;
  }
  if (!mayHold || source.pid !== null || !mayGoOn(group, group.held.length, text)) return false;
  group.held.push(part);
  return true;
}

function openGroup(stream: Stream, { text, unwrapped, source }: Line, sink: Sink): void {
  const indent = indentOf(text);
  const json = /^\{\s*(?:"|$|\})/u.test(text.trimStart());
  const lines = [dedent(text, indent)];
  stream.group = { lines, held: [], indent, blanks: 0, json, first: source, last: source, unwrapped };
  if (json && isWhole(text)) close(stream, sink);
}

/** An object of -json: its last line is a brace as far left as the first one. */
function addJson(stream: Stream, group: Group, line: Line, sink: Sink): void {
  const { text, source } = line;
  const broken = indentOf(text) <= group.indent && !/^\s*[}\])]/u.test(text) && text.trim() !== "";
  if (broken || group.lines.length > 5000) {
    close(stream, sink);
    return addText(stream, { ...line, unwrapped: group.unwrapped }, sink);
  }
  group.lines.push(text);
  group.last = source;
  if (/^\s*\},?\s*$/u.test(text) && indentOf(text) <= group.indent) close(stream, sink);
}

function isWhole(text: string): boolean {
  return /\}\s*,?\s*$/u.test(text);
}

function dedent(text: string, width: number): string {
  let column = 0;
  let index = 0;
  for (; index < text.length && column < width && /[\t ]/u.test(text[index] ?? ""); index += 1) {
    column += text[index] === "\t" ? 8 : 1;
  }
  return text.slice(index);
}

function close(stream: Stream, sink: Sink): void {
  const { group } = stream;
  stream.group = null;
  if (group === null) return;
  const text = group.lines.join("\n");
  if (group.json && sendJson(group, text, sink)) return;
  const { held } = group;
  const broken =
    held.length > 0
      ? readBroken(
          text,
          held.map((one) => one.text),
        )
      : null;
  const taken = broken?.taken ?? 0;
  const last = held[taken - 1]?.source ?? group.last;
  sendAll({ ...group, last }, broken ?? readGroup(text, group.lines.length, last.cut), sink);
  // The others were no part of it: each begins anew.
  for (const one of held.slice(taken)) addText(stream, one, sink, false);
}

function sendAll(group: Group, { text, bodies, glued }: Said, sink: Sink): void {
  const { wrapper } = group.unwrapped;
  const behind = glued ? (wrapper === null ? "glued" : `${wrapper} glued`) : wrapper;
  const from = { ...group, unwrapped: { ...group.unwrapped, wrapper: behind } };
  for (const body of bodies) send(from, text, body, sink);
}

function sendJson(group: Group, text: string, sink: Sink): boolean {
  const object = readJson(text.replace(/,\s*$/u, ""));
  if (object === null) return false;
  for (const body of object.bodies) send(group, text, body, sink);
  if (object.output !== null) sink.nested(object.output.stream, object.output.text, group.first);
  if (object.ended !== null) sink.ended(object.ended);
  return true;
}

function send({ first, last, unwrapped }: Group, text: string, body: MessageBody, sink: Sink): void {
  const message = {
    origin: first.origin,
    lastOrigin: last.origin,
    text,
    wrapper: unwrapped.wrapper,
    stamp: unwrapped.stamp,
    pid: first.pid,
    time: first.time,
    cut: first.cut || last.cut,
  };
  sink.emit({ ...message, body });
  if (body.kind === "module-json" && body.error !== null) sink.emit({ ...message, body: body.error });
  if (body.kind === "package-json") for (const error of body.errors) sink.emit({ ...message, body: error });
}
