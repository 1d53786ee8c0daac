import type { Machine } from "../machine/machine.ts";

/** What went through a TCP socket since it is there. */
export interface TcpCounters {
  /** Bytes. */
  readonly sent: number;
  readonly received: number;
  readonly sentAgoMs: number | null;
  readonly receivedAgoMs: number | null;
}

/** Of each socket of this network namespace, by its inode; none where there is no `ss`. The tables of /proc have no such numbers. */
export async function tcpCounters(machine: Machine): Promise<ReadonlyMap<number, TcpCounters>> {
  const { ok, stdout } = await machine.run("ss", [
    "--tcp",
    "--numeric",
    "--extended",
    "--info",
    "--no-header",
  ]);
  return ok ? countersIn(stdout) : new Map();
}

/** A socket's line, and behind it one that is indented. ss(8), --info; a count that is zero is left out. */
export function countersIn(text: string): ReadonlyMap<number, TcpCounters> {
  const counters = new Map<number, TcpCounters>();
  for (const entry of text.split(/\n(?!\s)/)) {
    const inode = countIn(entry, "ino");
    // `lastsnd` and its kin stand there since Linux 2.6, `bytes_received` since 4.1, `bytes_sent` since 4.19.
    if (inode === null || !/\s(?:bytes_acked|bytes_received|bytes_sent|lastack):/.test(entry)) continue;
    counters.set(inode, {
      sent: countIn(entry, "bytes_sent") ?? countIn(entry, "bytes_acked") ?? 0,
      received: countIn(entry, "bytes_received") ?? 0,
      sentAgoMs: countIn(entry, "lastsnd"),
      receivedAgoMs: countIn(entry, "lastrcv"),
    });
  }
  return counters;
}

function countIn(entry: string, name: string): number | null {
  const digits = new RegExp(String.raw`\s${name}:(\d+)(?=\s|$)`).exec(entry)?.[1];
  return digits === undefined ? null : Number(digits);
}
