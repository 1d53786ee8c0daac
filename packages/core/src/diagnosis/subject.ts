import type { Failure, Run } from "../model/run.ts";
import type { Role } from "../model/vocabulary.ts";
import type { Match, Subject } from "../rules/rule.ts";

/** What the texts of a rule may name, with plain words for what the record does not tell. */
export function subjectOf(failure: Failure, match: Match, run: Run): Subject {
  const module = match.module === undefined ? failure.module : match.module;
  const host = match.host === undefined ? failure.host : match.host;
  const role = match.role ?? failure.role;
  return {
    module: module ?? "the module",
    moduleVersion: module === null ? "the module" : withVersion(module, failure.version),
    privatePattern: privatePattern(module),
    host: host ?? roleNames[role],
    url: failure.url ?? (host === null ? "the URL" : `https://${host}/`),
    roleName: roleNames[role],
    command: (run.argv ?? ["go"]).join(" "),
    path: failure.file?.path ?? failure.lock?.path ?? pathOf(failure) ?? "the file",
    failure,
    run,
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
  const { error } = failure;
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
