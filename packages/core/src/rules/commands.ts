import type { Subject } from "./rule.ts";

/**
 * A command line that names a host, a URL or a module, or null where the record does not tell the name: the words that a
 * `Subject` has instead hold a blank.
 */
export function ifKnown(name: string, command: string): string | null {
  return name === "" || name.includes(" ") ? null : command;
}

/** The run's own command with settings in front of it. */
export function again({ run, command }: Subject, settings: string): string {
  return `${settings} ${run.argv === null ? "go …" : command}`;
}
