import { expect, test } from "vitest";
import { straceOptions } from "../../src/record/strace-options.ts";

test("a new strace stops the command only at the calls that are recorded; one that is attached cannot", () => {
  expect(straceOptions("6.1", { attach: false })).toContain("--seccomp-bpf");
  expect(straceOptions("6.1", { attach: true })).not.toContain("--seccomp-bpf");
  expect(straceOptions("UNKNOWN", { attach: false })).toContain("--seccomp-bpf");
});

test("an old one does without what it has not", () => {
  expect(straceOptions("5.2", { attach: false })).not.toContain("--seccomp-bpf");
  expect(straceOptions("4.10", { attach: false })).toContain("-yy");
  const oldest = straceOptions("4.8", { attach: false });
  expect(oldest).toContain("-y");
  expect(oldest).toContain("trace=file,network,process,desc");
  // It refuses a name that it does not know.
  expect(oldest.join(" ")).not.toContain("execveat");
});

test("times, durations, whole texts and no SIGURG are always there", () => {
  for (const version of ["4.8", "4.21", "5.3", "6.1", "7.2"]) {
    const options = straceOptions(version, { attach: false }).join(" ");
    expect(options).toMatch(/^-f .*-ttt -T .*-s 4096 .*signal=!SIGURG$/);
  }
});

test("calls that are made by the thousand and say nothing do not stop the command; those that tell do", () => {
  const set = straceOptions("6.1", { attach: false }).find((option) => option.startsWith("trace="));
  const names = (set ?? "")
    .slice("trace=".length)
    .split(",")
    .map((name) => name.replace("?", ""));
  for (const name of ["pread64", "fcntl", "readlink", "mmap", "tgkill", "futex", "epoll_pwait"])
    expect(names).not.toContain(name);
  for (const name of [
    "%network",
    "execve",
    "openat",
    "newfstatat",
    "read",
    "write",
    "flock",
    "close",
    "renameat",
  ])
    expect(names).toContain(name);
});

test("each thread makes a recorded call at its start, where strace stops it at every call until then", () => {
  const [filtered, unfiltered, attached] = [
    straceOptions("6.1", { attach: false }),
    straceOptions("5.2", { attach: false }),
    straceOptions("6.1", { attach: true }),
  ].map((options) => options.join(" "));
  for (const name of ["?gettid", "?set_robust_list"]) {
    expect(filtered).toContain(name);
    expect(unfiltered).not.toContain(name);
    expect(attached).not.toContain(name);
  }
});
