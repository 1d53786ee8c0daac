import {
  micros,
  newConnection,
  type Connection,
  type Measurement,
  type Micros,
  type Moment,
  type Role,
  type Stage,
} from "@gotrace/core";

/** What every probe has to keep to. */
export interface Limits {
  /** How long one question may go without an answer. */
  readonly timeoutMs: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Where a measurement belongs to. */
export type Place = Pick<Measurement, "link" | "name" | "stage" | "role"> &
  Partial<Pick<Measurement, "host" | "module" | "version" | "url">>;

/** A measurement of which only the place is known; spread over it what came of it. */
function blank({ link, name, stage, role, host, module, version, url }: Place): Measurement {
  return {
    link,
    name,
    stage,
    role,
    host: host ?? null,
    module: module ?? null,
    version: version ?? null,
    url: url ?? null,
    answer: "good",
    measured: "",
    details: [],
    tookMs: null,
    error: null,
    around: [],
    status: null,
    queries: [],
    connections: [],
    files: [],
  };
}

type Found = Partial<Omit<Measurement, keyof Place | "answer" | "measured">>;

export function good(place: Place, measured: string, found: Found = {}): Measurement {
  return { ...blank(place), ...found, measured };
}

/** Not as it should be, and go gets by. */
export function suspicious(place: Place, measured: string, found: Found = {}): Measurement {
  return { ...blank(place), ...found, measured, answer: "suspicious" };
}

export function bad(place: Place, measured: string, found: Found = {}): Measurement {
  return { ...blank(place), ...found, measured, answer: "bad" };
}

export function notAsked(place: Place, why: string): Measurement {
  return { ...blank(place), measured: why, answer: "not-asked" };
}

/** Facts of probes share one clock: that of this process. */
export function moment(): Moment {
  return { at: { input: 0, line: 0, offset: 0 }, time: nowMicros() };
}

function nowMicros(): Micros {
  return micros(performance.now() * 1000);
}

/** A connection that is being opened. */
export function pendingConnection(ip: string, port: number, host: string | null): Connection {
  return { ...newConnection(0, { ip, port }, moment()), host };
}

/** Milliseconds as the lines of the report say them. */
export function ms(duration: number): string {
  return duration < 1 ? "<1 ms" : `${Math.round(duration)} ms`;
}

/** Ends what takes longer than it may: `timedOut` is the value then. The work itself must stop by `signal`. */
export function within<Value, Late>(
  { timeoutMs, signal }: Limits,
  timedOut: () => Late,
  start: (stop: AbortSignal) => Promise<Value>,
): Promise<Value | Late> {
  const own = new AbortController();
  const stop = AbortSignal.any([signal, own.signal]);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(timedOut());
      own.abort();
    }, timeoutMs);
    start(stop)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** The stages of a link, as its lines are named. */
export type LinkStage = Extract<Stage, "dns" | "connect" | "forward-proxy" | "tls" | "http" | "transfer">;

export type { Role };
