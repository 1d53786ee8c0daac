import type { Io, Sink } from "./io.ts";

/** How a report is to look where it is going. */
export interface Look {
  width: number;
  color: boolean;
}

/** For standard output: as wide as the terminal within reason, coloured only if that is wanted and can be seen. */
export function lookOfOutput(io: Io, colorFlag: boolean | undefined): Look {
  return lookOf(io.stdout, io.env, colorFlag);
}

/** The same for standard error, where the output is somebody else's. */
export function lookOfStderr(io: Io, colorFlag: boolean | undefined): Look {
  return lookOf(io.stderr, io.env, colorFlag);
}

function lookOf(sink: Sink, env: Io["env"], colorFlag: boolean | undefined): Look {
  const columns = positiveNumber(env["COLUMNS"]) ?? sink.columns ?? 100;
  return { width: Math.min(Math.max(columns, 80), 120), color: colorFlag ?? wantsColor(sink, env) };
}

/** For a file: the same whoever writes it, from wherever. */
export const lookOfFile: Look = { width: 100, color: false };

// https://no-color.org and https://force-color.org: both count when set and not empty.
function wantsColor(sink: Sink, env: Io["env"]): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return env["FORCE_COLOR"] !== "0";
  return sink.isTerminal && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function positiveNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : null;
}
