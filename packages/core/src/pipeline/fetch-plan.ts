import type { Question, RouteEntry } from "../model/examination.ts";
import { defaultGoproxy, parseGoproxy } from "./goproxy.ts";
import { matchPrefixPatterns } from "./module-path.ts";

/** A module that somebody wants to be fetched. */
export interface WantedModule {
  readonly module: string;
  readonly version: string | null;
  readonly sample: boolean;
}

/** The checksum database as GOSUMDB names it. cmd/go/internal/modfetch/sumdb.go, dbDial. */
export interface ChecksumDatabase {
  /** The name that its notes are signed with: `sum.golang.org`. */
  readonly name: string;
  /** NAME+HASH+KEY; null where only its name is given, and it is none that go knows. */
  readonly verifier: string | null;
  /** Where it is asked without any proxy. Null: at https://NAME, and first through the proxies that pass it on. */
  readonly url: string | null;
}

// cmd/go/internal/modfetch/key.go.
const knownVerifiers: Readonly<Record<string, string>> = {
  "sum.golang.org": "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
};

/** Whom go would ask for each module with these settings, in its order. */
export function planFetch(
  setting: (name: string) => string,
  wanted: readonly WantedModule[],
  goSum: string,
): Question[] {
  const database = checksumDatabaseOf(setting("GOSUMDB"));
  const unchecked = setting("GONOSUMDB") || setting("GOPRIVATE");
  const isChecked = (module: string): boolean =>
    database !== null &&
    !matchPrefixPatterns(unchecked, module) &&
    !/(?:^|\s)-insecure\b/.test(setting("GOFLAGS"));
  return wanted.map(({ module, version, sample }) => ({
    module,
    version,
    sample,
    route: routeOf(setting, module),
    database: isChecked(module) ? (database?.name ?? null) : null,
    inGoSum: goSum.includes(`${module} ${version} h1:`) || goSum.includes(`${module} ${version}/go.mod h1:`),
  }));
}

/** The elements of GOPROXY for a module: `direct` alone for what GONOPROXY covers. */
function routeOf(setting: (name: string) => string, module: string): RouteEntry[] {
  const uncovered = setting("GONOPROXY") || setting("GOPRIVATE");
  if (matchPrefixPatterns(uncovered, module)) return [routeEntry("direct", null, module)];
  return parseGoproxy(setting("GOPROXY") || defaultGoproxy).map(({ value, separator }) =>
    routeEntry(value, separator, module),
  );
}

function routeEntry(value: string, separator: RouteEntry["separator"], module: string): RouteEntry {
  return { value: withoutCredentials(value), separator, link: linkOf(value, module) };
}

function linkOf(value: string, module: string): string {
  if (value === "direct") return `${hostOfModule(module)} (direct)`;
  return value === "off" ? "GOPROXY=off" : withoutCredentials(value);
}

function hostOfModule(module: string): string {
  return module.split("/")[0] ?? module;
}

/** The URL as it may be shown. */
function withoutCredentials(value: string): string {
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1");
}

/** @returns null where it is off, or malformed so that go does not get that far */
export function checksumDatabaseOf(gosumdb: string): ChecksumDatabase | null {
  const [key = "sum.golang.org", url = null] = gosumdb.split(/\s+/).filter((word) => word !== "");
  if (key === "off") return null;
  if (key === "sum.golang.google.cn")
    return { ...named("sum.golang.org"), url: "https://sum.golang.google.cn" };
  return { ...named(key), url };
}

function named(key: string): Pick<ChecksumDatabase, "name" | "verifier"> {
  const verifier = knownVerifiers[key] ?? (key.includes("+") ? key : null);
  return { name: key.split("+")[0] ?? key, verifier };
}
