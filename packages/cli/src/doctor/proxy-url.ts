import type { MachineState, RouteEntry } from "@gotrace/core";

/** A setting as go has it, or as the environment has it where there is no go. */
export function settingOf({ goEnv, environment }: MachineState): (name: string) => string {
  return (name) => goEnv?.[name] ?? environment[name] ?? "";
}

/** With the name and password that the report does not show. */
export function baseUrl({ value }: RouteEntry, state: MachineState): URL | null {
  const written = settingOf(state)("GOPROXY").split(/[,|]/);
  const own = written.find((text) => bare(text) === value || `https://${bare(text)}` === value);
  const text = own?.trim().replace(/\/+$/, "") ?? value;
  return URL.parse(text.includes("://") ? text : value);
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/\/[^/@]*@/, "//");
}
