import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
import { join } from "node:path";
import {
  parseFailure,
  parseGitOutput,
  type MachineState,
  type Measurement,
  type Question,
} from "@gotrace/core";
import { askGit, complaintMeasured, disallowedBy, withoutUser, type GitWay, type Repository } from "./git.ts";
import { gitCertificates, trustsItsOwn } from "./git-certificates.ts";
import { gitTarget, type GitTarget } from "./git-target.ts";
import { bad, notAsked, type Place } from "./measuring.ts";
import type { Asking } from "./module-proxy.ts";
import { runGroup } from "./run-group.ts";
import { openSshWay } from "./ssh-way.ts";

/** Asks for a repository, the way that git takes: its own rules, forward proxies, certificates and ssh. */
export async function askRepository(
  repository: Repository,
  at: Place,
  question: Question,
  asking: Asking,
  machine: MachineState,
): Promise<void> {
  const { network } = asking;
  const { root, vcs, url } = repository;
  const shown = withoutUser(url);
  const place: Place = { ...at, name: `${vcs} ls-remote`, url: URL.canParse(shown) ? shown : null };
  const disallowed = disallowedBy(machine, root, vcs);
  if (disallowed !== null) {
    const { error } = parseFailure(disallowed);
    return network.note(bad({ ...place, name: "GOVCS" }, disallowed, { error }));
  }
  if (vcs !== "git") {
    return network.note(
      notAsked({ ...place, name: vcs }, `only git is asked here, and ${shown} is for ${vcs}`),
    );
  }
  const refused = await refusedHere(url, place, asking, machine);
  if (refused !== null) return network.note(refused);
  const target = await gitTarget(url, network);
  const way = target === null ? openWay : await wayOf(target, place, asking);
  if (way.broken) return network.note(notAsked(place, "the host cannot be reached"));
  await askGit(repository, place, question, network, machine, way);
}

const openWay: GitWay = { broken: false, credentials: null, waitedMs: 0 };

async function wayOf(target: GitTarget, place: Place, asking: Asking): Promise<GitWay> {
  const { transport, http, url } = target;
  const { network, linkTo } = asking;
  if (transport === "ssh") return await openSshWay(target, place, network);
  const origin = transport.startsWith("http") ? URL.parse(url) : null;
  // A forward proxy of git's own is known to git alone.
  if (origin === null || http.has("proxy")) return openWay;
  const judge = trustsItsOwn(target, network.env) ? "git" : "go";
  const link = await linkTo(new URL(origin.origin), place.link, "direct", judge);
  for (const each of await gitCertificates(place, target, link.chain, network.env)) network.note(each);
  return { ...openWay, broken: link.connect === null };
}

/** What git says of go's copy of the repository, before it asks anybody: codehost/git.go, in cache/vcs. */
async function refusedHere(
  url: string,
  place: Place,
  { network }: Asking,
  { disks, gitConfig, versions }: MachineState,
): Promise<Measurement | null> {
  const cache = disks.find(({ use }) => use === "GOMODCACHE")?.path;
  if (cache === undefined) return null;
  const folder = join(cache, "cache", "vcs", createHash("sha256").update(`git3:${url}`).digest("hex"));
  const at = { ...place, name: "git in the module cache" };
  // Since 1.24 go names the repository by GIT_DIR, and git asks no more whose it is.
  const names = /^go1\.(?:2[4-9]|[3-9]\d)/.test(versions.go ?? "");
  if (names) return null;
  const copied = await access(folder).then(
    () => true,
    () => false,
  );
  if (copied) {
    const { exitCode, stderr } = await runGroup(
      "git",
      ["-C", folder, "rev-parse", "--git-dir"],
      network.env,
      network,
    );
    const isKnown = parseGitOutput(stderr).some(({ reason }) => refusals.has(reason));
    return exitCode === 0 || !isKnown ? null : complaintMeasured(at, stderr, exitCode ?? null, {});
  }
  const bare = gitConfig.findLast(({ key }) => key.toLowerCase() === "safe.barerepository");
  if (bare?.value !== "explicit") return null;
  const said = `fatal: cannot use bare repository '${folder}' (safe.bareRepository is 'explicit')`;
  return complaintMeasured(at, said, 128, {});
}

const refusals: ReadonlySet<string> = new Set(["dubious-ownership", "safe-bare"]);

/** vcs.go, vcsGit.Scheme: those of them that are secure. */
const secureSchemes = ["https", "git+ssh", "ssh"] as const;

/** Where the path alone names the tool, go asks `git ls-remote` by each secure scheme, and keeps to the first that answers. */
export async function askByEachScheme(
  repository: Repository,
  at: Place,
  question: Question,
  asking: Asking,
  machine: MachineState,
): Promise<void> {
  const bare = repository.url.replace(/^https:\/\//, "");
  const tried: Measurement[][] = [];
  for (const scheme of repository.vcs === "git" ? secureSchemes : (["https"] as const)) {
    const { found, asking: apart } = collecting(asking);
    await askRepository({ ...repository, url: `${scheme}://${bare}` }, at, question, apart, machine);
    const broken = found.filter(({ answer, error }) => answer === "bad" && error?.kind !== "slow");
    // It answered, or it is not for want of an answer that go stops.
    if (broken.length === 0 || (scheme === "https" && broken.some(({ name }) => name === "GOVCS"))) {
      for (const each of [...tried.flat().map(overcome), ...found]) asking.network.note(each);
      return;
    }
    tried.push(found);
  }
  for (const each of tried.flat().map(overcome)) asking.network.note(each);
  const schemes = repository.vcs === "git" ? secureSchemes.join(", ") : "https";
  const { error } = parseFailure(`${question.module}: no secure protocol found for repository`);
  const place: Place = { ...at, name: "protocol", stage: "discovery" };
  asking.network.note(bad(place, `${repository.vcs} gets nowhere by ${schemes}`, { error }));
}

/** What is asked by this is not told before it is known what it is worth. */
function collecting(asking: Asking): { found: Measurement[]; asking: Asking } {
  const found: Measurement[] = [];
  const network = { ...asking.network, note: (each: Measurement) => void found.push(each) };
  return { found, asking: { ...asking, network, linkTo: asking.linkBy(network) } };
}

function overcome(each: Measurement): Measurement {
  return each.answer === "bad" ? { ...each, answer: "suspicious" } : each;
}
