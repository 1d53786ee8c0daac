import type { KnownSetting, SettingsView } from "../model/setting.ts";
import {
  bypassOf,
  environmentValue,
  forwardProxyNamed,
  noProxySetting,
  proxySetting,
} from "../pipeline/forward-proxy.ts";
import { parseNoProxy } from "../pipeline/no-proxy.ts";
import { isUnset } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";
import { publicHostsAsked } from "./asked-hosts.ts";
import { aptProxies, profileProxies } from "./other-proxies.ts";
import { filePlace, placeOf, type NoteRule } from "./note-rule.ts";

const docs = "https://pkg.go.dev/net/http#ProxyFromEnvironment";

export const proxyVariablesDiffer: NoteRule = {
  kind: "proxy-variables-differ",
  title: "the upper-case and the lower-case proxy variable have different values",
  why:
    "Go takes the upper-case one where both are set, curl and git the lower-case one (and of HTTP_PROXY nothing else): so go and " +
    "git use different forward proxies.",
  links: [docs, "https://curl.se/docs/manpage.html#ENVIRONMENT"],
  find: ({ settings }) =>
    ["HTTPS_PROXY", "HTTP_PROXY"].flatMap((name) => {
      const pair = [
        environmentValue(settings, name),
        environmentValue(settings, name.toLowerCase()),
      ] as const;
      const [upper, lower] = pair;
      if (upper === null || lower === null || !differ(settings, upper, lower)) return [];
      return [
        {
          text: `${name} and ${lower.name} name different forward proxies: go uses ${name}, git and curl ${lower.name}`,
          fixes: [fix("give both the value that is right", `export ${lower.name}="$${name}"`)],
          seen: [placeOf(upper), placeOf(lower)],
        },
      ];
    }),
};

function differ(settings: SettingsView, upper: KnownSetting, lower: KnownSetting): boolean {
  const [taken, left] = [forwardProxyNamed(settings, upper.name), forwardProxyNamed(settings, lower.name)];
  return taken !== null && left !== null && (taken.host !== left.host || taken.port !== left.port);
}

export const httpProxyAlone: NoteRule = {
  kind: "http-proxy-alone",
  title: "HTTP_PROXY is set and HTTPS_PROXY is not: it is for http URLs alone",
  why:
    "Go takes HTTP_PROXY for http URLs and HTTPS_PROXY for https URLs, and nearly all that it fetches is https. Where only the " +
    "forward proxy gets out of the network, go gets nowhere.",
  links: [docs],
  saidBy: ["forward-proxy-not-applied"],
  find(scene) {
    const { settings } = scene;
    const plain = proxySetting(settings, "http:");
    const noHttps = isUnset(settings, "HTTPS_PROXY") && isUnset(settings, "https_proxy");
    const host = publicHostsAsked(scene).find(({ name }) => bypassOf(settings, name) === null);
    if (plain === null || !noHttps || host === undefined) return [];
    return [
      {
        text: `${plain.name} is for http URLs alone: go ${host.opened ? "went" : "goes"} to ${host.name} without a forward proxy`,
        fixes: [fix("if https is to pass it as well", `export HTTPS_PROXY=${shellQuote(plain.value)}`)],
        seen: [placeOf(plain), host.seen],
      },
    ];
  },
};

export const noProxyCoversProxy: NoteRule = {
  kind: "no-proxy-covers-proxy",
  title: "NO_PROXY covers a public host that go asks, so the forward proxy is not used for it",
  why:
    "NO_PROXY is meant for hosts inside the network. A suffix in it covers every host below: `golang.org` also covers " +
    "proxy.golang.org and sum.golang.org.",
  links: [docs],
  saidBy: ["forward-proxy-not-applied"],
  find(scene) {
    const { settings } = scene;
    const proxy = proxySetting(settings, "https:");
    const list = noProxySetting(settings);
    if (proxy === null || list === null) return [];
    for (const host of publicHostsAsked(scene)) {
      const entry = bypassOf(settings, host.name);
      if (entry === null || entry === "loopback" || entry.kind !== "domain") continue;
      const others = list.value.split(",").filter((part) => part.trim().toLowerCase() !== entry.text);
      return [
        {
          text: `${list.name} covers ${host.name} (${entry.text}), so go goes there past the forward proxy of ${proxy.name}`,
          fixes: [fix(`take ${entry.text} out`, `export ${list.name}=${shellQuote(others.join(","))}`)],
          seen: [placeOf(list), placeOf(proxy), host.seen],
        },
      ];
    }
    return [];
  },
};

export const noProxyEntryIgnored: NoteRule = {
  kind: "no-proxy-entry-ignored",
  title: "an entry of NO_PROXY covers nothing for go",
  why:
    "Go knows names (`corp.example` with all hosts below it), `.suffix`, addresses, networks (`10.0.0.0/8`), each of the names and " +
    "addresses with a port, and `*` alone. Other stars, blanks as separators and URLs make an entry that no host matches.",
  links: ["https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config"],
  find({ settings }) {
    const list = noProxySetting(settings);
    const proxy = proxySetting(settings, "https:") ?? proxySetting(settings, "http:");
    if (list === null || proxy === null) return [];
    const ignored = parseNoProxy(list.value).flatMap((entry) =>
      entry.kind === "ignored" ? [entry.text] : [],
    );
    if (ignored.length === 0) return [];
    return [
      {
        text: `${list.name}: go finds no host in ${ignored.map((text) => `\`${text}\``).join(" and ")}, so ${proxy.name} is used for what it was to cover`,
        fixes: [
          fix(
            "write suffixes and networks, with commas between them",
            `export ${list.name}=localhost,.corp.example,10.0.0.0/8`,
          ),
        ],
        seen: [placeOf(list), placeOf(proxy)],
      },
    ];
  },
};

export const aptProxyAlone: NoteRule = {
  kind: "apt-proxy-alone",
  title: "apt has a forward proxy for https, and go's environment has none",
  why:
    "apt reads its own configuration, go the environment. A network that needs a forward proxy for apt most often needs it for go " +
    "as well; or the line is left over from another network.",
  links: [docs],
  find({ settings, machine }) {
    const apt = aptProxies(machine).find(({ scheme }) => scheme === "https");
    if (apt === undefined || hasAnyProxy(settings)) return [];
    return [
      {
        text: `apt reaches https hosts by ${apt.proxy.host}:${apt.proxy.port}, and the environment names no forward proxy for go`,
        fixes: [
          fix(
            "if this network needs it",
            `export HTTPS_PROXY=${shellQuote(apt.url)} NO_PROXY=localhost,.corp.example`,
          ),
          fix("if it does not, drop the line", `sudo editor ${shellQuote(apt.line.file)}`),
        ],
        seen: [filePlace(apt.line.file, apt.line.text)],
      },
    ];
  },
};

export const profileProxyNotExported: NoteRule = {
  kind: "profile-proxy-not-exported",
  title: "the system's profile names a forward proxy, and this process's environment does not have it",
  why:
    "/etc/environment and /etc/profile are read when somebody logs in: cron, systemd, sudo, containers and shells that were open " +
    "before have nothing of it, and a line without `export` is for the shell alone.",
  links: [docs],
  find({ settings, machine }) {
    const line = profileProxies(machine).find(({ scheme }) => scheme === "https");
    if (line === undefined || hasAnyProxy(settings)) return [];
    return [
      {
        text: `${line.line.file} names the forward proxy ${line.proxy.host}:${line.proxy.port}, and the environment here does not`,
        fixes: [
          fix("set it for this shell", `export HTTPS_PROXY=${shellQuote(line.url)}`),
          fix("under sudo, pass it on", "sudo --preserve-env=HTTPS_PROXY,NO_PROXY …"),
        ],
        seen: [filePlace(line.line.file, line.line.text)],
      },
    ];
  },
};

/** It is on record that neither spelling of either variable is set, or else this is not claimed. */
function hasAnyProxy(settings: SettingsView): boolean {
  return !["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].every((name) =>
    isUnset(settings, name),
  );
}
