import type { NetworkError } from "../model/network-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { connectFailure } from "./connect-helpers.ts";
import { askedDns } from "./dns-helpers.ts";
import { isPublicHost } from "../pipeline/public-hosts.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const dnsHostsOverride: Rule = {
  cause: "dns-hosts-override",
  title: (subject) => `${subject.host} has the address ${address(subject)} here, which is not its own`,
  why:
    "A public name leads to this machine itself, or was never asked of a name server: a line in /etc/hosts, or a block " +
    "list, gives its address. Such lines are left behind by tests and by attempts to get around a blocked network, and " +
    "they outlive the address that they name.",
  looksLike: {
    log: ["dial tcp 127.0.0.1:443 or 0.0.0.0:443: connect: connection refused, for a URL of a public host"],
    trace: [
      "/etc/hosts is read, no question about the name goes to port 53, connect goes to the address of the line",
    ],
  },
  isNot: [
    { cause: "connect-refused", tell: "there the address is the host's own" },
    { cause: "dns-no-such-host", tell: "there the name has no address" },
  ],
  fixes: ({ host }) => [
    fix("see which line it is", ifKnown(host, `grep -n '${host}' /etc/hosts`)),
    fix("take that line out of /etc/hosts; in a container look at --add-host and extra_hosts"),
    fix(
      "if there is none: see what the name server says, which may block the name",
      ifKnown(host, `dig ${host}`),
    ),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  outranks: ["connect-refused", "connect-timeout", "connect-host-unreachable", "connect-network-unreachable"],
  match(failure, run) {
    const error = connectFailure(
      failure,
      run,
      "connect-refused",
      "connect-timeout",
      "connect-kernel-timeout",
      "connect-host-unreachable",
      "connect-network-unreachable",
    );
    if (!error || failure.tool !== null || failure.around.some((outer) => outer.kind === "vcs")) return null;
    return isOverridden(error, failure, run) ? { confidence: "likely" } : null;
  },
};

/**
 * A public host at an address of this machine is wrong by itself. Any other address counts only where the other names of
 * the run were asked of a name server and this one was not.
 */
function isOverridden(error: NetworkError, failure: Failure, run: Run): boolean {
  const { host } = failure;
  const ip = addressOf(failure);
  if (host === null || ip === null || !isPublicHost(host)) return false;
  if (ip === "0.0.0.0" || ip === "::") return true;
  if (!run.networkTraced || askedDns(run, host)) return false;
  return isLoopback(ip)
    ? error.reason === "connect-refused"
    : run.dnsQueries.some((query) => query.answer !== null);
}

function isLoopback(ip: string): boolean {
  return ip.startsWith("127.") || ip === "::1";
}

function addressOf({ connection, error }: Failure): string | null {
  if (connection !== null) return connection.remote.ip;
  return error.kind === "network" ? (error.address?.ip ?? null) : null;
}

function address({ failure }: Subject): string {
  return addressOf(failure) ?? "of another machine";
}
