// A line without what CI systems, containers, terminals and issue trackers wrapped around it.
import type { LogStamp } from "../../model/message.ts";
import { wrappers, type Wrapper } from "./wrappers.ts";

/** A line without its wrapping. */
export interface UnwrappedLine {
  readonly text: string;
  /** Names of what was taken off, outermost first, joined by blanks; null for nothing. */
  readonly wrapper: string | null;
  readonly stamp: LogStamp | null;
}

/** Wrappers nest: a time stamp around a container's name around a build step. */
const deepest = 6;

/** What nothing can wrap any more: the commonest messages need no search for a prefix. */
const bare = /^(?:go: |# get |# lock |\t|go get |cd \/|mkdir -p )/u;

/** Takes prefixes off a line, and reads the time that one of them held. */
export function unwrapLine(line: string): UnwrappedLine {
  let rest = line;
  let stamp: LogStamp | null = null;
  const names: string[] = [];
  for (let depth = 0; depth < deepest && !bare.test(rest); depth += 1) {
    const found = firstWrapper(rest);
    if (found === null) break;
    const { wrapper, end, value } = found;
    if (names.at(-1) !== wrapper.name) names.push(wrapper.name);
    if (stamp === null && wrapper.clock !== undefined && value !== undefined)
      stamp = readStamp(wrapper.clock, value);
    rest = rest.slice(end);
    if (wrapper.command === true && !bare.test(rest)) {
      rest = `$ ${rest}`;
      break;
    }
  }
  return { text: withoutTail(rest, names), wrapper: names.length === 0 ? null : names.join(" "), stamp };
}

/** Some wrappers stand behind the line, too: a closing quote, the time that a step took. */
function withoutTail(text: string, names: readonly string[]): string {
  if (names.includes("table")) return text.replace(/[`*_]*\s+\|.*$/u, "");
  if (text.endsWith("`") && isOdd(text)) return text.slice(0, -1);
  if (names.includes("markdown")) return text.replace(/[`_*]{1,3}$/u, "");
  if (names.includes("kaniko") && text.startsWith("$ ")) return text.replace(/\]$/u, "");
  if (names.includes("buildkit")) return text.replace(/^(RUN .*?)(?::|\s+\d+\.\d+s)$/u, "$1");
  return text;
}

/** The quotation began on an earlier line. */
function isOdd(text: string): boolean {
  return text.split("`").length % 2 === 0;
}

interface FoundWrapper {
  readonly wrapper: Wrapper;
  readonly end: number;
  readonly value: string | undefined;
}

/** All prefixes at once: most lines have none, and one look tells. */
const anyWrapper = new RegExp(wrappers.map(({ pattern }) => `(?:${pattern.source})`).join("|"), "uy");

function firstWrapper(text: string): FoundWrapper | null {
  anyWrapper.lastIndex = 0;
  if (!anyWrapper.test(text)) return null;
  for (const wrapper of wrappers) {
    wrapper.pattern.lastIndex = 0;
    const match = wrapper.pattern.exec(text);
    if (match !== null && wrapper.pattern.lastIndex > 0) {
      return { wrapper, end: wrapper.pattern.lastIndex, value: match[1] };
    }
  }
  return null;
}

function readStamp(clock: LogStamp["clock"], value: string): LogStamp | null {
  const ms =
    clock === "wall" ? wallMillis(value) : clock === "clock" ? clockMillis(value) : Number(value) * 1000;
  return Number.isFinite(ms) ? { clock, ms } : null;
}

// A time without a zone is read as UTC: only differences matter, and this machine's zone must not.
function wallMillis(value: string): number {
  const iso = value
    .replaceAll("/", "-")
    .replace(" ", "T")
    .replace(",", ".")
    .replace(/(\.\d{3})\d+/u, "$1");
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(iso) ? iso : `${iso}Z`);
}

function clockMillis(value: string): number {
  const [hours = "", minutes = "", seconds = ""] = value.replace(",", ".").split(":");
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
