// What the tests of the go log share: one text in, one error or message out; tables of texts in files.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { GoError } from "../../src/model/go-error.ts";
import type { GoMessage, MessageBody } from "../../src/model/message.ts";
import { parseMessage } from "../../src/syntax/go-log/parse.ts";
import { createGoLogReader } from "../../src/syntax/go-log/reader.ts";

/** A text and what must come of it. */
export type Case = readonly [text: string, expected: object];

/** A file of cases: a text of any number of lines, then `=> ` and, in JSON, what must come of it, then a blank line. */
export function casesIn(file: URL): Case[] {
  const cases: Case[] = [];
  for (const [, text = "", expected = ""] of readFileSync(file, "utf8").matchAll(/([^]*?)\n=> (.*)\n\n?/g)) {
    const value: unknown = JSON.parse(expected);
    if (typeof value !== "object" || value === null) throw new Error(`${file.pathname}: ${expected}`);
    cases.push([text, value]);
  }
  return cases;
}

/** The one message of a text that holds one. */
export function bodyOf(text: string): MessageBody {
  const bodies = parseMessage(text);
  expect(bodies, text).toHaveLength(1);
  const [body] = bodies;
  if (body === undefined) throw new Error(`no message in ${text}`);
  return body;
}

/** The error of a text. */
export function errorOf(text: string): GoError {
  const body = bodyOf(text);
  if (body.kind !== "error") throw new Error(`${body.kind}, not an error: ${text}`);
  return body.error;
}

/** All messages of a log. */
export function readLog(text: string): GoMessage[] {
  const messages: GoMessage[] = [];
  const reader = createGoLogReader((message) => messages.push(message));
  let offset = 0;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    reader.line(line, { input: 0, line: index + 1, offset });
    offset += line.length + 1;
  }
  reader.flush();
  return messages;
}
