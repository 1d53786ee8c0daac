import { mapTrace } from "./trace-line.ts";

const secondsADay = 24 * 3600;

/** Lets the run begin earlier or later: another day, another time zone. What lies between two lines does not change. */
export function shiftClock(trace: string, seconds: number): string {
  return mapTrace(trace, (line) => ({ ...line, time: shifted(line.time, seconds) }));
}

/** Moves the first line of a trace with times of day to one second before midnight. */
export function startAtMidnight(trace: string): string {
  const [, hours, minutes, seconds] = /^(?:\d+ +)?(\d\d):(\d\d):(\d\d)/m.exec(trace) ?? [];
  if (hours === undefined) return trace;
  const start = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return shiftClock(trace, secondsADay - 1 - start);
}

function shifted(time: string, by: number): string {
  const [, hours, minutes, seconds, rest] = /^(\d\d):(\d\d):(\d\d)(.*)$/.exec(time) ?? [];
  if (hours !== undefined) {
    const day = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + by;
    const inDay = ((day % secondsADay) + secondsADay) % secondsADay;
    const parts = [inDay / 3600, (inDay / 60) % 60, inDay % 60];
    return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":") + rest;
  }
  const [, epoch, fraction] = /^(\d{10})(\..*)$/.exec(time) ?? [];
  return epoch === undefined ? time : `${Number(epoch) + by}${fraction}`;
}
