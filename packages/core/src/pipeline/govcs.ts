import { matchPrefixPatterns } from "./module-path.ts";

/** One rule of GOVCS: which version control systems may be run for the modules that a pattern covers. */
export interface GovcsRule {
  /** `private`, `public`, or a glob as in GOPRIVATE. */
  readonly pattern: string;
  readonly systems: readonly string[];
}

/** What holds behind the rules of GOVCS. cmd/go/internal/vcs/vcs.go, defaultGOVCS; `go help vcs`. */
export const defaultGovcs: readonly GovcsRule[] = [
  { pattern: "private", systems: ["all"] },
  { pattern: "public", systems: ["git", "hg"] },
];

/** Reads GOVCS as parseGOVCS does; null where go refuses the value. */
export function parseGovcs(value: string): GovcsRule[] | null {
  if (value.trim() === "") return [];
  const rules: GovcsRule[] = [];
  for (const item of value.split(",")) {
    const colon = item.indexOf(":");
    if (colon < 0) return null;
    const pattern = item.slice(0, colon).trim();
    const systems = item
      .slice(colon + 1)
      .split("|")
      .map((system) => system.trim());
    const isRelative = pattern === "." || pattern === ".." || /^\.\.?\//.test(pattern);
    if (pattern === "" || isRelative || systems.includes("")) return null;
    // A pattern that stood before already: this rule could never be reached.
    if (rules.some((rule) => rule.pattern === pattern)) return null;
    rules.push({ pattern, systems });
  }
  return rules;
}

/**
 * Whether go may run a version control system for a repository. The first rule whose pattern matches decides.
 *
 * @param root the import path of the repository's root
 * @param isPrivate whether GOPRIVATE covers it
 * @returns null where go refuses GOVCS as a whole
 */
export function govcsAllows(value: string, root: string, isPrivate: boolean, system: string): boolean | null {
  const own = parseGovcs(value);
  if (own === null) return null;
  const rule = [...own, ...defaultGovcs].find(({ pattern }) => {
    if (pattern === "private") return isPrivate;
    return pattern === "public" ? !isPrivate : matchPrefixPatterns(pattern, root);
  });
  return rule !== undefined && (rule.systems.includes(system) || rule.systems.includes("all"));
}
