import type { Note } from "../../src/model/note.ts";
import type { Finding, Report, RunReport } from "../../src/model/report.ts";

/** A failed handshake with the module proxy: every part of a report has something to show. */
function failedRun(): RunReport {
  const diagnosis = unknownAuthority();
  return {
    command: {
      argv: ["/usr/bin/go", "mod", "download", "-x"],
      cwd: "/home/dev/app",
      goVersion: "go1.22.12",
      exitStatus: 1,
      signal: null,
      durationMs: 3214.2,
      origin: { input: 0, line: 1, offset: 0 },
    },
    outcome: "failed",
    diagnosis,
    findings: [diagnosis, proxyFellThrough()],
    pipeline: [
      { stage: "config", status: "ok", startMs: 0, durationMs: null, detail: null },
      { stage: "toolchain", status: "skipped", startMs: null, durationMs: null, detail: null },
      { stage: "modfile", status: "ok", startMs: 4, durationMs: 0.4, detail: null },
      { stage: "route", status: "ok", startMs: 4.5, durationMs: null, detail: null },
      { stage: "cache", status: "ok", startMs: 5, durationMs: null, detail: "3 hits, 2 misses" },
      { stage: "dns", status: "ok", startMs: 6, durationMs: 14.2, detail: null },
      { stage: "connect", status: "ok", startMs: 21, durationMs: 9, detail: null },
      { stage: "tls", status: "failed", startMs: 30, durationMs: 31, detail: null },
      { stage: "http", status: "not-seen", startMs: null, durationMs: null, detail: null },
      { stage: "store", status: "not-seen", startMs: null, durationMs: null, detail: null },
    ],
    modules: [
      {
        path: "github.com/acme/widget",
        version: "v1.2.0",
        servedBy: null,
        attempts: [
          attempt(".info", "https://goproxy.corp.example", 404, "404 Not Found", 21, "go.log:2"),
          attempt(
            ".info",
            "https://proxy.golang.org",
            null,
            "x509: certificate signed by unknown authority",
            54,
            "go.log:5",
          ),
        ],
      },
      {
        path: "golang.org/x/text",
        version: "v0.14.0",
        servedBy: "cache",
        attempts: [],
      },
    ],
    time: {
      total: 3214.2,
      dns: 14.2,
      connect: 9,
      tls: 31,
      response: null,
      transfer: null,
      vcs: null,
      lock: null,
      byHost: [
        {
          host: "proxy.golang.org",
          role: "module-proxy",
          waited: 54.2,
          dns: 14.2,
          connect: 9,
          tls: 31,
          response: 0,
          transfer: 0,
          vcs: 0,
          lock: 0,
        },
      ],
      byModule: [],
    },
    limits: ["The bodies of answers are encrypted: their sizes are known, their content is not."],
    notes: [databaseOff()],
  };
}

/** The report of the failed run, or of one that differs from it. */
export function failedReport(changes: Partial<Report> = {}): Report {
  const run = failedRun();
  return {
    schemaVersion: 1,
    gotrace: "0.1.0",
    inputs: [
      {
        path: "trace.log",
        kind: "strace",
        bytes: 941_113,
        lines: 8412,
        unparsedLines: 0,
        truncated: false,
        leader: "pid time(unix,us)",
        losses: [],
      },
      {
        path: "go.log",
        kind: "go-log",
        bytes: 912,
        lines: 7,
        unparsedLines: 0,
        truncated: false,
        leader: null,
        losses: [],
      },
    ],
    runs: [run],
    ...run,
    ...changes,
  };
}

/** A run that fetched three modules and failed nowhere. */
export function healthyReport(): Report {
  const command = {
    argv: ["go", "mod", "download"],
    cwd: "/home/dev/app",
    goVersion: "go1.22.12",
    exitStatus: 0,
    signal: null,
    durationMs: 1234,
    origin: { input: 0, line: 1, offset: 0 },
  };
  const modules = ["https://proxy.golang.org", "https://proxy.golang.org", "cache"].map(
    (servedBy, index) => ({
      path: `example.com/m${index}`,
      version: "v1.0.0",
      servedBy,
      attempts: [],
    }),
  );
  const pipeline = failedReport().pipeline.map((row) =>
    row.status === "failed" ? { ...row, status: "ok" as const } : row,
  );
  const run: RunReport = {
    ...failedRun(),
    command,
    outcome: "ok",
    diagnosis: null,
    findings: [],
    pipeline,
    modules,
    limits: [],
    notes: [],
  };
  return failedReport({ ...run, runs: [run] });
}

/** A record that ends before anything failed. */
export function unknownReport(): Report {
  const [healthy = failedRun()] = healthyReport().runs;
  const limits = [
    "The trace has no timestamps.",
    "Strings are cut at 32 bytes (-s 32): names and messages are incomplete.",
  ];
  const command = { ...healthy.command, exitStatus: null, durationMs: null };
  const pipeline = healthy.pipeline.map((row) => ({ ...row, durationMs: null, startMs: null }));
  const run: RunReport = { ...healthy, command, outcome: "unknown", pipeline, limits };
  return failedReport({ ...run, runs: [run] });
}

function unknownAuthority(): Finding {
  return {
    stage: "tls",
    cause: "tls-unknown-authority",
    role: "module-proxy",
    severity: "failure",
    title: "the certificate of proxy.golang.org is signed by an authority that this machine does not trust",
    explanation:
      "The server answered with a certificate whose chain ends in a root that is not in this machine's CA bundle. Most often a company proxy opens TLS connections and signs them with its own root.",
    confidence: "certain",
    module: "github.com/acme/widget",
    version: "v1.2.0",
    host: "proxy.golang.org",
    evidence: [
      {
        origin: { input: 0, line: 2210, offset: 200_000 },
        at: "trace.log:2210",
        quote: "connect(7<TCP:[10.77.0.2:41216->10.77.0.10:443]>) SO_ERROR 0",
        shows: "the TCP connection was accepted",
      },
      {
        origin: { input: 0, line: 2391, offset: 220_000 },
        at: "trace.log:2391",
        quote: String.raw`71 write(7<TCP:[10.77.0.2:41216->10.77.0.10:443]>, "\24\3\3\0\1\1\27\3\3\0\23\344\25\301\371\273\13\235\3\205\222\223\333\240", 30) = 30`,
        shows: "the client refused the certificate: it sent an encrypted alert and closed",
      },
      {
        origin: { input: 1, line: 5, offset: 400 },
        at: "go.log:5",
        quote:
          'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.info": tls: failed to verify certificate: x509: certificate signed by unknown authority',
        shows: "go's own words",
      },
    ],
    chain: [
      {
        text: "go asked https://goproxy.corp.example for github.com/acme/widget v1.2.0 (.info): 404, so it went on",
        at: "go.log:2",
      },
      { text: "go asked https://proxy.golang.org for it", at: "go.log:4" },
      {
        text: "10.77.0.10:443 answered with a certificate that go could not verify, twice",
        at: "trace.log:2391",
      },
      {
        text: "GOPROXY=https://goproxy.corp.example,https://proxy.golang.org,direct: ',' goes on after 404 or 410 only, so go gave up",
        at: null,
      },
    ],
    ruledOut: [
      { text: "no CA bundle here: /etc/ssl/certs/ca-certificates.crt was read", at: "trace.log:2305" },
      { text: "not the module: the second module fails the same way at the same host", at: null },
    ],
    fixes: [
      {
        text: "See who signs",
        command: "openssl s_client -connect proxy.golang.org:443 -servername proxy.golang.org </dev/null",
        weakens: null,
      },
      {
        text: "Trust your company's root",
        command:
          "sudo cp company-root.crt /usr/local/share/ca-certificates/company-root.crt && sudo update-ca-certificates && go mod download",
        weakens: null,
      },
      {
        text: "Go on past the proxy, to the repository itself",
        command: "GOPROXY=direct go mod download",
        weakens: "nothing caches or filters what the repository serves",
      },
    ],
  };
}

function proxyFellThrough(): Finding {
  return {
    ...unknownAuthority(),
    stage: "http",
    cause: "http-not-found",
    severity: "warning",
    title: "goproxy.corp.example does not have github.com/acme/widget; go went on to the next entry",
    host: "goproxy.corp.example",
    evidence: [
      {
        origin: { input: 1, line: 2, offset: 80 },
        at: "go.log:2",
        quote: "# get …: 404 Not Found",
        shows: "the answer",
      },
    ],
    chain: [],
    ruledOut: [],
    fixes: [],
  };
}

function attempt(
  endpoint: string,
  via: string,
  status: number | null,
  error: string | null,
  durationMs: number,
  at: string,
): Report["modules"][number]["attempts"][number] {
  return { via, endpoint, status, error, durationMs, at };
}

function databaseOff(): Note {
  return {
    kind: "gosumdb-off",
    text: "GOSUMDB=off: no new module is checked against the checksum database",
    why: "go.sum still guards what it lists.",
    fixes: [{ text: "then ask it for the others again", command: "go env -u GOSUMDB", weakens: null }],
    seen: [
      {
        origin: { input: 0, line: 77, offset: 9000 },
        at: "trace.log:77",
        source: "go-env-file",
        shows: "GOSUMDB=off",
      },
    ],
  };
}
