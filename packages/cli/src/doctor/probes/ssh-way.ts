import { access } from "node:fs/promises";
import type { GitWay } from "./git.ts";
import { sshTarget, type GitTarget, type SshTarget } from "./git-target.ts";
import { dialsInTurnMeasured, lookupMeasured } from "./link-measurements.ts";
import { knownHere, lookUp } from "./lookup.ts";
import type { Place } from "./measuring.ts";
import type { Network } from "./network.ts";
import { dialOneByOne } from "./tcp.ts";

const itself = { kind: "itself" } as const;

/** Looks the host up, and connects to it as ssh does: one address after another, in the order of the C library. */
export async function openSshWay(target: GitTarget, at: Place, network: Network): Promise<GitWay> {
  const ssh = await sshTarget(target, network);
  const credentials = await credentialWords(ssh, network);
  if (ssh === null || ssh.indirect) return { broken: false, credentials, waitedMs: 0 };
  const place = (name: string, stage: Place["stage"]): Place => ({
    link: at.link,
    name,
    stage,
    role: "direct",
    host: ssh.host,
  });
  const lookedUp = lookUp(ssh.host, network.resolver, network.config, network.signal);
  const isKnown = knownHere(ssh.host, network.resolver) !== null;
  const [lookup, libc] = await Promise.all([
    lookedUp,
    isKnown ? null : network.libc(ssh.host, network.signal),
  ]);
  const found = lookupMeasured(place("dns", "dns"), ssh.host, lookup, libc, itself, true);
  network.note(found.measurement);
  if (found.addresses.length === 0) return { broken: true, credentials, waitedMs: 0 };
  const ordered = libc !== null && libc.addresses.length > 0 ? libc.addresses : found.addresses;
  const dialled = await dialOneByOne(ordered, ssh.port, ssh.host, network);
  for (const { socket } of dialled) socket?.destroy();
  network.note(dialsInTurnMeasured(place("tcp (ssh)", "connect"), dialled));
  const waitedMs = dialled.reduce((sum, { socket, tookMs }) => sum + (socket === null ? tookMs : 0), 0);
  return { broken: dialled.every(({ socket }) => socket === null), credentials, waitedMs };
}

async function credentialWords(ssh: SshTarget | null, { env }: Network): Promise<string> {
  const home = env["HOME"] ?? "~";
  const files: string[] = [];
  for (const file of ssh?.identityFiles ?? []) {
    const path = file.replace(/^~(?=\/)/, home);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) files.push(file);
  }
  const keys = files.length === 0 ? "no key in its usual files" : `key ${files.join(", ")}`;
  return `ssh: ${keys}; ${env["SSH_AUTH_SOCK"] ? "there is an agent" : "no agent"}`;
}
