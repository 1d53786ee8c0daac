// What each system call does to its process's descriptors. Only calls that succeeded get here, except connect.
import type { SyscallEvent } from "../model/event.ts";
import type { Argument, DescriptorTarget } from "../model/strace-value.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { familyName, familyOf, socketAddressOf } from "../syntax/socket-address.ts";
import {
  descriptorNumber,
  fieldOf,
  flagsOf,
  integerOf,
  itemsOf,
  stringOf,
  structOf,
  targetOf,
} from "../syntax/values.ts";
import {
  learnFromTarget,
  type Descriptor,
  type FileFactory,
  type OpenFileRecord,
  type Opening,
} from "./descriptor-table.ts";
import type { ProcessRecord } from "./process-table.ts";

/** What an effect may look at and change. */
export interface EffectContext {
  readonly process: ProcessRecord;
  readonly files: FileFactory;
  /** Makes a path absolute against a directory argument (null for the process's cwd). */
  resolvePath(directory: Argument | null, path: string): string;
  /** The open file of the call's first argument, as it was when the call began. */
  readonly subject: () => OpenFileRecord | null;
}

type Effect = (event: SyscallEvent, args: readonly Argument[], context: EffectContext) => void;

const openingOf = ({ origin, time }: SyscallEvent): Opening => ({ origin, time, inherited: false });

const returned = ({ result }: SyscallEvent): number | null =>
  typeof result.value === "number" && result.value >= 0 ? result.value : null;

function install(
  process: ProcessRecord,
  fd: number | null,
  file: OpenFileRecord,
  closeOnExec: boolean,
): void {
  if (fd !== null) process.table.set(fd, { file, closeOnExec });
}

function returnFile(
  event: SyscallEvent,
  { process }: EffectContext,
  file: OpenFileRecord,
  flags: readonly string[],
): void {
  const { descriptor } = event.result;
  if (descriptor !== null) learnReturned(file, descriptor);
  install(
    process,
    returned(event),
    file,
    flags.some((flag) => flag.endsWith("_CLOEXEC")),
  );
}

function learnReturned(file: OpenFileRecord, target: DescriptorTarget): void {
  // The kernel's spelling of a path: absolute, links resolved.
  if (target.kind === "path") file.path = target.path;
  else learnFromTarget(file, target);
}

const open =
  (directoryIndex: number | null, pathIndex: number, flagsIndex: number): Effect =>
  (event, args, context) => {
    const directory = directoryIndex === null ? null : (args[directoryIndex] ?? null);
    const path = stringOf(args[pathIndex]);
    const how = structOf(args[flagsIndex]);
    const flags = flagsOf(how === null ? args[flagsIndex] : fieldOf(how, "flags"));
    const absolute = path === null ? null : context.resolvePath(directory, path.bytes);
    returnFile(event, context, context.files.file(absolute, openingOf(event)), flags);
  };

const socketTypes: Readonly<Record<string, string>> = { SOCK_STREAM: "stream", SOCK_DGRAM: "datagram" };

function socketOf(event: SyscallEvent, args: readonly Argument[], { files }: EffectContext): OpenFileRecord {
  const [type] = flagsOf(args[1]);
  const named = type === undefined ? null : (socketTypes[type] ?? type.replace(/^SOCK_/, "").toLowerCase());
  return files.socket(familyName(flagsOf(args[0])[0]), named, openingOf(event));
}

const socket: Effect = (event, args, context) =>
  returnFile(event, context, socketOf(event, args, context), flagsOf(args[1]));

/** Both ends of a pipe or socket pair know each other. */
function pair(
  ends: readonly Argument[],
  make: () => OpenFileRecord,
  flags: Argument | undefined,
  { process }: EffectContext,
): void {
  const closeOnExec = flagsOf(flags).some((flag) => flag.endsWith("_CLOEXEC"));
  const made = ends.slice(0, 2).map((end) => {
    const file = make();
    const target = targetOf(end);
    if (target !== null) learnFromTarget(file, target);
    install(process, descriptorNumber(end), file, closeOnExec);
    return file;
  });
  const [first, second] = made;
  if (first === undefined || second === undefined) return;
  first.peer = second;
  second.peer = first;
}

const pipe: Effect = (event, args, context) =>
  pair(itemsOf(args[0]), () => context.files.pipe(null, openingOf(event)), args[1], context);

const socketpair: Effect = (event, args, context) =>
  pair(itemsOf(args[3]), () => socketOf(event, args, context), args[1], context);

const accept: Effect = (event, args, context) => {
  const listener = context.subject()?.socket;
  const file = context.files.socket(
    listener?.family ?? familyOf(args[1]),
    listener?.type ?? "stream",
    openingOf(event),
  );
  if (file.socket) {
    file.socket.local = listener?.local ?? null;
    file.socket.remote = socketAddressOf(args[1]);
  }
  returnFile(event, context, file, flagsOf(args[3]));
};

const address =
  (side: "local" | "remote"): Effect =>
  (_, args, context) => {
    const subject = context.subject();
    const found = socketAddressOf(args[1]);
    if (subject?.socket == null || found === null) return;
    subject.socket[side] = found;
    subject.socket.family ??= familyOf(args[1]);
  };

const anonymous =
  (type: string, flagsIndex: number | null): Effect =>
  (event, args, context) =>
    returnFile(
      event,
      context,
      context.files.anonymous(type, openingOf(event)),
      flagsIndex === null ? [] : flagsOf(args[flagsIndex]),
    );

function duplicate(
  event: SyscallEvent,
  { process, files, ...context }: EffectContext,
  closeOnExec: boolean,
): void {
  const { descriptor } = event.result;
  const file =
    context.subject() ??
    (descriptor === null ? null : files.fromTarget(descriptor, { ...openingOf(event), inherited: true }));
  if (file !== null) install(process, returned(event), file, closeOnExec);
}

const fcntl: Effect = (event, args, context) => {
  const [command] = flagsOf(args[1]);
  if (command === "F_DUPFD" || command === "F_DUPFD_CLOEXEC")
    return duplicate(event, context, command === "F_DUPFD_CLOEXEC");
  const fd = descriptorNumber(args[0]);
  const descriptor = fd === null ? undefined : context.process.table.get(fd);
  if (command === "F_SETFD" && descriptor) descriptor.closeOnExec = flagsOf(args[2]).includes("FD_CLOEXEC");
};

/** Closes, or marks for exec, a range of descriptors: `close_range(3, 4294967295, CLOSE_RANGE_CLOEXEC)`. */
const closeRange: Effect = (_, args, { process }) => {
  const first = Number(integerOf(args[0]) ?? 0);
  const last = Number(integerOf(args[1]) ?? -1);
  const mark = flagsOf(args[2]).includes("CLOSE_RANGE_CLOEXEC");
  for (const [fd, descriptor] of process.table) {
    if (fd < first || fd > last) continue;
    if (mark) descriptor.closeOnExec = true;
    else process.table.delete(fd);
  }
};

const chdir: Effect = (_, args, context) => {
  const path = stringOf(args[0]);
  if (path !== null) context.process.cwd = context.resolvePath(null, path.bytes);
};

const fchdir: Effect = (_, args, context) => {
  const target = targetOf(args[0]);
  context.process.cwd = (target?.kind === "path" ? target.path : context.subject()?.path) ?? null;
};

const getcwd: Effect = (_, args, { process }) => {
  const path = stringOf(args[0]);
  if (path !== null && !path.truncated) process.cwd = path.bytes;
};

/** Descriptors that arrive in a message (SCM_RIGHTS). */
const receive: Effect = (event, args, { process, files }) => {
  for (const control of itemsOf(fieldOf(structOf(args[1]), "msg_control"))) {
    for (const item of itemsOf(fieldOf(structOf(control), "cmsg_data"))) {
      const fd = descriptorNumber(item);
      const target = targetOf(item);
      const opening = { ...openingOf(event), inherited: true };
      const file = target === null ? files.unknown(opening) : files.fromTarget(target, opening);
      install(process, fd, file, false);
    }
  }
};

/** The calls that change descriptors or the working directory. `close` is not among them: it acts when it begins. */
export const descriptorEffects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["open", open(null, 0, 1)],
  ["creat", open(null, 0, 2)],
  ["openat", open(0, 1, 2)],
  ["openat2", open(0, 1, 2)],
  ["socket", socket],
  ["socketpair", socketpair],
  ["pipe", pipe],
  ["pipe2", pipe],
  ["accept", accept],
  ["accept4", accept],
  ["connect", address("remote")],
  ["bind", address("local")],
  ["getsockname", address("local")],
  ["getpeername", address("remote")],
  ["dup", (event, _, context) => duplicate(event, context, false)],
  ["dup2", (event, _, context) => duplicate(event, context, false)],
  ["dup3", (event, args, context) => duplicate(event, context, flagsOf(args[2]).includes("O_CLOEXEC"))],
  ["fcntl", fcntl],
  ["fcntl64", fcntl],
  ["close_range", closeRange],
  ["recvmsg", receive],
  ["chdir", chdir],
  ["fchdir", fchdir],
  ["getcwd", getcwd],
  ["epoll_create", anonymous("eventpoll", null)],
  ["epoll_create1", anonymous("eventpoll", 0)],
  ["eventfd", anonymous("eventfd", null)],
  ["eventfd2", anonymous("eventfd", 1)],
  ["timerfd_create", anonymous("timerfd", 1)],
  ["signalfd", anonymous("signalfd", null)],
  ["signalfd4", anonymous("signalfd", 3)],
  ["inotify_init", anonymous("inotify", null)],
  ["inotify_init1", anonymous("inotify", 0)],
  ["memfd_create", anonymous("memfd", 1)],
  ["pidfd_open", anonymous("pidfd", null)],
  ["perf_event_open", anonymous("perf_event", null)],
  ["io_uring_setup", anonymous("io_uring", null)],
  ["userfaultfd", anonymous("userfaultfd", 0)],
  ["fanotify_init", anonymous("fanotify", null)],
]);

/** Calls of which the effect does not need success: the address that was tried is known either way. */
export const effectsWithoutSuccess: ReadonlySet<string> = new Set(["connect"]);

/** Applies a call's effect. */
export function applyEffect(event: SyscallEvent, context: EffectContext): void {
  const effect = descriptorEffects.get(event.name);
  if (effect === undefined || !event.complete) return;
  const { value, errno } = event.result;
  const succeeded = value !== null && value >= 0 && errno === null;
  if (succeeded || effectsWithoutSuccess.has(event.name)) effect(event, argumentsOf(event), context);
}

/** What an exec leaves of a table: descriptors marked close-on-exec are gone. */
export function afterExec(table: ReadonlyMap<number, Descriptor>): Map<number, Descriptor> {
  return new Map([...table].filter(([, { closeOnExec }]) => !closeOnExec));
}
