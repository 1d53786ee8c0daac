import { createPublicKey, verify } from "node:crypto";
import { escapeModulePath, type ChecksumDatabase, type GoError, type Question } from "@gotrace/core";
import type { Link } from "./network.ts";
import { bad, good, ms, notAsked, type Place } from "./measuring.ts";
import { join, measured, errorWords, type Asking } from "./module-proxy.ts";
import { ask, statusError, statusWords, type Reply } from "./request.ts";

/** Whether a proxy passes the database on, and is to be asked in its place. go.dev/design/25530-sumdb. */
export type Support = "passes it on" | "does not" | "failed";

export async function askSupport(
  link: Link,
  base: URL,
  heading: string,
  { name }: ChecksumDatabase,
  goesOnAfterErrors: boolean,
  asking: Asking,
): Promise<Support> {
  const url = join(base, `sumdb/${name}/supported`);
  const place: Place = {
    link: heading,
    name: `sumdb/${name}/supported`,
    stage: "sumdb",
    role: "checksum-database",
    host: base.hostname,
    url: url.href,
  };
  const reply = await ask(link, url, asking);
  const found = { status: reply.status, tookMs: reply.firstByteMs };
  if (reply.status === 200 && reply.error === null) {
    asking.network.note(good(place, "200: it passes the checksum database on", found));
    return "passes it on";
  }
  if (reply.status === 404 || reply.status === 410 || goesOnAfterErrors) {
    const words = reply.status === null ? errorWords(reply) : statusWords(reply.status);
    asking.network.note(good(place, `${words}: go asks the database itself`, found));
    return "does not";
  }
  const error = reply.error ?? statusError(reply);
  const words = reply.status === null ? errorWords(reply) : statusWords(reply.status);
  asking.network.note(bad(place, words, { ...found, error }));
  return "failed";
}

/** What may be looked up: go does that for what it has got, to see whether everybody gets the same. */
export interface Lookups {
  readonly checked: readonly Question[];
  readonly served: (question: Question) => Promise<boolean>;
}

/** The signed head of the tree, and the record of each module that go.sum does not have. */
export async function askDatabase(
  link: Link,
  base: URL,
  heading: string,
  database: ChecksumDatabase,
  { checked, served }: Lookups,
  asking: Asking,
): Promise<void> {
  const place = (name: string, rest: string): Place => ({
    link: heading,
    name,
    stage: "sumdb",
    role: "checksum-database",
    host: base.hostname,
    url: join(base, rest).href,
  });
  const latest = await ask(link, join(base, "latest"), asking);
  asking.network.note(headMeasured(place("latest", "latest"), latest, database));
  if (latest.error !== null) return;
  for (const question of checked.filter(isLookedUp)) {
    const { module, version } = question;
    const rest = `lookup/${escapeModulePath(module)}@${escapeModulePath(version ?? "")}`;
    const at: Place = { ...place("lookup", rest), stage: "http", module, version };
    if (!(await served(question))) {
      asking.network.note(notAsked(at, "go would not ask: it does not get the module"));
      continue;
    }
    const reply = await ask(link, join(base, rest), asking);
    asking.network.note(measured(at, reply, (body) => noteError(body, database)));
  }
}

function isLookedUp({ version, inGoSum, sample, database }: Question): boolean {
  return database !== null && version !== null && !inGoSum && !sample && /^v\d+\.\d+\.\d+/.test(version);
}

function headMeasured(place: Place, reply: Reply, database: ChecksumDatabase): ReturnType<typeof good> {
  const found = measured(place, reply, (body) => noteError(body, database));
  if (found.answer !== "good")
    return found.error?.kind === "sumdb-note" ? { ...found, measured: found.error.text } : found;
  const signed = database.verifier === null ? "its key is not known here" : "signed with its key";
  return { ...found, measured: `200 after ${ms(reply.firstByteMs ?? 0)}, ${signed}` };
}

/** Go believes nothing that the database's own key has not signed. golang.org/x/mod/sumdb/note. */
function noteError(body: Buffer, { name, verifier }: ChecksumDatabase): GoError | null {
  if (verifier === null) return null;
  const text = body.toString("utf8");
  const start = text.indexOf("go.sum database tree");
  if (start < 0) return { kind: "sumdb-note", reason: "malformed", text: "malformed note" };
  const note = text.slice(start);
  return isSigned(note, name, verifier)
    ? null
    : {
        kind: "sumdb-note",
        reason: "unverified",
        text: "the answer is not signed with the key of the database",
      };
}

/** NAME+HASH+base64(algorithm 1, Ed25519 key); a signature is `— NAME base64(hash, signature)`. */
function isSigned(note: string, name: string, verifier: string): boolean {
  const [, hash = "", encoded = ""] = /^[^+]*\+([0-9a-f]{8})\+(.+)$/.exec(verifier) ?? [];
  const key = Buffer.from(encoded, "base64");
  if (key.length !== 33 || key[0] !== 1) return true;
  const end = note.indexOf("\n\n");
  const signed = Buffer.from(note.slice(0, end + 1));
  const x = key.subarray(1).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return note
    .slice(end + 2)
    .split("\n")
    .map((line) => /^— (\S+) (\S+)$/.exec(line))
    .some((parts) => {
      if (parts?.[1] !== name) return false;
      const bytes = Buffer.from(parts[2] ?? "", "base64");
      return bytes.toString("hex", 0, 4) === hash && verify(null, signed, publicKey, bytes.subarray(4));
    });
}
