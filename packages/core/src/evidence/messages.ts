import type { AttributedMessage } from "../model/facts.ts";
import type { GoMessage } from "../model/message.ts";

/** A message recovered from a program's writes. */
export interface TracedMessage {
  message: GoMessage;
  pid: number;
  truncated: boolean;
}

/**
 * Joins what a log says with what the trace shows to have been written. The same text in both is one message: the log has
 * it whole, the trace has its time and its process.
 */
export function joinMessages(
  logged: readonly GoMessage[],
  traced: readonly TracedMessage[],
): AttributedMessage[] {
  const waiting = new Map<string, TracedMessage[]>();
  for (const each of traced) push(waiting, keyOf(each.message.text), each);
  const joined = logged.map((message): AttributedMessage => {
    const twin = takeTwin(waiting, message);
    return {
      message,
      pid: twin?.pid ?? null,
      time: twin?.message.time ?? message.time,
      alsoAt: twin?.message.origin ?? null,
      truncated: false,
    };
  });
  const left = new Set([...waiting.values()].flat());
  const alone = traced.filter((each) => left.has(each)).map(asAttributed);
  return inOrder(joined, alone);
}

function asAttributed({ message, pid, truncated }: TracedMessage): AttributedMessage {
  return { message, pid, time: message.time, alsoAt: null, truncated };
}

/** strace cuts at `-s`, so twins agree in their first characters; 24 are enough of a key to search by. */
const keyLength = 24;

function keyOf(text: string): string {
  return text.slice(0, keyLength);
}

function push(map: Map<string, TracedMessage[]>, key: string, value: TracedMessage): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function takeTwin(waiting: ReadonlyMap<string, TracedMessage[]>, message: GoMessage): TracedMessage | null {
  const candidates = waiting.get(keyOf(message.text)) ?? [];
  const at = candidates.findIndex((each) => isSameText(each, message.text));
  return at < 0 ? null : (candidates.splice(at, 1)[0] ?? null);
}

function isSameText({ message, truncated }: TracedMessage, text: string): boolean {
  if (message.text === text) return true;
  const recorded = message.text.trimEnd();
  return truncated && recorded.length >= keyLength && text.startsWith(recorded);
}

/** Messages that only the trace has come where their time puts them; those of the log keep the log's order. */
function inOrder(
  logged: readonly AttributedMessage[],
  alone: readonly AttributedMessage[],
): AttributedMessage[] {
  const result: AttributedMessage[] = [];
  let next = 0;
  for (const each of logged) {
    while (next < alone.length && isEarlier(alone[next], each)) result.push(...alone.slice(next, ++next));
    result.push(each);
  }
  result.push(...alone.slice(next));
  return result;
}

function isEarlier(a: AttributedMessage | undefined, b: AttributedMessage): boolean {
  return a !== undefined && a.time !== null && b.time !== null && a.time < b.time;
}
