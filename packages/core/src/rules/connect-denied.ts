import type { Failure } from "../model/run.ts";
import { connectFailure } from "./connect-helpers.ts";
import { networkError, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const connectDenied: Rule = {
  cause: "connect-denied",
  title: ({ host }) => `this machine forbids the connection to ${host}`,
  why:
    "The kernel of this machine refused connect before a packet left it. A rule forbids it here: a firewall, a route of " +
    "type prohibit, a filter on the control group (systemd's IPAddressDeny, a build sandbox), SELinux, or on Windows a " +
    "security product. The host was never asked.",
  looksLike: {
    log: [
      "dial tcp IP:443: connect: permission denied",
      "An attempt was made to access a socket in a way forbidden by its access permissions (Windows)",
    ],
    trace: ["connect = -1 EACCES or EPERM, at once"],
  },
  isNot: [
    { cause: "connect-refused", tell: "there the answer comes from the host or from a firewall on the way" },
    { cause: "syscall-blocked", tell: "there socket or another call is forbidden, not this one address" },
    { cause: "store-permission", tell: "there permission is denied to a file" },
  ],
  fixes: ({ host }) => [
    fix("look for a route or rule that forbids it", "ip route; sudo nft list ruleset"),
    fix("under systemd: look at IPAddressDeny and RestrictAddressFamilies of the unit"),
    fix("look for denials of SELinux", "sudo ausearch -m avc -ts recent"),
    fix(
      `allow this build to connect to ${host}, or fetch the modules outside of the sandbox`,
      "go mod vendor",
    ),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#vendoring"],
  outranks: ["syscall-blocked"],
  match: (failure, run) =>
    connectFailure(failure, run, "connect-denied") || connectForbidden(failure) ? plainMatch : null,
};

/** `operation not permitted` is said of socket and of connect: the trace tells that it was connect. */
function connectForbidden(failure: Failure): boolean {
  const outcome = failure.connection?.outcome;
  return (
    networkError(failure, "not-permitted") !== null && outcome?.kind === "failed" && outcome.errno === "EPERM"
  );
}
