import { settingOf } from "../pipeline/settings.ts";
import type { Failure, Run } from "../model/run.ts";
import { connectFailure } from "./connect-helpers.ts";
import {
  coveredByNoProxy,
  forwardProxyFor,
  proxyVariable,
  showProxyVariables,
} from "./forward-proxy-helpers.ts";
import { errorOfKind, networkError, within } from "./matching.ts";
import { isPublicHost } from "../pipeline/public-hosts.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyNotApplied: Rule = {
  cause: "forward-proxy-not-applied",
  title: ({ host, failure, run }) =>
    `go went to ${host} past the forward proxy: ${bypass(failure, run) ?? "no variable applies"}`,
  why:
    "The environment names a forward proxy, and go did not use it for this URL. HTTP_PROXY counts for http URLs alone, and " +
    "GOPROXY is nearly always https; ALL_PROXY is for curl and git, go ignores it; NO_PROXY may cover the host; and the go " +
    "env file cannot hold any of them. A network that needs the forward proxy then lets nothing through.",
  looksLike: {
    log: ["dial tcp … or lookup … errors without `proxyconnect`, in an environment with a proxy variable"],
    trace: ["no connection goes to the forward proxy's address; execve with -v shows the variables"],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there no forward proxy is named at all" },
    { cause: "forward-proxy-refused", tell: "there go does use it, and says `proxyconnect`" },
  ],
  fixes: () => [
    fix("see what is set, in upper and lower case", showProxyVariables),
    fix("name the forward proxy for https URLs", "export HTTPS_PROXY=http://proxy.example:3128"),
    fix("take the host out of NO_PROXY", "export NO_PROXY=localhost,.corp.example"),
    fix(
      "under sudo, systemd and Docker: pass the variables on",
      "sudo --preserve-env=HTTPS_PROXY,NO_PROXY …",
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  outranks: [
    "connect-timeout",
    "connect-refused",
    "connect-host-unreachable",
    "connect-network-unreachable",
    "dns-no-such-host",
    "dns-timeout",
    "dns-server-misbehaving",
    "dns-server-unreachable",
    "dns-hosts-override",
  ],
  match(failure, run) {
    if (
      !isPublicHost(failure.host) ||
      failure.tool !== null ||
      within(failure, "vcs") ||
      !isBlocked(failure, run)
    )
      return null;
    return bypass(failure, run) === null ? null : { confidence: "likely" };
  },
};

/** What a network looks like that lets nothing out but the forward proxy. */
function isBlocked(failure: Failure, run: Run): boolean {
  if (errorOfKind(failure, "connect-pending")) return true;
  return (
    networkError(
      failure,
      "dns-no-such-host",
      "dns-timeout",
      "dns-server-misbehaving",
      "dns-server-unreachable",
    ) !== null ||
    connectFailure(
      failure,
      run,
      "connect-timeout",
      "connect-kernel-timeout",
      "connect-refused",
      "connect-host-unreachable",
      "connect-network-unreachable",
    ) !== null
  );
}

/** Why go did not use the forward proxy that is set, or null where none is, or where it does apply. */
function bypass(failure: Failure, run: Run): string | null {
  const plain = failure.url?.startsWith("http:") === true;
  const applied = forwardProxyFor(run, plain ? "http:" : "https:");
  if (applied) return coveredByNoProxy(run, failure.host ?? "") ? `NO_PROXY covers it` : null;
  if (!plain && forwardProxyFor(run, "http:")) return "HTTP_PROXY is for http URLs only";
  if (proxyVariable(run, "ALL_PROXY") ?? proxyVariable(run, "all_proxy")) return "go ignores ALL_PROXY";
  const inFile = settingOf(run, "HTTPS_PROXY")?.source === "go-env-file";
  return inFile ? "HTTPS_PROXY in the go env file has no effect" : null;
}
