import { compareGoVersions } from "./go-version.ts";
import { parseGotoolchain } from "./gotoolchain.ts";

/** Another toolchain that go looks for in PATH, and where it may fetches as a version of golang.org/toolchain. */
export interface ToolchainNeed {
  /** For example `go1.24.0`. */
  readonly name: string;
  readonly mayFetch: boolean;
}

/** What decides which toolchain runs. Lines are those of go.work, or of go.mod where there is no go.work. */
export interface ToolchainSettings {
  /** The go that was started, for example `go1.22.12`. */
  readonly local: string;
  readonly gotoolchain: string;
  /** `1.24.0` of the `go` line. */
  readonly goLine: string | null;
  /** `go1.24.1` of the `toolchain` line. */
  readonly toolchainLine: string | null;
}

/** cmd/go/internal/toolchain/select.go, Select. Null where the go that was started does the work, or is too old to choose. */
export function toolchainNeed({
  local,
  gotoolchain,
  goLine,
  toolchainLine,
}: ToolchainSettings): ToolchainNeed | null {
  const choice = parseGotoolchain(gotoolchain);
  if (choice === null || isOlder(local, "1.21")) return null;
  let name = choice.least === "local" ? local : choice.least;
  const mayFetch = choice.newer !== "path";
  if (choice.newer !== null && toolchainLine !== "default") {
    if (toolchainLine !== null && isOlder(name, toolchainLine)) name = toolchainLine;
    if (goLine !== null && isOlder(name, goLine)) name = released(goLine);
  }
  return compareGoVersions(name, local) === 0 ? null : { name, mayFetch };
}

/** Whether go is held to the version that was started, and refuses what wants a newer one. */
export function keepsToLocal(local: string, gotoolchain: string): boolean {
  return parseGotoolchain(gotoolchain)?.newer == null && !isOlder(local, "1.21");
}

/** `go 1.24` is a language version; the first toolchain of it is go1.24.0, since Go 1.21. */
function released(goLine: string): string {
  return /^1\.\d+$/.test(goLine) && !isOlder(goLine, "1.21") ? `go${goLine}.0` : `go${goLine}`;
}

function isOlder(version: string, than: string): boolean {
  const order = compareGoVersions(version, than);
  return order !== null && order < 0;
}
