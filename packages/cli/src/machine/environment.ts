import type { Machine } from "./machine.ts";

/**
 * What go (go help environment), net/http, crypto/x509, the C library's resolver, git and ssh look at; and what tells on which
 * CI system, in which shell or container the command runs.
 */
const names =
  /^(?:GO[A-Z0-9_]*|CGO_ENABLED|GCCGO|(?:https?|all|no|ftp|socks)_proxy|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|GIT_\w+|SSH_(?:ASKPASS\w*|AUTH_SOCK)|NETRC|HOME|XDG_(?:CONFIG|CACHE)_HOME|PATH|TMPDIR|TEMP|TMP|USER|LANG|LC_ALL|TERM|CI|GITHUB_ACTIONS|GITLAB_CI|JENKINS_URL|RES_OPTIONS|LOCALDOMAIN|HOSTALIASES|container|KUBERNETES_SERVICE_HOST)$/i;

/** Whether go, git or what they stand on looks at the variable of this name. */
export function isRelevantVariable(name: string): boolean {
  return names.test(name);
}

/** The variables that matter, as they are set. Both cases of a proxy's name count, and can differ. */
export function relevantEnvironment({ env }: Pick<Machine, "env">): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env)
      .filter((entry): entry is [string, string] => entry[1] !== undefined && isRelevantVariable(entry[0]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
