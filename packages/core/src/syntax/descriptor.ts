import type { DescriptorTarget, Endpoint, SocketTarget } from "../model/strace-value.ts";
import { unescapeString } from "./strings.ts";

// What strace prints in angle brackets behind a descriptor (printfd in its util.c and socketutils.c):
//   -y   3</etc/hosts>   4<socket:[189253]>   5<pipe:[140278]>   6<anon_inode:[eventpoll]>
//   -yy  3<TCP:[127.0.0.1:55000->127.0.0.1:443]>   9<UDPv6:[[::]:45143]>   4</dev/null<char 1:3>>
//        15<UNIX-STREAM:[140272->140273,"name"]>   21<NETLINK:[ROUTE:25961]>   3<TCP:[140225]> (no address yet)

const device = /^([^]*)<((?:char|block) [^<>]*)>$/;
const deletedBefore519 = / \(deleted\)$/;
const bracketed = /^(\(null\)|[A-Za-z][A-Za-z0-9_-]*):\[([^]*)\]$/;
const anonymous =
  /^(anon_inode|signalfd|memfd|pid|net|mnt|user|uts|ipc|cgroup|time|pid_for_children):([^]*)$/;
const socketProtocol =
  /^(?:socket|\(null\)|TCP|UDP|UNIX|NETLINK|RAW|PING|SCTP|DCCP|UDPLITE|MPTCP|L2TP|AX25|PACKET|VSOCK|ICMP|XDP|CAN)/;

/** Reads an annotation: `text` is what stands between the angle brackets, `deleted` whether `(deleted)` follows them. */
export function parseDescriptorTarget(text: string, deleted: boolean): DescriptorTarget {
  if (text.charCodeAt(0) === 0x2f) return pathTarget(text, deleted);
  const match = bracketed.exec(text);
  if (match) {
    const [, type = "", inside = ""] = match;
    if (type === "pipe") return { kind: "pipe", inode: inside };
    if (type === "anon_inode") return { kind: "anonymous", type: inside };
    if (socketProtocol.test(type)) return socketTarget(type, inside);
    return { kind: "anonymous", type: text };
  }
  const named = anonymous.exec(text);
  if (named) return { kind: "anonymous", type: named[1] === "anon_inode" ? (named[2] ?? "") : text };
  if (text.startsWith("{")) return { kind: "anonymous", type: text };
  return { kind: "other", text: unescapeString(text) };
}

function pathTarget(text: string, deleted: boolean): DescriptorTarget {
  const onDevice = device.exec(text);
  const path = onDevice?.[1] ?? text;
  return {
    kind: "path",
    path: unescapeString(path.replace(deletedBefore519, "")),
    device: onDevice?.[2] ?? null,
    deleted: deleted || deletedBefore519.test(path),
  };
}

const digits = /^\d+$/;
const arrow = /^([^]*?)->([^]*)$/;
const unixName = /^([^,"@]*),?(@?)"?([^]*?)"?$/;

function socketTarget(type: string, inside: string): SocketTarget {
  const protocol = type === "socket" || type === "(null)" ? null : type;
  const base = { kind: "socket", protocol, local: null, remote: null, inode: null, name: null } as const;
  if (digits.test(inside)) return { ...base, inode: inside };
  if (type.startsWith("NETLINK")) return { ...base, name: inside };
  if (type.startsWith("UNIX") || type === "(null)") return unixTarget(base, inside);
  const pair = arrow.exec(inside);
  return pair
    ? { ...base, local: parseEndpoint(pair[1] ?? ""), remote: parseEndpoint(pair[2] ?? "") }
    : { ...base, local: parseEndpoint(inside) };
}

function unixTarget(base: SocketTarget, inside: string): SocketTarget {
  const [, inodes = "", at = "", name = ""] = unixName.exec(inside) ?? [];
  return {
    ...base,
    inode: /^\d+/.exec(inodes)?.[0] ?? null,
    name: name === "" ? null : at + unescapeString(name),
  };
}

const endpoint = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/;

/** Reads `10.0.0.1:443` or `[::1]:443`; null for anything else. */
export function parseEndpoint(text: string): Endpoint | null {
  const match = endpoint.exec(text);
  if (match === null) return null;
  return { ip: match[1] ?? match[2] ?? "", port: Number(match[3]) };
}
