import type {
  AttributedMessage,
  Connection,
  DnsQuery,
  EnvFile,
  FileAccess,
  LockWait,
  Moment,
  OpenCall,
  PartialReason,
  Program,
  Setting,
} from "./facts.ts";
import type { KnownMachine } from "./bundle.ts";
import type { ErrorContext, GoError } from "./go-error.ts";
import type { Micros } from "./time.ts";
import type { Role, Stage } from "./vocabulary.ts";

/** One go command of the record, with the facts that are its own: those of its process and of the programs it ran. */
export interface Run {
  /** Null where only a log is there. */
  program: Program | null;
  argv: readonly string[] | null;
  cwd: string | null;
  /** For example `go1.22.12`. */
  goVersion: string | null;
  ending: Ending;
  started: Moment | null;
  ended: Moment | null;
  /** When the record of this run stops, whether or not the run does. */
  lastTime: Micros | null;
  messages: readonly AttributedMessage[];
  dnsQueries: readonly DnsQuery[];
  connections: readonly Connection[];
  files: readonly FileAccess[];
  locks: readonly LockWait[];
  openCalls: readonly OpenCall[];
  /** Programs whose start is on record, go's own included. */
  startedPrograms: number;
  /** What it ran, itself included, in the order of the starts; of a log, nothing. */
  programs: readonly Program[];
  /** Version control tools and ssh that it ran. */
  tools: readonly Tool[];
  settings: readonly Setting[];
  envFiles: readonly EnvFile[];
  attempts: readonly Attempt[];
  /** A trace is among the inputs; without one, what is not in the log is unknown. */
  traced: boolean;
  partial: ReadonlySet<PartialReason>;
  /** The trace shows network calls at all (it was not narrowed to other calls). */
  networkTraced: boolean;
  /** The machine that it ran on, as gotrace record found it. */
  machine: KnownMachine | null;
}

export type Ending =
  | { kind: "exited"; status: number }
  | { kind: "signaled"; signal: string; by: "kernel" | "handler" }
  /** The record ends before the command does. `cut`: in the middle of what it did; `resting`: in a call that waits. */
  | { kind: "open"; cut: boolean; resting: boolean }
  /** A log alone does not tell. */
  | { kind: "unknown" };

/** A version control tool, ssh or helper that go started, directly or through another. */
export interface Tool {
  program: Program;
  /** `git`, `ssh`, `hg`, … */
  name: string;
  /** The module whose repository it works on, where go's log or the directory tells. */
  module: string | null;
}

/** One thing that go asked somebody for. */
export interface Attempt {
  role: Role;
  /** The element of GOPROXY: its URL, `direct`, or the checksum database's base. */
  via: string;
  host: string;
  endpoint: string;
  module: string | null;
  version: string | null;
  /** URL, or the command line of a version control tool. */
  what: string;
  started: Moment;
  ended: Moment | null;
  status: number | null;
  statusText: string | null;
  error: GoError | null;
  /** Seconds that go itself printed. */
  seconds: number | null;
}

/** Something that may be why the command ended as it did, before a rule has named it. */
export interface Failure {
  /** The innermost error that says something. */
  error: GoError | TraceError;
  /** The errors around it, outermost first. */
  around: readonly GoError[];
  context: ErrorContext | null;
  /** Null where only system calls show it. */
  message: AttributedMessage | null;
  /** Null where the record does not show on whose account it is. */
  role: Role | null;
  host: string | null;
  module: string | null;
  version: string | null;
  /** The URL that was asked, where known. */
  url: string | null;
  /** The facts of the trace that belong to it. */
  connection: Connection | null;
  query: DnsQuery | null;
  tool: Tool | null;
  file: FileAccess | null;
  lock: LockWait | null;
  time: Micros | null;
  /** For a signal, and for a record that ends in a wait: the stage in which the command was. */
  during: Stage | null;
}

/** What only system calls show: there is no text for it. */
export type TraceError =
  /** The client refused the server's certificate; the reason is encrypted. */
  | { kind: "tls-refused" }
  /** A request was sent and nothing came back before the record, or the command, ended. */
  | { kind: "no-response"; waitedMs: number | null }
  /** A wait for a file lock. */
  | { kind: "lock-wait"; path: string; waitedMs: number | null; ended: boolean }
  /** A version control tool that did not end, or ended in silence. */
  | { kind: "tool-silent"; tool: string; exitStatus: number | null }
  /** A connection that was not established when the record ended. */
  | { kind: "connect-pending"; waitedMs: number | null }
  /** A question to a name server that was not answered when the record ended. */
  | { kind: "dns-pending"; waitedMs: number | null }
  /** A body that stopped coming. */
  | { kind: "transfer-stalled"; waitedMs: number | null }
  /** A signal ended the command. */
  | { kind: "signal"; signal: string }
  /** Go itself crashed: a panic, a fatal error of its runtime. */
  | { kind: "crash"; reason: "panic" | "fatal" | "signal" | "internal" | "forbidden"; text: string }
  /** strace could not do its work. */
  | { kind: "tracer"; reason: "denied" | "missing-command" | "no-such-process" | "partial" | "no-go-command" }
  /** The command ended well and most of its time went into one kind of waiting. */
  | SlowWait;

/** Where the wall time of a run that ended well went. */
export interface SlowWait {
  kind: "slow";
  on:
    | "dns-search-list"
    | "dns-server"
    | "ipv6-connect"
    | "dead-proxy-entry"
    | "response"
    | "transfer"
    | "version-control";
  waitedMs: number;
  /** Out of how many milliseconds in all. */
  totalMs: number;
}
