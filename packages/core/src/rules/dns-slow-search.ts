import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsSlowSearch: Rule = {
  cause: "dns-slow-search",
  title: ({ host }) => `most of the time went into looking up ${host} under every domain of the search list`,
  why:
    "/etc/resolv.conf has a search list and `options ndots` above the number of dots in the host's name, as every pod in " +
    "Kubernetes has (ndots:5). Go then asks for the name under each search domain first, twice for each (A and AAAA), and " +
    "only then for the name itself. Go keeps no answers, so every look-up pays again.",
  looksLike: {
    log: ["nothing: the command ends well"],
    trace: [
      "for each look-up a row of questions HOST.domain1, HOST.domain2, … that get NXDOMAIN, before the one that counts",
    ],
  },
  isNot: [
    { cause: "dns-slow-server", tell: "there the server is slow to answer the right question" },
    { cause: "dns-no-such-host", tell: "there the name itself gets NXDOMAIN too, and the command fails" },
  ],
  fixes: () => [
    fix("see the search list and ndots", "cat /etc/resolv.conf"),
    fix(
      "lower ndots for this container: in Kubernetes spec.dnsConfig.options, elsewhere in resolv.conf",
      "options ndots:1",
    ),
    fix("keep the module cache between runs, so that fewer look-ups are needed"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match: (failure) => (errorOfKind(failure, "slow")?.on === "dns-search-list" ? plainMatch : null),
};
