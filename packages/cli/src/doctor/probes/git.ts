import {
  matchPrefixPatterns,
  parseGitOutput,
  type MachineState,
  type Question,
  type VcsFailure,
} from "@gotrace/core";
import { bad, good, ms, type Place } from "./measuring.ts";
import type { Network } from "./network.ts";
import { runGroup, type Ended } from "./run-group.ts";

/** Where a module's repository is. */
export interface Repository {
  /** The path up to which it reaches. */
  readonly root: string;
  readonly vcs: string;
  readonly url: string;
}

/** What is known of the way that git takes to its host. */
export interface GitWay {
  /** The host cannot be reached. */
  readonly broken: boolean;
  /** What there is to show who the user is, where that is not what https has; never shown itself. */
  readonly credentials: string | null;
  /** For how long git has to wait at addresses that do not answer, before it is at one that does. */
  readonly waitedMs: number;
}

/** `git ls-remote`, which takes nothing and asks nobody for a password. */
export async function askGit(
  { url, root }: Repository,
  place: Place,
  question: Question,
  network: Network,
  machine: MachineState,
  { credentials, waitedMs }: GitWay,
): Promise<void> {
  const started = performance.now();
  const ended = await listRemote(url, network);
  const details = credentialLines(place.host ?? "", machine, credentials);
  const found = { tookMs: performance.now() - started, details };
  if (ended.code === "ENOENT") {
    network.note(bad(place, "there is no git in PATH", { error: { kind: "vcs-missing", tool: "git" } }));
  } else if (ended.timedOut) {
    const error = { kind: "tool-silent", tool: "git", exitStatus: null } as const;
    network.note(bad(place, `no end in ${network.timeoutMs / 1000} s`, { ...found, error }));
  } else if (ended.exitCode !== 0) {
    network.note(complaintMeasured(place, ended.stderr, ended.exitCode ?? null, found));
  } else {
    const refs = refsMeasured(place, ended.stdout, root, question, found);
    network.note(found.tookMs - waitedMs >= slowAnswerMs ? slowly(refs, found.tookMs) : refs);
  }
}

/** Longer than this nobody should have to wait for the list of what there is. */
const slowAnswerMs = 5000;

function slowly(refs: ReturnType<typeof bad>, waitedMs: number): ReturnType<typeof bad> {
  if (refs.answer === "bad") return refs;
  const error = { kind: "slow", on: "version-control", waitedMs, totalMs: waitedMs } as const;
  return { ...refs, answer: "bad", error };
}

function listRemote(url: string, network: Network): Promise<Ended> {
  const env = { ...quietGit, ...definedOnly(network.env), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  return runGroup("git", ["ls-remote", "-q", "--", url], env, network);
}

interface GitFound {
  tookMs: number;
  details: string[];
}

/** What git says, as an error; on account of a forward proxy where it did not get past one. */
export function complaintMeasured(
  at: Place,
  stderr: string,
  exitStatus: number | null,
  found: Partial<GitFound>,
): ReturnType<typeof bad> {
  const failures = parseGitOutput(stderr);
  const git = {
    kind: "vcs",
    tool: "git",
    command: "git ls-remote",
    dir: null,
    exitStatus,
    signal: null,
    failures,
    inner: null,
    output: "",
  } as const;
  const below = failures.find((failure: VcsFailure) => failure.network !== null)?.network ?? null;
  const lines = stderr.trim().split("\n");
  const said = lines.findLast((line) => /^(?:fatal|ERROR|error|remote|\S+@\S+):/.test(line));
  const around = below === null ? [] : [git];
  const place = below?.proxyconnect && below.host !== null ? { ...at, host: below.host } : at;
  return bad(place, said ?? `exit status ${exitStatus}`, { ...found, error: below ?? git, around });
}

function refsMeasured(
  place: Place,
  refs: string,
  root: string,
  { module, version }: Question,
  found: GitFound,
): ReturnType<typeof bad> {
  const count = refs.split("\n").filter((line) => line !== "").length;
  const tag = tagOf(module, root, version);
  if (tag !== null && !refs.split("\n").some((line) => line.endsWith(`\trefs/tags/${tag}`))) {
    const error = { kind: "unknown-revision", revision: tag } as const;
    return bad(place, `${count} refs, and no tag ${tag}`, { ...found, error });
  }
  return good(
    place,
    `${count} refs${tag === null ? "" : `, ${tag} among them`}, after ${ms(found.tookMs)}`,
    found,
  );
}

/** The tag of a version: in a folder of the repository it has the folder in front. A pseudo-version has none. */
function tagOf(module: string, root: string, version: string | null): string | null {
  if (version === null || !/^v\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+incompatible)?$/.test(version)) return null;
  if (/[-.]\d{14}-[0-9a-f]{12}/.test(version)) return null;
  const folder = module.slice(root.length + 1).replace(/(?:^|\/)v\d+$/, "");
  const bare = version.replace(/\+incompatible$/, "");
  // gopkg.in and the like: the path's end is no folder.
  return folder === "" ? bare : `${folder}/${bare}`;
}

// As cmd/go sets it where the user has not: codehost/git.go. A helper of the user's own is asked as go asks it.
const quietGit = {
  GCM_INTERACTIVE: "never",
  GIT_SSH_COMMAND: "ssh -o ControlMaster=no -o BatchMode=yes",
} as const;

function definedOnly(env: Network["env"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Whether there are credentials, never which. */
function credentialLines(
  host: string,
  { netrc, gitConfig }: MachineState,
  otherwise: string | null,
): string[] {
  const inNetrc = netrc?.hosts.includes(host) === true;
  const helper = gitConfig.some(({ key }) => /^credential\..*helper$/i.test(key));
  const rewritten = gitConfig.filter(({ key, value }) => /insteadof$/i.test(key) && value.includes(host));
  return [
    otherwise ??
      `credentials: ${inNetrc ? `${netrc.path} has some for ${host}` : `none for ${host} in netrc`}; git has ${helper ? "a" : "no"} credential helper`,
    ...rewritten.map(({ key, value }) => `git rewrites ${value} (${key.split(".")[0]}.….insteadOf)`),
  ];
}

export function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}

/**
 * What go says where GOVCS does not let it run a tool. cmd/go/internal/vcs, checkGOVCS.
 *
 * @returns null where it may
 */
export function disallowedBy({ goEnv, environment }: MachineState, root: string, vcs: string): string | null {
  const setting = (name: string): string => goEnv?.[name] ?? environment[name] ?? "";
  const isPrivate = matchPrefixPatterns(setting("GOPRIVATE"), root);
  const visibility = isPrivate ? "private" : "public";
  const rules = [...setting("GOVCS").split(","), "private:all", "public:git|hg"];
  for (const rule of rules.map((each) => each.trim()).filter((each) => each !== "")) {
    const [pattern = "", tools = ""] = rule.split(":").map((each) => each.trim());
    const covers =
      pattern === visibility || (!/^(?:public|private)$/.test(pattern) && matchPrefixPatterns(pattern, root));
    if (!covers) continue;
    const allowed = new Set(tools.split("|").map((each) => each.trim()));
    return allowed.has("all") || allowed.has(vcs)
      ? null
      : `GOVCS disallows using ${vcs} for ${visibility} ${root}; see 'go help vcs'`;
  }
  return null;
}
