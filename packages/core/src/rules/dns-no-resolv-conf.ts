import { askedBothDefaults, hasNoResolvConf } from "./dns-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsNoResolvConf: Rule = {
  cause: "dns-no-resolv-conf",
  title: ({ host }) => `this machine has no name server configured, so ${host} cannot be looked up`,
  why:
    "/etc/resolv.conf is missing or names no server. Go's resolver then asks this machine itself, 127.0.0.1 and [::1] on " +
    "port 53, where nobody listens. It happens in images built from scratch, in chroots, and on Android (Termux), whose " +
    "name servers a static Go binary cannot see.",
  looksLike: {
    log: ["lookup HOST on [::1]:53: read udp [::1]:PORT->[::1]:53: read: connection refused"],
    trace: ["openat /etc/resolv.conf fails or reads 0 bytes; then sockets to 127.0.0.1:53 and [::1]:53"],
  },
  isNot: [
    {
      cause: "dns-server-unreachable",
      tell: "there resolv.conf names a server, and it is that one that refuses",
    },
    { cause: "dns-no-such-host", tell: "there a name server answered" },
  ],
  fixes: () => [
    fix("look at the file", "cat /etc/resolv.conf"),
    fix("write one that names your network's server", "echo 'nameserver IP' | sudo tee /etc/resolv.conf"),
    fix("in a chroot: bind or copy the host's file into it"),
    fix("in Termux: use Termux's own golang package, which asks Android for names", "pkg install golang"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match: (failure, run) => {
    if (!hasNoResolvConf(failure, run)) return null;
    const missing = run.files.some((file) => file.path === "/etc/resolv.conf" && file.errno === "ENOENT");
    return { confidence: missing || askedBothDefaults(run) ? "certain" : "likely" };
  },
};
