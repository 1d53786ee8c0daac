import type { Cause } from "@gotrace/core";
import { rules } from "../../packages/core/src/rules/registry.ts";

// With less of its proof a verdict must become weaker, or stay; another root cause would be a guess. Allowed are:
// - no cause;
// - the same cause, which other lines prove as well;
// - a cause on the same chain: one that the rule outranks (it explains it), or one that outranks it;
// - the three causes that say themselves that they know a layer and not the reason.
const vague: ReadonlySet<Cause> = new Set(["tracer-partial", "tls-rejected", "vcs-network"]);

/** Pairs that are one chain although no failure has both, each with the reason. */
const exceptions: Readonly<Partial<Record<Cause, readonly Cause[]>>> = {
  // Where the late answer of a name server is not on record, its question was never answered.
  "dns-slow-server": ["dns-timeout"],
  // libc has one word for several answers of a name server, and the trace has the answer.
  "dns-temporary-failure": ["dns-server-misbehaving", "dns-timeout", "dns-server-unreachable"],
  // Without go's `proxyconnect` nothing says that the name, or the port, is a forward proxy's.
  "forward-proxy-malformed": ["dns-no-such-host"],
  "forward-proxy-no-such-host": ["dns-no-such-host"],
  "forward-proxy-refused": ["connect-refused"],
  "forward-proxy-timeout": ["connect-timeout"],
  "forward-proxy-scheme": ["tls-not-tls"],
  // What go says in the end of several tries; what became of one of them.
  "insecure-not-allowed": ["connect-refused", "vcs-repo-not-found"],
  // The alert is encrypted, and the server closes the connection right behind it.
  "tls-client-cert": ["connection-reset", "connection-closed"],
};

/** Whether a record that tells less may name `after` where the whole record names `before`. */
export function isSameChain(before: Cause, after: Cause): boolean {
  return (
    before === after ||
    vague.has(after) ||
    explains(before, after) ||
    explains(after, before) ||
    exceptions[before]?.includes(after) === true
  );
}

function explains(cause: Cause, other: Cause): boolean {
  return rules[cause].outranks?.includes(other) === true;
}
