import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { NoiseKind } from "../../src/model/noise.ts";

async function noiseIn(...calls: string[]): Promise<Partial<Record<NoiseKind, string>>> {
  const lines = [
    '100 execve("/usr/bin/go", ["go", "mod", "download"], 0x7ffd0000 /* 9 vars */) = 0',
    ...calls,
    "100 exit_group(0) = ?",
    "100 +++ exited with 0 +++",
  ];
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const { noise = [] } = await analyze([{ name: "trace.log", bytes }], { explainNoise: true });
  return Object.fromEntries(noise.map(({ kind, count, at }) => [kind, `${count} ${at}`]));
}

const udp = "100 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 5";
const toPort9 =
  '100 connect(5, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28)';
const toPort53 =
  '100 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.7")}, 16)';
const tcp = "100 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 6";
const toPort443 =
  '100 connect(6, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.7")}, 16) = 0';

test("a datagram socket to port 9 on which nothing is sent asks for a route", async () => {
  expect(await noiseIn(udp, `${toPort9} = 0`, "100 close(5) = 0")).toEqual({
    "route-probe": "1 trace.log:3",
  });
  expect(
    await noiseIn(udp, `${toPort9} = -1 ENETUNREACH (Network is unreachable)`, "100 close(5) = 0"),
  ).toEqual({
    "route-probe-unreachable": "1 trace.log:3",
  });
});

test("one to port 53 does where the address is no name server", async () => {
  const probe = [udp, `${toPort53} = 0`, "100 close(5) = 0"];
  expect(await noiseIn(...probe, tcp, toPort443)).toEqual({ "route-probe": "1 trace.log:3" });
  expect(await noiseIn(...probe)).toEqual({});
});

test("a name server that cannot be reached is no probe, and neither is a socket that was written to", async () => {
  expect(await noiseIn(udp, `${toPort53} = -1 ENETUNREACH (Network is unreachable)`)).toEqual({});
  expect(await noiseIn(udp, `${toPort53} = 0`, '100 write(5, "question", 8) = 8', tcp, toPort443)).toEqual(
    {},
  );
});

test("a thread that another program superseded", async () => {
  const threads = [
    "100 clone(child_stack=0xc000, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101",
    '101 execve("/opt/go/bin/go", ["go", "mod", "download"], 0x7ffd0000 /* 9 vars */ <unfinished ...>',
    "100 +++ superseded by execve in pid 101 +++",
    "100 <... execve resumed>) = 0",
  ];
  expect(await noiseIn(...threads)).toEqual({ "superseded-thread": "1 trace.log:4" });
});

const missing = (path: string): string =>
  `100 newfstatat(AT_FDCWD, "${path}", 0xc000, 0) = -1 ENOENT (No such file or directory)`;
const there = (path: string): string => `100 newfstatat(AT_FDCWD, "${path}", {st_mode=S_IFREG|0755}, 0) = 0`;

test("a tool, a go.mod or root certificates that are found nowhere are no noise", async () => {
  for (const [kind, first, second] of [
    ["path-search", "/usr/local/bin/git", "/usr/bin/git"],
    ["module-root-search", "/home/dev/app/pkg/go.mod", "/home/dev/app/go.mod"],
    ["optional-file", "/etc/ssl/ca-bundle.pem", "/etc/ssl/certs/ca-certificates.crt"],
  ] as const) {
    expect(await noiseIn(missing(first), missing(second))).toEqual({});
    expect(await noiseIn(missing(first), there(second))).toEqual({ [kind]: "1 trace.log:2" });
  }
  expect(await noiseIn(missing("/etc/resolv.conf"))).toEqual({});
  expect(await noiseIn(missing("/usr/lib/go-1.22/src/nosuchpackage"))).toEqual({});
  expect(await noiseIn(missing("/usr/bin/gccgo"))).toEqual({ "path-search": "1 trace.log:2" });
});
