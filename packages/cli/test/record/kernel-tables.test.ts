import { expect, test } from "vitest";
import { waitedLocksIn } from "../../src/record/held-locks.ts";
import { socketRows } from "../../src/record/socket-table.ts";
import { countersIn } from "../../src/record/tcp-counters.ts";

test("/proc/net/tcp: who talks with whom, in which state, how often the same was sent again", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 02004D0A:B540 09094D0A:01BB 02 00000001:00000000 01:000000C8 00000002     0        0 2637850 2 0000000000000000 400 0 0 1 7",
    "   1: 0100007F:963A 0100007F:20FB 01 00000000:00000010 00:00000000 00000000     0        0 2639163 1 0000000000000000 20 4 30 10 -1",
  ].join("\n");
  expect(socketRows(table, "tcp")).toEqual([
    {
      protocol: "tcp",
      state: "SYN_SENT",
      local: { ip: "10.77.0.2", port: 46400 },
      remote: { ip: "10.77.9.9", port: 443 },
      inode: 2637850,
      sendQueue: 1,
      receiveQueue: 0,
      retransmits: 2,
    },
    expect.objectContaining({
      state: "ESTABLISHED",
      remote: { ip: "127.0.0.1", port: 8443 },
      receiveQueue: 16,
    }),
  ]);
});

test("/proc/net/tcp6: addresses as one writes them, those of IPv4 as theirs", () => {
  const table = ["B80D0120000000000000000001000000", "0000000000000000FFFF0000010200C0"]
    .map((ip) => `   0: ${ip}:0016 ${ip}:01BB 01 00000000:00000000 00:00000000 00000000     0        0 7 1`)
    .join("\n");
  const ips = socketRows(table, "tcp").map(({ remote }) => remote.ip);
  expect(ips).toEqual(["2001:db8::1", "192.0.2.1"]);
});

test("ss --info: what went through a socket; what is zero is left out", () => {
  const text = [
    "ESTAB 0 0 127.0.0.1:38458 127.0.0.1:8443 ino:2639163 sk:1003 cgroup:/ <->",
    "\t cubic wscale:7,7 rto:204 rtt:0.02/0.01 mss:32768 bytes_sent:261 bytes_acked:262 segs_out:4 lastsnd:6524 lastrcv:6524 lastack:6524 minrtt:0.02",
    "ESTAB 0 0 127.0.0.1:38460 127.0.0.1:8443 ino:7 sk:1004 <->",
    "ESTAB 0 0 10.0.0.2:5 10.0.0.3:443 ino:8 sk:1005 <->",
    "\t cubic bytes_sent:900 bytes_acked:901 bytes_received:5000 lastsnd:20 lastrcv:8 lastack:8",
    "",
  ].join("\n");
  expect([...countersIn(text)]).toEqual([
    [2639163, { sent: 261, received: 0, sentAgoMs: 6524, receivedAgoMs: 6524 }],
    [8, { sent: 900, received: 5000, sentAgoMs: 20, receivedAgoMs: 8 }],
  ]);
});

test("/proc/locks: who waits behind whom", () => {
  const text = [
    "1: POSIX  ADVISORY  WRITE 300 00:20:11 0 EOF",
    "2: FLOCK  ADVISORY  WRITE 708 fe:00:1234 0 EOF",
    "2: -> FLOCK  ADVISORY  WRITE 710 fe:00:1234 0 EOF",
    "3: FLOCK  ADVISORY  READ 5 fe:00:77 0 EOF",
    "",
  ].join("\n");
  expect(waitedLocksIn(text)).toEqual([{ waiting: 710, holder: 708 }]);
});
