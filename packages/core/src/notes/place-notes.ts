import type { KnownSetting } from "../model/setting.ts";
import type { NoteRule, Remark, Scene } from "./note-rule.ts";
import { valueIn } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";
import { placeOf } from "./note-rule.ts";

const environmentDocs = "https://pkg.go.dev/cmd/go#hdr-Environment_variables";

/** Those that decide how modules are fetched. GOPATH and its kin are in every container's environment. */
const fetchSettings = [
  "GOPROXY",
  "GOSUMDB",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOVCS",
  "GOFLAGS",
  "GOTOOLCHAIN",
];

export const goenvShadowed: NoteRule = {
  kind: "goenv-shadowed-by-environment",
  title: "a value that `go env -w` wrote has no effect: a variable of the environment hides it",
  why: "The environment goes before the file that `go env -w` writes. Only an empty variable lets the file's value through.",
  links: [environmentDocs],
  find: ({ settings }) =>
    fetchSettings.flatMap((name) => {
      const effective = valueIn(settings, name);
      const written = settings.statements.find(
        (statement) => statement.name === name && statement.source === "go-env-file",
      );
      const isHidden = effective?.source === "environment" || effective?.source === "log";
      if (!isHidden || !written?.value || written.value === effective.value) return [];
      return [
        {
          text: `the environment has ${name}=${effective.value}, so the go env file's ${name}=${written.value} has no effect`,
          fixes: [
            fix("let the file's value count", `unset ${name}`),
            fix("or take it out of the file", `go env -u ${name}`),
          ],
          seen: [placeOf(effective), placeOf(written)],
        },
      ];
    }),
};

export const variableInWrongPlace: NoteRule = {
  kind: "variable-in-the-wrong-place",
  title: "a setting stands where go does not look for it",
  why:
    "Go reads GOPROXY and its kin in capitals, from the environment and from the file that `go env -w` writes, in which a line is " +
    "NAME=value and nothing else. HTTPS_PROXY, HTTP_PROXY and NO_PROXY it reads from the environment alone.",
  links: [environmentDocs],
  find: (scene) => [...inLowerCase(scene), ...proxiesInGoEnvFile(scene), ...linesInVain(scene)],
};

function inLowerCase({ settings, machine }: Scene): Remark[] {
  // There the case of a variable's name does not matter.
  if (machine?.system.os === "win32") return [];
  return fetchSettings.flatMap((name) => {
    const lower = settings.statements.find(
      (statement) =>
        statement.name === name.toLowerCase() && statement.value !== "" && statement.source !== "go-env-file",
    );
    if (lower === undefined || valueIn(settings, name)?.value === lower.value) return [];
    return [
      {
        text: `${lower.name}=${lower.value} is in the environment, and go reads ${name} alone`,
        fixes: [fix("write it in capitals", `go env -w ${name}=${shellQuote(lower.value)}`)],
        seen: [placeOf(lower)],
      },
    ];
  });
}

const proxyVariables: ReadonlySet<string> = new Set(["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY"]);

function proxiesInGoEnvFile({ settings }: Scene): Remark[] {
  return settings.statements
    .filter(({ name, source, value }) => proxyVariables.has(name) && source === "go-env-file" && value !== "")
    .map((setting: KnownSetting) => ({
      text: `the go env file has ${setting.name}=${setting.value}, and go reads ${setting.name} from the environment alone`,
      fixes: [fix("set it in the environment", `export ${setting.name}=${shellQuote(setting.value)}`)],
      seen: [placeOf(setting)],
    }));
}

function linesInVain({ settings }: Scene): Remark[] {
  return settings.ignoredLines.map(({ text, origin, file }) => {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?(\w+)=(.*)$/s.exec(text) ?? [];
    return {
      text: `go passes over the line \`${text.trim()}\` of its env file`,
      fixes: [fix("let go write it", `go env -w ${name.toUpperCase()}=${shellQuote(value)}`)],
      seen: [{ origin, at: file, source: "go-env-file" as const, shows: text }],
    };
  });
}
