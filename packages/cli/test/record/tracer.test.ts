import { expect, test } from "vitest";
import type { Machine, ProgramResult } from "../../src/machine/machine.ts";
import { denial, findTracer, refusal } from "../../src/record/tracer.ts";

const silent: ProgramResult = { missing: false, ok: true, stdout: "", stderr: "" };

function machine(platform: string, strace: Partial<ProgramResult>): Machine {
  return {
    platform,
    env: {},
    cwd: "/",
    root: "/no/such/root",
    go: "go",
    run: (command) =>
      Promise.resolve(command === "strace" ? { ...silent, ...strace } : { ...silent, missing: true }),
  };
}

test.each(["darwin", "win32", "freebsd"])(
  "on %s there is no strace, and nothing is asked",
  async (platform) => {
    const asked: string[] = [];
    const here = {
      ...machine(platform, {}),
      run: (command: string) => (asked.push(command), Promise.resolve(silent)),
    };
    expect(await findTracer(here)).toEqual({
      kind: "unusable",
      message: `strace is for Linux, and this is ${platform}: what go prints is recorded, with its times`,
    });
    expect(asked).toEqual([]);
  },
);

test.each([
  ["strace -- version 6.1\nCopyright", "6.1"],
  ["strace -- version 4.26", "4.26"],
  ["strace -- version UNKNOWN", "UNKNOWN"],
  ["something else", "unknown"],
])("its version is in what it prints first: %j", async (stdout, version) => {
  expect(await findTracer(machine("linux", { stdout }))).toEqual({ kind: "ready", version });
});

test("it is asked in a way that all versions know: before 5.3 there were no long options", async () => {
  const asked: string[] = [];
  await findTracer({
    ...machine("linux", {}),
    run: (command, args) => (asked.push([command, ...args].join(" ")), Promise.resolve(silent)),
  });
  expect(asked).toEqual(["strace -f -o /dev/null strace -V"]);
});

test("where it is missing, the package is named; where it may not trace, what allows it", async () => {
  const missing = await findTracer(machine("linux", { missing: true, ok: false }));
  expect(missing.kind === "unusable" && missing.message).toMatch(/^strace is not installed: .*strace$/);
  const stderr = "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted\n";
  expect(await denial(stderr)).toMatch(/ptrace_scope|SYS_PTRACE/);
  expect(await denial("strace: exec: Exec format error\n")).toBe(
    "strace does not work here (strace: exec: Exec format error)",
  );
});

test("who may not be attached to is the process itself, not one that it had started and that is over", () => {
  const over = "strace: attach: ptrace(PTRACE_SEIZE, 999999): No such process\nstrace: Process 7 attached\n";
  expect(refusal(over, 7)).toBeNull();
  const denied = "strace: attach: ptrace(PTRACE_SEIZE, 7): Operation not permitted";
  expect(refusal(`${over}${denied}\n`, 7)).toBe(denied);
  expect(refusal("strace: attach: ptrace(PTRACE_ATTACH, ...): Operation not permitted\n", 7)).not.toBeNull();
});
