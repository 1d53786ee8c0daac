import type { Question, RouteEntry } from "../model/examination.ts";
import { defaultGoproxy, parseGoproxy } from "./goproxy.ts";
import { defaultGosumdb, parseGosumdb, type ChecksumDatabase } from "./gosumdb.ts";
import { matchPrefixPatterns } from "./module-path.ts";

/** A module that somebody wants to be fetched. */
export interface WantedModule {
  readonly module: string;
  readonly version: string | null;
  readonly sample: boolean;
  /** Of golang.org/toolchain: the name of the toolchain, `go1.24.0`. */
  readonly toolchain?: string;
}

/** Whom go would ask for each module with these settings, in its order. */
export function planFetch(
  setting: (name: string) => string,
  wanted: readonly WantedModule[],
  goSum: string,
): Question[] {
  const database = checksumDatabaseOf(setting("GOSUMDB"));
  const unchecked = setting("GONOSUMDB") || setting("GOPRIVATE");
  // A toolchain is checked whatever the patterns say. modfetch/sumdb.go, useSumDB.
  const isChecked = ({ module, toolchain }: WantedModule): boolean =>
    database !== null &&
    (toolchain !== undefined ||
      (!matchPrefixPatterns(unchecked, module) && !/(?:^|\s)-insecure\b/.test(setting("GOFLAGS"))));
  return wanted.map((each) =>
    question(each, setting, isChecked(each) ? (database?.name ?? null) : null, goSum),
  );
}

function question(
  { module, version, sample, toolchain }: WantedModule,
  setting: (name: string) => string,
  database: string | null,
  goSum: string,
): Question {
  return {
    module,
    version,
    sample,
    route: routeOf(setting, module),
    database,
    inGoSum: goSum.includes(`${module} ${version} h1:`) || goSum.includes(`${module} ${version}/go.mod h1:`),
    toolchain: toolchain ?? null,
  };
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
  const database = parseGosumdb(gosumdb === "" ? defaultGosumdb : gosumdb);
  if (database.kind !== "database") return null;
  const { name, verifier, url } = database;
  return { name, verifier, url };
}
