import type { CasesByKind } from "./note-case.ts";
import { parseLog } from "./logged-run.ts";
import { glimpse, machine, project, scene, statementsOf, written } from "./scenes.ts";

const goMod = "module example.com/app\n\ngo 1.24.0\n\nrequire example.com/hello v1.0.0\n";

function withNetrc(host: string): ReturnType<typeof machine> {
  const netrc = { path: "/home/dev/.netrc", hosts: [host], mode: "600" };
  const required = `${goMod}\nrequire (\n\tgit.corp.example/team/x v1.2.0\n\tgithub.com/acme/y v1.0.0 // indirect\n)\n`;
  return machine({ netrc, project: project(required) });
}

/** Whom go asks, what it checks, and what it says of modules itself. */
export const verificationCases: CasesByKind = {
  "goproxy-without-direct": {
    for: [
      [
        "private modules, and public mirrors alone",
        scene({ GOPROXY: "https://proxy.golang.org", GONOSUMDB: "git.corp.example" }),
        /GONOSUMDB=git\.corp\.example says that those modules are private/,
      ],
    ],
    against: [
      [
        "a company's own proxy may have them",
        scene({ GOPROXY: "https://goproxy.corp.example", GONOSUMDB: "git.corp.example" }),
      ],
      [
        "GOPRIVATE fetches them directly",
        scene({ GOPROXY: "https://proxy.golang.org", GOPRIVATE: "git.corp.example" }),
      ],
      [
        "direct is there",
        scene({ GOPROXY: "https://proxy.golang.org,direct", GONOSUMDB: "git.corp.example" }),
      ],
      [
        "GONOPROXY may be set",
        glimpse({ GOPROXY: "https://proxy.golang.org", GONOSUMDB: "git.corp.example" }),
      ],
      ["no private module", scene({ GOPROXY: "https://proxy.golang.org" })],
    ],
  },
  "netrc-host-not-private": {
    for: [
      [
        "credentials for the company's git host",
        scene({ GOPROXY: "https://proxy.golang.org,direct" }, { machine: withNetrc("git.corp.example") }),
        /credentials for git\.corp\.example, which git\.corp\.example\/team\/x comes from, and go asks proxy\.golang\.org/,
      ],
      [
        "another host is private already",
        scene(
          { GOPROXY: "https://proxy.golang.org,direct", GOPRIVATE: "git.other.example" },
          { machine: withNetrc("git.corp.example") },
        ),
        /GOPRIVATE does not cover it/,
      ],
    ],
    against: [
      [
        "GOPRIVATE covers it",
        scene(
          { GOPROXY: "https://proxy.golang.org,direct", GOPRIVATE: "*.corp.example" },
          { machine: withNetrc("git.corp.example") },
        ),
      ],
      [
        "the company's own proxy is asked",
        scene({ GOPROXY: "https://goproxy.corp.example" }, { machine: withNetrc("git.corp.example") }),
      ],
      [
        "GONOPROXY and GONOSUMDB decide",
        scene(
          { GOPROXY: "https://proxy.golang.org,direct", GONOPROXY: "git.corp.example" },
          { machine: withNetrc("git.corp.example") },
        ),
      ],
      [
        "github.com has public modules, too",
        scene({ GOPROXY: "https://proxy.golang.org,direct" }, { machine: withNetrc("github.com") }),
      ],
      [
        "no module comes from there",
        scene({ GOPROXY: "https://proxy.golang.org,direct" }, { machine: withNetrc("db.corp.example") }),
      ],
      ["GOPRIVATE is not on record", glimpse({ GOPROXY: "https://proxy.golang.org,direct" })],
    ],
  },
  "goproxy-entries-unread": {
    for: [
      [
        "direct first",
        glimpse({ GOPROXY: "direct,https://goproxy.corp.example" }),
        /never asks https:\/\/goproxy\.corp\.example/,
      ],
      [
        "off in the middle",
        glimpse({ GOPROXY: "https://goproxy.corp.example|off|direct" }),
        /never asks direct/,
      ],
    ],
    against: [
      ["direct last", glimpse({ GOPROXY: "https://proxy.golang.org,direct" })],
      ["a comma behind it", glimpse({ GOPROXY: "https://proxy.golang.org,direct," })],
    ],
  },
  "pattern-list-with-blank": {
    for: [
      [
        "a blank behind the comma",
        glimpse({ GOPRIVATE: "git.corp.example, github.com/acme/*" }),
        /a blank beside github\.com\/acme/,
      ],
    ],
    against: [
      ["none", glimpse({ GOPRIVATE: "git.corp.example,github.com/acme/*" })],
      ["in GOPROXY they do not matter", glimpse({ GOPROXY: "https://proxy.golang.org, direct" })],
    ],
  },
  "gosumdb-off": {
    for: [
      ["in the environment", glimpse({ GOSUMDB: "off" }), /^GOSUMDB=off: no new module/],
      [
        "the distribution's choice",
        scene({}, { statements: statementsOf({ GOSUMDB: "off" }, "goroot-env-file", "/usr/lib/go/go.env") }),
        /this toolchain's own choice, in \/usr\/lib\/go\/go\.env/,
      ],
    ],
    against: [
      ["another database", glimpse({ GOSUMDB: "sum.golang.google.cn" })],
      ["the environment says otherwise", scene({ GOSUMDB: "sum.golang.org" }, written({ GOSUMDB: "off" }))],
      ["nothing is known", glimpse({})],
    ],
  },
  "gonosumdb-missing": {
    for: [
      [
        "GONOPROXY alone",
        scene({ GONOPROXY: "git.corp.example" }),
        /the checksum database is asked about git\.corp\.example/,
      ],
    ],
    against: [
      ["both", scene({ GONOPROXY: "git.corp.example", GONOSUMDB: "git.corp.example" })],
      ["GONOSUMDB=none is a wish", scene({ GONOPROXY: "git.corp.example", GONOSUMDB: "none" })],
      ["GOPRIVATE covers it", scene({ GONOPROXY: "git.corp.example", GOPRIVATE: "git.corp.example" })],
      ["it may be set", glimpse({ GONOPROXY: "git.corp.example" })],
      ["a public project fetched directly", scene({ GONOPROXY: "github.com/acme/*" })],
      ["no database anyway", scene({ GONOPROXY: "git.corp.example", GOSUMDB: "off" })],
      ["none", scene({ GONOPROXY: "none" })],
    ],
  },
  "goprivate-too-wide": {
    for: [
      ["everything", glimpse({ GOPRIVATE: "*" }), /covers all of github\.com and golang\.org/],
      [
        "all of GitHub",
        glimpse({ GONOSUMDB: "git.corp.example,github.com/*" }),
        /covers all of github\.com:/,
      ],
    ],
    against: [
      ["one organisation", glimpse({ GOPRIVATE: "github.com/acme/*" })],
      ["a company's hosts", glimpse({ GOPRIVATE: "*.corp.example" })],
      ["GONOSUMDB narrows it", glimpse({ GOPRIVATE: "*", GONOSUMDB: "git.corp.example" })],
    ],
  },
  "goinsecure-too-wide": {
    for: [
      ["everything", glimpse({ GOINSECURE: "*" }), /without checking certificates/],
      [
        "a public host",
        glimpse({ GOINSECURE: "git.corp.example,github.com/acme/*" }),
        /fetches github\.com\/acme\/\* without/,
      ],
    ],
    against: [["a company's host", glimpse({ GOINSECURE: "git.corp.example,*.corp.example" })]],
  },
  "goflags-insecure": {
    for: [
      [
        "an old go",
        scene({ GOFLAGS: "-insecure" }, { goVersion: "go1.15.15" }),
        /certificates and checksums are not checked/,
      ],
      ["a newer go", scene({ GOFLAGS: "-mod=mod -insecure" }), /have no such flag/],
      [
        "go says so itself",
        scene(
          {},
          {
            goVersion: "go1.16",
            run: parseLog("go: -insecure flag is deprecated; see 'go help get' for details"),
          },
        ),
        /-insecure is given/,
      ],
    ],
    against: [
      ["other flags", scene({ GOFLAGS: "-mod=mod -tags=insecure" })],
      ["GOINSECURE is no flag", scene({ GOINSECURE: "git.corp.example" })],
    ],
  },
  "checksum-database-offline": {
    for: [
      [
        "a file tree, and no go.sum",
        scene({ GOPROXY: "file:///srv/modules" }, { machine: machine({ project: project(goMod) }) }),
        /needs no network, and there is no go\.sum/,
      ],
    ],
    against: [
      [
        "the sums are there",
        scene(
          { GOPROXY: "off" },
          {
            machine: machine({
              project: project(goMod, { goSum: { path: "/home/dev/app/go.sum", text: "", cut: false } }),
            }),
          },
        ),
      ],
      [
        "no requirement",
        scene({ GOPROXY: "off" }, { machine: machine({ project: project("module example.com/app\n") }) }),
      ],
      [
        "no database",
        scene(
          { GOPROXY: "file:///srv/modules", GOSUMDB: "off" },
          { machine: machine({ project: project(goMod) }) },
        ),
      ],
      [
        "there is a network",
        scene({ GOPROXY: "file:///srv/modules,direct" }, { machine: machine({ project: project(goMod) }) }),
      ],
    ],
  },
  retracted: {
    for: [
      [
        "go warns",
        scene(
          {},
          {
            run: parseLog(
              "go: warning: github.com/acme/widget@v1.0.0: retracted by module author: published by mistake",
            ),
          },
        ),
        /^github\.com\/acme\/widget@v1\.0\.0 was retracted by its author: published by mistake$/,
      ],
    ],
    against: [["a download", scene({}, { run: parseLog("go: downloading github.com/acme/widget v1.0.0") })]],
  },
  deprecated: {
    for: [
      [
        "go says so",
        scene(
          {},
          {
            run: parseLog("go: module github.com/acme/widget is deprecated: use example.com/gears instead."),
          },
        ),
        /^github\.com\/acme\/widget is deprecated: use example\.com\/gears instead$/,
      ],
    ],
    against: [["a flag", scene({}, { run: parseLog("go: -d flag is deprecated. -d=true is a no-op") })]],
  },
};
