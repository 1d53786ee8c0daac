import { expect, test } from "vitest";
import type { Connection, Moment } from "../../src/model/facts.ts";
import type { Run } from "../../src/model/run.ts";
import { micros } from "../../src/model/time.ts";
import { pendingWaits } from "../../src/pipeline/waits.ts";
import { connection, handshake, moment, run } from "../rules/run-builder.ts";

const at = (ms: number): Moment => ({ ...moment, time: micros(ms * 1000) });

/** Asked at 100 ms, last bytes at 300 ms. */
function inBody(fields: Partial<Connection> = {}): Connection {
  return connection({
    tls: handshake({ serverHello: at(50), established: at(80) }),
    started: at(10),
    firstByteSent: at(40),
    firstByteReceived: at(50),
    lastSent: at(100),
    lastReceived: at(300),
    lastActivity: at(300),
    ...fields,
  });
}

function kinds(fields: Partial<Run>): string[] {
  const open: Partial<Run> = {
    ending: { kind: "open", cut: false, resting: false },
    lastTime: micros(9_000_000),
  };
  return pendingWaits(run({ ...open, ...fields })).map(({ error }) => error.kind);
}

test("a body that stopped coming, seconds before the record ends", () => {
  expect(kinds({ connections: [inBody()] })).toEqual(["transfer-stalled"]);
});

test("a pause that may be over in a moment is none", () => {
  expect(kinds({ connections: [inBody()], lastTime: micros(1_500_000) })).toEqual([]);
});

test("a request without an answer is another wait", () => {
  expect(kinds({ connections: [inBody({ lastSent: at(400), lastActivity: at(400) })] })).toEqual([
    "no-response",
  ]);
});

test("a connection that is kept for the next request, while go does something else", () => {
  const later = { pid: 100, call: "renameat", path: "/x.zip", errno: null, write: true, ...at(301) };
  expect(kinds({ connections: [inBody()], files: [later] })).toEqual([]);
  expect(kinds({ connections: [inBody()], program: null, startedPrograms: 3 })).toEqual([]);
});

test("a connection that the server has closed", () => {
  expect(kinds({ connections: [inBody({ endOfFile: at(310) })] })).toEqual([]);
});
