import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { Finding } from "../../src/model/report.ts";

const lock = "/home/dev/go/pkg/mod/cache/download/example.com/hello/@v/v1.1.0.lock";
const start = [
  '90 1795000000.000000 execve("/bin/sh", ["sh", "-c", "go build & go vet"], 0x7ffd0000 /* 9 vars */) = 0',
  "90 1795000000.001000 clone(child_stack=NULL, flags=SIGCHLD) = 100",
  '100 1795000000.002000 execve("/usr/bin/go", ["go", "build", "./..."], 0x7ffd0000 /* 9 vars */) = 0',
  "90 1795000000.003000 clone(child_stack=NULL, flags=SIGCHLD) = 200",
  '200 1795000000.004000 execve("/usr/bin/go", ["go", "vet", "./..."], 0x7ffd0000 /* 9 vars */) = 0',
  `100 1795000000.005000 openat(AT_FDCWD, "${lock}", O_RDWR|O_CREAT|O_CLOEXEC, 0666) = 3`,
  "100 1795000000.006000 flock(3, LOCK_EX) = 0",
  `200 1795000000.007000 openat(AT_FDCWD, "${lock}", O_RDWR|O_CREAT|O_CLOEXEC, 0666) = 5`,
  '200 1795000000.007500 read(5, "", 512) = 0',
];
const wait = "200 1795000000.100000 flock(5, LOCK_EX <unfinished ...>";

async function diagnosisOf(...calls: string[]): Promise<Finding> {
  const bytes = new TextEncoder().encode(`${[...start, ...calls].join("\n")}\n`);
  const { diagnosis } = await analyze([{ name: "trace.log", bytes }]);
  if (diagnosis === null) throw new Error("no diagnosis");
  return diagnosis;
}

test("the process that took the lock before and kept it is named, and the fixes have its number", async () => {
  const { cause, chain, evidence, fixes } = await diagnosisOf(
    wait,
    "100 1795000009.000000 getpid() = 100",
    "100 1795000009.100000 close(9) = 0",
  );
  expect(cause).toBe("lock-wait");
  expect(chain).toContainEqual({ text: "process 100 (go build ./...) had the lock", at: "trace.log:7" });
  expect(evidence[0]).toMatchObject({
    at: "trace.log:7",
    shows: "process 100 (go build ./...) takes it, and keeps it",
  });
  expect(fixes.map(({ command }) => command)).toContain("kill 100");
  expect(chain[0]?.text).toBe(
    `flock on ${lock} did not return: since 0.1 s after the start, and the record ends 9.0 s later`,
  );
});

test.each([
  ["gave it back", "100 1795000000.050000 flock(3, LOCK_UN) = 0"],
  ["closed the file", "100 1795000000.050000 close(3) = 0"],
  ["ended", "100 1795000000.050000 +++ exited with 0 +++"],
])("a process that had %s by then does not hold it", async (_, release) => {
  const { chain, fixes } = await diagnosisOf(
    release,
    wait,
    "90 1795000009.000000 close(9) = -1 EBADF (Bad file descriptor)",
  );
  expect(chain.at(-1)?.text).toMatch(/^who had the lock is not in the record/);
  expect(fixes[0]?.command).toBe("lslocks -u | grep '@v/v1.1.0.lock'");
});

test("a wait that has no length worth a number has none in the title", async () => {
  const { title } = await diagnosisOf(wait);
  expect(title).toBe("go waits for another process that holds the lock of example.com/hello@v1.1.0");
});

function bytesOf(last: string): Uint8Array {
  return new TextEncoder().encode([...start, last].join("\n"));
}

test("a record that was taken while go waited ends in the middle of a line, and is whole", async () => {
  const head = `200 1795000000.100000 flock(5<${lock}>, LOCK_EX`;
  const whole = await analyze([{ name: "trace.log", bytes: bytesOf(head) }]);
  expect([whole.outcome, whole.diagnosis?.cause]).toEqual(["stuck", "lock-wait"]);
  const cut = await analyze([{ name: "trace.log", bytes: bytesOf(head.slice(0, -4)) }]);
  expect(cut.outcome).toBe("unknown");
});
