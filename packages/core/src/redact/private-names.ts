import { literal } from "./spellings.ts";

/** Names of a company's own, replaced so that the story stays readable: the same name by the same word throughout. */
export interface PrivateNames {
  /** Notes the hosts that a text names. */
  learn(text: string, key: string): void;
  replace(text: string): string;
  /** The same in a finished text, which has words of its own: a host without a dot may be one of them, and stays. */
  replaceInText(text: string): string;
  /** How many names of each kind were replaced. */
  counts(): { kind: PrivateKind; count: number }[];
}

export type PrivateKind = "user" | "host" | "address";

/** Hosts that tell nothing of who asks. */
const publicHosts =
  /^(?:localhost|(?:.+\.)?(?:golang\.org|go\.dev|golang\.google\.cn|googlesource\.com|github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|gopkg\.in|goproxy\.io|goproxy\.cn|k8s\.io|go\.uber\.org|honnef\.co|rsc\.io))$/i;

const homes = /((?:\/home\/|\/Users\/|[A-Z]:\\+Users\\+))([^/\\\s"'<>:]+)/g;
const addresses =
  /(?<![\w.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2})(?![\w.]*\w)|(?<![\w:])f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):[0-9a-f:]+/gi;
const urlHosts = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@"'<>]*@)?([a-z0-9][a-z0-9.-]*[a-z0-9])/gi;
const hostKeys: ReadonlySet<string> = new Set(["host", "serverName", "questionName"]);
const hostName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.?$/i;

/** So many hosts are told apart; a report has tens. */
const mostHosts = 2000;

export function createPrivateNames(): PrivateNames {
  const users = new Map<string, string>();
  const hosts = new Map<string, string>();
  const nets = new Map<string, string>();
  let pattern: RegExp | null = null;
  let dottedPattern: RegExp | null = null;

  function noteHost(name: string): void {
    const host = name.replace(/\.$/, "").toLowerCase();
    if (!hostName.test(host) || /^[\d.]+$/.test(host) || publicHosts.test(host)) return;
    if (hosts.has(host) || hosts.size >= mostHosts) return;
    hosts.set(host, `host-${hosts.size + 1}`);
    pattern = null;
    dottedPattern = null;
  }

  function replaceWith(hostPattern: RegExp, text: string): string {
    const known = hosts.size === 0 ? text : text.replaceAll(hostPattern, hostWord);
    return known
      .replaceAll(homes, (_, before: string, name: string) => before + numbered(users, name, "user-"))
      .replaceAll(addresses, (address) =>
        numbered(nets, address.toLowerCase(), address.includes(":") ? "fdxx::" : "10.x.x."),
      );
  }

  function hostWord(name: string): string {
    return hosts.get(name.toLowerCase()) ?? name;
  }

  return {
    learn(text, key) {
      if (hostKeys.has(key)) noteHost(text);
      // A module's path begins with its host where that has a dot.
      if (key === "module" || key === "path") {
        const [first = ""] = text.split("/");
        if (first.includes(".") && text.includes("/")) noteHost(first);
      }
      for (const [, host = ""] of text.matchAll(urlHosts)) noteHost(host);
    },
    replace(text) {
      pattern ??= patternOf([...hosts.keys()]);
      return replaceWith(pattern, text);
    },
    replaceInText(text) {
      dottedPattern ??= patternOf([...hosts.keys()].filter((host) => host.includes(".")));
      return replaceWith(dottedPattern, text);
    },
    counts: () =>
      (
        [
          { kind: "user", count: users.size },
          { kind: "host", count: hosts.size },
          { kind: "address", count: nets.size },
        ] as const
      ).filter(({ count }) => count > 0),
  };
}

function patternOf(hosts: readonly string[]): RegExp {
  const names = hosts.toSorted((a, b) => b.length - a.length).map(literal);
  // Nothing matches an empty look-ahead that is turned round.
  return names.length === 0 ? /(?!)/g : new RegExp(`(?<![\\w-])(?:${names.join("|")})(?![\\w-])`, "gi");
}

/** The word for a name: the first that is met has the number 1. What is replaced already keeps its word. */
function numbered(known: Map<string, string>, name: string, prefix: string): string {
  if (name.startsWith(prefix)) return name;
  const word = known.get(name) ?? `${prefix}${known.size + 1}`;
  known.set(name, word);
  return word;
}
