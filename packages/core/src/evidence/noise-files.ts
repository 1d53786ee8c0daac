import type { SyscallEvent, TraceState } from "../model/event.ts";
import type { NoiseKind } from "../model/noise.ts";
import type { Origin } from "../model/origin.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { pathText } from "./call-arguments.ts";
import type { Note } from "./noise.ts";

/** Calls that look for a file; those with a directory in front of the path, and those without. */
const looksAt: ReadonlySet<string> = new Set([
  "openat",
  "openat2",
  "newfstatat",
  "statx",
  "faccessat",
  "faccessat2",
  "readlinkat",
  "execveat",
]);
const looks: ReadonlySet<string> = new Set(["open", "stat", "lstat", "access", "readlink", "execve"]);

/** What was not found under one name, and whether it was in the end. */
interface Search {
  kind: NoiseKind;
  misses: number;
  first: Origin;
}

/**
 * Counts look-ups of files that are not there. A search that ends without a find is no noise where what was sought is
 * needed: a go.mod above the working directory, a version control tool, one of the bundles of root certificates.
 */
export function watchForMissingFiles(note: Note): {
  onSyscall: (call: SyscallEvent, state: TraceState) => void;
  end: () => void;
} {
  const searches = new Map<string, Search>();
  const found = new Set<string>();

  function onMissing(path: string, at: Origin): void {
    const sought = soughtName(path);
    if (sought !== null) {
      const search = searches.get(sought.name) ?? { kind: sought.kind, misses: 0, first: at };
      search.misses += 1;
      searches.set(sought.name, search);
    } else if (isCached(path)) {
      note("cache-miss", at);
    } else if (isOptional(path)) {
      note("optional-file", at);
    }
  }

  return {
    onSyscall(call, state) {
      const { errno, value } = call.result;
      if (errno !== "ENOENT" && (errno !== null || value === null)) return;
      const path = pathOf(call, state);
      if (path === null) return;
      if (errno === "ENOENT") return onMissing(path, call.endOrigin);
      const sought = soughtName(path);
      if (sought !== null) found.add(sought.name);
    },
    end() {
      for (const [name, { kind, misses, first }] of searches) {
        if (found.has(name) || !needed.has(name)) note(kind, first, misses);
      }
    },
  };
}

function pathOf(call: SyscallEvent, state: TraceState): string | null {
  const at = looksAt.has(call.name);
  if (!at && !looks.has(call.name)) return null;
  const text = pathText(call, at ? 1 : 0);
  if (text === null) return null;
  return state.resolvePath(call.tid, at ? (argumentsOf(call)[0] ?? null) : null, text);
}

const certificates = "root certificates";

/** What a run that finds none of them lacks. A missing compiler or an older toolchain, go does without. */
const needed: ReadonlySet<string> = new Set([
  "go.mod",
  "go",
  "git",
  "hg",
  "svn",
  "bzr",
  "fossil",
  "ssh",
  certificates,
]);

/** The name under which one thing is looked for in several places, if the path is one of them. */
function soughtName(path: string): { name: string; kind: NoiseKind } | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\/(?:s?bin|shims|games)\/[^/]+$/.test(path)) return { name, kind: "path-search" };
  if ((name === "go.mod" || name === "go.work") && !isCached(path))
    return { name, kind: "module-root-search" };
  return isCertificates(path) ? { name: certificates, kind: "optional-file" } : null;
}

/** crypto/x509/root_linux.go. */
function isCertificates(path: string): boolean {
  return /\/(?:ca-certificates\.crt|ca-bundle\.\w+|cacert\.pem|tls-ca-bundle\.pem|certs|cacerts)$|\/etc\/ssl\/cert\.pem$/.test(
    path,
  );
}

function isCached(path: string): boolean {
  return /\/go-build(?:\/|$)|\/cache\/download\/|\/pkg\/mod(?:\/|$)/.test(path) && !isRepository(path);
}

/** Files that a bare repository may have. */
function isRepository(path: string): boolean {
  return path.includes("/cache/vcs/");
}

/** Without these names would not be resolved, or not as they should: their absence explains too much to be waved through. */
const telling: ReadonlySet<string> = new Set(["/etc/resolv.conf", "/etc/hosts"]);

const optionalPlaces =
  /^\/(?:etc|lib|lib32|lib64|proc|sys|system|run|var\/run|usr\/lib|usr\/lib64|usr\/share)\/|\/\.config\/(?:go|git)(?:\/|$)|\/\.gitconfig$|\/\.git(?:\/|$)|\/go\.env$|\/default\.pgo$/;

/** Go's own sources: what is missing there is a package of the standard library, or all of it. */
const goroot = /^\/usr\/(?:lib|lib64|share)\/go(?:-[\d.]+|lang)?(?:\/|$)/;

function isOptional(path: string): boolean {
  if (telling.has(path)) return false;
  if (path.endsWith("/go.env")) return true;
  return isRepository(path) || (optionalPlaces.test(path) && !goroot.test(path));
}
