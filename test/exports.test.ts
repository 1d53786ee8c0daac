import { isIPv4, isIPv6 } from "node:net";
import { join } from "node:path";
import { analyze, render, type Format, type Report } from "@gotrace/core";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { harSchemas, otlpTraceRequest as type } from "./support/decoders.ts";
import { allFixtures, fullestMode, inputsOf, type Fixture } from "./support/fixtures.ts";

// Formats that other programs open, read back by the schema or the decoder of each.

async function written(fixture: Fixture, format: Format): Promise<unknown> {
  return JSON.parse(await render(await analyzed(fixture), format));
}

function analyzed(fixture: Fixture): Promise<Report> {
  const files = inputsOf(fixture, fullestMode(fixture)).map((name) => join(fixture.folder, name));
  return analyze(files, { timeline: true });
}

interface HarEntry {
  time: number;
  response: { status: number; _error?: string };
}

interface TraceEvent {
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  id: number;
}

describe.each(allFixtures())("$scenario", (fixture) => {
  test("as Chrome trace events: no span covers half of another in its row, every arrow has two ends", async () => {
    const { traceEvents } = (await written(fixture, "perfetto")) as { traceEvents: TraceEvent[] };
    const rows = Map.groupBy(
      traceEvents.filter(({ ph }) => ph === "X"),
      ({ pid, tid }) => `${pid} ${tid}`,
    );
    for (const row of rows.values()) expectNested(row);
    const ends = (ph: string): number[] => traceEvents.filter((event) => event.ph === ph).map(({ id }) => id);
    expect(ends("f")).toEqual(ends("s"));
    expect(new Set(ends("s")).size).toBe(ends("s").length);
  });

  test("as OTLP: the official protocol buffers read all of it back", async () => {
    const request = await written(fixture, "otlp");
    const message = type.fromObject(withBytes(request));
    expect(type.verify(message)).toBeNull();
    const read: unknown = type.toObject(type.decode(type.encode(message).finish()), {
      longs: String,
      bytes: String,
    });
    expect(plain(read)).toEqual(plain(withBytes(request)));
  });

  test("as HAR: its schema accepts it", async () => {
    const ajv = new Ajv({
      strict: false,
      validateSchema: false,
      formats: { "date-time": true, uri: (text) => URL.canParse(text), ipv4: isIPv4, ipv6: isIPv6 },
    });
    for (const schema of Object.values(harSchemas)) ajv.addSchema(schema);
    const validate = ajv.compile({ $ref: "har.json#" });
    validate(await written(fixture, "har"));
    expect(validate.errors).toBeNull();
  });

  test("as HAR: the phases of a request take as long as it took", async () => {
    const { runs } = await analyzed(fixture);
    const { log } = (await written(fixture, "har")) as { log: { entries: HarEntry[] } };
    const requests = runs.flatMap(({ timeline }) =>
      (timeline?.spans ?? []).filter(({ kind, attributes }) => kind === "request" && attributes.url),
    );
    expect(log.entries.length).toBe(requests.length);
    for (const [index, { startMs, endMs, attributes }] of requests.entries()) {
      const { time, response } = log.entries[index]!;
      expect(response.status === 0).toBe(attributes.status === undefined);
      expect("_error" in response).toBe(attributes.status === undefined);
      const took = startMs === null || endMs === null ? time : endMs - startMs;
      expect(time).toBeCloseTo(took, 2);
    }
  });
});

test("as Chrome trace events: a command that ran after another stands after it", async () => {
  const fixture = allFixtures().find(({ scenario }) => scenario === "second-go-fails")!;
  const { traceEvents } = (await written(fixture, "perfetto")) as { traceEvents: TraceEvent[] };
  const of = (run: number): TraceEvent[] => traceEvents.filter(({ ph, pid }) => ph === "X" && pid === run);
  const end = Math.max(...of(1).map(({ ts, dur }) => ts + dur));
  expect(of(2).length).toBeGreaterThan(0);
  for (const { ts } of of(2)) expect(ts).toBeGreaterThanOrEqual(end);
});

/** Rows have no overlap but for the microsecond that an event of no length is drawn with. */
function expectNested(row: readonly TraceEvent[]): void {
  let reached = 0;
  for (const { ts, dur } of row.toSorted((a, b) => a.ts - b.ts)) {
    expect(ts).toBeGreaterThanOrEqual(reached - 1);
    reached = Math.max(reached, ts + dur);
  }
}

/** OTLP/JSON has ids in hexadecimal, where Protocol Buffers' own JSON has base64. */
function withBytes(value: unknown): object {
  return JSON.parse(JSON.stringify(value, asBase64)) as object;
}

function asBase64(key: string, value: unknown): unknown {
  const isId = key === "traceId" || key === "spanId" || key === "parentSpanId";
  return isId && typeof value === "string" ? Buffer.from(value, "hex").toString("base64") : value;
}

/** What Protocol Buffers leaves out since it is the default is left out on both sides. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, plain(each)] as const);
  return Object.fromEntries(
    entries.filter(([, each]) => each !== 0 && !(Array.isArray(each) && each.length === 0)),
  );
}
