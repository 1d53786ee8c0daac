import type { Fix } from "../model/fix.ts";
import type { Failure } from "../model/run.ts";
import { ifKnown } from "./commands.ts";
import { isOverSsh } from "./connection-end.ts";
import { fix, type Subject } from "./rule.ts";

/** The host, with its port where that is not the one of https. */
export function service({ host, failure }: Subject): string {
  const port = portOf(failure);
  return port === null || port === 443 || host.includes(" ") ? host : `${host}:${port}`;
}

function portOf({ error, around, connection }: Failure): number | null {
  if (connection !== null) return connection.remote.port;
  if (error.kind === "network" && error.address !== null) return error.address.port;
  const tool = around.find(({ kind }) => kind === "vcs");
  const complaint = tool?.kind === "vcs" ? tool.failures.find(({ port }) => port !== null) : undefined;
  return complaint?.port ?? null;
}

/** How to see whether the host answers, by the program that speaks the same protocol. */
export function reach({ host, url, failure }: Subject, options = ""): string | null {
  return isOverSsh(failure)
    ? ifKnown(host, `ssh -vT git@${host}`)
    : ifKnown(url, `curl -v ${options}'${url}'`);
}

/** What leads past a port that is closed: a forward proxy for what speaks HTTP, and https for what went by ssh. */
export function otherWays(failure: Failure): Fix[] {
  if (!isOverSsh(failure)) {
    return [
      fix(
        "behind a company firewall: name the forward proxy",
        "export HTTPS_PROXY=http://proxy.example:3128",
      ),
    ];
  }
  return [
    fix(
      "if ssh was not meant: look for the rule that turns https into ssh",
      "git config --get-regexp 'url\\..*\\.insteadof'",
    ),
    fix("or use https, or ssh over port 443 where the host offers it"),
  ];
}
