import type { Note, NoteKind } from "../model/note.ts";
import type { Recommendation } from "../model/recommendation.ts";
import type { Finding } from "../model/report.ts";
import type { SettingsView } from "../model/setting.ts";
import type { Cause } from "../model/vocabulary.ts";
import { parseGoproxy } from "../pipeline/goproxy.ts";
import { effectiveIn, valueIn } from "../pipeline/settings.ts";
import { shellQuote } from "../rules/shell-quote.ts";

// Only what a setting alone can mend, and where the value follows from what was found. The advice of a rule is for a reader
// who chooses; this is for `--apply`.

/** What would be set, before it is said where. */
interface Wish {
  name: string;
  value: string | null;
  why: string;
}

/** The settings that would mend this on a machine with these settings, each name once: what a finding needs goes first. */
export function recommend(
  findings: readonly Finding[],
  notes: readonly Note[],
  settings: SettingsView,
): Recommendation[] {
  const wishes = [
    ...findings.flatMap((finding) => wishesOf[finding.cause]?.(finding, settings) ?? []),
    ...notes.flatMap((note) => wishOfNote(note, settings)),
  ];
  const byName = new Map(wishes.toReversed().map((wish) => [wish.name, wish]));
  return [...byName.values()].toReversed().map((wish) => recommendation(wish, settings));
}

const wishesOf: Partial<Record<Cause, (finding: Finding, settings: SettingsView) => Wish[]>> = {
  "private-module-on-public-proxy": asPrivate,
  "private-module-on-checksum-database": asPrivate,
  "goproxy-slow-entry": withoutDeadEntry,
  "goproxy-malformed": () => [ownValue("GOPROXY", "go cannot read the value")],
  "gosumdb-malformed": () => [ownValue("GOSUMDB", "go cannot read the value")],
  "goflags-invalid": () => [ownValue("GOFLAGS", "go cannot read the value")],
};

/** Notes whose advice holds whatever their reader is after. The others' is his to choose, or has names to fill in. */
const plain: ReadonlySet<NoteKind> = new Set([
  "goproxy-entries-unread",
  "pattern-list-with-blank",
  "gonosumdb-missing",
  "netrc-host-not-private",
  "variable-in-the-wrong-place",
]);

function wishOfNote({ kind, text, fixes }: Note, settings: SettingsView): Wish[] {
  const command = plain.has(kind) ? (fixes[0]?.command ?? "") : "";
  const [, name, quoted, bare = ""] =
    /^(?:go env -w|export) (GO[A-Z0-9]+)=(?:'([^']*)'|(\S*))$/.exec(command) ?? [];
  if (name === undefined) return [];
  const value = quoted ?? bare;
  return [
    { name, value: kind === "gonosumdb-missing" ? withKnown(name, value, settings) : value, why: text },
  ];
}

/** The pattern of the rule's own advice, beside those that are private already. */
function asPrivate({ module, fixes }: Finding, settings: SettingsView): Wish[] {
  const pattern = fixes
    .map(({ command }) => /^go env -w GOPRIVATE='([^']+)'$/.exec(command ?? "")?.[1])
    .find((found) => found !== undefined);
  if (pattern === undefined || module === null) return [];
  const value = withKnown("GOPRIVATE", pattern, settings);
  return [{ name: "GOPRIVATE", value, why: `${module} is private, and go asks the public for it` }];
}

/** Patterns beside those of the list as it is. */
function withKnown(name: string, patterns: string, settings: SettingsView): string {
  const all = `${valueOf(name, settings)},${patterns}`.split(",").map((each) => each.trim());
  return [...new Set(all.filter((each) => each !== ""))].join(",");
}

function withoutDeadEntry({ host }: Finding, settings: SettingsView): Wish[] {
  const entries = parseGoproxy(valueOf("GOPROXY", settings));
  const left = entries.filter(({ value }) => !URL.canParse(value) || new URL(value).hostname !== host);
  if (host === null || left.length === 0 || left.length === entries.length) return [];
  const last = left.length - 1;
  const value = left.map((each, i) => each.value + (i === last ? "" : (each.separator ?? ","))).join("");
  return [
    { name: "GOPROXY", value, why: `${host} does not answer, and go waits for it before it asks the next` },
  ];
}

function ownValue(name: string, why: string): Wish {
  return { name, value: null, why };
}

function valueOf(name: string, settings: SettingsView): string {
  return effectiveIn(settings, name)?.value ?? "";
}

/** What go checks with a setting, and for how long it is meant. */
const effects: Readonly<Record<string, { effect: string; lasts: string }>> = {
  GOPRIVATE: {
    effect:
      "modules under these patterns come from their own hosts, past every proxy, and the checksum database is not told of them; go.sum still checks them",
    lasts: "for as long as they are private",
  },
  GOPROXY: {
    effect: "others serve the modules; go.sum and the checksum database check them as before",
    lasts: "until the proxy answers again",
  },
  GOSUMDB: {
    effect: "go's own checksum database checks every module that is not private",
    lasts: "for good",
  },
  GOFLAGS: {
    effect: "no flags are added to go's commands; nothing that is checked changes",
    lasts: "for good",
  },
};

const otherEffect = { effect: "what go checks stays as the setting says", lasts: "for good" };

function recommendation({ name, value, why }: Wish, settings: SettingsView): Recommendation {
  const { effect, lasts } = effects[name] ?? otherEffect;
  const stands = valueIn(settings, name);
  const inEnvironment = stands?.source === "environment";
  const inFile = settings.statements.find((each) => each.name === name && each.source === "go-env-file");
  return {
    name,
    value,
    why,
    command: commandFor(name, value, inEnvironment),
    effect,
    weakens: null,
    lasts,
    undo: commandFor(name, (inEnvironment ? stands : inFile)?.value || null, inEnvironment),
    inEnvironment,
    applied: false,
  };
}

function commandFor(name: string, value: string | null, inEnvironment: boolean): string {
  if (value === null) return inEnvironment ? `unset ${name}` : `go env -u ${name}`;
  const assignment = `${name}=${shellQuote(value)}`;
  return inEnvironment ? `export ${assignment}` : `go env -w ${assignment}`;
}
