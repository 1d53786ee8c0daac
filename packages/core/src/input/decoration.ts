// What other programs put around a trace's lines before it reaches us: CI and container time stamps, quote marks,
// colours, carriage returns. It is found by vote over the first lines and taken off each line.

interface Prefix {
  readonly name: string;
  readonly pattern: RegExp;
}

// Sources: GitHub Actions and Azure logs; CRI (kubectl logs of containerd); docker compose; BuildKit's plain
// progress; journald and syslog; Go's test runner and tools that indent; issue trackers' quotes.
const prefixes: readonly Prefix[] = [
  { name: "cri", pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d) std(?:out|err) [FP] / },
  { name: "github-actions", pattern: /^(?:[^\t]+\t[^\t]+\t)?\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z / },
  { name: "docker-compose", pattern: /^[A-Za-z0-9][\w.-]* +\| / },
  { name: "buildkit", pattern: /^#\d+ \d+\.\d+ / },
  { name: "syslog", pattern: /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^\s:[]+(?:\[\d+\])?: / },
  { name: "gitlab", pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z \d\d[OE][ +]/ },
  { name: "grep", pattern: /^\d+[:-]/ },
  { name: "quote", pattern: /^> ?/ },
  { name: "indent", pattern: /^(?: {2,8}|\t)/ },
];

// Four spaces in front of a pid look like the seconds of -r, which stand in six columns: five spaces and a digit, mostly.
// So a whole file that is indented as people indent is taken for that first.
const pastedIndents: readonly Prefix[] = [
  { name: "indent", pattern: /^ {4}(?=[\d[<a-z+-])/ },
  { name: "indent", pattern: /^ {8}(?=[\d[<a-z+-])/ },
  { name: "indent", pattern: /^ {2}(?=[\d[<a-z+-])/ },
];

/** How to take off what stands before each line. */
export interface Decoration {
  /** `github-actions`, `cri`, …; several are joined by `+`. */
  readonly name: string;
  readonly patterns: readonly RegExp[];
}

/** The prefixes that most lines carry, outermost first; null for none. `isTrace` tells a bare line of strace. */
export function findDecoration(
  lines: readonly string[],
  isTrace: (line: string) => boolean,
): Decoration | null {
  const found: Prefix[] = [];
  let current = lines.filter((line) => line.trim() !== "").map(cleanLine);
  const indent = pastedIndents.find(({ pattern }) => share(current, (line) => pattern.test(line)) > 0.9);
  if (indent !== undefined) {
    found.push(indent);
    current = current.map((line) => line.replace(indent.pattern, ""));
  }
  // Three wrappers in a row (compose in a CI log, quoted) are the most that make sense.
  for (let round = 0; round < 3; round += 1) {
    if (share(current, isTrace) > 0.5) break;
    const next = prefixes.find(({ pattern }) => share(current, (line) => pattern.test(line)) > 0.6);
    if (next === undefined) break;
    found.push(next);
    current = current.map((line) => line.replace(next.pattern, ""));
  }
  if (found.length === 0 || share(current, isTrace) < 0.2) return null;
  return { name: found.map(({ name }) => name).join("+"), patterns: found.map(({ pattern }) => pattern) };
}

function share(lines: readonly string[], test: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter((line) => test(line)).length / lines.length;
}

// oxlint-disable-next-line no-control-regex -- colour sequences begin with an escape character
const colour = /\u001B\[[0-9;]*[mK]/g;

/** Takes colours, the carriage return and a byte order mark (as Latin-1) off a line. */
export function cleanLine(line: string): string {
  let text = line;
  if (text.includes("\u001B")) text = text.replace(colour, "");
  if (text.endsWith("\r")) text = text.replace(/\r+$/, "");
  return text.startsWith("\u00EF\u00BB\u00BF") ? text.slice(3) : text;
}

/** A line without its decoration. */
export function undecorate(line: string, decoration: Decoration | null): string {
  let text = cleanLine(line);
  for (const pattern of decoration?.patterns ?? []) text = text.replace(pattern, "");
  return text;
}
