import type { MachineState } from "@gotrace/core";
import { readClock } from "./clock.ts";
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

/**
 * Reads all that decides how go fetches modules on this machine. It changes nothing and asks no server. Whatever is absent is
 * null. Credentials in it are as they were found: `withoutSecrets` of @gotrace/core takes them out.
 */
export async function readMachine(machine: Machine): Promise<MachineState> {
  const takenAt = new Date().toISOString();
  const goSettings = readGoSettings(machine);
  const goEnv = goSettings.then((settings) => settings.goEnv);
  const [go, system, versions, resolver, forwardProxies, netrc, gitConfig, openFiles, disks, clock, project] =
    await Promise.all([
      goSettings,
      readSystem(machine),
      readVersions(machine),
      readResolver(machine),
      readForwardProxies(machine),
      readNetrc(machine),
      readGitConfig(machine),
      readOpenFileLimit(machine),
      goEnv.then((env) => readDisks(machine, env)),
      readClock(machine),
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
    clock,
    project,
  };
}
