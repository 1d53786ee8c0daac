/**
 * Microseconds on the record's one clock, counted from its first timestamped event. `null` stands for "this record
 * has no timestamps" wherever a time is optional.
 */
export type Micros = number & { readonly unit: "microseconds since the first event" };

/** Marks a plain number as a time of the record's clock. */
export function micros(value: number): Micros {
  return value as Micros;
}

/** Milliseconds between two times, or null where either is unknown. */
export function millisBetween(start: Micros | null, end: Micros | null): number | null {
  return start === null || end === null ? null : (end - start) / 1000;
}
