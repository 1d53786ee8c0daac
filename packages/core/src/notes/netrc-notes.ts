import type { MachineState } from "../model/machine.ts";
import { hostOfEntry, isPublicProxy, parseGoproxy } from "../pipeline/goproxy.ts";
import { matchPrefixPatterns } from "../pipeline/module-path.ts";
import { isPublicHost } from "../pipeline/public-hosts.ts";
import { effectiveIn, isUnset, valueIn } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";
import { filePlace, placeOf, setCommand, type NoteRule } from "./note-rule.ts";

export const netrcHostNotPrivate: NoteRule = {
  kind: "netrc-host-not-private",
  title: "netrc has credentials for a host that go.mod needs, and GOPRIVATE does not cover it",
  why:
    "What needs a password is not for everybody, and without GOPRIVATE go asks the public proxy for it first, and the checksum " +
    "database: both learn its path and cannot have it.",
  links: ["https://go.dev/ref/mod#private-modules", "https://go.dev/ref/mod#private-module-repo-auth"],
  saidBy: ["private-module-on-public-proxy", "private-module-on-checksum-database"],
  find({ settings, machine }) {
    const goproxy = effectiveIn(settings, "GOPROXY");
    // Where one of these is set, GOPRIVATE decides nothing any more.
    const aside = ["GONOPROXY", "GONOSUMDB"].every((name) => isUnset(settings, name));
    const known = valueIn(settings, "GOPRIVATE");
    if (machine === null || goproxy === null || !aside) return [];
    if (known === null && !isUnset(settings, "GOPRIVATE")) return [];
    const proxy = parseGoproxy(goproxy.value)
      .map(hostOfEntry)
      .find((host) => host !== null && isPublicProxy(host));
    const found = needed(machine).find(({ module }) => !matchPrefixPatterns(known?.value ?? "", module));
    if (proxy === undefined || proxy === null || found === undefined) return [];
    const { host, module, netrc, goMod } = found;
    const value = known === null ? host : `${known.value},${host}`;
    const command = known === null ? `go env -w GOPRIVATE=${shellQuote(value)}` : setCommand(known, value);
    return [
      {
        text: `${netrc} has credentials for ${host}, which ${module} comes from, and go asks ${proxy} for it first: GOPRIVATE does not cover it`,
        fixes: [fix("say that what lies there is private", command)],
        seen: [
          filePlace(netrc, `machine ${host}`),
          filePlace(goMod, module),
          ...(known === null ? [] : [placeOf(known)]),
        ],
      },
    ];
  },
};

interface Needed {
  host: string;
  module: string;
  netrc: string;
  goMod: string;
}

/** Modules of go.mod whose own host has credentials in netrc. Public hosts have public modules as well: of them nothing is said. */
function needed({ netrc, project: { goMod } }: MachineState): Needed[] {
  if (netrc === null || goMod?.text == null) return [];
  const modules = Array.from(goMod.text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w-]+\/\S+)\s+v\d/gm));
  return modules.flatMap(([, module = ""]) => {
    const host = module.split("/")[0] ?? "";
    const isOwn = netrc.hosts.includes(host) && !isPublicHost(host);
    return isOwn ? [{ host, module, netrc: netrc.path, goMod: goMod.path }] : [];
  });
}
