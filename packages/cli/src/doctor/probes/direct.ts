import { parseFailure, type GoError, type MachineState, type Question } from "@gotrace/core";
import { withoutUser, type Repository } from "./git.ts";
import type { Link } from "./network.ts";
import { askByEachScheme, askRepository } from "./repository.ts";
import { bad, good, ms, notAsked, type Place } from "./measuring.ts";
import { askModuleProxy, errorWords, type Asking } from "./module-proxy.ts";
import { ask, shownUrl, statusWords } from "./request.ts";

/** Learns the repository of a module from its own host, and asks git whether it may have it. */
export async function askDirect(
  heading: string,
  question: Question,
  asking: Asking,
  machine: MachineState,
): Promise<void> {
  const { module, version } = question;
  const host = module.split("/")[0] ?? module;
  const place: Place = { link: heading, name: "", stage: "vcs", role: "direct", host, module, version };
  const known = knownRepository(module);
  if (known !== null && known.pinged) return askByEachScheme(known, place, question, asking, machine);
  if (known !== null) return askRepository(known, place, question, asking, machine);
  const link = await asking.linkTo(new URL(`https://${host}`));
  const repository = await discover(link, place, asking);
  if (repository?.vcs === "mod") return askProxyOf(repository.url, heading, question, asking);
  if (repository !== null) return askRepository(repository, place, question, asking, machine);
  asking.network.note(notAsked({ ...place, name: "git" }, "the repository is not known"));
}

/** `<meta name="go-import" content="ROOT mod URL">`: the module comes from a proxy that its host names. */
async function askProxyOf(url: string, heading: string, question: Question, asking: Asking): Promise<void> {
  const base = URL.parse(url);
  if (base === null || !/^https?:$/.test(base.protocol)) return;
  const link = await asking.linkTo(new URL(base.origin), heading, "direct");
  const entry = { link: heading, value: "direct", separator: null } as const;
  if (link.connect !== null) await askModuleProxy(link, base, entry, question, asking, "direct");
}

// cmd/go/internal/vcs, vcsPaths: hosts whose repositories need no discovery, and paths that name their tool.
const ofThree = /^(github\.com|bitbucket\.org)\/[\w.-]+\/[\w.-]+/;
const named = /^(((?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/~?[\w.-]+)+?)\.(bzr|fossil|git|hg|svn))(?=\/|$)/;

export function knownRepository(module: string): KnownRepository | null {
  const hosted = ofThree.exec(module)?.[0];
  if (hosted !== undefined) return { root: hosted, vcs: "git", url: `https://${hosted}`, pinged: false };
  const [, root, repository, vcs] = named.exec(module) ?? [];
  if (root === undefined || vcs === undefined) return null;
  return { root, vcs, url: `https://${repository}`, pinged: true };
}

interface KnownRepository extends Repository {
  /** Go tries one scheme after another, since the path does not tell. */
  readonly pinged: boolean;
}

/** `https://PATH?go-get=1`: the page names the repository. go.dev/ref/mod#vcs-find. */
async function discover(link: Link, { module, ...rest }: Place, asking: Asking): Promise<Repository | null> {
  const path = module ?? "";
  const url = new URL(`https://${path}?go-get=1`);
  const place: Place = { ...rest, module: path, name: "?go-get=1", stage: "discovery", url: url.href };
  if (link.connect === null) {
    asking.network.note(notAsked(place, "the host cannot be reached"));
    return null;
  }
  const reply = await ask(link, url, asking);
  const found = { status: reply.status, tookMs: reply.firstByteMs };
  if (reply.error !== null) {
    asking.network.note(bad(place, errorWords(reply), { ...found, error: reply.error }));
    return null;
  }
  const tags = importTags(reply.body.toString("utf8")).filter(
    ({ root }) => path === root || path.startsWith(`${root}/`),
  );
  // cmd/go/internal/vcs, discovery.go: of a module's host a proxy of its own goes before any repository.
  const tag = tags.find(({ vcs }) => vcs === "mod") ?? tags[0];
  if (!tag) {
    const status = statusWords(reply.status ?? 0);
    const said =
      reply.status === 200
        ? `parse ${shownUrl(url)}: no go-import meta tags ()`
        : `reading ${shownUrl(url)}: ${status}`;
    const { error, around } = unwrapped(parseFailure(`unrecognized import path "${path}": ${said}`).error);
    asking.network.note(
      bad(place, `${status}, without a go-import tag for ${path}`, { ...found, error, around }),
    );
    return null;
  }
  const slow = (reply.firstByteMs ?? 0) >= 5000;
  const waitedMs = reply.firstByteMs ?? 0;
  const words = `${tag.vcs} at ${withoutUser(tag.url)}, after ${ms(waitedMs)}`;
  if (slow) {
    const error = { kind: "slow", on: "response", waitedMs, totalMs: waitedMs } as const;
    asking.network.note(bad(place, words, { ...found, error }));
  } else asking.network.note(good(place, words, found));
  return tag;
}

function unwrapped(error: GoError): { error: GoError; around: GoError[] } {
  if (error.kind !== "unrecognized-import-path" || error.inner === null) return { error, around: [] };
  return { error: error.inner, around: [error] };
}

/** `<meta name="go-import" content="ROOT VCS URL">` of the page's head. */
export function importTags(page: string): Repository[] {
  return Array.from(page.matchAll(/<meta\s[^>]*>/gi), ([tag]) => tag).flatMap((tag) => {
    if (attribute(tag, "name") !== "go-import") return [];
    const [root = "", vcs = "", url = ""] = (attribute(tag, "content") ?? "").trim().split(/\s+/);
    return url === "" ? [] : [{ root, vcs, url }];
  });
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}
