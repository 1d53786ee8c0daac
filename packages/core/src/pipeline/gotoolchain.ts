/** What GOTOOLCHAIN says, since Go 1.21. go.dev/doc/toolchain; cmd/go/internal/toolchain/select.go, Select. */
export interface ToolchainChoice {
  /** The least that is run: `local` is the go that was started, else a toolchain's name. */
  readonly least: string;
  /** How a newer one that go.mod asks for is had: fetched or found in PATH, only found in PATH, not at all. */
  readonly newer: "auto" | "path" | null;
}

/** Reads `auto`, `path`, `local`, `go1.22.3`, and the last two with `+auto` or `+path`. Null where go refuses it. */
export function parseGotoolchain(value: string): ToolchainChoice | null {
  if (value === "auto" || value === "path") return { least: "local", newer: value };
  const [least = "", newer, ...more] = value.split("+");
  if (more.length > 0 || (newer !== undefined && newer !== "auto" && newer !== "path")) return null;
  if (least !== "local" && !/^go\d+(?:\.\d+){0,2}(?:(?:rc|beta|alpha)\d+)?(?:[- ].*)?$/.test(least))
    return null;
  return { least, newer: newer ?? null };
}
