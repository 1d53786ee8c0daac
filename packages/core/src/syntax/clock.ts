import { micros, type Micros } from "../model/time.ts";
import type { Leader } from "./leader.ts";

/** Turns the times of leaders into the record's one clock. */
export interface Clock {
  /** The time of a line; null where the trace has no timestamps. Lines must come in file order. */
  timeOf(leader: Leader): Micros | null;
}

/** Time 0, shared by the files of one trace. */
export interface SharedZero {
  /** Microseconds since midnight or since 1970. */
  get(): number;
  /** Sets it, if it is not set. */
  set(value: number): void;
  /** Seconds since 1970 at time 0, where the trace prints them. */
  readonly epoch: number | null;
}

const day = 86_400e6;

/** A time 0 that is not set yet. */
export function createZero(): SharedZero {
  let zero: number | null = null;
  return {
    get: () => zero ?? 0,
    set(value) {
      zero ??= value;
    },
    get epoch() {
      // A day has fewer microseconds than 1970 had hours: larger values are not times of day.
      return zero !== null && zero > 1e14 ? zero / 1e6 : null;
    },
  };
}

/** A clock for one file. Its zero is the first time that any clock of the trace is asked for. */
export function createClock(zero: SharedZero): Clock {
  let started = false;
  let days = 0;
  let last = 0;
  let sum = 0;
  return {
    timeOf({ clock, relative }) {
      if (clock === null) {
        if (relative === null) return null;
        sum += relative;
        return micros(sum);
      }
      zero.set(clock);
      // Times of day wrap at midnight. A small step back is a clock that was set, or lines of two threads.
      const before = started ? last : zero.get();
      if (clock < day && before - clock > day / 2) days += 1;
      started = true;
      last = clock;
      return micros(clock + days * day - zero.get());
    },
  };
}
