// What a group of lines says: as go printed it, as a margin broke it, or behind another program's words.
import type { MessageBody } from "../../model/message.ts";
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

/** Reads the text of a group of so many lines. */
export function readGroup(text: string, lines: number): Said {
  const bodies = bodiesOf(text, lines);
  return bodies[0]?.kind === "other"
    ? (insideOf(text) ?? { text, bodies, glued: false })
    : { text, bodies, glued: false };
}

/**
 * An error that goes on in lines of which nothing else tells that they belong to it: a terminal broke it at its margin, or
 * whoever pasted it did. Null where the lines together say no more than the first alone; else how many of them it takes.
 */
export function readBroken(text: string, rest: readonly string[]): (Said & { taken: number }) | null {
  if (!isUnknownError(bodiesOf(text, 1)[0])) return null;
  for (let taken = 1; taken <= rest.length; taken += 1) {
    for (const glue of ["", " "]) {
      const whole = rest.slice(0, taken).reduce((sofar, line) => joined(sofar, glue, line), text);
      const bodies = parseMessage(whole);
      if (isKnownError(bodies[0])) return { text: whole, bodies, glued: false, taken };
    }
  }
  return null;
}

/** An indented line is a part of the message as go prints it. */
function joined(sofar: string, glue: string, line: string): string {
  return /^[\t ]/u.test(line) ? `${sofar}\n${line}` : sofar.trimEnd() + glue + line;
}

function bodiesOf(text: string, lines: number): MessageBody[] {
  if (lines === 1 && !mayBeKnown(text)) return [{ kind: "other", text }];
  const bodies = parseMessage(text);
  if (lines === 1 || !isUnknownError(bodies[0])) return bodies;
  const flat = parseMessage(text.replaceAll(/\s*\n\s*/gu, " "));
  return isKnownError(flat[0]) ? flat : bodies;
}

/** The message behind other words in a line that is no message itself. */
function insideOf(text: string): Said | null {
  const message = gluedMessage(text);
  if (message !== null) return { text: message, bodies: parseMessage(message), glued: true };
  const error = gluedError(text);
  if (error === null) return null;
  const bodies = parseMessage(error);
  return isKnownError(bodies[0]) ? { text: error, bodies, glued: true } : null;
}

function isKnownError(body: MessageBody | undefined): boolean {
  return body?.kind === "error" && body.error.kind !== "build" && !isUnknownError(body);
}

/** Nothing is known of it, or only that the network failed. */
function isUnknownError(body: MessageBody | undefined): boolean {
  if (body?.kind !== "error") return false;
  const { error } = body;
  if (error.kind === "other") return error.inner === null;
  return error.kind === "network" && (error.reason === "other" || error.reason === "connect-other");
}
