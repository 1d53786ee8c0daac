import type { Run } from "../model/run.ts";
import type { KnownSetting } from "../model/setting.ts";
import type { Remark, Scene, NoteRule } from "./note-rule.ts";
import { flagIn, parseGoflags } from "../pipeline/goflags.ts";
import { compareGoVersions } from "../pipeline/go-version.ts";
import { parseGoproxy } from "../pipeline/goproxy.ts";
import { parseGosumdb } from "../pipeline/gosumdb.ts";
import { matchPrefixPatterns } from "../pipeline/module-path.ts";
import { pathMatches } from "../pipeline/path-match.ts";
import { isPublicHost } from "../pipeline/public-hosts.ts";
import { effectiveIn, isUnset, valueIn } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { shellQuote } from "../rules/shell-quote.ts";
import { filePlace, globsOf, placeOf, setCommand, unsetCommand } from "./note-rule.ts";

const privateDocs = "https://go.dev/ref/mod#private-modules";
const databaseDocs = "https://go.dev/ref/mod#checksum-database";

export const gosumdbOff: NoteRule = {
  kind: "gosumdb-off",
  title: "GOSUMDB=off: modules that go.sum does not list yet are taken unchecked",
  why:
    "go.sum still guards what it lists. The first download of every other version is believed, whoever serves it, and written to " +
    "go.sum; toolchains cannot be downloaded at all.",
  links: [databaseDocs],
  find({ settings }) {
    const gosumdb = valueIn(settings, "GOSUMDB");
    if (gosumdb?.value !== "off") return [];
    return [
      {
        text: `GOSUMDB=off${ofDistribution(gosumdb)}: no new module is checked against the checksum database`,
        fixes: [
          fix(
            "leave out only the modules that it cannot know",
            "go env -w GOPRIVATE='git.example.com,github.com/your-org/*'",
          ),
          fix(
            "then ask it for the others again",
            gosumdb.source === "goroot-env-file" ? "go env -w GOSUMDB=sum.golang.org" : unsetCommand(gosumdb),
          ),
        ],
        seen: [placeOf(gosumdb)],
      },
    ];
  },
};

function ofDistribution({ source, file }: KnownSetting): string {
  return source === "goroot-env-file" ? ` (this toolchain's own choice, in ${file ?? "its go.env"})` : "";
}

export const gonosumdbMissing: NoteRule = {
  kind: "gonosumdb-missing",
  title: "GONOPROXY keeps modules from the proxies, and nothing keeps them from the checksum database",
  why:
    "GONOPROXY takes the place of GOPRIVATE for the proxies alone. For what go.sum does not list yet go asks the public checksum " +
    "database, which learns the module's path, cannot see it, and answers 404.",
  links: [privateDocs],
  saidBy: ["private-module-on-checksum-database"],
  find({ settings, run }) {
    const gonoproxy = valueIn(settings, "GONOPROXY");
    if (gonoproxy === null || !isUnset(settings, "GONOSUMDB") || !isUnset(settings, "GOPRIVATE")) return [];
    if (effectiveIn(settings, "GOSUMDB")?.value === "off") return [];
    const globs = globsOf(gonoproxy.value).filter((glob) => isOwnHost(glob) && !isKnownToAll(glob, run));
    if (globs.length === 0) return [];
    return [
      {
        text: `GONOPROXY=${gonoproxy.value}, and neither GONOSUMDB nor GOPRIVATE is set: the checksum database is asked about ${globs.join(" and ")}`,
        fixes: [
          fix("say for both which modules are private", `go env -w GOPRIVATE=${shellQuote(globs.join(","))}`),
        ],
        seen: [placeOf(gonoproxy)],
      },
    ];
  },
};

/** The database has a module that the glob covers: it is public, and fetched directly for another reason. */
function isKnownToAll(glob: string, run: Run | null): boolean {
  return (run?.attempts ?? []).some(
    ({ role, endpoint, status, module }) =>
      role === "checksum-database" &&
      endpoint === "lookup" &&
      status === 200 &&
      matchPrefixPatterns(glob, module ?? ""),
  );
}

/** A host that the public does not fetch modules from: github.com/acme/* may be a public project that is fetched directly. */
function isOwnHost(glob: string): boolean {
  const host = glob.split("/")[0] ?? "";
  return glob !== "none" && host.includes(".") && !coversPublicHost(host);
}

export const goprivateTooWide: NoteRule = {
  kind: "goprivate-too-wide",
  title: "GOPRIVATE or GONOSUMDB covers all modules of public hosts",
  why:
    "What the list covers is never checked against the checksum database. For modules that the public uses, that gives away the " +
    "check that everyone gets the same bytes.",
  links: [privateDocs, databaseDocs],
  find({ settings }) {
    const name = valueIn(settings, "GONOSUMDB") === null ? "GOPRIVATE" : "GONOSUMDB";
    const list = valueIn(settings, name);
    if (list === null || valueIn(settings, "GOSUMDB")?.value === "off") return [];
    const hosts = ["github.com", "golang.org"].filter((host) =>
      matchPrefixPatterns(list.value, `${host}/any-owner/any-module`),
    );
    return hosts.length === 0
      ? []
      : [
          {
            text: `${name}=${list.value} covers all of ${hosts.join(" and ")}: no new module from there is checked against the checksum database`,
            fixes: [
              fix(
                "name your own hosts and organisations only",
                setCommand(list, "git.example.com,github.com/your-org/*"),
              ),
            ],
            seen: [placeOf(list)],
          },
        ];
  },
};

export const goinsecureTooWide: NoteRule = {
  kind: "goinsecure-too-wide",
  title: "GOINSECURE covers hosts of the open Internet",
  why:
    "For what GOINSECURE covers go accepts any certificate and plain http when it fetches directly. Public hosts have good " +
    "certificates: who covers them lets anyone in between choose the code.",
  links: ["https://go.dev/ref/mod#environment-variables"],
  find({ settings }) {
    const list = valueIn(settings, "GOINSECURE");
    const globs = list === null ? [] : globsOf(list.value);
    const wide = globs.filter((glob) => coversPublicHost(glob.split("/")[0] ?? ""));
    if (list === null || wide.length === 0) return [];
    const own = globs.filter((glob) => !wide.includes(glob)).join(",");
    return [
      {
        text: `GOINSECURE=${list.value}: go fetches ${wide.join(" and ")} without checking certificates`,
        fixes: [
          fix(
            "name only the host that has no good certificate",
            own === "" ? unsetCommand(list) : setCommand(list, own),
          ),
          fix("or trust the authority that signed it, and need no exception"),
        ],
        seen: [placeOf(list)],
      },
    ];
  },
};

/** Whether a glob for the first element of a path matches a host that serves the public. */
function coversPublicHost(glob: string): boolean {
  return isPublicHost(glob) || pathMatches(glob, "github.com") || pathMatches(glob, "golang.org");
}

export const goflagsInsecure: NoteRule = {
  kind: "goflags-insecure",
  title: "the -insecure flag turns off certificate checks and the checksum database",
  why:
    "It does so for every module of the command. Go 1.16 warned of it; since 1.17 go get refuses it, and with it in GOFLAGS nothing " +
    "works.",
  links: ["https://go.dev/doc/go1.17#go-command"],
  saidBy: ["goflags-invalid", "usage-error"],
  find({ settings, run }) {
    const goflags = valueIn(settings, "GOFLAGS");
    const inFlags = goflags !== null && flagIn(parseGoflags(goflags.value), "insecure") !== null;
    const warned = run?.messages.find(
      ({ message: { body } }) => body.kind === "warning" && body.reason === "insecure-flag",
    );
    if (!inFlags && warned === undefined) return [];
    const age = settings.goVersion === null ? null : compareGoVersions(settings.goVersion, "1.17");
    const effect =
      age === null || age < 0
        ? "certificates and checksums are not checked"
        : "go 1.17 and later have no such flag";
    return [
      {
        text: `${inFlags ? `GOFLAGS=${goflags.value}` : "-insecure is given"}: ${effect}`,
        fixes: [
          ...(inFlags ? [fix("take it out of GOFLAGS", withoutInsecure(goflags))] : []),
          fix("name the one host that needs it", "go env -w GOINSECURE=git.example.com"),
        ],
        seen: [
          ...(inFlags ? [placeOf(goflags)] : []),
          ...(warned === undefined
            ? []
            : [{ origin: warned.message.origin, at: "", source: null, shows: "go warns of the flag" }]),
        ],
      },
    ];
  },
};

function withoutInsecure(goflags: KnownSetting): string {
  const others = (parseGoflags(goflags.value) ?? []).filter(({ name }) => name !== "insecure");
  const words = others.map(({ name, value }) => (value === null ? `-${name}` : `-${name}=${value}`));
  return words.length === 0 ? unsetCommand(goflags) : setCommand(goflags, words.join(" "));
}

export const checksumDatabaseOffline: NoteRule = {
  kind: "checksum-database-offline",
  title: "GOPROXY needs no network, and the checksum database does",
  why:
    "A file:// tree or the module cache serves modules without a network, but for a module that go.sum does not list go asks " +
    "sum.golang.org all the same.",
  links: [databaseDocs, "https://go.dev/ref/mod#go-sum-files"],
  find(scene) {
    const goproxy = valueIn(scene.settings, "GOPROXY");
    const entries = goproxy === null ? [] : parseGoproxy(goproxy.value);
    const offline =
      entries.length > 0 && entries.every(({ value }) => value === "off" || value.startsWith("file:"));
    const gosumdb = effectiveIn(scene.settings, "GOSUMDB");
    if (
      goproxy === null ||
      !offline ||
      (gosumdb !== null && parseGosumdb(gosumdb.value).kind !== "database")
    ) {
      return [];
    }
    return [...databaseAsked(scene), ...sumsMissing(scene, gosumdb)].slice(0, 1).map(({ text, seen }) => ({
      text: `GOPROXY=${goproxy.value} needs no network, and ${text}`,
      fixes: [
        fix("where there is a network: complete go.sum, and commit it", "go mod tidy"),
        fix("or keep the dependencies with the code", "go mod vendor"),
      ],
      seen: [placeOf(goproxy), ...seen],
    }));
  },
};

type Side = Pick<Remark, "text" | "seen">;

function databaseAsked({ run }: Scene): Side[] {
  const asked = run?.attempts.find(
    ({ role, endpoint, host }) => role === "checksum-database" && endpoint === "lookup" && host !== "",
  );
  if (!asked) return [];
  const text = `go asks the checksum database ${asked.host} for ${asked.module ?? "a module"}`;
  return [{ text, seen: [{ origin: asked.started.at, at: "", source: null, shows: text }] }];
}

/** On a machine: the module has requirements, and no sums at all. */
function sumsMissing({ machine }: Scene, gosumdb: KnownSetting | null): Side[] {
  const project = machine?.project;
  if (!project?.goMod || project.goSum !== null || project.vendor || gosumdb === null) return [];
  if (!/^\s*require\b/m.test(project.goMod.text ?? "")) return [];
  const text = "there is no go.sum, so that go asks the checksum database for every module";
  return [
    {
      text,
      seen: [placeOf(gosumdb), filePlace(project.goMod.path, "requirements, and no go.sum beside it")],
    },
  ];
}
