import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GoMessage } from "../../src/model/message.ts";
import { micros } from "../../src/model/time.ts";
import { createGoLogReader, type GoLogReader } from "../../src/syntax/go-log/reader.ts";
import { readLog } from "./go-log-helpers.ts";

const place = (line: number): GoMessage["origin"] => ({ input: 0, line, offset: line * 100 });

function collect(): { messages: GoMessage[]; reader: GoLogReader } {
  const messages: GoMessage[] = [];
  return { messages, reader: createGoLogReader((message) => messages.push(message)) };
}

describe("text that processes wrote", () => {
  test("pieces of a line, two processes in turn", () => {
    const { messages, reader } = collect();
    const go = { pid: 1, fd: 2, time: micros(5), cut: false };
    const git = { pid: 2, fd: 2, time: micros(6), cut: false };
    reader.write("# get https://a.exam", place(1), go);
    reader.write("fatal: early EOF\n", place(2), git);
    reader.write("ple/x\n# lock /x.lock\n", place(3), { ...go, time: micros(9) });
    reader.end(2);
    reader.flush();
    expect(
      messages
        .toSorted((a, b) => a.origin.line - b.origin.line)
        .map(({ text, origin: { line }, pid, time }) => [text, line, pid, time]),
    ).toEqual([
      ["# get https://a.example/x", 1, 1, 5],
      ["fatal: early EOF", 2, 2, 6],
      ["# lock /x.lock", 3, 1, 9],
    ]);
  });

  test("a text that strace cut is a message of its own", () => {
    const { messages, reader } = collect();
    reader.write(`go: example.com/hello@v1.0.0: Get "https://proxy.gol`, place(1), {
      pid: 1,
      fd: 2,
      time: null,
      cut: true,
    });
    reader.write("go: downloading example.com/a v1.0.0\n", place(2), {
      pid: 1,
      fd: 2,
      time: null,
      cut: false,
    });
    reader.flush();
    expect(messages.map(({ cut, body }) => [cut, body.kind])).toEqual([
      [true, "error"],
      [false, "downloading"],
    ]);
  });
});

const fragment = fc.constantFrom(
  "go: ",
  "# get https://a.example/x",
  ": 200 OK (0.1s)",
  "example.com/a@v1.0.0",
  " requires\n\t",
  ": ",
  "reading https://a.example/x: 404 Not Found",
  "\n\tserver response: ",
  "dial tcp ",
  "1.2.3.4:443",
  "lookup a.example on 1.1.1.1:53",
  "no such host",
  "\n",
  "\t",
  "{",
  "}",
  `"Path": "x"`,
  "verifying ",
  "checksum mismatch",
  "exit status 128:",
  "fatal: ",
  "'",
  '"',
  "(",
  ")",
  "\\n",
  "x509: ",
  "\u001b[31m",
  "\r",
  "main.go:1:2: ",
  "#12 1.5 ",
  "> ",
  "é",
  "\u0000",
  "git ls-remote in /x: ",
  "+ ",
  "&&",
  "GOPROXY=",
  "panic: ",
  "EOF",
);
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
);

describe("any text", () => {
  test("gives messages and never throws; no line is lost", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const messages = readLog(text);
        for (const { origin, lastOrigin } of messages)
          expect(lastOrigin.line).toBeGreaterThanOrEqual(origin.line);
      }),
      { numRuns: 2000 },
    );
  });

  test("where it is cut into pieces does not matter", () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const writer = { pid: 1, fd: 2, time: null, cut: false };
        const at = { input: 0, line: 1, offset: 0 };
        const read = (pieces: readonly string[]): unknown[] => {
          const bodies: unknown[] = [];
          const reader = createGoLogReader(({ text: said, body }) => bodies.push([said, body]));
          for (const piece of pieces) reader.write(piece, at, writer);
          reader.flush();
          return bodies;
        };
        const borders = [
          0,
          ...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b),
          text.length,
        ];
        const pieces = borders.slice(1).map((end, index) => text.slice(borders[index], end));
        expect(read(pieces)).toEqual(read([text]));
      }),
      { numRuns: 1000 },
    );
  });

  test("time grows with the length of hostile text, not with its square", () => {
    for (const unit of [
      "example.com/a@v1.0.0: ",
      "a: ",
      "read x ",
      '"',
      "go: ",
      "(",
      "x509: certificate is valid for ",
      "a/b.go:",
    ]) {
      const start = performance.now();
      readLog(`go: ${unit.repeat(60_000 / unit.length)}`);
      expect(performance.now() - start, unit).toBeLessThan(3000);
    }
  });
});
