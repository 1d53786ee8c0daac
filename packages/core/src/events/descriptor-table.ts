import type { OpenFile, SocketState } from "../model/event.ts";
import type { Origin } from "../model/origin.ts";
import type { DescriptorTarget, SocketTarget } from "../model/strace-value.ts";
import type { Micros } from "../model/time.ts";

/** An open file as this layer keeps it: what it learns, every holder of the object sees. */
export interface OpenFileRecord extends OpenFile {
  kind: OpenFile["kind"];
  path: string | null;
  socket: { -readonly [K in keyof SocketState]: SocketState[K] } | null;
  peer: OpenFileRecord | null;
  detail: string | null;
}

/** One descriptor: the open file, and whether exec closes it. */
export interface Descriptor {
  readonly file: OpenFileRecord;
  closeOnExec: boolean;
}

/** A process's descriptors by number. */
export type DescriptorTable = Map<number, Descriptor>;

/** A table with nothing in it. */
export function createTable(): DescriptorTable {
  return new Map();
}

/** What fork gives a child: the same open files under descriptors of its own. */
export function copyTable(table: DescriptorTable): DescriptorTable {
  return new Map(Array.from(table, ([fd, { file, closeOnExec }]) => [fd, { file, closeOnExec }]));
}

/** Where an open file was opened, or first seen. */
export interface Opening {
  readonly origin: Origin;
  readonly time: Micros | null;
  readonly inherited: boolean;
}

/** Makes open files with ids of their own. */
export interface FileFactory {
  file(path: string | null, opening: Opening): OpenFileRecord;
  socket(family: string | null, type: string | null, opening: Opening): OpenFileRecord;
  pipe(detail: string | null, opening: Opening): OpenFileRecord;
  anonymous(detail: string, opening: Opening): OpenFileRecord;
  /** What an annotation of -y shows of a descriptor whose opening was not seen. */
  fromTarget(target: DescriptorTarget, opening: Opening): OpenFileRecord;
  unknown(opening: Opening): OpenFileRecord;
}

/** A factory that counts from 1. */
export function createFileFactory(): FileFactory {
  let last = 0;
  const make = (kind: OpenFile["kind"], { origin, time, inherited }: Opening): OpenFileRecord => {
    last += 1;
    return {
      id: last,
      kind,
      path: null,
      socket: null,
      peer: null,
      detail: null,
      openedAt: origin,
      openedTime: time,
      inherited,
    };
  };
  const factory: FileFactory = {
    file: (path, opening) => ({ ...make("file", opening), path }),
    socket: (family, type, opening) => ({
      ...make("socket", opening),
      socket: { family, type, local: null, remote: null, inode: null },
    }),
    pipe: (detail, opening) => ({ ...make("pipe", opening), detail }),
    anonymous: (detail, opening) => ({ ...make("anonymous", opening), detail }),
    unknown: (opening) => make("unknown", opening),
    fromTarget(target, opening) {
      switch (target.kind) {
        case "path":
          return factory.file(target.path, opening);
        case "socket": {
          const file = factory.socket(
            familyOfProtocol(target.protocol),
            typeOfProtocol(target.protocol),
            opening,
          );
          learnFromTarget(file, target);
          return file;
        }
        case "pipe":
          return factory.pipe(target.inode, opening);
        case "anonymous":
          return factory.anonymous(target.type, opening);
        case "other":
          return factory.unknown(opening);
      }
    },
  };
  return factory;
}

/** `TCPv6` → `AF_INET6`. */
export function familyOfProtocol(protocol: string | null): string | null {
  if (protocol === null) return null;
  if (protocol.startsWith("UNIX")) return "AF_UNIX";
  if (protocol.startsWith("NETLINK")) return "AF_NETLINK";
  return protocol.endsWith("v6") ? "AF_INET6" : "AF_INET";
}

function typeOfProtocol(protocol: string | null): string | null {
  if (protocol === null) return null;
  if (/^(?:TCP|MPTCP|UNIX-STREAM|SCTP)/.test(protocol)) return "stream";
  return /^(?:UDP|UNIX-DGRAM|UNIX$|NETLINK)/.test(protocol) ? "datagram" : null;
}

/** Adds what an annotation shows to what is known of an open file. False: it is another file. */
export function learnFromTarget(file: OpenFileRecord, target: DescriptorTarget): boolean {
  switch (target.kind) {
    case "path":
      if (file.kind !== "file" || contradicts(file.path, target.path)) return false;
      file.path = target.path;
      return true;
    case "pipe":
      if (file.kind !== "pipe" || contradicts(file.detail, target.inode)) return false;
      file.detail = target.inode;
      return true;
    case "socket":
      return file.socket !== null && learnSocket(file.socket, target);
    case "anonymous":
      return file.kind === "anonymous";
    case "other":
      return true;
  }
}

function contradicts<T>(known: T | null, told: T | null): boolean {
  return known !== null && told !== null && known !== told;
}

type KnownSocket = NonNullable<OpenFileRecord["socket"]>;

function learnSocket(socket: KnownSocket, target: SocketTarget): boolean {
  const { protocol, local, remote, inode } = target;
  if (contradicts(socket.inode, inode) || contradicts(portOf(socket), local?.port ?? null)) return false;
  socket.inode ??= inode;
  socket.family ??= familyOfProtocol(protocol);
  socket.type ??= typeOfProtocol(protocol);
  if (local !== null) socket.local = { kind: "inet", ...local };
  if (remote !== null) socket.remote = { kind: "inet", ...remote };
  learnName(socket, target.name);
  return true;
}

/** The bound port; null while the kernel has not chosen one. */
function portOf({ local }: KnownSocket): number | null {
  return local?.kind === "inet" && local.port !== 0 ? local.port : null;
}

function learnName(socket: KnownSocket, name: string | null): void {
  if (name !== null && socket.family === "AF_UNIX") socket.local ??= { kind: "unix", path: name };
}
