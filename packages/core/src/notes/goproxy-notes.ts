import type { Scene, NoteRule, Remark } from "./note-rule.ts";
import { hostOfEntry, isPublicProxy, parseGoproxy, unreadGoproxy } from "../pipeline/goproxy.ts";
import { effectiveIn, valueIn } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";
import { globsOf, placeOf, setCommand } from "./note-rule.ts";

const proxyDocs = "https://go.dev/ref/mod#environment-variables";

export const goproxyWithoutDirect: NoteRule = {
  kind: "goproxy-without-direct",
  title: "GOPROXY has no `direct`, and somebody needs it",
  why:
    "Go asks the entries of GOPROXY and nobody else. Only modules that GOPRIVATE or GONOPROXY covers are fetched from their own " +
    "hosts without `direct` in the list.",
  links: [proxyDocs],
  find: (scene) => [...lastProxyRefused(scene), ...privateAtPublicMirrors(scene)],
};

/** The last entry answered that it does not have the module, and that was the end of it. */
function lastProxyRefused({ settings, diagnosis }: Scene): Remark[] {
  const goproxy = valueIn(settings, "GOPROXY");
  const last = goproxy && parseGoproxy(goproxy.value).at(-1);
  if (!goproxy || !last || last.value === "direct" || last.value === "off") return [];
  const refused = diagnosis?.cause === "http-not-found" && diagnosis.role === "module-proxy";
  if (!refused || diagnosis.host !== hostOfEntry(last)) return [];
  const answer = diagnosis.evidence.at(-1);
  return [
    {
      text: `GOPROXY ends with ${last.value}: what that does not have, go asks nobody else for`,
      fixes: [
        fix(
          "let go ask the module's own host after the proxies, if this network may",
          setCommand(goproxy, `${goproxy.value},direct`),
        ),
      ],
      seen: [
        placeOf(goproxy),
        ...(answer === undefined
          ? []
          : [{ origin: answer.origin, at: "", source: null, shows: `${diagnosis.host} does not have it` }]),
      ],
    },
  ];
}

/** GONOSUMDB says that modules are private, and everyone whom go may ask for them serves the public. */
function privateAtPublicMirrors({ settings }: Scene): Remark[] {
  const goproxy = valueIn(settings, "GOPROXY");
  const gonosumdb = valueIn(settings, "GONOSUMDB");
  const gonoproxy = effectiveIn(settings, "GONOPROXY");
  if (goproxy === null || gonosumdb === null || gonoproxy === null) return [];
  const entries = parseGoproxy(goproxy.value);
  const allPublic = entries.every((entry) => isPublicProxy(hostOfEntry(entry) ?? ""));
  const direct = new Set(globsOf(gonoproxy.value));
  const left = globsOf(gonosumdb.value).filter((glob) => !direct.has(glob) && glob !== "none");
  if (entries.length === 0 || !allPublic || direct.has("*") || left.length === 0) return [];
  const globs = left.join(",");
  return [
    {
      text: `GONOSUMDB=${globs} says that those modules are private, and GOPROXY=${goproxy.value} asks public mirrors alone for them`,
      fixes: [fix("fetch them from their own host", `go env -w GOPRIVATE=${shellQuote(globs)}`)],
      seen: [placeOf(goproxy), placeOf(gonosumdb)],
    },
  ];
}

export const goproxyEntriesUnread: NoteRule = {
  kind: "goproxy-entries-unread",
  title: "entries of GOPROXY stand behind `direct` or `off`, where go stops reading",
  why: "`direct` and `off` end the list: go never asks what stands behind them, whatever the separator.",
  links: [proxyDocs],
  find({ settings }) {
    const goproxy = valueIn(settings, "GOPROXY");
    const unread = goproxy === null ? [] : unreadGoproxy(goproxy.value);
    if (goproxy === null || unread.length === 0) return [];
    const read = parseGoproxy(goproxy.value).map(({ value }) => value);
    const last = read.at(-1) ?? "direct";
    const order = [...read.slice(0, -1), ...unread.filter((entry) => entry !== last), last].join(",");
    return [
      {
        text: `GOPROXY=${goproxy.value}: go never asks ${unread.join(" and ")}, behind \`${last}\``,
        fixes: [fix(`put \`${last}\` last`, setCommand(goproxy, order))],
        seen: [placeOf(goproxy)],
      },
    ];
  },
};

export const patternListWithBlank: NoteRule = {
  kind: "pattern-list-with-blank",
  title: "a blank in a list of patterns makes the pattern beside it match nothing",
  why:
    "Go splits GOPRIVATE, GONOPROXY, GONOSUMDB and GOINSECURE at commas and takes no blanks off, so ` git.corp.example` behind a " +
    "comma is a path that begins with a blank. (In GOPROXY and NO_PROXY blanks do not matter.)",
  links: ["https://pkg.go.dev/golang.org/x/mod/module#MatchPrefixPatterns"],
  find: ({ settings }) =>
    ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"].flatMap((name) => {
      const setting = valueIn(settings, name);
      const globs = setting === null ? [] : globsOf(setting.value);
      const blank = globs.filter((glob) => glob !== glob.trim() && glob.trim() !== "");
      if (setting === null || blank.length === 0) return [];
      return [
        {
          text: `${name} has a blank beside ${blank.map((glob) => glob.trim()).join(" and ")}, so go matches no module with it`,
          fixes: [
            fix(
              "write the list without blanks",
              setCommand(setting, globs.map((glob) => glob.trim()).join(",")),
            ),
          ],
          seen: [placeOf(setting)],
        },
      ];
    }),
};
