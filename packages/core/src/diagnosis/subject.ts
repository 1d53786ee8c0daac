import type { Failure, Run } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import type { Match, Subject } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";

/** What the texts of a rule may name, with plain words for what the record does not tell. */
export function subjectOf(failure: Failure, match: Match, run: Run): Subject {
  const { module, host, role } = accountOf(failure, match);
  const roleName = roleNames[role ?? "local"];
  return {
    module: module ?? "the module",
    moduleVersion: module === null ? "the module" : withVersion(module, failure.version),
    privatePattern: privatePattern(module),
    host: host ?? roleName,
    url: failure.url ?? (host === null ? "the URL" : `https://${host}/`),
    roleName,
    command: (run.argv ?? ["go"]).map(shellQuote).join(" "),
    path: pathOf(failure) ?? "the file",
    failure,
    run,
  };
}

/** What the failure says, corrected by what the rule knows better. */
export function accountOf(
  failure: Failure,
  match: Match,
): { module: string | null; host: string | null; role: Role | null } {
  return {
    module: match.module === undefined ? failure.module : match.module,
    host: match.host === undefined ? failure.host : match.host,
    role: match.role === undefined ? failure.role : match.role,
  };
}

const roleNames: Readonly<Record<Role, string>> = {
  "module-proxy": "the module proxy",
  direct: "the module's own host",
  "checksum-database": "the checksum database",
  toolchain: "the toolchain's download",
  local: "this machine",
};

function withVersion(module: string, version: string | null): string {
  return version === null ? module : `${module}@${version}`;
}

/** `github.com/acme/*` for hosts that many share, the host alone for a host of one's own. */
function privatePattern(module: string | null): string {
  if (module === null) return "git.example.com,github.com/your-org/*";
  const [host = module, owner] = module.split("/");
  const shared = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com", "dev.azure.com"];
  return shared.includes(host) && owner !== undefined ? `${host}/${owner}/*` : host;
}

function pathOf(failure: Failure): string | null {
  return pathNamedBy(failure.error) ?? failure.file?.path ?? failure.lock?.path ?? null;
}

function pathNamedBy(error: Failure["error"]): string | null {
  switch (error.kind) {
    case "file":
    case "lock":
    case "exec":
    case "lock-wait":
      return error.path;
    case "unzip":
      return error.zip;
    case "replace-missing":
      return error.dir;
    default:
      return null;
  }
}
