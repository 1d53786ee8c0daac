import { existsSync } from "node:fs";
import { arch, release } from "node:os";
import type { SystemState, ToolVersions } from "@gotrace/core";
import { placeOf, type Machine } from "./machine.ts";
import { readLines, readText } from "./text-file.ts";

export async function readSystem(machine: Machine): Promise<SystemState> {
  return {
    os: machine.platform,
    kernel: release(),
    arch: arch(),
    distribution: await readDistribution(machine),
    container: await readContainer(machine),
  };
}

async function readDistribution(machine: Machine): Promise<SystemState["distribution"]> {
  const file =
    (await readLines(machine, "/etc/os-release")) ?? (await readLines(machine, "/usr/lib/os-release"));
  if (file === null) return null;
  const valueOf = (name: string): string | null =>
    file.lines
      .find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replaceAll(/^["']|["']$/g, "") ?? null;
  return { id: valueOf("ID"), name: valueOf("PRETTY_NAME") };
}

/** Docker and podman each leave a file; the others are named by an environment variable of process 1, or of this one. */
async function readContainer(machine: Machine): Promise<string | null> {
  if (existsSync(placeOf(machine, "/.dockerenv"))) return "docker";
  if (existsSync(placeOf(machine, "/run/.containerenv"))) return "podman";
  if (machine.env["KUBERNETES_SERVICE_HOST"]) return "kubernetes";
  const named =
    machine.env["container"] ??
    /(?:^|\0)container=([^\0]+)/.exec((await readText(machine, "/proc/1/environ")) ?? "")?.[1];
  return named ?? null;
}

/** All versions of strace know it; `--version` and its like came with 5.3. */
export const straceVersionOption = "-V";

/** Asks each program for its version. */
export async function readVersions(machine: Machine): Promise<ToolVersions> {
  const [go, git, strace, ssh] = await Promise.all([
    versionOf(machine, machine.go, ["version"], /go version (\S+)/),
    versionOf(machine, "git", ["--version"], /git version (\S+)/),
    versionOf(machine, "strace", [straceVersionOption], /strace -- version (\S+)/),
    versionOf(machine, "ssh", ["-V"], /^(\S+?),? /),
  ]);
  return { go, git, strace, ssh };
}

async function versionOf(
  machine: Machine,
  command: string,
  args: readonly string[],
  pattern: RegExp,
): Promise<string | null> {
  // With any other GOTOOLCHAIN go may fetch a newer one before it answers.
  const { stdout, stderr } = await machine.run(command, args, { GOTOOLCHAIN: "local" });
  return pattern.exec(`${stdout}\n${stderr}`.trimStart())?.[1] ?? null;
}
