import { parseFailure, type GoError, type MachineState, type Question } from "@gotrace/core";
import { askGit, withoutUser, type Repository } from "./git.ts";
import type { Link } from "./network.ts";
import { bad, good, ms, notAsked, type Place } from "./measuring.ts";
import { errorWords, type Asking } from "./module-proxy.ts";
import { ask, shownUrl, statusWords } from "./request.ts";

/** Learns the repository of a module from its own host, and asks git whether it may have it. */
export async function askDirect(
  heading: string,
  question: Question,
  asking: Asking,
  machine: MachineState,
): Promise<void> {
  const { module } = question;
  const host = module.split("/")[0] ?? module;
  const link = await asking.linkTo(new URL(`https://${host}`));
  const place: Place = {
    link: heading,
    name: "",
    stage: "vcs",
    role: "direct",
    host,
    module,
    version: question.version,
  };
  const known = knownRepository(module);
  const repository = known ?? (await discover(link, place, asking));
  if (repository === null) {
    asking.network.note(notAsked({ ...place, name: "git" }, "the repository is not known"));
    return;
  }
  if (link.connect === null && known !== null) {
    asking.network.note(notAsked({ ...place, name: "git" }, "the host cannot be reached"));
    return;
  }
  await askGit(repository, place, question, asking.network, machine);
}

// cmd/go/internal/vcs, vcsPaths: hosts whose repositories need no discovery, and paths that name their tool.
const ofThree = /^(github\.com|bitbucket\.org)\/[\w.-]+\/[\w.-]+/;
const named = /^((?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/~?[\w.-]+)+?)\.(bzr|fossil|git|hg|svn)(?=\/|$)/;

export function knownRepository(module: string): Repository | null {
  const hosted = ofThree.exec(module)?.[0];
  if (hosted !== undefined) return { root: hosted, vcs: "git", url: `https://${hosted}` };
  const [root, , vcs] = named.exec(module) ?? [];
  return root === undefined || vcs === undefined ? null : { root, vcs, url: `https://${root}` };
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
  const tags = importTags(reply.body.toString("utf8"));
  const tag = tags.find(({ root }) => path === root || path.startsWith(`${root}/`));
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
    return url === "" || vcs === "mod" ? [] : [{ root, vcs, url }];
  });
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}
