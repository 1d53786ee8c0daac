import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/input/input-error.ts";
import { eventsOf, recording } from "./support.ts";

// Traces as they arrive: with the program's output in them, wrapped by CI systems and containers, pasted, cut.

const input = (text: string): { name: string; bytes: Buffer } => ({
  name: "trace",
  bytes: Buffer.from(text, "latin1"),
});

async function outline(text: string): Promise<string[]> {
  const { calls } = await eventsOf(input(text));
  return calls.map(({ tid, name, argsText, result }) => `${tid} ${name}(${argsText}) = ${result.text}`);
}

describe("what others put around the lines of a trace changes no call", () => {
  const lines = readFileSync(recording("ttt-T.log"), "latin1").trimEnd().split("\n");
  const around = (wrap: (line: string, index: number) => string): string => lines.map(wrap).join("\n");

  test.each<[string, string]>([
    ["carriage returns", around((line) => `${line}\r`)],
    ["a byte order mark", `\u00ef\u00bb\u00bf${around((line) => line)}`],
    ["colours", around((line) => `\u001b[36;1m${line}\u001b[0m`)],
    ["GitHub Actions", around((line) => `2024-05-01T10:20:31.0001000Z ${line}`)],
    ["docker compose", around((line) => `service-1  | ${line}`)],
    ["BuildKit", around((line) => `#12 1.234 ${line}`)],
    ["containerd", around((line) => `2024-05-01T10:20:31.000100000Z stderr F ${line}`)],
    ["journald", around((line) => `May 01 10:20:31 host strace[1]: ${line}`)],
    ["a quotation", around((line) => `> ${line}`)],
    ["an indented paste", around((line) => `    ${line}`)],
    [
      "a fence and an elision",
      `\`\`\`\n$ strace -f go mod download\n...\n${around((line) => line)}\n\`\`\`\n`,
    ],
  ])("%s", async (_, text) => {
    expect(await outline(text)).toEqual(await outline(around((line) => line)));
  });
});

describe("the program's output within lines", () => {
  test.each<[string, string, string[], string[]]>([
    [
      "behind the count of its own write",
      'write(1, "no newline", 10no newline)              = 10\n',
      ["no newline"],
      ['write(1, "no newline", 10) = 10'],
    ],
    [
      "with a newline, so that the rest stands on the next line",
      'write(1, "line\\n", 5line\n)                   = 5\n',
      ["line"],
      ['write(1, "line\\n", 5) = 5'],
    ],
    [
      "between the halves of a call",
      '[pid 19907] write(2, "go: downloading example.com/m2 v"..., 38 <unfinished ...>\ngo: downloading example.com/m2 v1.0.0\n[pid 19907] <... write resumed>) = 38\n',
      ["go: downloading example.com/m2 v1.0.0"],
      ['write(2, "go: downloading example.com/m2 v"..., 38) = 38'],
    ],
    [
      "strace's own words",
      "clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLDstrace: Process 19906 attached\n, child_tidptr=0x7f379723aa10) = 19906\n",
      [],
      ["clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f379723aa10) = 19906"],
    ],
    [
      "strace's own words in front of what the kernel changed",
      "clone3({flags=0, exit_signal=SIGCHLD}, 88/opt/bin/strace: Process 21258 attached\n) = 21258\n",
      [],
      ["clone3({flags=0, exit_signal=SIGCHLD}, 88) = 21258"],
    ],
  ])("%s", async (_, text, outputs, expected) => {
    const { events, calls } = await eventsOf(input(text));
    expect(calls.map(({ name, argsText, result }) => `${name}(${argsText}) = ${result.text}`)).toEqual(
      expected,
    );
    expect(events.flatMap((event) => (event.kind === "output" ? [event.text] : []))).toEqual(outputs);
  });
});

test("a trace that was cut ends in an open call, and says so", async () => {
  const { calls, end } = await eventsOf(input("7 close(3) = 0\n7 flock(3, LOCK_EX|LOCK_NB "));
  expect(calls.map(({ name, complete }) => [name, complete])).toEqual([
    ["close", true],
    ["flock", false],
  ]);
  expect(end.inputs[0]).toMatchObject({ truncated: true, unparsedLines: 0 });
});

test("times of day go on behind midnight", async () => {
  const { calls } = await eventsOf(
    input("7 23:59:59.900000 close(3) = 0\n7 00:00:00.100000 close(4) = 0\n7 00:00:00.050000 close(5) = 0\n"),
  );
  expect(calls.map(({ time }) => time)).toEqual([0, 200_000, 150_000]);
});

describe("what only looks like strace's is refused in one sentence that names the tool", () => {
  test.each([
    [
      "gVisor",
      "I0605 12:34:56.789012  1 strace.go:567] [   1:   1] bash E openat(AT_FDCWD /, 0x7f /etc/passwd)",
    ],
    ["u-root strace", "[pid 1234] E openat(AT_FDCWD, /etc/passwd, O_RDONLY)"],
    ["perf trace", "     0.010 ( 0.004 ms): ls/1234 openat(dfd: CWD, filename: /etc/passwd) = 3"],
    ["truss", "open(\"/etc/passwd\",O_RDONLY,00) ERR#2 'No such file or directory'"],
    ["ltrace", "malloc(32) = 0x55d0c0ffee"],
    ["lurk", '[20201] access("/etc/ld.so.preload", 4) = -2\n[20201] close(3) = 0\n[20201] brk(0) = 0x55d0'],
  ])("%s", async (tool, text) => {
    const refused = eventsOf(input(`${text}\n`));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(new RegExp(`was written by ${tool}, [^\\n]*$`));
  });
});
