import {
  entryOutcome,
  goesOn,
  keepsToLocal,
  notesOfMachine,
  parseFailure,
  planFetch,
  settingsOfMachine,
  type Examination,
  type MachineState,
  type Measurement,
  type Question,
  type Role,
  type RouteEntry,
  type WantedModule,
} from "@gotrace/core";
import { netrcPath } from "../machine/credentials.ts";
import type { Machine } from "../machine/machine.ts";
import { askChecksums } from "./checksums.ts";
import { firstTarget, lookUpAhead } from "./looked-up-hosts.ts";
import { baseUrl, settingOf } from "./proxy-url.ts";
import { askDirect } from "./probes/direct.ts";
import { openLink } from "./probes/link.ts";
import type { Judge, Link, Network } from "./probes/network.ts";
import { askLibc, leavesLookupsToLibc, leavesLookupsToSystem } from "./probes/libc.ts";
import { bad, notAsked, type Limits } from "./probes/measuring.ts";
import { examineCache } from "./probes/module-cache.ts";
import { askFolder, askModuleProxy, type Asking } from "./probes/module-proxy.ts";
import { examineNameServers } from "./probes/name-servers.ts";
import { lookUpByBoth } from "./probes/resolvers.ts";
import { readResolverConfig } from "./probes/resolver-config.ts";
import { readRoots } from "./probes/roots.ts";
import type { KeepLink } from "./probes/request.ts";
import type { Project } from "./probes/project.ts";
import { examineSettings } from "./probes/settings.ts";
import { clockMeasured } from "./probes/clock.ts";

/** What to examine, and how. */
export interface Plan {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly project: Project;
  readonly wanted: readonly WantedModule[];
  readonly offline: boolean;
  readonly limits: Limits;
  /** Told of each measurement as it comes. */
  readonly onMeasured: (measurement: Measurement) => void;
}

/** Asks this machine, and from it everybody whom go would ask, link by link. Changes nothing. */
export async function examine(plan: Plan): Promise<Examination> {
  const { state, project, wanted, offline } = plan;
  const setting = settingOf(state);
  const goSum = state.project.goSum?.text ?? "";
  const questions = planFetch(setting, wanted, goSum);
  const local = [...examineSettings(state), ...project.measurements];
  for (const each of local) plan.onMeasured(each);
  const cache = examineCache(state, questions, plan.limits);
  const asked = offline ? [] : await askEverybody(plan, questions);
  return {
    goVersion: state.versions.go,
    cwd: state.project.cwd,
    settings: settingsOfMachine(state),
    environment: state.environment,
    notes: notesOfMachine(state),
    questions: offline ? [] : questions,
    measurements: [...local, ...(await cache), ...asked],
    interrupted: plan.limits.signal.aborted,
    limits: offline ? ["no host was asked (--offline)"] : [],
  };
}

/** The name servers, the ways of all modules and the checksum database, side by side; in the order of the report. */
async function askEverybody(plan: Plan, questions: readonly Question[]): Promise<Measurement[]> {
  const { state, machine, limits } = plan;
  const groups = new Map<string, Measurement[]>();
  const note = (found: Measurement): void => {
    const measurement = limits.signal.aborted ? brokenOff(found) : found;
    const group = groups.get(measurement.link);
    if (group) group.push(measurement);
    else groups.set(measurement.link, [measurement]);
    plan.onMeasured(measurement);
  };
  const over = new AbortController();
  const network: Network = {
    ...limits,
    signal: AbortSignal.any([limits.signal, over.signal]),
    env: machine.env,
    resolver: state.resolver,
    gitConfig: state.gitConfig,
    config: readResolverConfig(state.resolver, limits.timeoutMs),
    roots: await readRoots(machine.env, machine.platform),
    goVersion: state.versions.go,
    libc: (host, stop) => askLibc(machine, host, { ...limits, signal: stop }),
    lookUp: onceForEach((host) => lookUpByBoth(host, network)),
    byLibc: leavesLookupsToLibc(state),
    bySystem: leavesLookupsToSystem(state),
    clockSkews: [],
    note,
  };
  const headings = headingsOf(questions);
  const linkBy = (by: Network): KeepLink => linkKeeper(headings, by);
  const { go } = state.versions;
  const newestGo = go !== null && keepsToLocal(go, settingOf(state)("GOTOOLCHAIN")) ? go : null;
  const asking = { network, netrc: netrcPath(machine), newestGo, linkTo: linkBy(network), linkBy };
  for (const heading of headings.keys()) groups.set(heading, []);
  const target = firstTarget(questions, machine.env, state.resolver);
  const servers = target === null || network.bySystem ? [] : examineNameServers(target, network);
  for (const question of questions) lookUpAhead(question, network);
  const walks = new Map(
    questions.map((question) => [question, walk(question, { plan, asking, groups })] as const),
  );
  const served = (question: Question): Promise<boolean> => walks.get(question) ?? Promise.resolve(false);
  await Promise.all([...walks.values(), askChecksums(questions, served, state, asking)]);
  const ofServers = (await servers).map((each) => (limits.signal.aborted ? brokenOff(each) : each));
  over.abort();
  const measured = [...ofServers, ...[...groups.values()].flat()];
  return [...measured, ...clockMeasured(network.clockSkews)];
}

/** A look-up that others want as well is made once. */
function onceForEach<Value>(make: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}

/** Who was not given the time to answer has not failed to. */
function brokenOff(measurement: Measurement): Measurement {
  return { ...measurement, answer: "not-asked", measured: "interrupted", error: null, details: [] };
}

/** In the order in which go comes to them. */
function headingsOf(questions: readonly Question[]): Map<string, Role> {
  const headings = new Map<string, Role>();
  for (const { route } of questions) {
    for (const { link, value } of route) headings.set(link, value === "direct" ? "direct" : "module-proxy");
  }
  return headings;
}

/** Each server's way is tried once, whoever asks for it. */
function linkKeeper(headings: ReadonlyMap<string, Role>, network: Network): KeepLink {
  const opened = new Map<string, Promise<Link>>();
  return (url: URL, heading?: string, role?: Role, judge: Judge = "go") => {
    const name = heading ?? nameOf(url, headings);
    const key = `${judge} ${url.origin} ${name}`;
    const known =
      opened.get(key) ?? openLink(name, role ?? headings.get(name) ?? "module-proxy", url, network, judge);
    opened.set(key, known);
    return known;
  };
}

function nameOf({ origin, hostname }: URL, headings: ReadonlyMap<string, Role>): string {
  const direct = `${hostname} (direct)`;
  return headings.has(direct) ? direct : origin;
}

interface Walking {
  plan: Plan;
  asking: Asking;
  groups: ReadonlyMap<string, readonly Measurement[]>;
}

/** One element of GOPROXY after another, as long as go would go on. Resolves to whether one of them has the module. */
async function walk(question: Question, { plan, asking, groups }: Walking): Promise<boolean> {
  for (const [index, entry] of question.route.entries()) {
    await askEntry(question, entry, plan, asking);
    const outcome = entryOutcome(question, entry, groups.get(entry.link) ?? []);
    if (goesOn(outcome, entry)) continue;
    for (const { link, value } of question.route.slice(index + 1)) {
      if ((groups.get(link) ?? []).length > 0) continue;
      const role = value === "direct" ? "direct" : "module-proxy";
      const why =
        outcome.kind === "served"
          ? "go would not ask: it gets what it wants before"
          : "go would not come this far";
      asking.network.note(notAsked({ link, name: "not asked", stage: "route", role }, why));
    }
    return outcome.kind === "served";
  }
  return false;
}

async function askEntry(
  question: Question,
  entry: RouteEntry,
  { state }: Plan,
  asking: Asking,
): Promise<void> {
  const { module, version } = question;
  const { network } = asking;
  const place = {
    link: entry.link,
    name: "GOPROXY",
    stage: "route",
    role: "local",
    module,
    version,
  } as const;
  if (entry.value === "direct") return askDirect(entry.link, question, asking, state);
  if (entry.value === "off") {
    const { error } = parseFailure(`${module}@${version ?? "latest"}: module lookup disabled by GOPROXY=off`);
    return network.note(bad(place, "go may not fetch anything that is not in the cache", { error }));
  }
  const base = baseUrl(entry, state);
  if (base?.protocol === "file:") return askFolder(base, entry, question, network);
  if (base === null || !/^https?:$/.test(base.protocol)) {
    const { error } = parseFailure(`invalid proxy URL scheme (must be https, http, file): ${entry.value}`);
    return network.note(bad({ ...place, stage: "config" }, "no URL that go can use", { error }));
  }
  const link = await asking.linkTo(new URL(base.origin), entry.link, "module-proxy");
  if (link.connect === null) {
    const at = { ...place, name: ".info", stage: "http", role: "module-proxy" } as const;
    return network.note(notAsked({ ...at, host: base.hostname }, "the proxy cannot be reached"));
  }
  return askModuleProxy(link, base, entry, question, asking);
}
