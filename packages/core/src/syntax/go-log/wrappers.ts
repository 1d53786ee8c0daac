// What CI systems, container builders, terminals and issue trackers put in front of a line. Each was met in public logs.
import type { LogStamp } from "../../model/message.ts";

/** One kind of prefix. */
export interface Wrapper {
  readonly name: string;
  /** Sticky: matches at the line's start, or where the prefix before it ended. */
  readonly pattern: RegExp;
  /** What the first group says of the time. */
  readonly clock?: LogStamp["clock"];
  /** What follows is a command that was about to run. */
  readonly command?: true;
}

/** Errors that cmd/go prints without `go: ` in front (cmd/go/internal/load, modload). */
const bare = String.raw`cannot find (?:module|package|main module)|no required module provides |missing go\.sum entry|package \S+: |\S+@v\d\S*: |\S+ (?:imports|requires)$|updates to go\.|ambiguous import: |invalid (?:pseudo-)?version: |unrecognized import path "|build \S+: cannot (?:load|find) `;

/** A line that can only be a message: what may follow a prefix that would else be too weak to believe. */
const strong = String.raw`(?=go: |go get |go mod |go build |# get |# lock |-> unzip |verifying |[\t ]|\+ |\$ |warning: |fatal: |cd |mkdir -p |http2: |exit status |[^\s:]+\.go:\d|${bare})`;

/** The same, without the lines that only go on with a message. */
const firm = strong.replace("[\\t ]|", "");

const sticky = (source: string): RegExp => new RegExp(source, "uy");

/** In the order in which they are tried; after one matched, all are tried again on what follows it. */
export const wrappers: readonly Wrapper[] = [
  {
    name: "gh-run",
    pattern: sticky(String.raw`[^\t\n]{1,200}\t[^\t\n]{1,200}\t(?=\ufeff?\d{4}-\d\d-\d\dT)`),
  },
  {
    name: "gitlab",
    pattern: sticky(String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z) \d\d[OE][ +]`),
    clock: "wall",
  },
  {
    name: "kubernetes",
    pattern: sticky(
      String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) [FP] ?`,
    ),
    clock: "wall",
  },
  {
    name: "github-actions",
    pattern: sticky(
      String.raw`\ufeff?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)(?: |$)`,
    ),
    clock: "wall",
  },
  {
    name: "jenkins",
    pattern: sticky(String.raw`\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)\] ?`),
    clock: "wall",
  },
  {
    name: "clock",
    pattern: sticky(String.raw`\[(\d\d:\d\d:\d\d(?:[.,]\d+)?)\](?:\[[^\]\n]{0,60}\])?:? ?`),
    clock: "clock",
  },
  {
    name: "go-log",
    pattern: sticky(String.raw`(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)?) `),
    clock: "wall",
  },
  {
    name: "timestamp",
    pattern: sticky(String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?) `),
    clock: "wall",
  },
  { name: "netlify", pattern: sticky(String.raw`\d{1,2}:\d\d:\d\d [AP]M: `) },
  { name: "clock", pattern: sticky(String.raw`(\d\d:\d\d:\d\d(?:[.,]\d+)?) {1,2}(?=\S|\t)`), clock: "clock" },
  { name: "obs", pattern: sticky(String.raw`\[ *(\d+)s\] `), clock: "elapsed" },
  {
    name: "buildkit",
    pattern: sticky(String.raw`(?:[\w.-]+ +|["']| {1,8})?#\d+ (\d+\.\d+) `),
    clock: "elapsed",
  },
  { name: "buildkit", pattern: sticky(String.raw`#\d+ (?=ERROR|\[|CACHED|DONE|sha256:)`) },
  {
    name: "buildkit",
    pattern: sticky(
      String.raw` *(?:#\d+ |=> +|> +)?(?:ERROR |CACHED )?\[(?:[\w.-]+ +){0,3}\d+\/\d+\] (?=RUN )`,
    ),
  },
  { name: "buildkit", pattern: sticky(String.raw` *=> +=> +# `) },
  { name: "docker", pattern: sticky(String.raw`(\d+\.\d{1,3}) (?=\S|\t| {1,8}\S)`), clock: "elapsed" },
  { name: "docker", pattern: sticky(String.raw`(?:Step \d+\/\d+ : |STEP \d+(?:\/\d+)?: )`) },
  { name: "cloud-build", pattern: sticky(String.raw`Step #\d+(?: - "[^"\n]*")?: `) },
  { name: "tracer", pattern: sticky(String.raw`\[pid +\d+\] `) },
  { name: "woodpecker", pattern: sticky(String.raw`\[[\w./-]+:L\d+:\d+s\] `) },
  { name: "task", pattern: sticky(String.raw`task: \[[^\]\n]{1,80}\] `), command: true },
  { name: "kaniko", pattern: sticky(String.raw`(?:INFO|WARN|ERRO)\[\d+\] `) },
  { name: "level", pattern: sticky(String.raw`(?:ERRO|ERROR|FATA|FATAL)\[[\w:. -]{1,32}\]:? {1,4}`) },
  {
    name: "kaniko",
    pattern: sticky(String.raw`Running: \[(?:\/bin\/sh -c |\/bin\/bash -c )?(?=.*\]$)`),
    command: true,
  },
  { name: "brackets", pattern: sticky(String.raw`\[[\w ./:#@-]{1,60}\] ?${strong}`) },
  { name: "std-stream", pattern: sticky(String.raw`#?(?:stdout|stderr|STDERR|STDOUT)(?:[>:|]| \|) ?`) },
  {
    name: "heroku",
    pattern: sticky(String.raw`remote: (?:-----> | {6}| ! {0,6}|(?=go: |[^\s:]+\.go:\d+:\d+: ))`),
  },
  // A row of a table: of an error and what helps.
  { name: "table", pattern: sticky(String.raw`\|[ \t]+(?=[^|\n]*\|)[*_\x60]{0,3}${firm}`) },
  // A service's container has a number (`app-1`, `app_1`): no table looks like that, so anything may follow.
  { name: "compose", pattern: sticky(String.raw`[\w.-]{1,56}[-_]\d{1,3} +\| ?`) },
  { name: "compose", pattern: sticky(String.raw`[\w.-]{1,60} +\| ${strong}`) },
  { name: "boxes", pattern: sticky(String.raw`(?:[│┃┆┊┇╎█▏▕⋮] ?)+`) },
  { name: "buildkite", pattern: sticky(String.raw` {1,4}\| ?`) },
  // Windows PowerShell takes the first line that go writes to standard error for an error of its own.
  { name: "powershell", pattern: sticky(String.raw`go(?:\.exe)? : ${strong}`) },
  { name: "pulumi", pattern: sticky(String.raw` *pulumi:pulumi:Stack(?: \(\S+\):| \S+)(?: {1,2}|$)`) },
  { name: "npm", pattern: sticky(String.raw`npm ERR! `) },
  { name: "terraform", pattern: sticky(String.raw`\S+ \((?:local|remote)-exec\): `) },
  {
    name: "syslog",
    pattern: sticky(String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]+ [\w./@-]+(?:\[\d+\])?: `),
  },
  {
    name: "annotation",
    pattern: sticky(String.raw`##\[(?:group|command|section)\](?:Run |Running )?(?=\S*go )`),
    command: true,
  },
  {
    name: "annotation",
    pattern: sticky(
      String.raw`(?:##\[(?:error|warning|debug)\]|::(?:error|warning)[^:\n]*::)(?=go|#|\S+\.go:\d)`,
    ),
  },
  {
    name: "editor",
    pattern: sticky(
      String.raw`(?:Your workspace is misconfigured: |Error loading workspace: |packages\.Load error: |internal error: |failed to load packages: )`,
    ),
  },
  {
    name: "editor",
    pattern: sticky(
      String.raw`(?:go \[[^\]\n]*\]: |err: |error: |couldn't run 'go': |running "[^"\n]*": )?exit status \d+: (?:stderr: )?(?=\S)`,
    ),
  },
  { name: "editor", pattern: sticky(String.raw`err: (?=go: |go list)`) },
  {
    name: "wrapped-error",
    pattern: sticky(String.raw`(?:Error ?: +|ERROR: |error: |✗ |⨯ |× |! |FATAL: |\[FATAL\] )${firm}`),
  },
  {
    name: "goreleaser",
    pattern: sticky(String.raw`build failed: (?:exit status \d+: )?(?=go: |\S+\.go:\d|# )`),
  },
  {
    name: "bazel",
    pattern: sticky(
      String.raw`Error in fail: [^:\n]{0,120}: |fetch_repo: |gazelle: (?=go|\S+: )|(?:ERROR: )?failed to build [\w.-]+: (?=build cache |go: |go build )`,
    ),
  },
  {
    name: "markdown",
    pattern: sticky(
      "(?:[-*] +)?[`_*]{1,3}(?=go: |go |# get |verifying |fatal error: |# cd |#\\d+ \\d|[^\\s:]+\\.(?:go|mod|work|sum):\\d|[A-Z]:\\\\[^>\\n]*>|" +
        bare +
        ")",
    ),
  },
  // Output pasted into a script, as its comment.
  {
    name: "comment",
    pattern: sticky(
      String.raw`(?:# |\/\/ ?)(?=go: |[\w.-]+\.[a-z]{2,}\/\S+: module |\S+ (?:imports|requires)$)|#(?= {3,24}\S)`,
    ),
  },
  { name: "prompt", pattern: sticky(String.raw`\d+\.\d+s\$ `), command: true },
  {
    name: "prompt",
    pattern: sticky(
      String.raw`(?:\(\S{1,40}\) )?(?:\[[\w.-]+@[\w.-]+ [^\]\n]{0,80}\][$#%]|[\w.-]+@[\w.-]+[: ][^$#%>\n]{0,80}[$#%>]|[\w.-]+:\S{0,60} \w+\$|PS [A-Z]:\\[^>\n]*>|[A-Z]:\\[^>\n]*>|(?:bash|sh|zsh|ash)-[\d.]+[$#]|[/~][\w./-]{0,80} [#$%]|\$>|\$(?=(?:[A-Z_]+=\S* )*go[\d.a-z]* )|>>|[➜❯λ»▶─] *(?:[\w./~-]+ )?(?:git:\(\S+\) )?(?:[✗✓] )?) ?(?=\S)`,
    ),
    command: true,
  },
  // `cat -n`, and pages that number the lines of code.
  {
    name: "line-number",
    pattern: sticky(
      String.raw`(?:(?=.{6}\t) *\d{1,6}\t|\d{1,4}(?:(?=\t| {4} *\S|[»$➜❯] |reading https?:\/\/)|${firm}))`,
    ),
  },
  { name: "quote", pattern: sticky(String.raw`[ \t]*> ?(?=\S|\t| {4})`) },
];
