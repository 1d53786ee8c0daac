import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { NetrcState } from "@gotrace/core";
import { homeOf, placeOf, type Machine } from "./machine.ts";
import { readText } from "./text-file.ts";

/** The file in which go and git find user names and passwords. cmd/go/internal/auth, netrc.go. */
export function netrcPath(machine: Machine): string | null {
  const home = homeOf(machine);
  return machine.env["NETRC"] || (home && join(home, machine.platform === "win32" ? "_netrc" : ".netrc"));
}

/** For which hosts there are credentials; they themselves stay where they are. */
export async function readNetrc(machine: Machine): Promise<NetrcState | null> {
  const path = netrcPath(machine);
  const text = path === null ? null : await readText(machine, path);
  if (path === null || text === null) return null;
  return { path, hosts: netrcHosts(text), mode: await modeOf(placeOf(machine, path)) };
}

async function modeOf(path: string): Promise<string | null> {
  try {
    return ((await stat(path)).mode & 0o777).toString(8).padStart(3, "0");
  } catch {
    return null;
  }
}

/** Words are parted by any white space; what follows `password` or `login` is not a keyword, whatever it looks like. */
function netrcHosts(text: string): string[] {
  const words = text
    .replaceAll(/^macdef[\s\S]*?(?:\n\n|$(?![\s\S]))/gm, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const hosts: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === "default") hosts.push("default");
    if (!valued.has(words[i] ?? "")) continue;
    i += 1;
    if (words[i - 1] === "machine" && words[i] !== undefined) hosts.push(words[i] ?? "");
  }
  return hosts;
}

const valued: ReadonlySet<string> = new Set(["machine", "login", "password", "account"]);
