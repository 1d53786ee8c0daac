import { readFileSync } from "node:fs";
import type { OpenSocket } from "@gotrace/core";

/** A line of the kernel's tables of sockets. */
export type SocketRow = Pick<
  OpenSocket,
  "protocol" | "state" | "local" | "remote" | "inode" | "sendQueue" | "receiveQueue" | "retransmits"
>;

/** include/net/tcp_states.h; UDP has the first and the seventh. */
const states = [
  "",
  "ESTABLISHED",
  "SYN_SENT",
  "SYN_RECV",
  "FIN_WAIT1",
  "FIN_WAIT2",
  "TIME_WAIT",
  "CLOSE",
  "CLOSE_WAIT",
  "LAST_ACK",
  "LISTEN",
  "CLOSING",
  "NEW_SYN_RECV",
];

/** The sockets of the network namespace that a process is in. */
export function socketTable(pid: number): SocketRow[] {
  return (["tcp", "tcp6", "udp", "udp6"] as const).flatMap((name) => {
    const protocol = name.startsWith("tcp") ? "tcp" : "udp";
    return socketRows(contents(`/proc/${pid}/net/${name}`), protocol);
  });
}

/** `sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode`. proc(5), /proc/net/tcp. */
export function socketRows(table: string, protocol: SocketRow["protocol"]): SocketRow[] {
  const row =
    /^ *\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]+):([0-9A-F]+) [0-9A-F]+:[0-9A-F]+ ([0-9A-F]+) +\d+ +\d+ (\d+)/gm;
  return Array.from(
    table.matchAll(row),
    ([, local, localPort, remote, remotePort, state, out, into, again, inode]) => ({
      protocol,
      state: states[hex(state)] ?? "",
      local: { ip: addressIn(local ?? ""), port: hex(localPort) },
      remote: { ip: addressIn(remote ?? ""), port: hex(remotePort) },
      inode: Number(inode),
      sendQueue: hex(out),
      receiveQueue: hex(into),
      retransmits: hex(again),
    }),
  );
}

function hex(text: string | undefined): number {
  return Number.parseInt(text ?? "", 16);
}

/** Words of four bytes, each in the order of this machine; where gotrace runs, that is little-endian. */
function addressIn(text: string): string {
  const bytes = Array.from({ length: text.length / 8 }, (_, word) =>
    Buffer.from(text.slice(word * 8, word * 8 + 8), "hex").toReversed(),
  ).flatMap((word) => [...word]);
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255)
    return bytes.slice(12).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  // The shortest spelling, RFC 5952, is what URL has.
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

function contents(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
