// What a group of lines says: as go printed it, as a margin broke it, or behind another program's words.
import type { MessageBody } from "../../model/message.ts";
import type { GoError } from "../../model/go-error.ts";
import { withWholeWords } from "./cut-words.ts";
import { mayBeKnown } from "./heads.ts";
import { parseMessage } from "./parse.ts";
import { gluedError, gluedMessage } from "./split.ts";

/** The messages of one text. */
export interface Said {
  readonly text: string;
  readonly bodies: MessageBody[];
  /** The text stood behind other words. */
  readonly glued: boolean;
}

/** Reads the text of a group of so many lines, of which strace may have cut the last. */
export function readGroup(text: string, lines: number, cut: boolean): Said {
  const bodies = (cut ? readCut(text) : null) ?? bodiesOf(text, lines);
  return bodies[0]?.kind === "other"
    ? (insideOf(text) ?? { text, bodies, glued: false })
    : { text, bodies, glued: false };
}

/** An error whose last words are cut, and known all the same. */
function readCut(text: string): MessageBody[] | null {
  const whole = withWholeWords(text);
  if (whole === null) return null;
  const bodies = parseMessage(whole);
  return isKnownError(bodies[0]) && !isPartlyKnown(bodies[0]) ? bodies : null;
}

/**
 * An error that goes on in lines of which nothing else tells that they belong to it: a terminal broke it at its margin, or
 * whoever pasted it did. Null where the lines together say no more than the first alone; else how many of them it takes.
 */
export function readBroken(text: string, rest: readonly string[]): (Said & { taken: number }) | null {
  const alone = bodiesOf(text, 1)[0];
  if (alone?.kind !== "other" && !isUnknownError(alone)) return null;
  let partly: (Said & { taken: number }) | null = null;
  for (let taken = 1; taken <= rest.length; taken += 1) {
    const ways = waysToJoin(text, rest.slice(0, taken)).map((whole) => ({
      text: whole,
      bodies: parseMessage(whole),
      glued: false,
      taken,
    }));
    // A word that was glued to the next one leaves a part of the error unread.
    const known = ways.find(({ bodies }) => isKnownError(bodies[0]) && !isPartlyKnown(bodies[0]));
    if (known) return known;
    partly ??= ways.find(({ bodies }) => isKnownError(bodies[0])) ?? null;
  }
  return partly;
}

function waysToJoin(text: string, rest: readonly string[]): string[] {
  const console = joinedByConsole([text, ...rest]);
  const others = ["", " "].map((glue) => rest.reduce((sofar, line) => joined(sofar, glue, line), text));
  return console === null ? others : [console, ...others];
}

/** A console breaks a line at its width, wherever that is; a blank at its end is lost where the line is copied. */
function joinedByConsole(lines: readonly string[]): string | null {
  const full = lines.slice(0, -1);
  const width = Math.max(...full.map((line) => line.length));
  if (full.some((line) => line.length < width - 1)) return null;
  return full.map((line) => line.padEnd(width)).join("") + (lines.at(-1) ?? "");
}

function isPartlyKnown(body: MessageBody | undefined): boolean {
  return body?.kind === "error" && body.error.kind === "other";
}

/** An indented line is a part of the message as go prints it. */
function joined(sofar: string, glue: string, line: string): string {
  return /^[\t ]/u.test(line) ? `${sofar}\n${line}` : sofar.trimEnd() + glue + line;
}

function bodiesOf(text: string, lines: number): MessageBody[] {
  return lines === 1 && !mayBeKnown(text) ? [{ kind: "other", text }] : parseLoosely(text);
}

/** Longer texts are no quotations. */
const longestQuoted = 4000;

/** As it stands; else on one line, or without the signs that a sentence put behind it. */
function parseLoosely(text: string): MessageBody[] {
  const bodies = parseMessage(text);
  const inPieces = bodies[0]?.kind === "other" && text.includes("\n");
  if (text.length > longestQuoted || (!inPieces && !isUnknownError(bodies[0]))) return bodies;
  const flat = text.replaceAll(/\s*\n\s*/gu, " ");
  for (const other of [flat, withoutStop(flat), withoutForeign(flat), withoutRemark(flat)]) {
    if (other === text) continue;
    const again = parseMessage(other);
    if (isKnownError(again[0])) return again;
  }
  return bodies;
}

/** Chinese, Japanese and Korean set no blank between what they quote and their own words; go speaks ASCII. */
function withoutForeign(text: string): string {
  return text.replace(/(?<=[\w)"'.])[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef].*$/u, "");
}

/** What somebody wrote behind it, as a comment of a script or a program. */
function withoutRemark(text: string): string {
  return text.replace(/\s+(?:\/\/|#|<-+|<=+|\u2190)\s.*$/u, "");
}

function withoutStop(text: string): string {
  const end = text.slice(-8).replace(/["'`)\]]*(?:\.{1,3}|[\u2026,;!\u3002\uff0c])["'`)\]]*$/u, "");
  return text.slice(0, -8) + end;
}

/** The message behind other words in a line that is no message itself. */
function insideOf(text: string): Said | null {
  const message = gluedMessage(text);
  if (message !== null) return { text: message, bodies: parseLoosely(message), glued: true };
  const error = gluedError(text);
  if (error === null) return null;
  const bodies = parseLoosely(error);
  return isKnownError(bodies[0]) ? { text: error, bodies, glued: true } : null;
}

function isKnownError(body: MessageBody | undefined): boolean {
  return body?.kind === "error" && body.error.kind !== "build" && !isUnknownError(body);
}

/** Nothing is known of it, or only that the network failed. */
function isUnknownError(body: MessageBody | undefined): boolean {
  if (body?.kind !== "error") return false;
  const error = innermost(body.error);
  if (error.kind === "other") return error.inner === null;
  return error.kind === "network" && (error.reason === "other" || error.reason === "connect-other");
}

/** Why the discovery of an import path failed is told by the request. */
function innermost(error: GoError): GoError {
  return error.kind === "unrecognized-import-path" && error.inner !== null ? error.inner : error;
}
