import type { Measurement } from "@gotrace/core";
import { good, suspicious, type Place } from "./measuring.ts";

const muchMs = 5 * 60_000;

/**
 * This machine's clock against those of the servers, by the Date of their answers (milliseconds that each is ahead). A clock
 * that is wrong by more than minutes makes certificates look expired, or not valid yet.
 */
export function clockMeasured(skews: readonly number[]): Measurement[] {
  if (skews.length === 0) return [];
  const place: Place = { link: "clock", name: "now", stage: "tls", role: "local" };
  const middle = skews.toSorted((a, b) => a - b)[Math.floor(skews.length / 2)] ?? 0;
  const seconds = Math.round(Math.abs(middle) / 1000);
  const servers = `by the Date of ${skews.length} answer${skews.length === 1 ? "" : "s"}`;
  if (Math.abs(middle) < muchMs) {
    return [good(place, seconds <= 1 ? `right, ${servers}` : `${seconds} s off, ${servers}`)];
  }
  return [
    suspicious(place, `${Math.round(seconds / 60)} minutes ${middle > 0 ? "slow" : "fast"}, ${servers}`),
  ];
}
