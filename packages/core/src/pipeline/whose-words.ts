import type { AttributedMessage } from "../model/facts.ts";
import type { ErrorContext, GoError, GoErrorKind } from "../model/go-error.ts";
import type { ErrorMessage, MessageBody } from "../model/message.ts";
import type { Run } from "../model/run.ts";
import { moduleOfCachePath } from "./cache-path.ts";
import { readFetchUrl } from "./fetch-url.ts";
import { isPublicProxy } from "./goproxy.ts";

/**
 * Whether anything in the run is go's beyond doubt. A log of another program (a service, kubectl, a C compiler) has lines
 * that go's libraries or tools would word alike: `dial tcp …: connection refused`, `Killed`.
 */
export function speaksOfGo(run: Pick<Run, "traced" | "argv" | "messages">): boolean {
  return run.traced || isGo(run.argv) || run.messages.some(isGos);
}

/** Whether the error is one that any program could have printed in these words, as far as the line itself tells. */
export function isAnybodys({ command, json, context, error }: ErrorMessage): boolean {
  return command === null && !json && !saysWhere(context) && (commonKinds.has(error.kind) || isCommon(error));
}

/** Kinds of which some are go's alone. */
function isCommon(error: GoError): boolean {
  switch (error.kind) {
    case "network":
      return isPageOrNone(error.url) && !isPublicProxy(error.host ?? "");
    case "http-status":
      return isPageOrNone(error.url);
    case "file":
      return (error.purpose === null || error.purpose === "cache-directory") && !isInModuleCache(error.path);
    case "build":
      return error.reason !== "test" && error.package === null;
    case "goproxy-malformed":
      return error.reason !== "no-entries";
    case "home-missing":
      return error.what === "env-file";
    default:
      return false;
  }
}

function isPageOrNone(url: string | null): boolean {
  return url === null || readFetchUrl(url)?.endpoint === "page";
}

/** What every program written in Go, every C compiler and every command line says in the same words. */
const commonKinds: ReadonlySet<GoErrorKind> = new Set([
  "exec",
  "import-cycle",
  "killed",
  "usage",
  "zip-invalid",
]);

/** A module, a package, or a place to the column, as only go and its tools print it. */
function saysWhere({ module, package: name, position, requiredBy }: ErrorContext): boolean {
  return module !== null || name !== null || requiredBy.length > 0 || (position?.column ?? null) !== null;
}

function isInModuleCache(path: string | null): boolean {
  return path !== null && moduleOfCachePath(path) !== null;
}

function isGos({ message }: AttributedMessage): boolean {
  const { body } = message;
  switch (body.kind) {
    case "error":
      return !isAnybodys(body);
    case "shell-command":
      return isGo(body.argv);
    case "env-setting":
      return body.name.startsWith("GO");
    case "vcs-output":
      return isAdviceOfGo(body);
    case "build-header":
      return body.package.includes("/") || body.package.includes(".");
    default:
      return !commonMessages.has(body.kind);
  }
}

/** What go adds to the words of a tool that failed: cmd/go/internal/modfetch/codehost/git.go, vcs/vcs.go. */
export function isAdviceOfGo(body: MessageBody): boolean {
  return (
    body.kind === "vcs-output" &&
    body.failures.some(({ text }) =>
      /^(?:Confirm the import path was entered|If this is a private repository, see )/u.test(text),
    )
  );
}

/** Shells, CI systems and git say these of any command. */
const commonMessages: ReadonlySet<MessageBody["kind"]> = new Set([
  "crash",
  "exit-status",
  "http2debug",
  "noise",
  "other",
  "signal",
  "tracer",
]);

/** `go`, `/usr/local/go/bin/go`, `go.exe`; golang.org/dl installs `go1.22.3` and `gotip` beside it. */
export function isGo(argv: readonly string[] | null): boolean {
  return /^go(?:1\.\d[\w.]*|tip)?(?:\.exe)?$/u.test(argv?.[0]?.split(/[\\/]/u).at(-1) ?? "");
}
