import type { KnownMachine, Recording } from "./bundle.ts";
import type { GoMessage } from "./message.ts";
import type { NoiseCount } from "./noise.ts";
import type { Origin } from "./origin.ts";
import type { KnownProcesses } from "./processes.ts";
import type { RecordedSource } from "./setting.ts";
import type { Micros } from "./time.ts";

// What a network or Go engineer would name in a trace. Every fact belongs to a process: `pid` is the thread group's id.

export interface Address {
  ip: string;
  port: number;
}

/** A moment of the record. */
export interface Moment {
  at: Origin;
  time: Micros | null;
}

/** From one moment to another, in microseconds of the record's clock. */
export interface Interval {
  from: Micros;
  to: Micros;
}

/** A program that the trace shows from its execve, or from its first line. */
export interface Program {
  pid: number;
  parent: number | null;
  /** Program image path; null where the execve is not in the record. */
  path: string | null;
  argv: readonly string[];
  /** Images that the process ran before this one: a shell, `env`, a go that switched toolchains. */
  earlier: readonly { path: string | null; argv: readonly string[] }[];
  /** The environment, where strace -v shows it. */
  environment: Readonly<Record<string, string>> | null;
  /** Variables whose values strace cut (`-s`): they are set, and not in `environment`. */
  cutVariables: readonly string[];
  cwd: string | null;
  started: Moment;
  ended: Moment | null;
  exitStatus: number | null;
  signal: string | null;
}

/** One question to one DNS server, and what came of it. */
export interface DnsQuery {
  pid: number;
  /** Null where the trace does not show to whom the socket was connected. */
  server: Address | null;
  transport: "udp" | "tcp";
  /** Null where the recorded bytes end before the name does. */
  name: string | null;
  /** What of the name was recorded. */
  partialName: string;
  type: string | null;
  asked: Moment;
  answer: DnsAnswer | null;
  /** The socket's error, for example ECONNREFUSED where no server listens. */
  error: (Moment & { errno: string }) | null;
  /** When the asker gave up: the socket was closed without an answer. */
  abandoned: Moment | null;
}

export interface DnsAnswer extends Moment {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, … */
  responseCode: string;
  answerCount: number;
  addresses: readonly string[];
}

export type ConnectOutcome =
  | { kind: "pending" }
  | { kind: "connected"; moment: Moment }
  | { kind: "failed"; errno: string; moment: Moment }
  /** The socket was closed before any outcome: a dial timeout, or a race that another address won. */
  | { kind: "abandoned"; moment: Moment };

/** One TCP connection that a program opened. */
export interface Connection {
  pid: number;
  remote: Address;
  started: Moment;
  outcome: ConnectOutcome;
  /** The TLS server name, the host of a plain request, or the name whose look-up gave this address. */
  host: string | null;
  tls: TlsHandshake | null;
  /** CONNECT request to a forward proxy. */
  tunnel: (Moment & { target: string; status: number | null; reason: string | null }) | null;
  /** Requests in clear text. */
  requests: PlainRequest[];
  bytesSent: number;
  bytesReceived: number;
  firstByteSent: Moment | null;
  firstByteReceived: Moment | null;
  /** The last write and the last read that moved bytes, and the later of the two. */
  lastSent: Moment | null;
  lastReceived: Moment | null;
  lastActivity: Moment | null;
  /** Waits of 20 ms and more once requests could flow: for the first byte of an answer, and between its parts. */
  responseWaits: Interval[];
  transferWaits: Interval[];
  /** The error that ended the connection: ECONNRESET, EPIPE, ETIMEDOUT. */
  error: (Moment & { errno: string }) | null;
  /** The peer closed its side. */
  endOfFile: Moment | null;
  closed: Moment | null;
}

export interface TlsHandshake {
  clientHello: Moment;
  serverName: string | null;
  serverHello: Moment | null;
  /** Both sides went on to application data. */
  established: Moment | null;
  /** The client sent an alert right after the server's certificate: it refused it. */
  rejected: Moment | null;
  /** An alert in clear text; `fromServer` tells who sent it. */
  alert: (Moment & { name: string; code: number | null; fromServer: boolean }) | null;
  /** What a server that does not speak TLS answered: the start of its bytes. */
  plainAnswer: (Moment & { bytes: string }) | null;
}

export interface PlainRequest extends Moment {
  method: string;
  /** Absolute where the host is known. */
  url: string;
  answer: (Moment & { status: number; reason: string; contentType: string | null }) | null;
}

/** A call on a file that failed with an errno that no healthy run shows there, or moved a file of the module cache. */
export interface FileAccess extends Moment {
  pid: number;
  call: string;
  path: string;
  errno: string | null;
  write: boolean;
}

/** A wait for a flock(2) lock. */
export interface LockWait {
  pid: number;
  path: string;
  asked: Moment;
  /** Null where the record ends, or the process dies, while it waits. */
  granted: Moment | null;
  /** ENOLCK, ENOSYS, EOPNOTSUPP: the file system has no locks. */
  errno: string | null;
  /** Who had the lock when it was asked for; null where no traced process took it before. */
  holder: LockHolder | null;
}

/** A traced process that had taken a lock and not given it back. */
export interface LockHolder {
  pid: number;
  /** What it ran, where the trace shows it. */
  argv: readonly string[] | null;
  since: Moment;
}

/** A setting of the go command that the record shows. */
export interface Setting {
  name: string;
  /** Empty: it is not set there. */
  value: string;
  source: RecordedSource;
  at: Origin;
  /** The file that it was read from, where it was. */
  file: string | null;
}

/**
 * A file of go's settings that go looked for: the user's or GOROOT's. `whole`: each of its lines is on record; `cut`: strace
 * left some out.
 */
export interface EnvFile {
  source: "go-env-file" | "goroot-env-file";
  path: string;
  state: "absent" | "whole" | "cut";
  /** Lines that go passes over, though they name a setting: `export GOPROXY=…`, ` GOPROXY=…`. */
  ignored: readonly string[];
  at: Origin;
}

/** Bytes that a program wrote to its standard output or error, or to the pipe that its parent reads. */
export interface Output extends Moment {
  pid: number;
  descriptor: number;
  text: string;
  /** strace cut the text (`-s`). */
  truncated: boolean;
}

/** A read(2), wait or other call that had not returned when the record ended. */
export interface OpenCall extends Moment {
  pid: number;
  call: string;
  /** Path or peer that the call was on, where known. */
  on: string | null;
}

/** A signal that was delivered to a process. */
export interface SignalDelivery extends Moment {
  pid: number;
  signal: string;
  /** Sender, where siginfo names one. */
  sender: number | null;
}

/**
 * `summary-only`: a `-c` table and no calls. `forks-not-followed`: no `-f`. `narrowed`: an `-e trace=` without the calls
 * that go's network and messages go through. `cut`: the file ends in the middle of a line, or of what the command did.
 */
export type PartialReason = "summary-only" | "forks-not-followed" | "narrowed" | "cut" | "attached-late";

/** Everything that one record shows, from all of its inputs. */
export interface Facts {
  programs: Program[];
  dnsQueries: DnsQuery[];
  connections: Connection[];
  files: FileAccess[];
  locks: LockWait[];
  settings: Setting[];
  envFiles: EnvFile[];
  messages: AttributedMessage[];
  openCalls: OpenCall[];
  signals: SignalDelivery[];
  /** A trace is among the inputs. */
  traced: boolean;
  /** Calls that were seen at all, by name: tells what a narrowed trace cannot show. */
  seen: ReadonlySet<string>;
  /** The trace ends in a call that waits. */
  resting: boolean;
  /** Strings that strace cut at its `-s` limit. */
  truncatedStrings: number;
  /** Why the trace shows less than all that the command did; empty for a whole trace. */
  partial: ReadonlySet<PartialReason>;
  /** Seconds since 1970 at time 0, where the trace prints dates (-ttt). */
  epoch: number | null;
  firstTime: Micros | null;
  lastTime: Micros | null;
  /** What gotrace itself saw of the command that it recorded; null where the record is no bundle. */
  recording: Recording | null;
  /** The machine that the command ran on, as gotrace record found it. */
  machine: KnownMachine | null;
  /** What the kernel told of the processes that strace was attached to, as they ran. */
  processes: KnownProcesses | null;
  /** What looks like errors and is none; null where nobody asked, since counting it reads every line. */
  noise: NoiseCount[] | null;
}

/** A message of the go command or of a program it ran. */
export interface AttributedMessage {
  message: GoMessage;
  /** Who wrote it; null in a log. */
  pid: number | null;
  time: Micros | null;
  /** The other place where the same text stands: the log's line for a trace's write, and the reverse. */
  alsoAt: Origin | null;
  /** strace cut it. */
  truncated: boolean;
}
