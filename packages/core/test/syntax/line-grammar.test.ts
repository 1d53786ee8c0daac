import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { undecorate } from "../../src/input/decoration.ts";
import { sniff } from "../../src/input/sniff.ts";
import {
  leaderReader,
  microsOfDay,
  microsOfSeconds,
  bareLeader,
  type LeaderShape,
} from "../../src/syntax/leader.ts";
import { voteLeader } from "../../src/syntax/leader-vote.ts";
import type { LineBody } from "../../src/syntax/line.ts";
import { integer, parseResult } from "../../src/syntax/result.ts";
import { scanBody, scanLeaderless } from "../../src/syntax/scan-line.ts";
import { parseLineByGrammar, type GrammarLine } from "../support/line-grammar.ts";
import { writeCall } from "../support/trace-writer.ts";
import { calls, leaderShapes, stringStyles } from "../support/written-values.ts";

// The grammar of lines is what documents the format, the scan is what reads it: they agree on every line's pid, times,
// kind, name, arguments and result.

interface Reading {
  readonly kind: string;
  readonly tid: number | null;
  readonly clock: number | null;
  readonly relative: number | null;
  readonly name: string | null;
  readonly args: string | null;
  readonly status: number | null;
  readonly result: unknown;
}

const nothing = { name: null, args: null, status: null, result: null } as const;

function readByScan(line: string, shape: LeaderShape): Reading {
  const leader = leaderReader(shape)(line);
  const body = leader === null ? null : scanBody(line, leader.end);
  if (leader === null || body === null) {
    const kind = scanLeaderless(line)?.kind ?? "other";
    return { kind, tid: null, clock: null, relative: null, ...nothing };
  }
  const { tid, clock, relative } = leader;
  return { tid, clock, relative, ...nothing, ...detailsOf(body) };
}

function detailsOf(body: LineBody<string>): Partial<Reading> & { kind: string } {
  switch (body.kind) {
    case "call":
    case "tail":
      return { kind: body.kind, name: body.name, args: body.args, result: resultOf(body.result) };
    case "head":
      return { kind: body.kind, name: body.name, args: body.args };
    case "signal":
      return { kind: body.kind, name: body.signal };
    case "exit":
      return { kind: body.kind, name: body.signal, status: body.status };
    default:
      return { kind: body.kind };
  }
}

function resultOf(text: string | null): unknown {
  if (text === null) return null;
  const { result, duration } = parseResult(text);
  return { text, value: result.value, errno: result.errno, duration: duration && Math.round(duration * 1e3) };
}

function readByGrammar(line: string, shape: LeaderShape): Reading {
  const found = parseLineByGrammar(line, shape);
  const { kind, tid = null, clock, relative, name = null, args = null, status = null } = found;
  return {
    kind: kind === "table" ? "other" : kind,
    tid,
    clock: clock == null ? null : shape.clock === "hms" ? microsOfDay(clock) : microsOfSeconds(clock),
    relative: relative == null ? null : microsOfSeconds(relative),
    name,
    args,
    status,
    result: resultOfGrammar(found),
  };
}

function resultOfGrammar({ result, value, errno = null, duration }: GrammarLine): unknown {
  if (result == null) return null;
  const nanos = duration == null ? null : Math.round(Number(duration) * 1e9);
  return { text: result, value: value == null ? null : integer(value), errno, duration: nanos };
}

/** Every line of a trace that is read differently. */
function disagreements(bytes: Buffer): string[] {
  const text = bytes.toString("latin1");
  const { decoration, lines } = sniff(text.slice(0, 1 << 18), text.length <= 1 << 18);
  const shape = voteLeader(lines) ?? bareLeader;
  const found: string[] = [];
  for (const raw of text.split("\n")) {
    const line = undecorate(raw, decoration);
    if (line === "") continue;
    const scan = inText(readByScan(line, shape));
    const grammar = inText(readByGrammar(line, shape));
    if (scan !== grammar) found.push(`${line}\n  scan    ${scan}\n  grammar ${grammar}`);
  }
  return found.slice(0, 5);
}

/** With sorted keys, and numbers of any size. */
function inText(reading: Reading): string {
  return JSON.stringify(reading, (_, value: unknown) => {
    if (typeof value === "bigint") return String(value);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  });
}

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function tracesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?:^trace|\.log|trace\.\d+)(?:\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !/go\.log/.test(basename(name)))
    .toSorted();
}

function bytesOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

describe("scan and grammar agree on every line of", () => {
  test.each(tracesIn(folder("../recordings/")).map((path) => [basename(path), path]))("%s", (_, path) => {
    expect(disagreements(bytesOf(path))).toEqual([]);
  });

  test("the fixtures, and the samples of every version and option where they lie beside the checkout", () => {
    const samples = folder("../../../../../shared/samples/strace-options/");
    const paths = [
      ...tracesIn(folder("../../../../fixtures/")),
      ...(existsSync(samples) ? tracesIn(samples) : []),
    ];
    expect(paths.flatMap((path) => disagreements(sampleOf(bytesOf(path))))).toEqual([]);
  }, 180_000);

  test("what is written with every leader", () => {
    fc.assert(
      fc.property(calls, leaderShapes, stringStyles, fc.option(fc.nat(4)), (call, shape, style, cut) => {
        for (const line of writeCall(call, shape, style, cut))
          expect(readByGrammar(line, shape)).toEqual(readByScan(line, shape));
      }),
      { numRuns: 500 },
    );
  });
});

// The grammar takes its time: of a long trace, the first lines and the last.
function sampleOf(bytes: Buffer): Buffer {
  const part = 20_000;
  if (bytes.length <= 2 * part) return bytes;
  const tail = bytes.indexOf(0x0a, bytes.length - part) + 1;
  return Buffer.concat([bytes.subarray(0, bytes.lastIndexOf(0x0a, part) + 1), bytes.subarray(tail)]);
}
