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

/** getent(1) asks the C library, whose answer git, ssh, curl and most others take. Null where there is no getent. */
export async function askLibc(machine: Machine, host: string, limits: Limits): Promise<LibcAnswer | null> {
  const { code, stdout } = await run(machine, "getent", ["ahosts", host], limits);
  if (code === "ENOENT") return null;
  const lines = stdout.split("\n").filter((line) => line !== "");
  const addresses = [...new Set(lines.flatMap((line) => line.split(/\s+/)[0] ?? []))];
  return { addresses, temporary: addresses.length === 0 && (await isTemporary(machine, host, limits)) };
}

const askAgain =
  "require('node:dns').lookup(process.argv[1], (error) => process.stdout.write(error?.code ?? ''))";

/**
 * getent does not tell why it found nothing; getaddrinfo(3) does. It may take its time, or for ever, and nothing can stop it but
 * the end of its process: so it has one of its own.
 */
async function isTemporary(machine: Machine, host: string, limits: Limits): Promise<boolean> {
  const { stdout } = await run(machine, process.execPath, ["-e", askAgain, "--", host], limits);
  return stdout === "EAI_AGAIN";
}

async function run(
  { env }: Machine,
  command: string,
  args: readonly string[],
  { timeoutMs, signal }: Limits,
): Promise<{ code?: string | undefined; stdout: string }> {
  return await execa(command, args, {
    env,
    extendEnv: false,
    stdin: "ignore",
    timeout: timeoutMs,
    cancelSignal: signal,
    reject: false,
  });
}
