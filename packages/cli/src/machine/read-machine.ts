import type { MachineState } from "@gotrace/core";
import { readClock, readSynchronized } from "./clock.ts";
import { readNetrc } from "./credentials.ts";
import { readDisks } from "./disks.ts";
import { relevantEnvironment } from "./environment.ts";
import { readForwardProxies } from "./forward-proxies.ts";
import { readGitConfig } from "./git-config.ts";
import { readGoSettings } from "./go-settings.ts";
import { readOpenFileLimit } from "./limits.ts";
import type { Machine } from "./machine.ts";
import { readProject } from "./project.ts";
import { readResolver } from "./resolver.ts";
import { readSystem, readVersions } from "./system.ts";

/** What stays as it is while a command runs, and takes programs to find out. */
export type MachineTools = Pick<MachineState, "system" | "versions"> & {
  readonly synchronized: boolean | null;
};

export async function readTools(machine: Machine): Promise<MachineTools> {
  const [system, versions, synchronized] = await Promise.all([
    readSystem(machine),
    readVersions(machine),
    readSynchronized(machine),
  ]);
  return { system, versions, synchronized };
}

/**
 * Reads all that decides how go fetches modules on this machine. It changes nothing and asks no server. Whatever is absent is
 * null. Credentials in it are as they were found: `withoutSecrets` of @gotrace/core takes them out.
 *
 * @param tools what was read of it already, and has not changed since
 */
export async function readMachine(
  machine: Machine,
  tools: Promise<MachineTools> = readTools(machine),
): Promise<MachineState> {
  const takenAt = new Date().toISOString();
  const goSettings = readGoSettings(machine);
  const goEnv = goSettings.then((settings) => settings.goEnv);
  const [
    { system, versions, synchronized },
    go,
    resolver,
    forwardProxies,
    netrc,
    gitConfig,
    openFiles,
    disks,
    project,
  ] = await Promise.all([
    tools,
    goSettings,
    readResolver(machine),
    readForwardProxies(machine),
    readNetrc(machine),
    readGitConfig(machine),
    readOpenFileLimit(machine),
    goEnv.then((env) => readDisks(machine, env)),
    goEnv.then((env) => readProject(machine, env)),
  ]);
  return {
    takenAt,
    system,
    versions,
    ...go,
    environment: relevantEnvironment(machine),
    resolver,
    forwardProxies,
    netrc,
    gitConfig,
    openFiles,
    disks,
    clock: readClock(synchronized),
    project,
  };
}
