import { readEvents as eventsOf, type ReadEventsOptions } from "./events/read-events.ts";
import { openInput, type InputSource } from "./input/open-input.ts";
import type { TraceEvent } from "./model/event.ts";

/**
 * The events of a trace, one by one, in the order of the lines that complete them: joined system calls, signals, exits,
 * changes of the process tree, the program's output where it shares the stream. The arguments of a call are parsed when
 * `argumentsOf(event)` is asked for them.
 *
 * @param source a path (a trace, gzip or zstd of one, an `-ff` set's prefix or a member of it), or bytes with a name
 * @throws InputError with one sentence for an input that cannot be read, is binary, or is another tool's trace
 */
export function readEvents(
  source: InputSource,
  options: ReadEventsOptions = {},
): AsyncIterableIterator<TraceEvent, undefined> {
  return eventsOf(() => openInput(source), options);
}
