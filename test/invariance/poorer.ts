// The same run, recorded with less: other options of strace, or a part of the trace only.
import { mapTrace, parseTraceLine } from "./trace-line.ts";

/** Changes a trace as if strace had been told, or had been left, to write less. */
type Poorer = (trace: string) => string;

export const poorer: Readonly<Record<string, Poorer>> = {
  "without -y": (trace) =>
    mapTrace(trace, (line) => ({ ...line, call: outsideStrings(line.call, plainDescriptors) })),
  "without times": (trace) =>
    mapTrace(trace, (line) => ({ ...line, time: "", call: line.call.replace(/ <\d+\.\d{6}>$/, "") })),
  "strings cut at 32": (trace) => mapTrace(trace, (line) => ({ ...line, call: cutStrings(line.call) })),
  "network calls alone": (trace) => keep(trace, (call) => network.has(call)),
  "one thread alone": firstThread,
  "cut in the middle": (trace) => part(trace, 0, 0.5),
  "cut near the end": (trace) => part(trace, 0, 0.9),
  "attached late": (trace) => part(trace, 0.4, 1),
};

/** Those of which some of the time is missing. */
export const parts: ReadonlySet<string> = new Set(["cut in the middle", "cut near the end", "attached late"]);

/** strace's class %network, as far as go and git use it. */
const network: ReadonlySet<string> = new Set([
  "socket",
  "connect",
  "bind",
  "listen",
  "accept4",
  "getsockopt",
  "setsockopt",
  "getsockname",
  "getpeername",
  "sendto",
  "recvfrom",
  "sendmsg",
  "sendmmsg",
  "recvmsg",
  "shutdown",
]);

/** Calls whose texts -s cuts; it leaves paths alone. */
const withTexts =
  /^(?:<\.\.\. )?(?:p?read(?:64)?|p?write(?:64)?|readv|writev|send(?:to|msg|mmsg)|recv(?:from|msg)|execve)\b/;

const quoted = /"(?:[^"\\]|\\.)*"/g;

function outsideStrings(call: string, change: (text: string) => string): string {
  let at = 0;
  let result = "";
  for (const match of call.matchAll(quoted)) {
    result += change(call.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return result + change(call.slice(at));
}

/** `7</home/dev/x>`, `7<TCP:[A->B]>`, `2</dev/pts/0<char 136:0>>` become the number alone. */
function plainDescriptors(text: string): string {
  return text.replace(/\b(\d+|AT_FDCWD)<(?:->|<[^<>]*>|[^<>])*>/g, "$1");
}

function cutStrings(call: string): string {
  if (!withTexts.test(call)) return call;
  const path = call.startsWith("execve(") ? call.indexOf(", ") : 0;
  return call.slice(0, path) + call.slice(path).replace(quoted, cutAt32);
}

function cutAt32(text: string): string {
  const bytes = text.slice(1, -1).match(/\\(?:x[0-9a-f]{2}|[0-7]{1,3}|.)|[^\\]/g) ?? [];
  return bytes.length <= 32 ? text : `"${bytes.slice(0, 32).join("")}"...`;
}

/** Signals and exits stay, as they do under -e trace=. */
function keep(trace: string, wanted: (call: string) => boolean): string {
  return lines(trace, (text) => {
    const call = parseTraceLine(text)?.call ?? "";
    if (call.startsWith("---") || call.startsWith("+++")) return true;
    return wanted(/^(?:<\.\.\. )?([a-z_0-9]+)/.exec(call)?.[1] ?? "");
  });
}

function firstThread(trace: string): string {
  const first = trace
    .split("\n")
    .map(parseTraceLine)
    .find((line) => line !== null)?.pid;
  return lines(trace, (text) => parseTraceLine(text)?.pid === first);
}

function part(trace: string, from: number, to: number): string {
  const all = trace.split("\n");
  return `${all.slice(Math.floor(all.length * from), Math.floor(all.length * to)).join("\n")}\n`;
}

function lines(trace: string, wanted: (text: string) => boolean): string {
  return trace
    .split("\n")
    .filter((text) => text === "" || wanted(text))
    .join("\n");
}
