import type { AttributedMessage } from "../model/facts.ts";
import type { GoError } from "../model/go-error.ts";
import type { VcsFailure } from "../model/vcs-error.ts";
import { isAdviceOfGo } from "./whose-words.ts";

/**
 * In GOPATH mode go says only `package PKG: exit status 128`; the command and the tool's own words stand in the lines
 * before it (cmd/go/internal/vcs, run1): this puts them together. Who quotes them often leaves the command out. Any other
 * error stays as it is.
 */
export function withToolsWords(
  error: GoError,
  messages: readonly AttributedMessage[],
  index: number,
): GoError {
  if (error.kind !== "vcs" || error.tool !== "") return error;
  const failures: VcsFailure[] = [];
  for (let at = index - 1; at >= 0; at -= 1) {
    const body = messages[at]?.message.body;
    if (body === undefined) break;
    if (body.kind === "vcs-output") failures.unshift(...body.failures);
    if (body.kind === "error") break;
    if (body.kind === "vcs-start" || (body.kind === "vcs-done" && body.seconds === null)) {
      const { tool, command, dir } = body;
      return { ...error, tool, command, dir, failures: complaints(failures) };
    }
  }
  const said = complaints(failures);
  return said.length > 0 ? { ...error, tool: "git", failures: said } : error;
}

/** An error quoted without its first line, the one with `go: `: what is left is git's words and go's advice. */
export function quotedToolError(
  messages: readonly AttributedMessage[],
): { error: GoError; message: AttributedMessage } | null {
  const advice = messages.findIndex(({ message }) => isAdviceOfGo(message.body));
  const said = messages
    .slice(0, Math.max(advice, 0))
    .filter(({ message }) => message.body.kind === "vcs-output");
  const failures = complaints(
    said.flatMap(({ message: { body } }) => (body.kind === "vcs-output" ? body.failures : [])),
  );
  const [message] = said;
  return message === undefined || failures.length === 0
    ? null
    : { error: { ...unnamedTool, failures }, message };
}

const unnamedTool = {
  kind: "vcs",
  tool: "git",
  command: "",
  dir: null,
  exitStatus: null,
  signal: null,
  inner: null,
  output: "",
} as const;

function complaints(failures: readonly VcsFailure[]): VcsFailure[] {
  return failures.filter(({ reason }) => reason !== "advice");
}
