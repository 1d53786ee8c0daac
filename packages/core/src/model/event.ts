import type { Origin } from "./origin.ts";
import type { Argument, DescriptorTarget } from "./strace-value.ts";
import type { Micros } from "./time.ts";

/** What a trace says happened, in the order in which it was complete (a call: the line with its result). */
export type TraceEvent =
  | SyscallEvent
  | SignalEvent
  | ExitEvent
  | ProcessEvent
  | OutputEvent
  | DiagnosticEvent
  | SummaryEvent;

/** One system call: an entry and, where the trace shows it, its return. Split lines are joined. */
export interface SyscallEvent {
  readonly kind: "syscall";
  /** The line on which the call begins. */
  readonly origin: Origin;
  /** The line on which it returns: the same as `origin` unless the call was split; the head's where it never returned. */
  readonly endOrigin: Origin;
  /** The thread that called. Unique in the trace; see `Process.pid` for the thread group. */
  readonly tid: number;
  /** The thread group, that is the process; equal to `tid` until the trace shows otherwise. */
  readonly pid: number;
  /** Entry. */
  readonly time: Micros | null;
  /** From `-T`, else return minus entry of a split call; null for calls on one line without `-T`. */
  readonly duration: Micros | null;
  /** Return: entry plus duration, or the resumed line's time. */
  readonly endTime: Micros | null;
  readonly name: string;
  /** What stands between the call's parentheses, both halves joined. `argumentsOf` parses it. */
  readonly argsText: string;
  readonly result: SyscallResult;
  /** False where the call never returned: the trace ends in it, its thread died in it, or strace let go of it. */
  readonly complete: boolean;
  /** Filled by `argumentsOf`; use that. */
  parsedArguments: readonly Argument[] | null;
}

/** What stands behind a call's `= `. */
export interface SyscallResult {
  /** Null for `?` and for calls that never returned. A bigint only beyond 2^53. */
  readonly value: number | bigint | null;
  /** As printed, without the duration; empty for calls that never returned. */
  readonly text: string;
  /** `ENOENT`, `EINPROGRESS`, `ERESTARTSYS`; for an errno that strace has no name for, `errno 38`. */
  readonly errno: string | null;
  /** The text in the parentheses behind the value: `No such file or directory`, `Timeout`, `flags O_RDWR`. */
  readonly note: string | null;
  /** What `-y`/`-yy` says of a descriptor that the call returned. */
  readonly descriptor: DescriptorTarget | null;
  /** strace's own fault injection made this result. */
  readonly injected: boolean;
}

/** `--- SIGURG {si_signo=SIGURG, …} ---`, or `--- stopped by SIGSTOP ---`. */
export interface SignalEvent {
  readonly kind: "signal";
  readonly origin: Origin;
  readonly tid: number;
  readonly pid: number;
  readonly time: Micros | null;
  readonly signal: string;
  /** The thread was stopped by it rather than given it. */
  readonly stopped: boolean;
  /** The siginfo in braces as printed; null where there is none. */
  readonly info: string | null;
}

/** `+++ exited with 0 +++`, `+++ killed by SIGKILL +++`: one for each thread. */
export interface ExitEvent {
  readonly kind: "exit";
  readonly origin: Origin;
  readonly tid: number;
  readonly pid: number;
  readonly time: Micros | null;
  /** Null where a signal killed it. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly coreDumped: boolean;
  /** No thread of the process that the trace knows of is left: the process has ended. */
  readonly processEnded: boolean;
}

/** The process tree changed: a process or thread was made, or a process runs another program from here. */
export interface ProcessEvent {
  readonly kind: "process";
  readonly origin: Origin;
  /** The thread that made the call; for `exec`, the one that goes on (the group leader). */
  readonly tid: number;
  readonly pid: number;
  readonly time: Micros | null;
  readonly change: "process" | "thread" | "exec";
  /** `process`, `thread`: the new pid or tid. `exec`: the process itself. */
  readonly child: number;
  /** `exec` only. */
  readonly exec: Execution | null;
}

/** Text in a trace that is not strace's: what the traced program printed when both share one stream. */
export interface OutputEvent {
  readonly kind: "output";
  readonly origin: Origin;
  /** The last time seen before it. */
  readonly time: Micros | null;
  /** One line, without its end; a byte a character. */
  readonly text: string;
  /** The text stood inside a line of strace and was cut out of it. */
  readonly inline: boolean;
}

/** strace's own words: `strace: Process 19906 attached`, personality notes, messages of -d. */
export interface DiagnosticEvent {
  readonly kind: "diagnostic";
  readonly origin: Origin;
  readonly time: Micros | null;
  readonly text: string;
}

/** The table that `-c` and `-C` print at the end. */
export interface SummaryEvent {
  readonly kind: "summary";
  readonly origin: Origin;
  readonly rows: readonly SummaryRow[];
}

/** One row of the `-c` table; columns that it does not have are null. */
export interface SummaryRow {
  readonly syscall: string;
  readonly calls: number | null;
  readonly errors: number | null;
  readonly seconds: number | null;
}

/** A program that a process began to run. */
export interface Execution {
  readonly origin: Origin;
  readonly time: Micros | null;
  /** As given to execve, or null where the path could not be read. */
  readonly path: string | null;
  /** Null where it was not printed. Strings that `-s` cut end where they were cut. */
  readonly argv: readonly string[] | null;
  /** strace cut the list of arguments or one of them. */
  readonly argvTruncated: boolean;
  /** The environment, where `-v` or `-e abbrev='!execve'` printed it. */
  readonly env: readonly string[] | null;
  /** Of these variables the value was cut: they are not in `env`. */
  readonly envCut: readonly string[];
}

/** A process of the trace, alive or ended; threads share it. */
export interface Process {
  /** The thread group id. */
  readonly pid: number;
  /** Null for the first process, and where the trace does not show who made it. */
  readonly parent: Process | null;
  /** The first line that shows it. */
  readonly origin: Origin;
  readonly startTime: Micros | null;
  /** The programs it ran, in order; the last is the one it runs. A fork starts with its parent's last. */
  readonly executions: readonly Execution[];
  /** Absolute where known: from `chdir`, `AT_FDCWD<…>`, or the parent. */
  readonly cwd: string | null;
  /** The threads that are alive, the leader included. */
  readonly threads: ReadonlySet<number>;
  /** Null while it runs. */
  readonly end: ProcessEnd | null;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly origin: Origin;
  readonly time: Micros | null;
  readonly status: number | null;
  readonly signal: string | null;
}

/** An open file of the kernel: shared by all descriptors that dup, fork or threads made of one open. */
export interface OpenFile {
  /** Unique in the trace. */
  readonly id: number;
  readonly kind: "file" | "socket" | "pipe" | "anonymous" | "unknown";
  /** Absolute where the trace shows it, with `-y` the kernel's own spelling. */
  readonly path: string | null;
  /** Sockets: what is known so far. */
  readonly socket: SocketState | null;
  /** Pipes and socket pairs: the other end, where both were made in the trace. */
  readonly peer: OpenFile | null;
  /** Pipes: the inode where `-y` prints it. Anonymous: the type (`eventpoll`, `eventfd`). */
  readonly detail: string | null;
  /** The call that opened it; the first line that shows it where that call is not in the trace. */
  readonly openedAt: Origin;
  readonly openedTime: Micros | null;
  /** `openedAt` is only where it was first seen: the open itself is not in the trace. */
  readonly inherited: boolean;
}

/** What the trace has told of a socket so far. */
export interface SocketState {
  /** `AF_INET`, `AF_INET6`, `AF_UNIX`, `AF_NETLINK`. */
  readonly family: string | null;
  /** `stream`, `datagram` or another type's name as printed. */
  readonly type: string | null;
  readonly local: SocketAddress | null;
  /** The address that was given to connect (whatever came of it), or the peer of an accepted connection. */
  readonly remote: SocketAddress | null;
  readonly inode: string | null;
}

/** An Internet address, or the name of a unix socket. */
export type SocketAddress =
  | { readonly kind: "inet"; readonly ip: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/** What is known at an event's place in the trace. Passed to every consumer; valid only during the call. */
export interface TraceState {
  /** The process that a thread belongs to. */
  processOf(tid: number): Process;
  /** Every process seen so far, in order of appearance. */
  readonly processes: readonly Process[];
  /** What descriptor `fd` of the thread's process refers to at this point; null where nothing is known of it. */
  descriptorOf(tid: number, fd: number): OpenFile | null;
  /**
   * Makes a path that a call was given absolute: against the directory descriptor's path or the process's cwd. The
   * path as it was where neither is known.
   */
  resolvePath(tid: number, directory: Argument | null, path: string): string;
  /** Wall clock of time 0 in seconds since 1970, where the trace prints it (`-ttt`); null otherwise. */
  readonly epoch: number | null;
}
