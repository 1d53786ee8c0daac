import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readTrace, type ReadTraceOptions, type TraceEnd } from "../../src/events/read-trace.ts";
import { openInput, type InputSource } from "../../src/input/open-input.ts";
import type { SyscallEvent, TraceEvent, TraceState } from "../../src/model/event.ts";

/** Path of a recording in test/recordings. */
export function recording(name: string): string {
  return fileURLToPath(new URL(`../recordings/${name}`, import.meta.url));
}

/** Path of a fixture's trace, compressed or not. */
export function fixtureTrace(name: string): string {
  const folder = fileURLToPath(new URL(`../../../../fixtures/${name}/`, import.meta.url));
  const plain = `${folder}trace.log`;
  return existsSync(plain) ? plain : `${plain}.gz`;
}

/** Everything that a trace says, and its end. */
export async function eventsOf(
  source: InputSource,
  options: Partial<ReadTraceOptions> = {},
): Promise<{ events: TraceEvent[]; calls: SyscallEvent[]; end: TraceEnd }> {
  const events: TraceEvent[] = [];
  const end = await readTrace(await openInput(source), {
    wanted: "all",
    ...options,
    onEvent(event, state: TraceState) {
      events.push(event);
      options.onEvent?.(event, state);
    },
  });
  return { events, calls: events.filter((event) => event.kind === "syscall"), end };
}

/** Options that make every line, and much less, a chunk of its own. */
export const tinyChunks = { chunk: 1, line: 1 << 20 } as const;
