import type { Fix } from "../model/fix.ts";
import type { Failure, Run } from "../model/run.ts";
import { stagesOf, type Cause, type Stage } from "../model/vocabulary.ts";
import { blankFailure } from "../pipeline/blank-failure.ts";
import { escapeModulePath } from "../pipeline/module-path.ts";
import { rules } from "./registry.ts";
import type { Subject } from "./rule.ts";

/** What is known of a cause apart from any run: names that a run would fill in are placeholders, `MODULE`, `HOST`. */
export interface CausePage {
  cause: Cause;
  /** One line, without a final full stop. */
  title: string;
  /** Where it is reported, the usual stage first. */
  stages: Stage[];
  why: string;
  looksLike: {
    /** What go prints. */
    log: string[];
    /** What the system calls show. */
    trace: string[];
  };
  /** What is easily taken for it, and what tells the two apart. */
  isNot: { cause: Cause; tell: string }[];
  /** Causes that it explains: where both are seen, this one is named. */
  explains: Cause[];
  /** From safest to least safe. */
  fixes: Fix[];
  links: string[];
}

/** The page of a cause: what it looks like, what it is not, why it happens and how to mend it. */
export function explain(cause: Cause): CausePage {
  const { title, why, looksLike, isNot, outranks, fixes, links } = rules[cause];
  return {
    cause,
    title: title(placeholders),
    stages: [...stagesOf(cause)],
    why,
    looksLike: { log: [...looksLike.log], trace: [...looksLike.trace] },
    isNot: isNot.map((alike) => ({ ...alike })),
    explains: [...(outranks ?? [])],
    fixes: fixes(placeholders).map((fix) => ({ ...fix, command: fix.command && legible(fix.command) })),
    links: [...links],
  };
}

/** URLs and directories of a module are written without capitals, which a placeholder has. */
function legible(line: string): string {
  return line.replaceAll(escapeModulePath(placeholders.module), placeholders.module);
}

const command = "go mod download";

// A failure and a run of which nothing is known: what a text takes from them comes in its words for the unknown.
const failure: Failure = blankFailure({ kind: "other", text: "", inner: null });

const run: Run = {
  program: null,
  argv: command.split(" "),
  cwd: null,
  goVersion: null,
  ending: { kind: "unknown" },
  started: null,
  ended: null,
  lastTime: null,
  messages: [],
  dnsQueries: [],
  connections: [],
  files: [],
  locks: [],
  openCalls: [],
  programs: [],
  startedPrograms: 0,
  tools: [],
  settings: [],
  envFiles: [],
  attempts: [],
  traced: false,
  partial: new Set(),
  networkTraced: false,
  machine: null,
};

const placeholders: Subject = {
  module: "MODULE",
  moduleVersion: "MODULE@VERSION",
  privatePattern: "git.example.com,github.com/your-org/*",
  host: "HOST",
  url: "https://HOST/",
  roleName: "the server",
  command,
  path: "FILE",
  failure,
  run,
};
