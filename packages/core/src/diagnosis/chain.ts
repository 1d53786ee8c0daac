import type { Setting } from "../model/facts.ts";
import type { Step } from "../model/report.ts";
import type { Attempt, Failure, Run } from "../model/run.ts";
import type { Stage } from "../model/vocabulary.ts";
import { attemptFor, isNotFound } from "../pipeline/attempts.ts";
import { readFetchUrl } from "../pipeline/fetch-url.ts";
import { errorText } from "../pipeline/error-text.ts";
import { parseGoproxy, type GoproxyEntry } from "../pipeline/goproxy.ts";
import { settingOf, settingsOfRun } from "../pipeline/settings.ts";
import { locate } from "./locate.ts";
import type { Judgement } from "./judge.ts";
import { waitSteps } from "./open-wait.ts";

/** How it came: what go asked for this module, what it got, and why it went on or stopped. */
export function chainOf(judgement: Judgement, run: Run, stage: Stage): Step[] {
  const { failure } = judgement;
  const related = run.attempts.filter((attempt) => concerns(attempt, failure));
  const steps = related.length > 0 ? summarise(related).map(stepOf) : requestInError(judgement);
  const rule = whyItStopped(judgement, run, related);
  if (rule !== null) steps.push({ text: rule, at: null });
  steps.push(...waitSteps(failure, run));
  const { message } = failure;
  if (message) steps.push({ text: `go gave up at the stage ${stage}`, at: locate(message.message.origin) });
  return steps;
}

/** Without `-x` the error itself says what was asked, and of whom. */
function requestInError({ failure: { error, url, message, time } }: Judgement): Step[] {
  const target = url === null ? null : readFetchUrl(url);
  if (!target || !message || url === null) return [];
  const moment = { at: message.message.origin, time };
  const attempt: Attempt = { ...attemptFor(target, url, moment), ended: moment };
  if (error.kind === "http-status") {
    return [stepOf([{ ...attempt, status: error.status, statusText: error.statusText }])];
  }
  return error.kind === "network" ? [stepOf([{ ...attempt, error }])] : [];
}

function concerns(attempt: Attempt, { module, host, role }: Failure): boolean {
  if (role === "toolchain") return attempt.role === "toolchain";
  return module === null ? attempt.host === host : attempt.module === module || attempt.module === null;
}

/** Attempts of the same kind with the same end, in a row, are one step. */
function summarise(attempts: readonly Attempt[]): Attempt[][] {
  const groups: Attempt[][] = [];
  for (const attempt of attempts) {
    const group = groups.at(-1);
    const before = group?.[0];
    if (group && before && before.via === attempt.via && endText(before) === endText(attempt))
      group.push(attempt);
    else groups.push([attempt]);
  }
  return groups.length <= 8 ? groups : [...groups.slice(0, 3), ...groups.slice(-5)];
}

function stepOf(group: readonly Attempt[]): Step {
  const [first] = group;
  if (!first) return { text: "", at: null };
  return {
    text: `${askedText(first, group)}: ${endText(first)}`,
    at: locate((first.ended ?? first.started).at),
  };
}

function askedText(first: Attempt, group: readonly Attempt[]): string {
  if (first.endpoint === "vcs") return `go ran ${first.what}`;
  const endpoints = [...new Set(group.map((attempt) => attempt.endpoint))].join(", ");
  const what = `${first.module ?? first.what} (${endpoints})`;
  return first.via === "direct" ? `go asked ${first.host} for ${what}` : `go asked ${first.via} for ${what}`;
}

function endText(attempt: Attempt): string {
  if (attempt.status !== null) return `${attempt.status} ${attempt.statusText ?? ""}`.trim();
  if (attempt.error !== null) return errorText(attempt.error);
  return attempt.ended === null ? "no answer on record" : "done";
}

/** The separator behind the GOPROXY element that failed, where both are known. */
function whyItStopped({ failure }: Judgement, run: Run, related: readonly Attempt[]): string | null {
  const setting = settingOf(run, "GOPROXY");
  const { host, role, error } = failure;
  // A run that was only slow did not stop.
  if (setting === null || host === null || role !== "module-proxy" || error.kind === "slow") return null;
  const entry = parseGoproxy(setting.value).find(({ value }) => hostnameOf(value) === host);
  if (!entry) return null;
  const last = related.at(-1);
  const notFound = last !== undefined && isNotFound(last);
  const value = `GOPROXY=${setting.value}`;
  if (!mayBeOverridden(setting, run)) return `${value}: ${separatorText(entry, notFound)}`;
  // That go did not ask the next one tells that the environment had another value.
  if (entry.separator === "|" || (entry.separator === "," && notFound)) return null;
  return `${value} in ${setting.file ?? "a file"}, unless the environment, which this record does not show, said otherwise: ${separatorText(entry, notFound)}`;
}

/** The environment goes before the files, and a trace without -v does not show it. */
function mayBeOverridden({ source }: Setting, run: Run): boolean {
  const inFile = source === "go-env-file" || source === "goroot-env-file";
  return inFile && !settingsOfRun(run).environmentWhole;
}

function separatorText({ separator }: GoproxyEntry, notFound: boolean): string {
  switch (separator) {
    case null:
      return "it is the last element, nobody else was left to ask";
    case ",":
      return notFound
        ? "404 and 410 let go ask the next element"
        : '"," goes on after 404 or 410 only, so go stopped there';
    case "|":
      return '"|" goes on after any error';
  }
}

function hostnameOf(url: string): string | null {
  try {
    return new URL(url).hostname;
  } catch {
    return null;
  }
}
