import type { Moment } from "../model/facts.ts";
import type { Evidence, Finding } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import { stagesOf, type Cause, type Role } from "../model/vocabulary.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { matchPrefixPatterns } from "../pipeline/module-path.ts";
import { roleOfHost } from "../pipeline/roles.ts";
import { settingOf } from "../pipeline/settings.ts";
import { coveredByNoProxy, forwardProxyFor, proxyVariable } from "../rules/forward-proxy-helpers.ts";
import { isPublicHost } from "../rules/public-hosts.ts";
import { rules } from "../rules/registry.ts";
import { subjectOf } from "./subject.ts";

/** Two settings, or a setting and what go did, that do not go together. */
interface Contradiction {
  cause: Cause;
  title: string | null;
  role: Role;
  host: string | null;
  module: string | null;
  evidence: Evidence[];
}

/**
 * Settings that contradict each other, as warnings: the run may have got by, another one will not. Both sides must be on
 * record, and the run must have done what one of them was to keep it from: what a file or a variable may hold that the
 * record does not show is no ground for a warning.
 */
export function contradictions(run: Run): Finding[] {
  return [...spellings(run), ...pastForwardProxy(run), ...publishedNames(run)].map((each) =>
    findingOf(each, run),
  );
}

/** Go takes the upper-case variable, git and curl the lower-case one: with two values they use two forward proxies. */
function spellings(run: Run): Contradiction[] {
  const host = openedHosts(run)[0];
  if (host === undefined) return [];
  return ["HTTPS_PROXY", "HTTP_PROXY"].flatMap((upper) => {
    const lower = upper.toLowerCase();
    const [taken, left] = [proxyVariable(run, upper), proxyVariable(run, lower)];
    if (!taken || !left || (taken.host === left.host && taken.port === left.port)) return [];
    const title = `${upper} and ${lower} name different forward proxies: go uses ${upper}, git and curl ${lower}`;
    const evidence = settingEvidence(run, upper, lower);
    return [aboutForwardProxy(title, host.name, run, evidence)];
  });
}

/** A forward proxy is named, and go went to a host of the open Internet without it. */
function pastForwardProxy(run: Run): Contradiction[] {
  for (const { name, at } of openedHosts(run)) {
    if (!isPublicHost(name)) continue;
    const met = { ...blank(at), shows: `go opens a connection to ${name} itself` };
    if (forwardProxyFor(run, "https:")) {
      if (!coveredByNoProxy(run, name)) continue;
      const variable = forwardProxyFor(run, "https:")?.variable ?? "HTTPS_PROXY";
      const title = `NO_PROXY covers ${name}, so go goes there past the forward proxy of ${variable}`;
      const list = settingOf(run, "NO_PROXY") ? "NO_PROXY" : "no_proxy";
      return [aboutForwardProxy(title, name, run, [...settingEvidence(run, variable, list), met])];
    }
    const plain = forwardProxyFor(run, "http:");
    // That HTTPS_PROXY is not set is on record only where the whole environment is.
    if (!plain || !run.program?.environment || coveredByNoProxy(run, name)) continue;
    const title = `${plain.variable} is for http URLs alone: go went to ${name} without a forward proxy`;
    return [aboutForwardProxy(title, name, run, [...settingEvidence(run, plain.variable), met])];
  }
  return [];
}

/** GONOPROXY keeps a module from the proxies, and its name went to the public checksum database all the same. */
function publishedNames(run: Run): Contradiction[] {
  const setting = settingOf(run, "GONOPROXY");
  if (setting === null || setting.value === "none") return [];
  const asked = run.attempts.find(
    ({ role, endpoint, module }) =>
      role === "checksum-database" &&
      endpoint === "lookup" &&
      module !== null &&
      matchPrefixPatterns(setting.value, module),
  );
  if (!asked) return [];
  const lookup = { ...blank(asked.started), shows: `${asked.host} is asked for ${asked.module}` };
  return [
    {
      cause: "private-module-on-checksum-database",
      title: null,
      role: "checksum-database",
      host: asked.host,
      module: asked.module,
      evidence: [...settingEvidence(run, "GONOPROXY"), lookup],
    },
  ];
}

/** The hosts that go itself spoke TLS with, without a tunnel through a forward proxy. */
function openedHosts(run: Run): { name: string; at: Moment }[] {
  return run.connections.flatMap(({ host, pid, tls, tunnel, started }) =>
    host !== null && tls !== null && tunnel === null && pid === run.program?.pid
      ? [{ name: host, at: started }]
      : [],
  );
}

function aboutForwardProxy(title: string, host: string, run: Run, evidence: Evidence[]): Contradiction {
  const role = roleOfHost(run, host, run.program?.pid ?? 0);
  return { cause: "forward-proxy-not-applied", title, role, host, module: null, evidence };
}

function settingEvidence(run: Run, ...names: string[]): Evidence[] {
  return names.flatMap((name) => {
    const setting = settingOf(run, name);
    return setting === null ? [] : [{ origin: setting.at, at: "", quote: "", shows: `${name} is set` }];
  });
}

function blank({ at }: Moment): Omit<Evidence, "shows"> {
  return { origin: at, at: "", quote: "" };
}

function findingOf({ cause, title, role, host, module, evidence }: Contradiction, run: Run): Finding {
  const rule = rules[cause];
  const failure = { ...blankFailure({ kind: "other", text: "", inner: null } as const), role, host, module };
  const subject = subjectOf(failure, {}, run);
  return {
    stage: stagesOf(cause)[0] ?? "config",
    cause,
    role,
    severity: "warning",
    title: title ?? rule.title(subject),
    explanation: rule.why,
    confidence: "certain",
    module,
    version: null,
    host,
    evidence,
    chain: [],
    ruledOut: [],
    fixes: rule.fixes(subject).map((each) => ({ ...each })),
  };
}
