import { describe, expect, test } from "vitest";
import type { OpenFile } from "../../src/model/event.ts";
import { eventsOf, fixtureTrace, recording } from "./support.ts";

/** What the first argument of each call of these names refers to. */
async function subjects(
  path: string,
  names: readonly string[],
): Promise<{ name: string; tid: number; file: OpenFile | null }[]> {
  const found: { name: string; tid: number; file: OpenFile | null }[] = [];
  await eventsOf(path, {
    wanted: names,
    onEvent(event, state) {
      if (event.kind !== "syscall") return;
      const fd = Number(/^\d+/.exec(event.argsText)?.[0]);
      const file = state.descriptorOf(event.tid, fd);
      found.push({ name: event.name, tid: event.tid, file: file && { ...file } });
    },
  });
  return found;
}

describe.each(["plain.log", "yy-ttt-T.log", "verbose.log", "mixed.log", "set/trace"])("in %s", (log) => {
  const path = recording(log);

  test("a socket knows the address that connect was given", async () => {
    const connects = await subjects(path, ["connect"]);
    expect(
      connects.map(({ file }) => [
        file?.kind,
        file?.socket?.family,
        file?.socket?.type,
        file?.socket?.remote,
      ]),
    ).toEqual([
      ["socket", "AF_INET", "stream", { kind: "inet", ip: "127.0.0.1", port: 9 }],
      ["socket", "AF_UNIX", "stream", { kind: "unix", path: "/run/none.sock" }],
      ["socket", "AF_INET", "datagram", { kind: "inet", ip: "127.0.0.1", port: 9 }],
    ]);
    expect(new Set(connects.map(({ file }) => file?.id)).size).toBe(3);
  });

  test("close still finds what it closes", async () => {
    const closes = await subjects(path, ["close"]);
    expect(closes.filter(({ file }) => file?.kind === "socket")).toHaveLength(3);
  });

  test("the ends of a pipe know each other across a fork", async () => {
    const calls = await subjects(path, ["read", "write"]);
    const [parent, child] = [...new Set(calls.map(({ tid }) => tid))].toSorted((a, b) => a - b);
    const write = calls.find(
      ({ name, tid, file }) => name === "write" && tid === child && file?.kind === "pipe",
    );
    const read = calls.find(
      ({ name, tid, file }) =>
        name === "read" && tid === parent && file?.kind === "pipe" && file.peer?.id === write?.file?.id,
    );
    expect(write?.file).toMatchObject({ inherited: false });
    expect(read?.file?.peer?.id).toBe(write?.file?.id);
  });
});

test("with -y a path is the kernel's, without it is made absolute where the directory is known", async () => {
  const reads = await subjects(recording("yy-ttt-T.log"), ["read"]);
  expect(reads.map(({ file }) => file?.path)).toContain("/tmp/app/go.mod");
  const writes = await subjects(recording("yy-ttt-T.log"), ["write"]);
  expect(writes.map(({ file }) => file?.path)).toContain('/tmp/app/sub dir/a "q" <x>\n\u00c3\u00a9.mod');
});

test("threads share their process's sockets: SO_ERROR is read on another thread than connect", async () => {
  const calls = await subjects(fixtureTrace("connect-refused"), ["connect", "getsockopt"]);
  const connects = calls.filter(
    ({ name, file }) =>
      name === "connect" && file?.socket?.remote?.kind === "inet" && file.socket.remote.port === 443,
  );
  expect(connects.length).toBeGreaterThan(0);
  for (const { file } of connects) {
    const asked = calls.filter((call) => call.name === "getsockopt" && call.file?.id === file?.id);
    expect(asked.length).toBeGreaterThan(0);
  }
});
