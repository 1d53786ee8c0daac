// Small runs and failures with typed facts in them, for the rules that no log can show.
import type { Connection, DnsQuery, Moment, Program, Setting } from "../../src/model/facts.ts";
import type { NetworkError, NetworkReason } from "../../src/model/network-error.ts";
import type { Failure, Run, Tool } from "../../src/model/run.ts";
import { blankFailure } from "../../src/pipeline/blank-failure.ts";

export const moment: Moment = { at: { input: 0, line: 1, offset: 0 }, time: null };

export const goProgram: Program = {
  pid: 100,
  parent: null,
  path: "/usr/local/go/bin/go",
  argv: ["go", "mod", "download"],
  earlier: [],
  environment: null,
  cutVariables: [],
  cwd: "/home/dev/app",
  started: moment,
  ended: null,
  exitStatus: 1,
  signal: null,
};

/** A traced run of go in which nothing is on record yet. */
export function run(fields: Partial<Run> = {}): Run {
  return {
    program: goProgram,
    argv: goProgram.argv,
    cwd: goProgram.cwd,
    goVersion: "go1.22.1",
    ending: { kind: "exited", status: 1 },
    started: moment,
    ended: null,
    lastTime: null,
    messages: [],
    dnsQueries: [],
    connections: [],
    files: [],
    locks: [],
    openCalls: [],
    programs: [],
    startedPrograms: 1,
    tools: [],
    settings: [],
    envFiles: [],
    attempts: [],
    traced: true,
    partial: new Set(),
    networkTraced: true,
    machine: null,
    ...fields,
  };
}

export function network(reason: NetworkReason, fields: Partial<NetworkError> = {}): NetworkError {
  return {
    kind: "network",
    reason,
    url: null,
    phase: null,
    operation: null,
    network: null,
    proxyconnect: false,
    host: null,
    address: null,
    localAddress: null,
    server: null,
    alert: null,
    certificate: null,
    http2: null,
    statusText: null,
    status: null,
    text: reason,
    ...fields,
  };
}

/** A failed request to a module proxy, unless the fields say otherwise. */
export function failure(error: Failure["error"], fields: Partial<Failure> = {}): Failure {
  return {
    ...blankFailure(error),
    role: "module-proxy",
    host: "proxy.golang.org",
    module: "github.com/acme/widget",
    url: "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod",
    ...fields,
  };
}

export function connection(fields: Partial<Connection> = {}): Connection {
  return {
    pid: goProgram.pid,
    remote: { ip: "192.0.2.10", port: 443 },
    started: moment,
    outcome: { kind: "connected", moment },
    host: "proxy.golang.org",
    tls: null,
    tunnel: null,
    requests: [],
    bytesSent: 0,
    bytesReceived: 0,
    firstByteSent: null,
    firstByteReceived: null,
    lastSent: null,
    lastReceived: null,
    lastActivity: null,
    responseWaits: [],
    transferWaits: [],
    error: null,
    endOfFile: null,
    closed: null,
    ...fields,
  };
}

/** A handshake that got no farther than its greeting, or as far as the fields say. */
export function handshake(
  fields: Partial<NonNullable<Connection["tls"]>> = {},
): NonNullable<Connection["tls"]> {
  return {
    clientHello: moment,
    serverName: "proxy.golang.org",
    serverHello: null,
    established: null,
    rejected: null,
    alert: null,
    plainAnswer: null,
    ...fields,
  };
}

export function query(name: string, answered: boolean, server = "192.0.2.53"): DnsQuery {
  const answer = { ...moment, responseCode: "NOERROR", answerCount: 1, addresses: ["192.0.2.10"] };
  return {
    pid: goProgram.pid,
    server: { ip: server, port: 53 },
    transport: "udp",
    name,
    partialName: name,
    type: "A",
    asked: moment,
    answer: answered ? answer : null,
    error: null,
    abandoned: answered ? null : moment,
  };
}

export function setting(name: string, value: string, source: Setting["source"] = "environment"): Setting {
  return { name, value, source, at: moment.at, file: null };
}

export function tool(name: string, argv: readonly string[], exitStatus: number | null): Tool {
  const program: Program = {
    ...goProgram,
    pid: 200,
    parent: 100,
    path: `/usr/bin/${name}`,
    argv,
    exitStatus,
  };
  return { program, name, module: null };
}
