import { describe, expect, it } from "vitest";
import { isAtRest } from "../../src/syntax/resting.ts";

describe("the last line of a trace", () => {
  it.each([
    "101   06:52:41.227807 futex(0xf2fbc0, FUTEX_WAIT_PRIVATE, 0, {tv_sec=60, tv_nsec=0}",
    "[pid   104] epoll_pwait(4<anon_inode:[eventpoll]>, ",
    "read(10<TCP:[10.77.0.2:41216->10.77.0.14:443]>, ",
    "1795502879.931328 wait4(-1, ",
    '7    connect(3, {sa_family=AF_INET, sin_port=htons(22), sin_addr=inet_addr("10.77.0.13")}, 16',
    "9    flock(7</home/dev/go/pkg/mod/cache/lock>, LOCK_EX",
  ])("is a call at rest: %s", (line) => {
    expect(isAtRest(line)).toBe(true);
  });

  it.each([
    "101   06:52:41.227771 <... nanosleep resumed>NULL) = 0 <0.001373>",
    "101   futex(0xf2fbc0, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>",
    "101   futex(0xf2fbc0, FUTEX_WAKE_PRIVATE, 1) = 1",
    "101   futex(0xf2fbc0, FUTEX_WAIT_PRIVATE, 0, {tv_sec=60, tv_n",
    '101   read(10</home/dev/.netrc>, "machine git.corp.exa',
    "101   read(10<TCP:[10.77.0.2:41216->10.77.0",
    '101   openat(AT_FDCWD, "/home/dev/go", ',
    "101   +++ exited with 1 +++",
    "",
  ])("is none: %s", (line) => {
    expect(isAtRest(line)).toBe(false);
  });
});
