import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { netrcCredentials } from "../../src/doctor/netrc.ts";
import { importTags, knownRepository } from "../../src/doctor/probes/direct.ts";
import { lookUp } from "../../src/doctor/probes/lookup.ts";
import { namesFor, readResolverConfig } from "../../src/doctor/probes/resolver-config.ts";

test("the names that Go's resolver asks for, in its order", () => {
  const search = ["corp.example", "example"];
  expect(namesFor("goproxy", { search, ndots: 1 })).toEqual([
    "goproxy.corp.example",
    "goproxy.example",
    "goproxy",
  ]);
  expect(namesFor("proxy.golang.org", { search, ndots: 1 })[0]).toBe("proxy.golang.org");
  expect(namesFor("proxy.golang.org", { search, ndots: 5 }).at(-1)).toBe("proxy.golang.org");
  expect(namesFor("proxy.golang.org.", { search, ndots: 5 })).toEqual(["proxy.golang.org"]);
});

test("resolv.conf as Go reads it", () => {
  const lines = [
    "nameserver 10.0.0.1",
    "nameserver not-an-address",
    "nameserver fd00::1",
    "domain ignored.example",
    "search a.example. b.example",
    "options ndots:5 timeout:2 attempts:3 rotate",
  ];
  const resolver = { resolvConf: { path: "/etc/resolv.conf", lines }, nsswitchHosts: null, hosts: null };
  expect(readResolverConfig(resolver, 15_000)).toEqual({
    servers: [
      { ip: "10.0.0.1", port: 53 },
      { ip: "fd00::1", port: 53 },
    ],
    search: ["a.example", "b.example"],
    ndots: 5,
    timeoutMs: 2000,
    attempts: 3,
    missing: false,
  });
  const none = readResolverConfig({ resolvConf: null, nsswitchHosts: null, hosts: null }, 1000);
  expect(none).toMatchObject({
    missing: true,
    timeoutMs: 1000,
    servers: [{ ip: "127.0.0.1" }, { ip: "::1" }],
  });
});

test("an address and a name of /etc/hosts are asked of nobody", async () => {
  const resolver = {
    resolvConf: null,
    nsswitchHosts: null,
    hosts: [{ address: "10.0.0.9", names: ["Proxy.example"] }],
  };
  const config = readResolverConfig(resolver, 1000);
  const signal = new AbortController().signal;
  const literal = await lookUp("127.0.0.1", resolver, config, signal);
  expect(literal).toMatchObject({ addresses: ["127.0.0.1"], queries: [], error: null });
  expect(await lookUp("2001:db8::7", resolver, config, signal)).toMatchObject({ addresses: ["2001:db8::7"] });
  const named = await lookUp("proxy.example", resolver, config, signal);
  expect(named).toMatchObject({ addresses: ["10.0.0.9"], from: "/etc/hosts", queries: [] });
});

test("go-import tags, whatever their quotes and their order", () => {
  const page = `<!DOCTYPE html><html><head>
    <META content='go.acme.example/a git https://git.acme.example/a' name='go-import'>
    <meta name=go-import content="go.acme.example/b mod https://goproxy.acme.example">
    <meta name="go-source" content="go.acme.example/a _ _ _">
    <meta name="go-import" content="go.acme.example/c hg https://hg.acme.example/c"/>`;
  expect(importTags(page)).toEqual([
    { root: "go.acme.example/a", vcs: "git", url: "https://git.acme.example/a" },
    { root: "go.acme.example/b", vcs: "mod", url: "https://goproxy.acme.example" },
    { root: "go.acme.example/c", vcs: "hg", url: "https://hg.acme.example/c" },
  ]);
});

test("repositories that need no discovery", () => {
  expect(knownRepository("github.com/acme/widget/v2")?.url).toBe("https://github.com/acme/widget");
  expect(knownRepository("git.corp.example/team/x.git/sub")).toEqual({
    root: "git.corp.example/team/x.git",
    vcs: "git",
    url: "https://git.corp.example/team/x",
    pinged: true,
  });
  expect(knownRepository("go.acme.example/metrics")).toBeNull();
});

test("netrc gives a host its own credentials, over https alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gotrace-netrc-"));
  try {
    const path = join(folder, ".netrc");
    await writeFile(
      path,
      "machine a.example login dev password one\nmachine b.example\n  login ci\n  password two\n",
    );
    expect(await netrcCredentials(path, new URL("https://b.example/x"))).toEqual({
      user: "ci",
      password: "two",
    });
    expect(await netrcCredentials(path, new URL("http://b.example/x"))).toBeNull();
    expect(await netrcCredentials(path, new URL("https://c.example/x"))).toBeNull();
    expect(await netrcCredentials(join(folder, "absent"), new URL("https://a.example/"))).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});
