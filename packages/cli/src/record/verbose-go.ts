import type { Machine } from "../machine/machine.ts";

/**
 * The environment in which go prints each request with its answer (-x), how it looks up names, and HTTP/2's frames. In GOFLAGS a flag
 * counts for the go commands that have it, and the others do without (cmd/go/internal/base/goflags.go). What is set already stays.
 */
export async function verboseEnvironment(
  machine: Machine,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { env, run, go } = machine;
  const { stdout, ok } = await run(go, ["env", "GOFLAGS"], { GOTOOLCHAIN: "local" });
  const flags = ok ? stdout.trim() : (env["GOFLAGS"] ?? "");
  return {
    ...env,
    GOFLAGS: flags.split(" ").includes("-x") ? flags : `${flags} -x`.trim(),
    GODEBUG: [env["GODEBUG"], "netdns=2", "http2debug=1"].filter(Boolean).join(","),
  };
}
