// What the kernel tells of processes that run: the lines of `processes.jsonl`, a member of the bundles of `gotrace record --attach`. A
// process that hangs makes no system calls, so that its trace is empty; what it hangs at stands here.
import type { Address } from "./facts.ts";
import type { Origin } from "./origin.ts";

/** Each line is one of these; those behind a `taken` line are of that moment. */
export type ProcessLine = TakenLine | RunningProcess | OpenSocket | HeldLock;

/** When strace was about to attach, and when it had let go. The mark by which the file is known is its first key. */
export interface TakenLine {
  gotraceProcesses: 1;
  kind: "taken";
  when: "start" | "end";
  /** Milliseconds since 1970. */
  epochMs: number;
}

/** /proc/PID. What may not be read, of somebody else's process, is null. */
export interface RunningProcess {
  kind: "process";
  pid: number;
  /** Null for the process that was named; its children are there with it. */
  parent: number | null;
  argv: string[];
  /** The program's file. */
  program: string | null;
  cwd: string | null;
  /** Of the environment only what go, git and the network libraries look at. */
  environment: Record<string, string> | null;
  /** proc(5): `S` sleeps, `R` runs, `D` waits for a disk, `T` is stopped. */
  state: string | null;
  threads: number | null;
  /** Processor time that all its threads have used so far. */
  cpuMs: number | null;
  openFiles: { soft: number | null; hard: number | null } | null;
  /** What its descriptors are, in the kernel's words: `socket:[4711]`, a path. */
  descriptors: Record<string, string>;
}

/** A line of /proc/PID/net/{tcp,tcp6,udp,udp6} whose socket the process has open; sent and received by `ss --info`. */
export interface OpenSocket {
  kind: "socket";
  pid: number;
  fd: number;
  protocol: "tcp" | "udp";
  /** As the kernel names it: `SYN_SENT`, `ESTABLISHED`, `CLOSE_WAIT`, … */
  state: string;
  local: Address;
  remote: Address;
  inode: number;
  /** Bytes that the peer has not acknowledged, and that the process has not read. */
  sendQueue: number;
  receiveQueue: number;
  /** How often the kernel has sent the same packet again. */
  retransmits: number;
  /** Bytes since the connection stands; null where `ss` is not there. */
  sent: number | null;
  received: number | null;
  /** Since the last byte that went and came. */
  sentAgoMs: number | null;
  receivedAgoMs: number | null;
}

/** A line of /proc/locks behind which one of the processes waits. */
export interface HeldLock {
  kind: "lock";
  waiting: number;
  holder: number;
  holderArgv: string[];
}

/** The lines of the file, each with its place. */
export type KnownProcesses = readonly { line: ProcessLine; at: Origin }[];
