import process from "node:process";
import { execa } from "execa";
import { compareGoVersions, type MachineState } from "@gotrace/core";
import type { Machine } from "../../machine/machine.ts";
import type { Limits } from "./measuring.ts";
import type { LibcAnswer } from "./network.ts";

/**
 * Go leaves names to the C library where it is told to, or where nsswitch.conf has sources that it does not know (net/conf.go);
 * but the go command itself is without cgo since 1.21, and asks the name servers in any case.
 */
export function leavesLookupsToLibc({ environment, resolver, versions }: MachineState): boolean {
  const order = versions.go === null ? null : compareGoVersions(versions.go, "1.21");
  if (order === null || order >= 0) return false;
  const told = /\bnetdns=(?:\d\+)?(cgo|go)\b/.exec(environment["GODEBUG"] ?? "")?.[1];
  if (told !== undefined) return told === "cgo";
  const sources = (resolver.nsswitchHosts ?? "files dns").replaceAll(/\[[^\]]*\]/g, "").split(/\s+/);
  return sources.some((source) => !["", "files", "dns", "myhostname"].includes(source));
}

/**
 * On Windows and macOS go asks the system, however it was built (net/conf.go); on macOS GODEBUG=netdns=go says otherwise. resolv.conf, where
 * there is one, then tells nothing of what go finds.
 */
export function leavesLookupsToSystem({ environment, system }: MachineState): boolean {
  if (system.os === "win32") return true;
  return system.os === "darwin" && !/\bnetdns=(?:\d\+)?go\b/.test(environment["GODEBUG"] ?? "");
}

/** Prints what getaddrinfo(3) finds, in its order, or the name of its error. */
const ask =
  "require('node:dns').lookup(process.argv[1], { all: true, verbatim: true, hints: require('node:dns').ADDRCONFIG }, " +
  "(error, found) => process.stdout.write(JSON.stringify(error ? error.code : found.map(({ address }) => address))))";

/** It gives two rounds of five seconds to silent servers (resolv.conf(5)); what takes longer is of no use to anybody. */
const longestMs = 11_000;

/**
 * Asks the C library, whose answer git, ssh, curl and most others take. It may take its time, or for ever, and nothing can stop it but
 * the end of its process: so it has one of its own. Null where it said nothing.
 */
export async function askLibc(
  { env }: Machine,
  host: string,
  { timeoutMs, signal }: Limits,
): Promise<LibcAnswer | null> {
  const { stdout } = await execa(process.execPath, ["-e", ask, "--", host], {
    env: { ...env, NODE_OPTIONS: undefined },
    extendEnv: false,
    stdin: "ignore",
    timeout: Math.min(timeoutMs, longestMs),
    cancelSignal: signal,
    reject: false,
  });
  const said: unknown = stdout === "" ? null : JSON.parse(stdout);
  if (said === null) return null;
  const addresses = Array.isArray(said) ? said.map(String) : [];
  return { addresses: [...new Set(addresses)], temporary: said === "EAI_AGAIN" };
}
