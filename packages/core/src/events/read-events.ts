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
 *
 * An iterator by hand: a generator would make several promises for each event, which takes longer than to read its line.
 */
export function readEvents(
  input: () => Promise<Input>,
  options: ReadEventsOptions = {},
): AsyncIterableIterator<TraceEvent, undefined> {
  const { wanted = "all", ...rest } = options;
  let steps: ReturnType<typeof traceSteps> | null = null;
  let ready: TraceEvent[] = [];
  let at = 0;
  let ended = false;
  let filling: Promise<void> | null = null;

  /** Reads on until there is an event or nothing more. */
  const fill = async (): Promise<void> => {
    ready = [];
    at = 0;
    steps ??= traceSteps(await input(), {
      ...rest,
      wanted,
      // A filter may ask for a call's file.
      keepsFiles: wanted !== "all",
      onEvent: (event) => void ready.push(event),
    });
    while (ready.length === 0 && !ended) ended = (await steps.next()).done === true;
  };

  const next = (): Promise<IteratorResult<TraceEvent, undefined>> => {
    const value = ready[at];
    if (value !== undefined && filling === null) {
      at += 1;
      return Promise.resolve({ done: false, value });
    }
    if (ended && filling === null) return Promise.resolve({ done: true, value: undefined });
    return refill();
  };

  const refill = async (): Promise<IteratorResult<TraceEvent, undefined>> => {
    filling ??= fill().finally(() => {
      filling = null;
      // After an error, too, there is nothing more.
      ended ||= ready.length === 0;
    });
    await filling;
    return await next();
  };

  return {
    next,
    async return() {
      ended = true;
      ready = [];
      await steps?.return(undefined as never);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
