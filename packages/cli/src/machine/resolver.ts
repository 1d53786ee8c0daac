import type { ResolverState } from "@gotrace/core";
import type { Machine } from "./machine.ts";
import { linesOf, readLines, readText } from "./text-file.ts";

/** A list that blocks advertisers has a hundred thousand names, and none of them is of interest. */
const mostHosts = 500;

/** How names are looked up here. */
export async function readResolver(machine: Machine): Promise<ResolverState> {
  const nsswitch = await readLines(machine, "/etc/nsswitch.conf");
  const hosts = await readText(machine, hostsFile(machine));
  return {
    resolvConf: await readLines(machine, "/etc/resolv.conf"),
    nsswitchHosts:
      nsswitch?.lines.map((line) => /^hosts:\s*(.*?)\s*(?:#.*)?$/.exec(line)?.[1]).find(Boolean) ?? null,
    hosts: hosts === null ? null : hostEntries(hosts),
  };
}

function hostsFile({ platform, env }: Machine): string {
  return platform === "win32"
    ? `${env["SystemRoot"] ?? "C:\\Windows"}\\System32\\drivers\\etc\\hosts`
    : "/etc/hosts";
}

function hostEntries(text: string): { address: string; names: string[] }[] {
  return linesOf(text)
    .slice(0, mostHosts)
    .flatMap((line) => {
      const [address, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
      return address && names.length > 0 ? [{ address, names }] : [];
    });
}
