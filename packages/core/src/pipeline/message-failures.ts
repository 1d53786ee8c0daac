import type { AttributedMessage, Connection, DnsQuery, FileAccess, LockWait } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { ErrorMessage, MessageBody } from "../model/message.ts";
import type { NetworkError } from "../model/network-error.ts";
import type { Failure, Run, Tool, TraceError } from "../model/run.ts";
import { accountOf } from "./account.ts";
import { blankFailure } from "./blank-failure.ts";
import { quotedToolError, withToolsWords } from "./gopath-tool.ts";
import { toolFamily } from "./tool-family.ts";
import { isAnybodys, speaksOfGo } from "./whose-words.ts";
import { unwrap } from "./unwrap.ts";

/**
 * The errors that the command itself printed, in order, each with the facts of the trace that belong to it. What a `# get`
 * line or git said on the way is no ending: go may have gone on.
 */
export function messageFailures(run: Run): Failure[] {
  const speaks = speaksOfGo(run);
  const failures = run.messages.flatMap((attributed, at) => {
    const { body } = attributed.message;
    switch (body.kind) {
      case "error":
        return isReadable(attributed, body) && (speaks || !isAnybodys(body))
          ? [failureOf(withToolsWords(body.error, run.messages, at), body, attributed, run)]
          : [];
      case "crash":
        if (!isCrashOfGo(body, speaks)) return [];
        return [bareFailure({ kind: "crash", reason: body.reason, text: body.text }, attributed)];
      case "tracer":
        return isTracersEnd(body.reason) && !isTraced(run)
          ? [bareFailure({ kind: "tracer", reason: body.reason }, attributed)]
          : [];
      default:
        return [];
    }
  });
  if (failures.length === 0 && !run.traced) failures.push(...quotedFailure(run));
  // A log may hold a second try without strace: what go said there comes first.
  return failures.toSorted((a, b) => order(a) - order(b));
}

/**
 * `missing Mercurial command` comes on the way: go looks with each tool that it knows whether a path of Bitbucket's is its
 * repository. What go says behind it counts.
 */
function order({ error, context }: Failure): number {
  if (error.kind === "tracer") return 2;
  return error.kind === "vcs-missing" && error.tool !== "git" && context?.module === null ? 1 : 0;
}

function quotedFailure(run: Run): Failure[] {
  const quoted = quotedToolError(run.messages);
  if (quoted === null) return [];
  const { error, around } = unwrap(quoted.error);
  const account = accountOf(error, around, null, run);
  return [{ ...bareFailure(error, quoted.message), ...account, around }];
}

/**
 * A test, or the program that go ran, panics in the same words: the functions on the stack tell. `fatal error: ` is what C
 * compilers say, too.
 */
function isCrashOfGo({ reason, whose, text }: CrashBody, speaks: boolean): boolean {
  if (reason === "panic" || reason === "signal") return whose === "go";
  return whose !== "program" && (whose === "go" || speaks || runtimesWords.test(text));
}

const runtimesWords =
  /goroutine \d|runtime stack:|^runtime:|^fatal error: (?:runtime|newosproc|unexpected signal)|^go: /u;

type CrashBody = Extract<MessageBody, { kind: "crash" }>;

type TracerReason = Extract<MessageBody, { kind: "tracer" }>["reason"];

function isTracersEnd(reason: TracerReason): reason is "denied" | "missing-command" | "no-such-process" {
  return reason === "denied" || reason === "missing-command" || reason === "no-such-process";
}

/** With -p a thread may end before strace has it: of no account where others were traced. */
function isTraced(run: Run): boolean {
  return run.program !== null || run.connections.length > 0 || run.files.length > 0 || run.tools.length > 0;
}

/**
 * What is left of an error that strace cut says something only where it names its kind: `main.go:4:2: reading github.com/…`
 * begins like a compiler's complaint.
 */
function isReadable({ truncated }: AttributedMessage, { error }: ErrorMessage): boolean {
  return !truncated || (error.kind !== "build" && error.kind !== "other");
}

function bareFailure(error: TraceError | GoError, message: AttributedMessage | null): Failure {
  return { ...blankFailure(error), message, time: message?.time ?? null };
}

function failureOf(said: GoError, body: ErrorMessage, message: AttributedMessage, run: Run): Failure {
  const { error, around } = unwrap(said);
  return {
    ...blankFailure(error),
    ...accountOf(error, around, body.context, run),
    ...factsOf(error, around, run),
    message,
    time: message.time,
    around,
    context: body.context,
  };
}

interface RelatedFacts {
  connection: Connection | null;
  query: DnsQuery | null;
  tool: Tool | null;
  file: FileAccess | null;
  lock: LockWait | null;
}

/** Finds in the trace what an error message speaks of. */
function factsOf(error: GoError, around: readonly GoError[], run: Run): RelatedFacts {
  const network = error.kind === "network" ? error : null;
  const tool = toolOf([error, ...around], run);
  return {
    connection: network ? connectionOf(network, tool, run) : null,
    query: network ? queryOf(network, run) : null,
    tool,
    file: fileOf(error, run),
    lock: error.kind === "lock" ? (run.locks.findLast((lock) => lock.path === error.path) ?? null) : null,
  };
}

function connectionOf(error: NetworkError, tool: Tool | null, run: Run): Connection | null {
  if (error.reason.startsWith("dns-")) return null;
  const candidates = tool ? connectionsOfTool(error, tool, run) : connectionsSpokenOf(error, run);
  return candidates.findLast(endedBadly) ?? candidates.at(-1) ?? null;
}

/** Git's words are about its own connections, not about go's to the same host: ssh goes to port 22, go to 443. */
function connectionsOfTool({ host }: NetworkError, tool: Tool, run: Run): readonly Connection[] {
  const family = toolFamily(tool, run);
  return run.connections.filter(
    (connection) =>
      family.has(connection.pid) &&
      (host === null || connection.host === null || connection.host === host || connection.tunnel !== null),
  );
}

function connectionsSpokenOf(error: NetworkError, run: Run): readonly Connection[] {
  const { address } = error;
  const host = hostOfUrl(error.url) ?? error.host;
  return run.connections.filter((connection) =>
    address === null
      ? connection.host !== null && connection.host === host
      : connection.remote.ip === address.ip &&
        (address.port === null || connection.remote.port === address.port),
  );
}

function endedBadly(connection: Connection): boolean {
  const { outcome, tls, error } = connection;
  return outcome.kind !== "connected" || error !== null || (tls !== null && tls.established === null);
}

function hostOfUrl(url: string | null): string | null {
  try {
    return url === null ? null : new URL(url).hostname;
  } catch {
    return null;
  }
}

function queryOf(error: NetworkError, run: Run): DnsQuery | null {
  if (error.host === null) return null;
  const wanted = error.host.replace(/\.$/, "");
  return run.dnsQueries.findLast((query) => query.name === wanted) ?? null;
}

function toolOf(errors: readonly GoError[], run: Run): Tool | null {
  const vcs = errors.find((error) => error.kind === "vcs");
  if (vcs?.kind !== "vcs") return null;
  const named = run.tools.filter((tool) => tool.name === vcs.tool);
  return named.findLast((tool) => tool.program.exitStatus === vcs.exitStatus) ?? named.at(-1) ?? null;
}

function fileOf(error: GoError, run: Run): FileAccess | null {
  const path = error.kind === "file" || error.kind === "exec" || error.kind === "lock" ? error.path : null;
  if (path === null) return null;
  return run.files.findLast((file) => file.errno !== null && file.path === path) ?? null;
}
