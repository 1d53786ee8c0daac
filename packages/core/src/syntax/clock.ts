import { micros, type Micros } from "../model/time.ts";
import type { Leader } from "./leader.ts";

/** Turns the times of leaders into the record's one clock. */
export interface Clock {
  /** The time of a line; null where the trace has no timestamps. Lines must come in file order. */
  timeOf(leader: Leader): Micros | null;
  /** Seconds since 1970 at time 0, where the trace prints them. */
  readonly epoch: number | null;
}

const day = 86_400e6;

/** A clock whose zero is the first time it is asked for. */
export function createClock(): Clock {
  let zero: number | null = null;
  let epoch: number | null = null;
  let days = 0;
  let last = 0;
  let sum = 0;
  return {
    get epoch() {
      return epoch;
    },
    timeOf({ clock, relative }) {
      if (clock === null) {
        if (relative === null) return null;
        sum += relative;
        return micros(sum);
      }
      // Times of day wrap at midnight. A small step back is a clock that was set, or lines of two threads.
      if (clock < day && last - clock > day / 2) days += 1;
      last = clock;
      const absolute = clock + days * day;
      if (zero === null) {
        zero = absolute;
        if (clock > 1e14) epoch = clock / 1e6;
      }
      return micros(absolute - zero);
    },
  };
}
