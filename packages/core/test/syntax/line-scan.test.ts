import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sniff } from "../../src/input/sniff.ts";
import { bareLeader, leaderReader, type LeaderShape } from "../../src/syntax/leader.ts";
import { voteLeader } from "../../src/syntax/leader-vote.ts";
import { createLineScan } from "../../src/syntax/line-scan.ts";
import { timedResult } from "../../src/syntax/result.ts";
import { scanBody } from "../../src/syntax/scan-line.ts";
import { caseOf, readSeeds } from "../../../../test/fuzz/cases.ts";
import { writeCall } from "../support/trace-writer.ts";
import { calls, leaderShapes, stringStyles } from "../support/written-values.ts";

// What is read from a line's bytes is what is read from its text; what is not read from bytes is left to the text.

interface Compared {
  /** Lines that are read from bytes. */
  taken: number;
  /** Lines that are read differently. */
  readonly differing: string[];
}

function compare(lines: readonly string[], shape: LeaderShape): Compared {
  const compared: Compared = { taken: 0, differing: [] };
  const scan = createLineScan(shape);
  if (scan === null) return compared;
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1");
  let start = 0;
  let at = 0;
  while (at < lines.length) {
    const count = scan.read(bytes, start, bytes.length);
    for (let index = 0; index < count; index += 1) {
      const line = lines[at + index] ?? "";
      expect([scan.startOf(index), scan.endOf(index)]).toEqual([start, start + line.length]);
      start += line.length + 1;
      const body = scan.line(index);
      if (body === null) continue;
      compared.taken += 1;
      const told = JSON.stringify({ ...scan.leader, ...body, end: null }, exact);
      const expected = JSON.stringify({ ...readText(line, shape), end: null }, exact);
      if (told !== expected) compared.differing.push(`${line}\n  bytes ${told}\n  text  ${expected}`);
    }
    // A line that is too long is read from its text.
    if (count === 0) start += (lines[at]?.length ?? 0) + 1;
    at += Math.max(1, count);
  }
  return compared;
}

function readText(line: string, shape: LeaderShape): object | null {
  const leader = leaderReader(shape)(line);
  const body = leader === null ? null : scanBody(line, leader.end);
  if (body === null || !("result" in body) || body.result === null) return { ...leader, ...body };
  return { ...leader, ...body, result: timedResult(body.result) };
}

function exact(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function tracesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(({ name }) => /^trace|\.log(?:\.gz)?$/.test(name) && !/go\.log/.test(name))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("bytes and text agree", () => {
  test("on every line of the recordings, the fixtures and, where they lie beside the checkout, the samples", () => {
    const samples = folder("../../../../../shared/samples/strace-options/");
    const paths = [
      ...tracesIn(folder("../recordings/")),
      ...tracesIn(folder("../../../../fixtures/")),
      ...(existsSync(samples) ? tracesIn(samples) : []),
    ];
    let taken = 0;
    let all = 0;
    for (const path of paths) {
      const packed = readFileSync(path);
      const text = (path.endsWith(".gz") ? gunzipSync(packed) : packed).toString("latin1");
      const shape = voteLeader(sniff(text.slice(0, 1 << 18), false).lines) ?? bareLeader;
      const lines = text.split("\n");
      const compared = compare(lines, shape);
      expect(compared.differing.slice(0, 5), basename(path)).toEqual([]);
      taken += compared.taken;
      all += lines.length;
    }
    expect(taken).toBeGreaterThan(all / 2);
  }, 180_000);

  test("on what is written with every leader", () => {
    fc.assert(
      fc.property(calls, leaderShapes, stringStyles, fc.option(fc.nat(4)), (call, shape, style, cut) => {
        expect(compare(writeCall(call, shape, style, cut), shape).differing).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("on texts that take each other's place in memory", () => {
    const shape: LeaderShape = { ...bareLeader, pid: "column" };
    const lines = Array.from({ length: 60_000 }, (_, index) => {
      const text = String((index * 7919) % 50_021);
      return `7 ${"call".repeat(1 + (index % 4))}_${index % 900}("${text}", ${index}) = ${text} (${text})`;
    });
    const compared = compare(lines, shape);
    expect(compared.differing.slice(0, 5)).toEqual([]);
    expect(compared.taken).toBe(lines.length);
  });

  test("on recordings that were mutated", () => {
    const seeds = readSeeds();
    let taken = 0;
    for (let seed = 0; seed < 400; seed += 1) {
      const text = caseOf(seed, seeds).bytes.toString("latin1");
      const shape = voteLeader(sniff(text, false).lines) ?? bareLeader;
      const compared = compare(text.split("\n"), shape);
      expect(compared.differing.slice(0, 5), `case ${seed}`).toEqual([]);
      taken += compared.taken;
    }
    expect(taken).toBeGreaterThan(10_000);
  }, 60_000);

  test("on lines that were broken anywhere", () => {
    const line =
      '21246 14:07:04.542749 openat(AT_FDCWD</tmp>, "a = 1", O_RDONLY) = 3</tmp/a (1) = 2> <0.000015>';
    const shape: LeaderShape = { ...bareLeader, pid: "column", clock: "hms", clockDigits: 6 };
    const pieces = fc.constantFrom(
      "<unfinished ...>",
      ") = ",
      " <0.1>",
      "<... read resumed>",
      "</a>",
      "...>",
      '"',
      "(",
      "?",
      ") = ?</a>",
      ") = -1</a>",
      ") = 0x7</a>",
      "0x",
      "-1 E",
      "\\",
    );
    fc.assert(
      fc.property(
        fc.nat(line.length),
        fc.nat(line.length),
        fc.array(pieces, { maxLength: 4 }),
        (from, to, inserted) => {
          const broken = line.slice(0, from) + inserted.join("") + line.slice(to);
          // What follows must not be read as part of the line.
          expect(compare([broken, "1 = 0) = 0 <0.1>"], shape).differing).toEqual([]);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
