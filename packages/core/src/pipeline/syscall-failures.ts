import type { Connection, DnsQuery, FileAccess, Moment } from "../model/facts.ts";
import type { VcsError } from "../model/go-error.ts";
import type { LocalError } from "../model/local-error.ts";
import type { Failure, Run, Tool } from "../model/run.ts";
import type { Micros } from "../model/time.ts";
import { blankFailure } from "./blank-failure.ts";
import { moduleOfCachePath } from "./cache-path.ts";
import { hostOfAddress, isAddress } from "./hosts.ts";
import { connectionError, noAddressError, queryError } from "./network-errors.ts";
import { roleOfHost } from "./roles.ts";
import { toolError } from "./tool-error.ts";
import { unwrap } from "./unwrap.ts";

/**
 * What went wrong by the system calls alone, in order of time: for a command that failed without a readable word.
 * Whatever the run got over later (another address, another element of GOPROXY, a retry) is left out.
 */
export function syscallFailures(run: Run): Failure[] {
  const failures = [
    ...run.files.flatMap((file) => fileFailure(file)),
    ...run.locks.flatMap((lock) =>
      lock.errno === null
        ? []
        : [{ ...blankFailure(lockError(lock.path, lock.errno)), lock, time: lock.asked.time }],
    ),
    ...dnsFailures(run),
    ...run.connections.flatMap((connection) => connectionFailure(connection, run)),
    ...run.tools.flatMap((tool) => toolFailure(tool, run)),
  ];
  return failures
    .filter((failure) => !wentOn(failure, run) || isSpokenOf(failure, run))
    .toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0));
}

/** After a failure that ends it, a command asks nobody else: a later answer, or connection, means that go went on. */
function wentOn(failure: Failure, run: Run): boolean {
  const { time, tool, error } = failure;
  if (time === null || (error.kind !== "network" && error.kind !== "tls-refused")) return false;
  const pid = tool?.program.pid ?? run.program?.pid;
  return run.connections.some(
    (other) =>
      other !== failure.connection && other.pid === pid && (lastSuccess(other) ?? 0) > time + closingMicros,
  );
}

/**
 * Go downloads on while it waits for the checksum database, and tells of that last: of words that strace cut the beginning
 * says whom they are about.
 */
function isSpokenOf({ role }: Failure, { messages }: Run): boolean {
  return (
    role === "checksum-database" &&
    messages.some(
      ({ truncated, message: { body } }) => truncated && body.kind === "error" && body.context.verifying,
    )
  );
}

function lastSuccess({ outcome, lastReceived }: Connection): Micros | null {
  return lastReceived?.time ?? (outcome.kind === "connected" ? outcome.moment.time : null);
}

/** What is still on its way when go gives up. */
const closingMicros = 5000;

/** Git's helpers exit with git's status; what counts is the tool that go itself started. */
function toolFailure(tool: Tool, run: Run): Failure[] {
  const { exitStatus, ended, parent } = tool.program;
  if (!exitStatus || run.tools.some(({ program }) => program.pid === parent)) return [];
  if (run.tools.some((later) => isLaterSuccess(later, tool))) return [];
  const time = ended?.time ?? null;
  if (isStamping(tool)) {
    return [{ ...blankFailure({ kind: "vcs-stamping", exitStatus, text: "" }), tool, time }];
  }
  const said = toolError(tool, run);
  return said !== null && isProbe(tool, said) ? [] : [failureOf(tool, exitStatus, said, time)];
}

function failureOf(tool: Tool, exitStatus: number, said: VcsError | null, time: Micros | null): Failure {
  const { error, around } = said ? unwrap(said) : { error: null, around: [] };
  const failure = blankFailure(error ?? { kind: "tool-silent", tool: tool.name, exitStatus });
  const host = tool.module?.split("/")[0] ?? null;
  return { ...failure, around, role: "direct", host, module: tool.module, tool, time };
}

/** What go build asks of the project's own repository, and of no other: cmd/go/internal/vcs/vcs.go, gitStatus. */
function isStamping({ name, program }: Tool): boolean {
  return name === "git" && program.argv.includes("status") && program.argv.includes("--porcelain");
}

/**
 * Whether git only looked into what it has already: go asks for tags, commits and files that need not be there, and goes on
 * by fetching, or with another path.
 */
function isProbe({ program }: Tool, said: VcsError): boolean {
  const remote = program.argv.some((word) => word === "fetch" || word === "ls-remote" || word === "clone");
  return !remote && said.failures.every(({ reason }) => reason === "unknown-revision");
}

/** Go asks git for things that need not be there (a tag, a commit it may have already) and goes on without them. */
function isLaterSuccess({ program }: Tool, failed: Tool): boolean {
  return program.exitStatus === 0 && (program.started.time ?? 0) > (failed.program.ended?.time ?? Infinity);
}

// The texts that os and syscall print for an errno: syscall/zerrors_linux_*.go.
const errnoTexts: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on device",
  EDQUOT: "disk quota exceeded",
  EROFS: "read-only file system",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EMFILE: "too many open files",
  ENFILE: "too many open files in system",
  EIO: "input/output error",
  ENOMEM: "cannot allocate memory",
  ENOLCK: "no locks available",
  ENOSYS: "function not implemented",
  EOPNOTSUPP: "operation not supported",
};

/** EACCES and EPERM count where go writes: on the way through PATH and foreign directories they are every run's noise. */
function fileFailure(file: FileAccess): Failure[] {
  if (file.errno === null) return [];
  const right = file.errno === "EACCES" || file.errno === "EPERM";
  if (right && !(file.write && moduleOfCachePath(file.path) !== null)) return [];
  const error: LocalError = {
    kind: "file",
    operation: file.call,
    path: file.path === "" ? null : file.path,
    errno: errnoTexts[file.errno] ?? file.errno,
    purpose: null,
  };
  const module = moduleOfCachePath(file.path)?.module ?? null;
  return [{ ...blankFailure(error), file, module, time: file.time }];
}

function lockError(path: string, errno: string): LocalError {
  return { kind: "lock", operation: "Lock", path, errno: errnoTexts[errno] ?? errno };
}

/** A name failed where its last questions failed and no address of it ever came. */
function dnsFailures(run: Run): Failure[] {
  const byName = new Map<string, DnsQuery[]>();
  for (const query of run.dnsQueries) {
    const key = query.name ?? query.partialName;
    const known = byName.get(key);
    if (known) known.push(query);
    else byName.set(key, [query]);
  }
  const resolved = new Set<string>();
  for (const [name, queries] of byName) if (queries.some(hasAddress)) resolved.add(name);
  return [...byName].flatMap(([name, queries]) => {
    const last = queries.findLast((query) => queryError(query) !== null) ?? queries.at(-1);
    const error = last && (queryError(last) ?? noAddressError(queries));
    if (!last || !error || isAnsweredElsewhere(name, resolved)) return [];
    const role = roleOfHost(run, name, last.pid);
    return [{ ...blankFailure(error), role, host: name, query: last, time: momentOf(last).time }];
  });
}

function hasAddress(query: DnsQuery): boolean {
  return (query.answer?.addresses.length ?? 0) > 0 || (query.answer?.answerCount ?? 0) > 0;
}

/** `host.corp.example` fails and `host` answers, or the reverse: the search list at work, not a failure. */
function isAnsweredElsewhere(name: string, resolved: ReadonlySet<string>): boolean {
  if (resolved.has(name)) return true;
  return [...resolved].some((other) => name.startsWith(`${other}.`) || other.startsWith(`${name}.`));
}

function momentOf(query: DnsQuery): Moment {
  return query.answer ?? query.error ?? query.abandoned ?? query.asked;
}

function connectionFailure(connection: Connection, run: Run): Failure[] {
  const error = connectionError(connection);
  if (error === null || wasOvercome(connection, run)) return [];
  const tool = run.tools.find((candidate) => candidate.program.pid === connection.pid) ?? null;
  const host = connection.host ?? tool?.module?.split("/")[0] ?? hostOfAddress(run, connection.remote.ip);
  const role = host === null || isAddress(host) ? null : roleOfHost(run, host, connection.pid);
  return [{ ...blankFailure(error), role, host, connection, tool, time: endOf(connection) }];
}

/** Another connection to the same host, or of the same program's tries, went through to data afterwards or beside it. */
function wasOvercome(connection: Connection, run: Run): boolean {
  return run.connections.some(
    (other) =>
      other !== connection &&
      sameHost(other, connection) &&
      connectionError(other) === null &&
      other.bytesReceived > 0 &&
      (other.lastActivity?.time ?? 0) >= (connection.started.time ?? 0),
  );
}

/** By name or by address. Another port is another service: ssh at 22 is not overcome by https at 443. */
function sameHost(a: Connection, b: Connection): boolean {
  return (
    a.remote.port === b.remote.port && ((a.host !== null && a.host === b.host) || a.remote.ip === b.remote.ip)
  );
}

function endOf(connection: Connection): Micros | null {
  const { outcome, error, closed } = connection;
  if (outcome.kind === "failed" || outcome.kind === "abandoned") return outcome.moment.time;
  return (error ?? connection.endOfFile ?? closed ?? connection.started).time;
}
