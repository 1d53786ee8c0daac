import type { AttributedMessage, Connection, Moment } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { MessageBody } from "../model/message.ts";
import type { Attempt } from "../model/run.ts";
import { type FetchTarget, readFetchUrl } from "./fetch-url.ts";

/**
 * What go asked for, in order. `# get` lines pair by URL, oldest first, since parallel fetches interleave; requests in
 * clear text in the trace count where no `# get` line stands for them; VCS commands pair by directory and text.
 *
 * One pair of lines may be two requests on the wire: go 1.24 and later repeat a 4xx with credentials
 * (cmd/go/internal/web/http.go), so lines are what counts.
 */
export function attemptsOf(
  messages: readonly AttributedMessage[],
  connections: readonly Connection[],
): Attempt[] {
  const attempts: Attempt[] = [];
  const open = new Map<string, Attempt[]>();
  const repositories = new Map<string, string>();
  // A URL that strace cut is another URL.
  for (const attributed of messages.filter(({ truncated }) => !truncated)) {
    const { body } = attributed.message;
    switch (body.kind) {
      case "get-start":
        begin(attempts, open, body.url, requestAttempt(body.url, momentOf(attributed)));
        break;
      case "get-done":
      case "get-failed":
        endRequest(attempts, open, body, attributed);
        break;
      case "vcs-dir":
        repositories.set(body.dir, body.url);
        break;
      case "vcs-start":
        if (asksRemote(body.command)) {
          begin(
            attempts,
            open,
            vcsKey(body),
            vcsAttempt(body, repositories.get(body.dir) ?? null, momentOf(attributed)),
          );
        }
        break;
      case "vcs-done":
        endVcs(open, body, attributed);
        break;
      case "error":
        noteVcsError(attempts, body.error);
        break;
      default:
        break;
    }
  }
  if (attempts.every((attempt) => attempt.endpoint === "vcs")) addPlainRequests(attempts, connections);
  return attempts;
}

export function momentOf(attributed: AttributedMessage): Moment {
  return { at: attributed.message.origin, time: attributed.time };
}

type VcsBody = Extract<MessageBody, { kind: "vcs-start" | "vcs-done" }>;
type RequestEnd = Extract<MessageBody, { kind: "get-done" | "get-failed" }>;

function begin(
  attempts: Attempt[],
  open: Map<string, Attempt[]>,
  key: string,
  attempt: Attempt | null,
): void {
  if (!attempt) return;
  attempts.push(attempt);
  const waiting = open.get(key);
  if (waiting) waiting.push(attempt);
  else open.set(key, [attempt]);
}

function endRequest(
  attempts: Attempt[],
  open: Map<string, Attempt[]>,
  body: RequestEnd,
  attributed: AttributedMessage,
): void {
  let attempt = open.get(body.url)?.shift();
  if (!attempt) {
    const started = requestAttempt(body.url, momentOf(attributed));
    if (!started) return;
    attempts.push(started);
    attempt = started;
  }
  attempt.ended = momentOf(attributed);
  if (body.kind === "get-failed") {
    attempt.error = body.error;
    return;
  }
  attempt.status = body.status;
  attempt.statusText = body.statusText;
  attempt.seconds = body.seconds;
}

function requestAttempt(url: string, started: Moment): Attempt | null {
  const target = readFetchUrl(url);
  return target ? attemptFor(target, url, started) : null;
}

/** A request before anything has come of it. */
export function attemptFor(target: FetchTarget, what: string, started: Moment): Attempt {
  return {
    role: target.role,
    via: target.base,
    host: target.host,
    endpoint: target.endpoint,
    module: target.module,
    version: target.version,
    what,
    started,
    ended: null,
    status: null,
    statusText: null,
    error: null,
    seconds: null,
  };
}

function vcsKey(body: VcsBody): string {
  return `${body.dir}\n${body.command}`;
}

function vcsAttempt(body: VcsBody, repository: string | null, started: Moment): Attempt {
  const url = repository ?? /\b(?:https?|ssh|git(?:\+ssh)?|svn):\/\/\S+/.exec(body.command)?.[0] ?? null;
  const target = url === null ? null : readFetchUrl(url);
  return {
    role: "direct",
    via: "direct",
    host: target?.host ?? "",
    endpoint: "vcs",
    module: target?.module ?? null,
    version: null,
    what: body.command,
    started,
    ended: null,
    status: null,
    statusText: null,
    error: null,
    seconds: null,
  };
}

/** `git init`, `git tag -l` and the like ask nobody. cmd/go/internal/modfetch/codehost. */
function asksRemote(command: string): boolean {
  return /\b(?:ls-remote|fetch|clone|pull|identify|export|info|log http|branch http)\b/.test(command);
}

/** Go says how a command ended only where it failed, and then in its own error. */
function noteVcsError(attempts: readonly Attempt[], error: GoError): void {
  if (error.kind !== "vcs") return;
  const attempt = attempts.findLast(({ endpoint, what }) => endpoint === "vcs" && what === error.command);
  if (attempt) attempt.error = error;
}

function endVcs(open: Map<string, Attempt[]>, body: VcsBody, attributed: AttributedMessage): void {
  const attempt = open.get(vcsKey(body))?.shift();
  if (!attempt) return;
  attempt.ended = momentOf(attributed);
  attempt.seconds = body.kind === "vcs-done" ? body.seconds : null;
}

/** Without `-x`, requests to plain-http servers still stand in the trace. */
function addPlainRequests(attempts: Attempt[], connections: readonly Connection[]): void {
  for (const connection of connections) {
    for (const request of connection.requests) {
      const target = readFetchUrl(request.url);
      if (!target || target.endpoint === "page") continue;
      const attempt = attemptFor(target, request.url, { at: request.at, time: request.time });
      const { answer } = request;
      if (answer) {
        attempt.ended = { at: answer.at, time: answer.time };
        attempt.status = answer.status;
        attempt.statusText = answer.reason;
      }
      attempts.push(attempt);
    }
  }
  attempts.sort((a, b) => (a.started.time ?? 0) - (b.started.time ?? 0));
}

/** The error of an attempt in words, or null where it went well. */
export function attemptFailed(attempt: Attempt): boolean {
  return attempt.error !== null || (attempt.status !== null && attempt.status >= 400);
}

/** True for answers that let go ask the next element of GOPROXY even after a comma. */
export function isNotFound(attempt: Attempt): boolean {
  return attempt.status === 404 || attempt.status === 410 || isMissingFile(attempt.error);
}

function isMissingFile(error: GoError | null): boolean {
  return error?.kind === "file-proxy";
}
