// The objects that go prints under -json (go mod download, go list, go list -m, go build, go test).
import type { ErrorMessage, MessageBody } from "../../model/message.ts";
import { parseFailure, parseMessage } from "./parse.ts";

/** What one object came to: its message, and text that a build event carried. */
export interface JsonObject {
  readonly bodies: MessageBody[];
  /** The output of a build or test, with the package whose stream it belongs to. */
  readonly output: { readonly stream: string; readonly text: string } | null;
  /** The stream that has ended. */
  readonly ended: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads one object; null where the text is no object of go's. */
export function readJson(text: string): JsonObject | null {
  const fields = parseObject(text);
  if (fields === null) return null;
  const importPath = textOf(fields["ImportPath"]) ?? textOf(fields["Package"]);
  const action = textOf(fields["Action"]);
  if (action !== null) return buildEvent(fields, action, importPath);
  if (importPath !== null) return { bodies: [packageOf(fields, importPath)], output: null, ended: null };
  const path = textOf(fields["Path"]);
  if (path === null) return null;
  return { bodies: [moduleOf(fields, path)], output: null, ended: null };
}

function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

// go mod download has a string (modcmd/download.go), go list -m an object with Err (modinfo.ModuleError).
function moduleOf(fields: Fields, path: string): MessageBody {
  const version = textOf(fields["Version"]);
  const error = fields["Error"];
  const said = textOf(error) ?? (isFields(error) ? textOf(error["Err"]) : null);
  return {
    kind: "module-json",
    path,
    version,
    query: textOf(fields["Query"]),
    fields: Object.keys(fields),
    dir: textOf(fields["Dir"]),
    error: said === null ? null : errorOf(said, path, version, null),
  };
}

function packageOf(fields: Fields, importPath: string): MessageBody {
  const errors: ErrorMessage[] = [];
  const seen = new Set<string>();
  for (const one of [fields["Error"], ...listOf(fields["DepsErrors"])]) {
    if (!isFields(one)) continue;
    const said = textOf(one["Err"]);
    if (said === null || seen.has(said)) continue;
    seen.add(said);
    const position = textOf(one["Pos"]);
    errors.push(
      errorOf(position === null || position === "" ? said : `${position}: ${said}`, null, null, importPath),
    );
  }
  const error = fields["Error"];
  return {
    kind: "package-json",
    importPath,
    action: null,
    importStack: isFields(error) ? importStack(error["ImportStack"]) : [],
    errors,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

// Names up to go 1.23; objects with a position later.
function importStack(value: unknown): string[] {
  return listOf(value).flatMap(
    (one: unknown) => textOf(one) ?? (isFields(one) ? (textOf(one["Pkg"]) ?? []) : []),
  );
}

// One event a line of output: a message of several lines arrives in as many events.
function buildEvent(fields: Fields, action: string, importPath: string | null): JsonObject {
  const stream = importPath ?? "";
  const text = textOf(fields["Output"]);
  if (text !== null)
    return { bodies: [{ kind: "noise", what: "json" }], output: { stream, text }, ended: null };
  const body: MessageBody = { kind: "package-json", importPath, action, importStack: [], errors: [] };
  return {
    bodies: [body],
    output: null,
    ended: action.includes("fail") || action === "pass" ? stream : null,
  };
}

/** The text of an Error field: an error without `go: `, sometimes with it. */
function errorOf(
  text: string,
  module: string | null,
  version: string | null,
  name: string | null,
): ErrorMessage {
  const [whole] = text.startsWith("go: ") ? parseMessage(text) : [];
  const { context, error } = whole?.kind === "error" ? whole : parseFailure(text);
  return {
    kind: "error",
    command: null,
    context: {
      ...context,
      module: context.module ?? module,
      version: context.version ?? (context.module === null || context.module === module ? version : null),
      package: context.package ?? name,
    },
    error,
    json: true,
  };
}
