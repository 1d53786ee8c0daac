import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";

/** Where the program of a command line is, or why it cannot be run, with the exit status that a shell has for it. */
export type FoundCommand =
  | { readonly kind: "found"; readonly path: string }
  | { readonly kind: "not-found"; readonly status: 127; readonly message: string }
  | { readonly kind: "not-executable"; readonly status: 126; readonly message: string };

/** Looks for a program as a shell does: a name with a slash is a path, any other is looked for in PATH. POSIX, Shell Command Language, 2.9.1. */
export async function findCommand(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FoundCommand> {
  const folders = (env["PATH"] ?? "/usr/bin:/bin").split(delimiter);
  const paths = /[/\\]/.test(name) ? [name] : folders.map((folder) => join(folder || ".", name));
  let refused: string | null = null;
  for (const path of paths.flatMap(spellings)) {
    if (!(await isFile(path))) continue;
    if (await may(path)) return { kind: "found", path };
    refused ??= path;
  }
  if (refused !== null) {
    return {
      kind: "not-executable",
      status: 126,
      message: `${refused}: permission denied: it is not executable`,
    };
  }
  if (paths.length === 1 && (await exists(name))) {
    return { kind: "not-executable", status: 126, message: `${name} is a folder` };
  }
  const hint = name.includes(" ")
    ? ": give each argument by itself, gotrace record -- go mod download"
    : goHint(name);
  return { kind: "not-found", status: 127, message: `${name}: command not found${hint}` };
}

function goHint(name: string): string {
  return name === "go"
    ? ": install Go, or put its bin folder into PATH (export PATH=$PATH:/usr/local/go/bin)"
    : "";
}

/** On Windows a program is named without its ending. */
function spellings(path: string): string[] {
  return process.platform === "win32" ? [path, `${path}.exe`, `${path}.cmd`, `${path}.bat`] : [path];
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function may(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
