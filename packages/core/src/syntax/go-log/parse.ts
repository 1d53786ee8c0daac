// The grammar applied to one text. Nothing here throws: what the grammar cannot take is `other`.
import { parse } from "#grammar/go-log";
import type { ErrorContext, GoError, ServerResponse } from "../../model/go-error.ts";
import type { MessageBody } from "../../model/message.ts";
import type { VcsFailure } from "../../model/vcs-error.ts";

/** An error and what stood in front of it. */
export interface ParsedFailure {
  readonly context: ErrorContext;
  readonly error: GoError;
}

/** No message of go's is longer than this; hostile text is cut before the grammar sees it. */
const longestText = 65_536;

/** How often an unknown text may be searched for an error that it ends in. */
const budget = 24;

const emptyContext: ErrorContext = {
  module: null,
  version: null,
  package: null,
  position: null,
  requiredBy: [],
  verifying: null,
  reading: null,
  replacedBy: null,
  query: null,
  invalidVersion: false,
  providing: false,
  purpose: null,
  toolchain: null,
};

/** One message: lines joined by line breaks, without CI prefixes. A command line may hold several commands. */
export function parseMessage(text: string): MessageBody[] {
  const input = text.slice(0, longestText);
  return attempt(() => parse(input, { startRule: "Message", budget }), [{ kind: "other", text: input }]);
}

/** An error without the command's prefix, as `-json` and traces of other tools hold it. */
export function parseFailure(text: string): ParsedFailure {
  const input = text.slice(0, longestText);
  const unknown: ParsedFailure = {
    context: emptyContext,
    error: { kind: "other", text: input, inner: null },
  };
  return attempt(() => parse(input, { startRule: "Failure", budget }), unknown);
}

/** What a module proxy or checksum database answered in words; `text` stands behind `server response:`. */
export function parseServerResponse(text: string): ServerResponse {
  const input = text.slice(0, longestText);
  const unknown: ServerResponse = {
    kind: "other",
    text: input,
    truncated: false,
    module: null,
    version: null,
    error: { kind: "other", text: input, inner: null },
  };
  return attempt(() => parse(input, { startRule: "ServerText", budget }), unknown);
}

/** What git, ssh, hg or svn printed: a complaint a line, advice included. */
export function parseGitOutput(text: string): VcsFailure[] {
  const input = text.slice(0, longestText);
  return attempt(() => parse(input, { startRule: "VcsOutput", budget }), []);
}

// The grammar takes every text; what is left is recursion too deep for the stack.
function attempt<Result>(run: () => Result, otherwise: Result): Result {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
