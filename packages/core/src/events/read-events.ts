import type { TraceEvent } from "../model/event.ts";
import type { Input } from "../input/open-input.ts";
import { traceSteps, type ReadTraceOptions } from "./read-trace.ts";
import type { Wanted } from "./wanted.ts";

/** What to read of a trace. */
export interface ReadEventsOptions extends Pick<ReadTraceOptions, "leader" | "limits"> {
  /** The system calls to pass on; every one by default. */
  readonly wanted?: Iterable<Wanted> | "all";
}

/**
 * The events of a trace, one by one, in the order of the lines that complete them.
 *
 * Arguments are parsed when `argumentsOf(event)` is asked for them.
 */
export async function* readEvents(input: Input, options: ReadEventsOptions = {}): AsyncGenerator<TraceEvent> {
  let batch: TraceEvent[] = [];
  const { wanted = "all", ...rest } = options;
  const steps = traceSteps(input, { ...rest, wanted, onEvent: (event) => void batch.push(event) });
  let done = false;
  while (!done) {
    done = (await steps.next()).done === true;
    const ready = batch;
    batch = [];
    yield* ready;
  }
}
