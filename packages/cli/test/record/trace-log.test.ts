import { expect, test } from "vitest";
import { createTraceLog } from "../../src/record/trace-log.ts";

test("the log is what went to the command's own outputs, a line with the time of its first byte", () => {
  const log = createTraceLog(new Set(["/dev/pts/0", "pipe:[5]", "socket:[77]"]));
  for (const line of [
    '7 1795503387.000001 write(2</dev/pts/0<char 136:0>>, "go: down", 8) = 8 <0.000003>',
    '8 1795503387.500000 write(1<pipe:[6]>, "between programs\\n", 17) = 17 <0.000003>',
    '7 1795503388.000000 write(2</dev/pts/0<char 136:0>>, "loading a\\ngo: b \\303\\251\\n", 20) = 20 <0.000003>',
    '7 1795503389.000000 write(1<pipe:[5]>, "out", 3) = 3 <0.000003>',
    '7 1795503389.250000 write(1<UNIX-STREAM:[77->78]>, "put\\n", 4) = 4 <0.000003>',
  ])
    log.line(line);
  expect(log.end()).toBe(
    [
      "2026-11-24T06:56:27.000001Z go: downloading a",
      "2026-11-24T06:56:28.000000Z go: b \u00c3\u00a9",
      "2026-11-24T06:56:29.000000Z output",
      "",
    ].join("\n"),
  );
});

test.each([
  ["6.1", "UNIX-STREAM:[77->78]"],
  ["4.21", "UNIX:[77->78]"],
  // It forgets the protocol's name.
  ["4.26", "(null):[77->78]"],
  ["-y alone", "socket:[77]"],
])("a socket is our output, whatever strace %s calls it", (_, name) => {
  const log = createTraceLog(new Set(["socket:[77]"]));
  log.line(`7 1795503387.000000 write(1<${name}>, "hello\\n", 6) = 6 <0.000043>`);
  log.line('7 1795503387.000000 write(1<socket:[79]>, "to somebody else\\n", 17) = 17 <0.000043>');
  expect(log.end()).toBe("2026-11-24T06:56:27.000000Z hello\n");
});
