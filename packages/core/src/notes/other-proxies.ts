import type { MachineState, SettingLine } from "../model/machine.ts";
import { readForwardProxy, type ForwardProxy } from "../pipeline/forward-proxy.ts";

/** A forward proxy that a configuration file names for others than go. */
export interface OtherProxy {
  /** The URLs that it is for. */
  scheme: "http" | "https";
  url: string;
  proxy: ForwardProxy;
  line: SettingLine;
}

/** `Acquire::https::Proxy "http://webproxy:3128";` of apt.conf(5); `DIRECT` is none. Later files win, so they come first. */
export function aptProxies(machine: MachineState | null): OtherProxy[] {
  return proxiesIn(machine?.forwardProxies.apt, /Acquire::(https?)::Proxy\s+"([^"]+)"/i);
}

/** `export https_proxy=http://webproxy:3128` of a shell's profile, with quotes or without. */
export function profileProxies(machine: MachineState | null): OtherProxy[] {
  return proxiesIn(machine?.forwardProxies.profile, /^(?:export\s+)?(https?)_proxy=["']?([^"'\s;]+)/i);
}

function proxiesIn(lines: readonly SettingLine[] | undefined, pattern: RegExp): OtherProxy[] {
  const found = (lines ?? []).flatMap((line) => {
    const [, scheme, url = ""] = pattern.exec(line.text) ?? [];
    // A shell's own variable in it: what it stands for is not known here.
    const proxy = url === "" || url.includes("$") || url === "DIRECT" ? null : readForwardProxy("", url);
    if (scheme === undefined || proxy === null) return [];
    return [{ scheme: scheme.toLowerCase() as "http" | "https", url, proxy, line }];
  });
  return found.toReversed();
}
