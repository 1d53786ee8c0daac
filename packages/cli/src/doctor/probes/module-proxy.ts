import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  compareGoVersions,
  escapeModulePath,
  parseFailure,
  type GoError,
  type Measurement,
  type Question,
  type Role,
  type RouteEntry,
} from "@gotrace/core";
import type { Link, Network } from "./network.ts";
import { bad, good, ms, notAsked, type Place } from "./measuring.ts";
import { ask, statusError, statusWords, type KeepLink, type Reply } from "./request.ts";

/** What asking a module proxy takes. */
export interface Asking {
  readonly network: Network;
  /** The file with the user's names and passwords. */
  readonly netrc: string | null;
  /** The newest go that may run here; null where go may fetch a newer one, or does not care. */
  readonly newestGo: string | null;
  readonly linkTo: KeepLink;
  /** The same for somebody who wants to hear himself of what is measured on the way. */
  readonly linkBy: (network: Network) => KeepLink;
}

/** So much of an archive says how fast it comes, and does not cost what the archive may cost. */
const mostArchiveBytes = 4 << 20;

/**
 * Asks a module proxy for a module, as go does, file by file: go help goproxy. The first failure ends it. The list of versions
 * is asked for beside them: go needs it for `@latest` and for updates alone.
 */
export async function askModuleProxy(
  link: Link,
  base: URL,
  { link: heading }: RouteEntry,
  question: Question,
  asking: Asking,
  role: Role = "module-proxy",
): Promise<void> {
  const { network } = asking;
  const { module, version, sample, toolchain } = question;
  const url = (rest: string): URL => join(base, `${escapeModulePath(module)}/${rest}`);
  const place = (name: string, rest: string): Place => ({
    link: heading,
    name,
    stage: "http",
    role,
    host: base.hostname,
    module,
    version,
    url: url(rest).href,
  });
  const escaped = version === null ? null : escapeModulePath(version);
  const alone = escaped === null || sample;
  const archive: File = [".zip", `@v/${escaped}.zip`, checkZip];
  const files: File[] = alone
    ? [["list", "@v/list", checkList]]
    : toolchain !== null
      ? [archive]
      : [
          [".info", `@v/${escaped}.info`, checkInfo(base, version)],
          [".mod", `@v/${escaped}.mod`, checkMod(module, version, asking.newestGo)],
          archive,
        ];
  const list = alone ? null : ask(link, url("@v/list"), asking);
  let broken = false;
  for (const [name, rest, check] of files) {
    if (broken) {
      network.note(notAsked(place(name, rest), "the file before it did not come"));
      continue;
    }
    const reply = await ask(link, url(rest), { ...asking, mostBytes: mostArchiveBytes });
    const measurement = measured(place(name, rest), reply, check, sample);
    network.note(measurement);
    broken = measurement.answer === "bad" && measurement.error?.kind !== "slow";
  }
  if (list !== null) network.note(listMeasured(place("list", "@v/list"), await list, version));
}

type File = [name: string, rest: string, check: Check];

/** Of a version that is known nobody needs the list; it shows what there is in its place. */
function listMeasured(place: Place, reply: Reply, version: string | null): Measurement {
  const found = measured(place, reply, checkList, true);
  if (found.answer === "bad") return { ...found, answer: "suspicious" };
  if (reply.status !== 200) return found;
  const versions = reply.body
    .toString("utf8")
    .split("\n")
    .flatMap((line) => line.trim().split(" ")[0] || []);
  const known = version !== null && versions.includes(version) ? `, ${version} among them` : "";
  const count = versions.length === 1 ? "1 version" : `${versions.length} versions`;
  return { ...found, measured: `${count}${known}; ${found.measured}` };
}

/** Keeps the base's own path, and its user and password. */
export function join(base: URL, rest: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${rest}`;
  return url;
}

type Check = (body: Buffer) => GoError | null;

/** Longer than this nobody should have to wait for an answer to begin; a proxy that fetches a module first may take seconds. */
const slowAnswerMs = 5000;
const slowBytesPerSecond = 50_000;

/** What an answer to a request is worth. */
export function measured(place: Place, reply: Reply, check: Check, notFoundIsFine = false): Measurement {
  const { status, error, connection, firstByteMs } = reply;
  const found = {
    status,
    tookMs: firstByteMs,
    connections: connection === null ? [] : [connection],
  };
  if (error !== null) return bad(place, errorWords(reply), { ...found, error });
  if (status !== 200) {
    const words = `${statusWords(status ?? 0)} after ${ms(firstByteMs ?? 0)}`;
    if (notFoundIsFine && (status === 404 || status === 410))
      return good(place, `${words}: it answers`, found);
    return bad(place, words, { ...found, error: statusError(reply) });
  }
  const wrong = check(reply.body);
  if (wrong !== null) return bad(place, `200, and ${contentWords(wrong)}`, { ...found, error: wrong });
  const slow = slowness(reply);
  return slow === null
    ? good(place, speedWords(reply), found)
    : bad(place, speedWords(reply), { ...found, error: slow });
}

function slowness({ firstByteMs, bodyMs, received }: Reply): Measurement["error"] {
  if (firstByteMs !== null && firstByteMs >= slowAnswerMs) {
    return { kind: "slow", on: "response", waitedMs: firstByteMs, totalMs: firstByteMs };
  }
  if (bodyMs !== null && bodyMs >= slowAnswerMs && (received / bodyMs) * 1000 < slowBytesPerSecond) {
    return { kind: "slow", on: "transfer", waitedMs: bodyMs, totalMs: bodyMs };
  }
  return null;
}

/** Status, time to the first byte, size and speed. */
function speedWords({ firstByteMs, bodyMs, received, stopped, redirects }: Reply): string {
  const size = received < 10_000 ? `${received} bytes` : `${Math.round(received / 1000)} kB`;
  const rate =
    bodyMs !== null && received > 50_000 ? `, ${Math.round(received / Math.max(bodyMs, 1))} kB/s` : "";
  const detour = redirects === 0 ? "" : `, after ${redirects} redirect${redirects === 1 ? "" : "s"}`;
  return `200 after ${ms(firstByteMs ?? 0)}, ${stopped ? "the first " : ""}${size}${rate}${detour}`;
}

export function errorWords({ error, status, received, redirects, url }: Reply): string {
  if (error === null) return "";
  const where = redirects > 0 ? ` (redirected to ${url.host})` : "";
  switch (error.kind) {
    case "no-response":
      return `the request is taken, and no answer comes in ${(error.waitedMs ?? 0) / 1000} s${where}`;
    case "transfer-stalled":
      return `${status ?? ""}, and after ${received} bytes nothing more comes${where}`;
    case "connect-pending":
      return `no connection${where}`;
    case "network":
      return `${reasonWords[error.reason] ?? error.text}${error.phase === "body" ? `, after ${received} bytes of the body` : ""}${where}`;
    default:
      return `no answer${where}`;
  }
}

const reasonWords: Readonly<Record<string, string>> = {
  reset: "the connection is reset",
  eof: "the connection is closed before any answer",
  "unexpected-eof": "the connection is closed",
  "redirect-loop": "redirected ten times, without an end",
  "insecure-redirect": "redirected from https to http",
  "http-malformed": "the answer is no HTTP",
  "http2-stream-error": "the stream is broken off",
  "http2-goaway": "the server sends the connection away",
};

function contentWords(wrong: GoError): string {
  switch (wrong.kind) {
    case "invalid-proxy-response":
      return wrong.reason === "html" ? "a page for people instead of the file" : "not what the protocol says";
    case "wrong-version":
      return `another version than was asked for: ${wrong.returned ?? "none"}`;
    case "zip-invalid":
      return "no zip archive";
    case "module-path-mismatch":
      return `a go.mod of ${wrong.declared}`;
    case "requires-go":
      return `it wants go ${wrong.needed}, and this is ${wrong.running}`;
    default:
      return "not what was asked for";
  }
}

function isPage(body: Buffer): boolean {
  return /^\s*</.test(body.toString("latin1", 0, 200));
}

function pageError(base: string): GoError {
  return { kind: "invalid-proxy-response", base, reason: "html", text: "a page" };
}

function checkList(body: Buffer): GoError | null {
  return isPage(body) ? pageError("") : null;
}

function checkInfo(base: URL, wanted: string | null): Check {
  return (body) => {
    if (isPage(body)) return pageError(base.href);
    const info = readJson(body);
    if (info === null)
      return { kind: "invalid-proxy-response", base: base.href, reason: "json", text: "no JSON" };
    const { Version } = info;
    const text = typeof Version === "string" ? Version : null;
    // `v1` and `master` are answered with what they stand for.
    const exact = wanted !== null && /^v\d+\.\d+\.\d+/.test(wanted);
    return exact && text !== wanted ? { kind: "wrong-version", returned: text, text: text ?? "" } : null;
  };
}

function readJson(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function checkMod(module: string, version: string | null, newestGo: string | null): Check {
  return (body) => {
    if (isPage(body)) return pageError("");
    const text = body.toString("utf8");
    const declared = /^[ \t]*module[ \t]+"?([^\s"]+)"?/m.exec(text)?.[1];
    if (declared !== undefined && declared !== module)
      return { kind: "module-path-mismatch", declared, required: module };
    const wanted = /^go[ \t]+(\d\S*)/m.exec(text)?.[1];
    const order = wanted === undefined || newestGo === null ? null : compareGoVersions(newestGo, wanted);
    if (order === null || order >= 0) return null;
    const running = newestGo?.replace(/^go/, "");
    const said = `${module}@${version} requires go >= ${wanted} (running go ${running}; GOTOOLCHAIN=local)`;
    return parseFailure(said).error;
  };
}

/** `PK`: a local file's header, or the end of an empty archive. APPNOTE 4.3.7, 4.3.16. */
function checkZip(body: Buffer): GoError | null {
  return body.toString("latin1", 0, 2) === "PK"
    ? null
    : { kind: "zip-invalid", reason: "not-a-zip", text: "zip: not a valid zip file" };
}

/** A folder that is a module proxy. */
export async function askFolder(
  base: URL,
  { link }: RouteEntry,
  question: Question,
  network: Network,
): Promise<void> {
  const { module, version } = question;
  const rest = version === null ? "@v/list" : `@v/${escapeModulePath(version)}.info`;
  const url = join(base, `${escapeModulePath(module)}/${rest}`);
  const place: Place = {
    link,
    name: version === null ? "list" : ".info",
    stage: "http",
    role: "module-proxy",
    module,
    version,
    url: url.href,
  };
  const errno = await access(fileURLToPath(url)).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code ?? "EIO",
  );
  if (errno === null) network.note(good(place, "the file is there"));
  else {
    const text = errno === "ENOENT" ? "no such file or directory" : errno;
    network.note(
      bad(place, `${fileURLToPath(url)}: ${text}`, {
        error: { kind: "file-proxy", url: url.href, errno: text },
      }),
    );
  }
}
