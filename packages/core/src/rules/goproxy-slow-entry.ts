import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const goproxySlowEntry: Rule = {
  cause: "goproxy-slow-entry",
  title: ({ host, failure }) => {
    const slow = errorOfKind(failure, "slow");
    const time = slow ? `: ${Math.round(slow.waitedMs / 1000)} of ${Math.round(slow.totalMs / 1000)} s` : "";
    return `${host} in GOPROXY cannot be reached, and go tries it again for every file${time}`;
  },
  why:
    "After `|` go passes on to the next entry of GOPROXY whatever the failure was, and it does not remember that an " +
    "entry is dead: each file of each module asks it first. Where its packets vanish that costs 30 seconds a time. The " +
    "command ends well in the end, which hides the reason.",
  looksLike: {
    log: [
      'with -x: # get https://DEAD/…: Get "https://DEAD/…": dial tcp …: i/o timeout, then the same path from the next entry: 200 OK',
    ],
    trace: [
      "connect to the same address again and again, closed after 30 s without an outcome, then another host answers",
    ],
  },
  isNot: [
    {
      cause: "connect-timeout",
      tell: "there a comma follows the entry, or it is the last: the command fails",
    },
    { cause: "http-slow", tell: "there the entry can be reached and takes long to answer" },
    { cause: "connect-slow-ipv6", tell: "there one address of a living host is dead" },
  ],
  fixes: ({ host }) => [
    fix("see the list, and where it is set", "go env GOPROXY GOENV"),
    fix(`take ${host} out of it, or put it last`, "go env -w GOPROXY=https://proxy.golang.org,direct"),
    fix(
      `find out why this machine cannot reach ${host}: VPN, firewall, forward proxy`,
      ifKnown(host, `curl -v --connect-timeout 5 https://${host}/`),
    ),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match: (failure) => (errorOfKind(failure, "slow")?.on === "dead-proxy-entry" ? plainMatch : null),
};
