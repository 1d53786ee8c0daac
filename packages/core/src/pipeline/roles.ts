import type { Run } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import { parseGoproxy } from "./goproxy.ts";
import { settingOf } from "./settings.ts";

/**
 * On whose account go (or a tool that it ran) talks to a host, where no URL says so: the attempts that name the host, the
 * program, GOPROXY and GOSUMDB as far as they are known.
 */
export function roleOfHost(run: Run, host: string, pid: number): Role {
  const attempt = run.attempts.find((candidate) => candidate.host === host);
  if (attempt) return attempt.role;
  if (run.tools.some((tool) => tool.program.pid === pid)) return "direct";
  if (isChecksumDatabase(run, host)) return "checksum-database";
  return servesModules(run, host) ? "module-proxy" : unknownHostRole(run, host);
}

function isChecksumDatabase(run: Run, host: string): boolean {
  const name = settingOf(run, "GOSUMDB")?.value.split(/[+ ]/)[0] ?? "sum.golang.org";
  return host === name || host === "sum.golang.google.cn";
}

function servesModules(run: Run, host: string): boolean {
  const setting = settingOf(run, "GOPROXY");
  const entries = setting === null ? [] : parseGoproxy(setting.value);
  return host === "proxy.golang.org" || entries.some((entry) => hostname(entry.value) === host);
}

/** A module whose path begins with the host is fetched from there directly; any other host can only be a proxy, where there is one. */
function unknownHostRole(run: Run, host: string): Role {
  const setting = settingOf(run, "GOPROXY");
  if (setting !== null && parseGoproxy(setting.value).every(({ value }) => value === "direct"))
    return "direct";
  const direct = run.attempts.some((attempt) => attempt.module?.split("/")[0] === host);
  return direct || run.tools.some((tool) => tool.module?.split("/")[0] === host) ? "direct" : "module-proxy";
}

function hostname(url: string): string | null {
  try {
    return new URL(url).hostname;
  } catch {
    return null;
  }
}
