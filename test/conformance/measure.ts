import { readTrace } from "../../packages/core/src/events/read-trace.ts";
import { openInput } from "../../packages/core/src/input/open-input.ts";
import type { SyscallEvent } from "../../packages/core/src/model/event.ts";
import type { Argument, Value } from "../../packages/core/src/model/strace-value.ts";
import { argumentsOf } from "../../packages/core/src/syntax/arguments.ts";
import type { Log } from "./logs.ts";

/** What was understood of some logs. */
export interface Tally {
  logs: number;
  lines: number;
  /** Lines that no grammar understood. */
  lost: number;
  losses: Map<string, number>;
  calls: number;
  /** Calls with at least one raw value. */
  raw: number;
  rawSamples: string[];
  /** Text of the traced programs. */
  output: number;
  outputSamples: string[];
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return {
    logs: 0,
    lines: 0,
    lost: 0,
    losses: new Map(),
    calls: 0,
    raw: 0,
    rawSamples: [],
    output: 0,
    outputSamples: [],
  };
}

/** Reads a log with every call typed, and counts. */
export async function measure({ name, bytes }: Log, tally: Tally): Promise<SyscallEvent[]> {
  const calls: SyscallEvent[] = [];
  const input = await openInput({ name, bytes });
  const end = await readTrace(input, {
    wanted: "all",
    onEvent(event) {
      if (event.kind === "output") note(tally.outputSamples, `${name}:${event.origin.line}: ${event.text}`);
      if (event.kind === "output") tally.output += 1;
      if (event.kind !== "syscall") return;
      calls.push(event);
      tally.calls += 1;
      if (!argumentsOf(event).some(isRaw)) return;
      tally.raw += 1;
      note(tally.rawSamples, `${name}:${event.origin.line}: ${event.name}(${event.argsText}`);
    },
  });
  tally.logs += 1;
  for (const { lines, unparsedLines, losses } of end.inputs) {
    tally.lines += lines;
    tally.lost += unparsedLines;
    for (const { kind, count } of losses) tally.losses.set(kind, (tally.losses.get(kind) ?? 0) + count);
  }
  return calls;
}

function note(samples: string[], text: string): void {
  if (samples.length < 20) samples.push(text.slice(0, 240));
}

/** True where a value, or one within it, was kept as text. */
export function isRaw({ value }: Argument): boolean {
  return isRawValue(value);
}

function isRawValue(value: Value): boolean {
  switch (value.kind) {
    case "raw":
      return true;
    case "operation":
      return value.operands.some(isRawValue);
    case "struct":
      return value.fields.some(isRaw);
    case "array":
      return value.items.some(isRaw);
    case "call":
      return value.args.some(isRaw);
    case "arrow":
      return isRawValue(value.before) || isRawValue(value.after);
    case "descriptor":
      return isRawValue(value.value);
    case "comment":
      return value.value !== null && isRawValue(value.value);
    default:
      return false;
  }
}
