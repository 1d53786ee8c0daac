import type { EnvFile, Setting } from "../model/facts.ts";
import type { Origin } from "../model/origin.ts";
import type { SyscallEvent } from "../model/event.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { bufferOf, openFileOf, returned, stringsIn } from "./call-arguments.ts";
import { type Collector, endOf } from "./collector.ts";

/** Ends of the paths of the files that tell go its settings: the user's (`go env -w`), and GOROOT's (since Go 1.21). */
const filesOfInterest = { "/go/env": "go-env-file", "/go.env": "goroot-env-file" } as const;
const ends = Object.keys(filesOfInterest);

/**
 * Settings that go read from its own files, and whether those files are there. cmd/go/internal/cfg/cfg.go, readEnvFile:
 * NAME=value lines that begin with a capital letter, everything else is passed over; the last line of a name counts.
 */
export function collectEnvFiles(facts: { settings: Setting[]; envFiles: EnvFile[] }): Collector {
  return {
    wanted: [
      { name: "read", paths: ends },
      { name: "pread64", paths: ends },
      { name: "openat", contains: ends.map((end) => `${end}"`) },
    ],
    onSyscall(call, state) {
      if (call.name === "openat") {
        noteAbsence(call, facts.envFiles);
        return;
      }
      if ((returned(call) ?? 0) === 0) return;
      const file = openFileOf(call, state);
      const path = file?.kind === "file" ? file.path : null;
      const source = sourceOf(path);
      if (path === null || source === null) return;
      const { bytes, truncated } = bufferOf(call);
      const at = endOf(call).at;
      const lines = bytes.split("\n");
      // Of the line that strace cut, neither the value nor that it ends there is known.
      if (truncated) lines.pop();
      facts.settings.push(...settingsIn(lines, { source, at, file: path }));
      const ignored = lines.filter((line) => isSettingInVain(line));
      facts.envFiles.push({ source, path, state: truncated ? "cut" : "whole", ignored, at });
    },
  };
}

/** The line sets nothing, though somebody meant it to: a shell's `export`, a blank in front, a name that is not in capitals. */
export function isSettingInVain(line: string): boolean {
  return /^(?:\s+|\s*export\s+)GO[A-Z0-9]+=|^go[a-z0-9]+=/.test(line);
}

function settingsIn(lines: readonly string[], where: Omit<Setting, "name" | "value">): Setting[] {
  return lines.flatMap((line) => {
    const [, name, value = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value, ...where }];
  });
}

function noteAbsence(call: SyscallEvent, envFiles: EnvFile[]): void {
  if (call.result.errno !== "ENOENT") return;
  const [path] = Array.from(stringsIn(argumentsOf(call)[1]?.value), ({ bytes }) => bytes);
  const source = sourceOf(path ?? null);
  if (path === undefined || source === null || envFiles.some((known) => known.path === path)) return;
  const at: Origin = endOf(call).at;
  envFiles.push({ source, path, state: "absent", ignored: [], at });
}

function sourceOf(path: string | null): EnvFile["source"] | null {
  const end = ends.find((suffix) => path?.endsWith(suffix) === true);
  return end === undefined ? null : filesOfInterest[end as keyof typeof filesOfInterest];
}
