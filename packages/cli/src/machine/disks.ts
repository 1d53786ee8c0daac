import { access, constants, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DiskState } from "@gotrace/core";
import { homeOf, placeOf, type Machine } from "./machine.ts";
import { readText } from "./text-file.ts";

/** The folders that go fills: how much room there is, of what kind they are, and whether one may write there. */
export async function readDisks(
  machine: Machine,
  goEnv: Readonly<Record<string, string>> | null,
): Promise<DiskState[]> {
  const mounts = mountsIn((await readText(machine, "/proc/self/mountinfo")) ?? "");
  const folders: [DiskState["use"], string | null][] = [
    ["GOMODCACHE", goEnv?.["GOMODCACHE"] || moduleCacheOf(machine)],
    ["GOCACHE", goEnv?.["GOCACHE"] || machine.env["GOCACHE"] || null],
    ["TMPDIR", goEnv?.["GOTMPDIR"] || machine.env["TMPDIR"] || tmpdir()],
    ["project", machine.cwd],
  ];
  const disks = folders.map(async ([use, path]) =>
    path === null ? [] : [await readDisk(machine, use, path, mounts)],
  );
  return (await Promise.all(disks)).flat();
}

/** GOMODCACHE, GOPATH and the home folder, in this order. go help environment. */
function moduleCacheOf(machine: Machine): string | null {
  const { env } = machine;
  if (env["GOMODCACHE"]) return env["GOMODCACHE"];
  const [first] = (env["GOPATH"] ?? "").split(machine.platform === "win32" ? ";" : ":");
  const home = homeOf(machine);
  const gopath = first || (home && join(home, "go"));
  return gopath ? join(gopath, "pkg", "mod") : null;
}

async function readDisk(
  machine: Machine,
  use: DiskState["use"],
  path: string,
  mounts: readonly Mount[],
): Promise<DiskState> {
  const existing = await nearestExisting(machine, path);
  const system = await statfs(placeOf(machine, existing)).catch(() => null);
  const mount = mounts.findLast(({ point }) => isBelow(existing, point));
  return {
    use,
    path,
    exists: existing === path,
    freeBytes: system && system.bavail * system.bsize,
    totalBytes: system && system.blocks * system.bsize,
    freeInodes: system && system.ffree,
    type: mount?.type ?? null,
    options: mount?.options ?? null,
    writable: await may(placeOf(machine, existing), constants.W_OK),
  };
}

async function nearestExisting(machine: Machine, path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    if (dirname(at) === at || (await may(placeOf(machine, at), constants.F_OK))) return at;
  }
}

async function may(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

interface Mount {
  point: string;
  type: string;
  options: string;
}

/** `36 35 98:0 /root /point ro,noatime shared:1 - ext4 /dev/sda1 rw`, the shortest point first. proc(5). */
function mountsIn(mountinfo: string): Mount[] {
  return mountinfo
    .split("\n")
    .flatMap((line) => {
      const [, point, options, type] = /^(?:\S+ ){4}(\S+) (\S+) (?:\S+ )*?- (\S+) /.exec(line) ?? [];
      if (point === undefined || options === undefined || type === undefined) return [];
      return [{ point: point.replaceAll("\\040", " "), type, options }];
    })
    .toSorted((a, b) => a.point.length - b.point.length);
}

function isBelow(path: string, point: string): boolean {
  return point === "/" || path === point || path.startsWith(`${point}/`);
}
