import type { MachineState, SettingLine } from "@gotrace/core";
import type { Machine } from "./machine.ts";
import { filesIn, linesOf, readText } from "./text-file.ts";

/** Forward proxies that are set for others than go: for apt, and for shells that log in. */
export async function readForwardProxies(machine: Machine): Promise<MachineState["forwardProxies"]> {
  return {
    apt: await linesThat(machine, ["/etc/apt/apt.conf", ...(await filesIn(machine, "/etc/apt/apt.conf.d"))], {
      comment: /^(?:#|\/\/)/,
      pattern: /proxy/i,
    }),
    profile: await linesThat(
      machine,
      ["/etc/environment", "/etc/profile", "/etc/bash.bashrc", ...(await filesIn(machine, "/etc/profile.d"))],
      { comment: /^#/, pattern: /\b(?:https?|all|no|ftp)_proxy\s*=/i },
    ),
  };
}

async function linesThat(
  machine: Machine,
  files: readonly string[],
  { comment, pattern }: { comment: RegExp; pattern: RegExp },
): Promise<SettingLine[]> {
  const found: SettingLine[] = [];
  for (const file of files) {
    const text = await readText(machine, file);
    for (const line of linesOf(text ?? "", comment)) if (pattern.test(line)) found.push({ file, text: line });
  }
  return found;
}
