// What is asked of name servers, and whose answer counts, against servers on loopback. How long it takes is for nobody to assert.
import { createSocket, type Socket } from "node:dgram";
import { decode, encode, type Packet } from "dns-packet";
import { afterEach, expect, test } from "vitest";
import { inTurn } from "../../src/doctor/probes/in-turn.ts";
import { lookUp, type Lookup } from "../../src/doctor/probes/lookup.ts";
import type { Network } from "../../src/doctor/probes/network.ts";
import { lookUpByBoth } from "../../src/doctor/probes/resolvers.ts";
import type { ResolverConfig } from "../../src/doctor/probes/resolver-config.ts";

const never = new AbortController().signal;
const opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
});

/** A name server, and the names whose IPv4 address it was asked for. */
interface Server {
  port: number;
  asked: string[];
}

/** @param answer the address of a name, null for one that does not exist, undefined for silence; it may take its time */
async function nameServer(
  answer: (name: string, time: number) => string | null | undefined | Promise<string | null>,
): Promise<Server> {
  const socket = createSocket("udp4");
  opened.push(socket);
  const asked: string[] = [];
  socket.on("message", (message, from) => void reply(message, from.port));
  async function reply(message: Buffer, port: number): Promise<void> {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question?.type !== "A" && question?.type !== "AAAA") return;
    if (question.type === "A") asked.push(question.name);
    const found = await answer(question.name, asked.filter((name) => name === question.name).length);
    if (found === undefined) return;
    const answers: Packet["answers"] =
      found === null || question.type === "AAAA"
        ? []
        : [{ type: "A", name: question.name, data: found, ttl: 60 }];
    const flags = found === null ? 3 : 0;
    socket.send(encode({ ...query, type: "response", flags, answers }), port, "127.0.0.1");
  }
  await new Promise<void>((resolve) => {
    socket.bind(0, "127.0.0.1", resolve);
  });
  return { port: socket.address().port, asked };
}

function find(host: string, servers: readonly Server[], more: Partial<ResolverConfig> = {}): Promise<Lookup> {
  const config: ResolverConfig = {
    servers: servers.map(({ port }) => ({ ip: "127.0.0.1", port })),
    search: [],
    ndots: 1,
    timeoutMs: 1000,
    attempts: 2,
    missing: false,
    ...more,
  };
  return lookUp(host, { resolvConf: null, nsswitchHosts: null, hosts: null }, config, never);
}

function silent(): undefined {
  return undefined;
}

function portsOf({ queries }: Lookup): (number | undefined)[] {
  return queries.filter(({ type }) => type === "A").map(({ server }) => server?.port);
}

test("a server that is silent is asked as often as go asks it, and no more", async () => {
  const [one, two] = [await nameServer(silent), await nameServer(silent)];
  const lookup = await find("proxy.example", [one, two]);
  expect(lookup).toMatchObject({ addresses: [], error: { reason: "dns-timeout" } });
  expect([one.asked.length, two.asked.length]).toEqual([2, 2]);
  expect(portsOf(lookup)).toEqual([one.port, two.port, one.port, two.port]);
  // What go waits for, one after another, is told; it is not what was waited for here.
  expect(lookup.tookMs).toBeGreaterThanOrEqual(4000);
});

test("where the first one answers, nobody else is asked", async () => {
  const [one, two] = [await nameServer(() => "10.0.0.1"), await nameServer(() => "10.0.0.2")];
  const lookup = await find("proxy.example", [one, two], { search: ["corp.example"] });
  expect(lookup).toMatchObject({ addresses: ["10.0.0.1"], searched: 0 });
  expect(one.asked).toEqual(["proxy.example"]);
  expect(two.asked).toEqual([]);
});

test("one that is slow is not dead: its answer counts, and not that of the server behind it", async () => {
  const late = Promise.withResolvers<string>();
  const one = await nameServer(() => late.promise);
  const two = await nameServer(() => {
    late.resolve("10.0.0.1");
    return "10.0.0.2";
  });
  expect(await find("proxy.example", [one, two], { timeoutMs: 5000 })).toMatchObject({
    addresses: ["10.0.0.1"],
    error: null,
  });
});

test("one that knows only when it is asked again has answered", async () => {
  const one = await nameServer((_, time) => (time === 1 ? undefined : "10.0.0.1"));
  const lookup = await find("proxy.example", [one], { attempts: 3 });
  expect(lookup).toMatchObject({ addresses: ["10.0.0.1"], error: null });
  expect(one.asked.length).toBe(2);
});

test("the second server where the first is silent, with what that costs go", async () => {
  const [one, two] = [await nameServer(silent), await nameServer(() => "10.0.0.2")];
  const lookup = await find("proxy.example", [one, two]);
  expect(lookup.addresses).toEqual(["10.0.0.2"]);
  expect(portsOf(lookup)).toEqual([one.port, two.port]);
});

test("a search list whose names are not answered comes before the name all the same", async () => {
  const one = await nameServer((name) => (name === "proxy" ? "10.0.0.1" : undefined));
  const lookup = await find("proxy", [one], { search: ["corp.example"], attempts: 1 });
  expect(lookup).toMatchObject({ addresses: ["10.0.0.1"], searched: 1 });
  expect(one.asked).toEqual(["proxy.corp.example", "proxy"]);
});

test.each([
  ["knows it", { addresses: ["10.0.0.1"], temporary: false }, { addresses: ["10.0.0.1"], error: null }],
  ["does not know it", { addresses: [], temporary: false }, { error: { reason: "dns-no-such-host" } }],
  [
    "knows nothing for now",
    { addresses: [], temporary: true },
    { error: { reason: "dns-temporary-failure" } },
  ],
  ["says nothing", null, { error: { reason: "dns-temporary-failure" } }],
])(
  "where go asks the system (Windows, macOS) it is the system that %s, and no name server is asked",
  async (_, answer, expected) => {
    const network = {
      bySystem: true,
      resolver: { resolvConf: null, nsswitchHosts: null, hosts: null },
      libc: () => Promise.resolve(answer),
      signal: never,
    } as unknown as Network;
    const { lookup } = await lookUpByBoth("proxy.example", network);
    expect(lookup).toMatchObject({ queries: [], files: [], ...expected });
  },
);

test("what settles the matter ends the questions behind it, and an interruption ends all", async () => {
  const stop = new AbortController();
  const waiting = new Set<AbortSignal>();
  const begun = Promise.withResolvers<string>();
  const waits = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve) => {
      waiting.add(signal);
      begun.resolve("settled");
      signal.addEventListener("abort", () => {
        waiting.delete(signal);
        resolve("nothing");
      });
    });
  const slow = (): Promise<string> => begun.promise;
  expect(await inTurn([slow, waits], (answer) => answer === "settled", stop.signal)).toEqual(["settled"]);
  expect(waiting.size).toBe(0);
  setTimeout(() => stop.abort(), 50);
  expect(await inTurn([waits, waits], () => false, stop.signal)).toEqual(["nothing"]);
  expect(waiting.size).toBe(0);
});
