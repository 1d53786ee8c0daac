import { expect, test } from "vitest";
import type { Interval, Moment } from "../../src/model/facts.ts";
import type { Attempt } from "../../src/model/run.ts";
import { micros } from "../../src/model/time.ts";
import { withAnswersAsSaid } from "../../src/pipeline/answer-waits.ts";
import { connection, moment } from "../rules/run-builder.ts";

function at(ms: number): Moment {
  return { ...moment, time: micros(ms * 1000) };
}

function wait(fromMs: number, toMs: number): Interval {
  return { from: micros(fromMs * 1000), to: micros(toMs * 1000) };
}

function request(startedMs: number, headersMs: number | null, host = "proxy.golang.org"): Attempt {
  return {
    role: "module-proxy",
    via: `https://${host}`,
    host,
    endpoint: ".zip",
    module: "github.com/acme/widget",
    version: "v1.2.0",
    what: `https://${host}/github.com/acme/widget/@v/v1.2.0.zip`,
    started: at(startedMs),
    ended: headersMs === null ? null : at(headersMs),
    status: headersMs === null ? null : 200,
    statusText: headersMs === null ? null : "OK",
    error: null,
    seconds: null,
  };
}

function waitsAfter(attempts: Attempt[]): { response: number; transfer: number } {
  const before = connection({
    responseWaits: [],
    transferWaits: [wait(100, 5000), wait(5100, 9000)],
  });
  const [after] = withAnswersAsSaid([before], attempts);
  return { response: after?.responseWaits.length ?? 0, transfer: after?.transferWaits.length ?? 0 };
}

test("a wait that ended with the headers was one for the answer", () => {
  expect(waitsAfter([request(90, 5010)])).toEqual({ response: 1, transfer: 1 });
});

test("a wait that begins before the request, or ends long before its headers, is none of its", () => {
  expect(waitsAfter([request(150, 5010)])).toEqual({ response: 0, transfer: 2 });
  expect(waitsAfter([request(90, 5500)])).toEqual({ response: 0, transfer: 2 });
});

test("nor are another host's headers, or a request without an answer", () => {
  expect(waitsAfter([request(90, 5010, "goproxy.corp.example")])).toEqual({ response: 0, transfer: 2 });
  expect(waitsAfter([request(90, null)])).toEqual({ response: 0, transfer: 2 });
});

test("of requests side by side each explains its own wait", () => {
  expect(waitsAfter([request(5050, 9001), request(90, 5001)])).toEqual({ response: 2, transfer: 0 });
});
