import type { Verdict } from "../support/fixtures.ts";

/** One name for another, everywhere in a record and in its verdict. */
export interface Renaming {
  from: string;
  to: string;
}

// How strace and curl write a label's length before the label: `\7goproxy\4corp\7example`.
const lengthByte = String.raw`(\\[0-7]{1,3}|\\[abtnvfr]|[\x20-\x7e])`;
/** Less than this at the end of a string that strace cut is no sign of the name. */
const shortestRest = 9;

/** Renames a host in text, and in DNS questions and answers: its labels must keep their lengths there. */
export function renameHost(text: string, { from, to }: Renaming): string {
  const labels = to.split(".");
  const wire = new RegExp(from.split(".").map(escape).join(lengthByte), "gi");
  const inPackets = text.replaceAll(wire, (found, ...groups: unknown[]) => {
    if (found.toLowerCase() === from) return found;
    return labels.map((label, i) => label + (i < labels.length - 1 ? String(groups[i]) : "")).join("");
  });
  return renameText(inPackets, { from, to });
}

/** Renames a host or a module path where it is written out, also behind an escape (`\\t`, `\\24`) and where strace cut it. */
export function renameText(text: string, { from, to }: Renaming): string {
  const whole = new RegExp(
    String.raw`(?:(?<![\w-])|(?<=\\(?:[0-7]{1,3}|[abfnrtv])))${escape(from)}(?![\w-])`,
    "g",
  );
  let renamed = text.replaceAll(whole, () => to);
  if (from.length !== to.length) return renamed;
  for (let length = from.length - 1; length >= shortestRest; length -= 1) {
    renamed = renamed.replaceAll(`${from.slice(0, length)}"...`, `${to.slice(0, length)}"...`);
  }
  return renamed;
}

/** What the verdict must be after the renaming. */
export function renamedVerdict(verdict: Verdict, renamings: readonly Renaming[]): Verdict {
  const rename = (text: string | null): string | null =>
    text === null ? null : renamings.reduce((name, renaming) => renameText(name, renaming), text);
  return { ...verdict, module: rename(verdict.module), host: rename(verdict.host) };
}

/**
 * Other names for the hosts of a company. The public ones (proxy.golang.org, github.com) are left alone: what gotrace
 * knows of them belongs to the verdict.
 */
export function hostRenamings(text: string): Renaming[] {
  const words = text.replaceAll(/\\(?:[0-7]{1,3}|[abfnrtv])/g, " ");
  const hosts = new Set([...words.matchAll(/\b(?:[a-z0-9-]+\.)+example\b/g)].map(([host]) => host));
  // The longer ones first: `corp.example` is part of `git.corp.example`.
  return [...hosts]
    .toSorted((a, b) => b.length - a.length)
    .map((from) => ({ from, to: from.split(".").map(turned).join(".") }));
}

/** The same hosts with names that are longer: in a packet or a trace that would be a lie about lengths. */
export function longerHosts(text: string): Renaming[] {
  return hostRenamings(text).map(({ from, to }) => ({ from, to: `a.longer.name.of.${to}` }));
}

/** Other names for the path elements behind the host of a module. */
export function moduleRenamings(module: string): Renaming[] {
  const [host = "", ...elements] = module.split("/");
  return elements
    .map((_, i) => ({
      from: [host, ...elements.slice(0, i + 1)].join("/"),
      to: [
        host,
        ...elements.slice(0, i + 1).map((element) => (isVersion(element) ? element : turned(element))),
      ].join("/"),
    }))
    .toReversed();
}

function isVersion(element: string): boolean {
  return /^v\d+$/.test(element);
}

/** Another word of the same length: each letter becomes the thirteenth after it. */
function turned(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) =>
    String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
}

function escape(text: string): string {
  return text.replaceAll(/[.\\/+*?()[\]{}|^$-]/g, String.raw`\$&`);
}
