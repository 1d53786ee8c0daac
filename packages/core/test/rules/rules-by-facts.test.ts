import { describe, expect, test } from "vitest";
import { judge, matchingRules } from "../../src/diagnosis/judge.ts";
import type { FileAccess } from "../../src/model/facts.ts";
import type { VcsError } from "../../src/model/go-error.ts";
import { networkReasons } from "../../src/model/network-error.ts";
import type { Failure, Run, SlowWait } from "../../src/model/run.ts";
import { stages, type Cause, type Stage } from "../../src/model/vocabulary.ts";
import { connection, failure, handshake, moment, network, query, run, setting, tool } from "./run-builder.ts";

// What no log shows: the rules' other half, by the facts of a trace.

function causeOf(subject: Failure, of: Run = run()): Cause | null {
  return judge(subject, of)?.rule.cause ?? null;
}

function slow(on: SlowWait["on"]): SlowWait {
  return { kind: "slow", on, waitedMs: 9000, totalMs: 10_000 };
}

function bundle(errno: string | null): FileAccess {
  const path = "/etc/ssl/certs/ca-certificates.crt";
  return { ...moment, pid: 100, call: "openat", path, errno, write: false };
}

function stageOf(subject: Failure): Stage | undefined {
  return judge(subject, run())?.match.stage;
}

function refused(ip: string): Failure {
  return failure(network("connect-refused", { address: { ip, port: 443 } }));
}

const gitError: VcsError = {
  kind: "vcs",
  tool: "git",
  command: "git ls-remote -q origin",
  dir: null,
  exitStatus: 128,
  signal: null,
  failures: [],
  inner: null,
  output: "",
};
const byGit: Partial<Failure> = { role: "direct", host: "github.com", url: null, around: [gitError] };

describe("slow runs", () => {
  test.each<[SlowWait["on"], Cause]>([
    ["dns-search-list", "dns-slow-search"],
    ["dns-server", "dns-slow-server"],
    ["ipv6-connect", "connect-slow-ipv6"],
    ["response", "http-slow"],
    ["transfer", "transfer-slow"],
    ["version-control", "vcs-slow"],
  ])("%s is %s", (on, cause) => {
    const asked = query("proxy.golang.org", true);
    expect(causeOf(failure(slow(on), { query: asked }), run({ dnsQueries: [asked] }))).toBe(cause);
  });

  test("a name server that never answered is no slow one", () => {
    const asked = query("proxy.golang.org", false);
    expect(causeOf(failure(slow("dns-server"), { query: asked }), run({ dnsQueries: [asked] }))).toBe(
      "dns-timeout",
    );
  });
});

describe("waits at the end of a record", () => {
  test.each<[Failure, Cause | null]>([
    [failure({ kind: "dns-pending", waitedMs: 9000 }), "dns-timeout"],
    [failure({ kind: "connect-pending", waitedMs: 9000 }), "connect-timeout"],
    [failure({ kind: "no-response", waitedMs: 9000 }, { during: "tls" }), "tls-timeout"],
    [failure({ kind: "no-response", waitedMs: 9000 }, { during: "forward-proxy" }), "forward-proxy-timeout"],
    [failure({ kind: "no-response", waitedMs: 9000 }, { during: "http" }), "http-no-response"],
    [failure({ kind: "transfer-stalled", waitedMs: 9000 }), "transfer-slow"],
    [failure({ kind: "tool-silent", tool: "git", exitStatus: null }), "vcs-slow"],
    [failure({ kind: "tool-silent", tool: "git", exitStatus: 128 }), null],
  ])("%#", (subject, cause) => {
    expect(causeOf(subject)).toBe(cause);
  });
});

describe("certificates", () => {
  test("a refusal without a word is tls-rejected, or tls-no-roots where no bundle is there", () => {
    expect(causeOf(failure({ kind: "tls-refused" }))).toBe("tls-rejected");
    expect(causeOf(failure({ kind: "tls-refused" }), run({ files: [bundle(null)] }))).toBe("tls-rejected");
    expect(causeOf(failure({ kind: "tls-refused" }), run({ files: [bundle("ENOENT")] }))).toBe(
      "tls-no-roots",
    );
  });

  test("an unknown authority is tls-no-roots where no bundle is there", () => {
    const unknown = failure(network("x509-unknown-authority"));
    expect(causeOf(unknown)).toBe("tls-unknown-authority");
    expect(causeOf(unknown, run({ files: [bundle("ENOENT")] }))).toBe("tls-no-roots");
  });
});

describe("where a connection broke", () => {
  const reset = network("reset", { phase: "request" });

  test("the greeting, the request or the body", () => {
    expect(stageOf(failure(reset, { connection: connection({ tls: handshake() }) }))).toBe("tls");
    expect(
      stageOf(failure(reset, { connection: connection({ tls: handshake({ established: moment }) }) })),
    ).toBe("http");
    const later = { ...moment, time: 2 as never };
    const receiving = connection({
      tls: handshake({ established: moment }),
      lastSent: { ...moment, time: 1 as never },
      lastReceived: later,
    });
    expect(stageOf(failure(reset, { connection: receiving }))).toBe("transfer");
  });

  test("a tunnel without an answer is the forward proxy's", () => {
    const tunnel = { ...moment, target: "proxy.golang.org:443", status: null, reason: null };
    const hungUp = failure(network("eof"), { connection: connection({ tunnel }) });
    expect(causeOf(hungUp)).toBe("forward-proxy-denied");
    expect(causeOf(failure(network("deadline-exceeded"), { connection: connection({ tunnel }) }))).toBe(
      "forward-proxy-timeout",
    );
  });
});

describe("forward proxies that the environment names", () => {
  const blocked = failure(network("connect-timeout", { address: { ip: "192.0.2.10", port: 443 } }));

  test.each([
    ["HTTP_PROXY", "http://webproxy.example:3128"],
    ["ALL_PROXY", "socks5://webproxy.example:1080"],
  ])("%s alone does not count for https", (name, value) => {
    expect(causeOf(blocked, run({ settings: [setting(name, value)] }))).toBe("forward-proxy-not-applied");
  });

  test("NO_PROXY takes a public host away from it", () => {
    const settings = [
      setting("HTTPS_PROXY", "http://webproxy.example:3128"),
      setting("NO_PROXY", ".golang.org"),
    ];
    expect(causeOf(blocked, run({ settings }))).toBe("forward-proxy-not-applied");
    expect(causeOf(blocked, run({ settings: settings.slice(0, 1) }))).toBe("connect-timeout");
  });

  test("a host of the company's own needs none", () => {
    const own = { ...blocked, host: "goproxy.corp.example" };
    expect(causeOf(own, run({ settings: [setting("HTTP_PROXY", "http://webproxy.example:3128")] }))).toBe(
      "connect-timeout",
    );
  });

  test("a refusal at its address is its own, whatever the words", () => {
    const settings = [setting("HTTPS_PROXY", "http://192.0.2.80:3128")];
    const remote = { ip: "192.0.2.80", port: 3128 };
    const atProxy = connection({ remote, outcome: { kind: "failed", errno: "ECONNREFUSED", moment } });
    expect(causeOf(failure(network("connect-refused"), { connection: atProxy }), run({ settings }))).toBe(
      "forward-proxy-refused",
    );
  });

  test("git past it, and go through it", () => {
    const tunnel = { ...moment, target: "proxy.golang.org:443", status: 200, reason: "OK" };
    const timedOut = failure(network("connect-kernel-timeout", { host: "github.com" }), byGit);
    expect(causeOf(timedOut, run({ connections: [connection({ tunnel })] }))).toBe("forward-proxy-git-only");
    expect(causeOf(timedOut)).toBe("connect-timeout");
  });
});

describe("addresses that no name server gave", () => {
  test("a public host on this machine is a line in /etc/hosts", () => {
    expect(causeOf(refused("127.0.0.1"))).toBe("dns-hosts-override");
    expect(causeOf(refused("127.0.0.1"), run({ dnsQueries: [query("proxy.golang.org", true)] }))).toBe(
      "connect-refused",
    );
    expect(causeOf(refused("127.0.0.1"), run({ networkTraced: false }))).toBe("connect-refused");
  });

  test("elsewhere only where other names were asked for", () => {
    expect(causeOf(refused("192.0.2.99"))).toBe("connect-refused");
    expect(causeOf(refused("192.0.2.99"), run({ dnsQueries: [query("sum.golang.org", true)] }))).toBe(
      "dns-hosts-override",
    );
  });
});

describe("what git hides", () => {
  const unknown = failure({ kind: "unknown-revision", revision: "v1.2.0" }, { role: "direct" });

  test("git that worked proves the revision unknown", () => {
    const worked = run({ tools: [tool("git", ["git", "ls-remote", "-q", "origin"], 0)] });
    expect(judge(unknown, worked)?.match).toMatchObject({ role: "direct", confidence: "certain" });
    expect(judge(unknown, run({ goVersion: "go1.15.15" }))?.match).toMatchObject({ confidence: "likely" });
  });
});

// Every reason, in every setting that a rule looks at: one rule at most is left, and it stays among its own stages.
describe.each(networkReasons)("%s", (reason) => {
  const connections = [
    null,
    connection(),
    connection({ tls: handshake() }),
    connection({ tunnel: { ...moment, target: "a:443", status: null, reason: null } }),
    connection({ outcome: { kind: "failed", errno: "EPERM", moment } }),
  ];
  const variants = ([null, "request", "body"] as const).flatMap((phase) =>
    [true, false].flatMap((proxyconnect) =>
      connections.flatMap((each) =>
        [[], [gitError]].map((around) =>
          failure(network(reason, { phase, proxyconnect }), { connection: each, around }),
        ),
      ),
    ),
  );

  test("has one cause at most, whatever stands around it", () => {
    for (const variant of variants) {
      const matches = matchingRules(variant, run());
      const outranked = new Set(matches.flatMap(({ rule }) => rule.outranks ?? []));
      const left = matches.filter(({ rule }) => !outranked.has(rule.cause)).map(({ rule }) => rule.cause);
      expect(left.length, `${left.join(" and ")} for ${JSON.stringify(variant.error)}`).toBeLessThanOrEqual(
        1,
      );
      expect(matches.length === 0 || left.length === 1).toBe(true);
      for (const { match } of matches) expect(stages).toContain(match.stage ?? "dns");
    }
  });
});
