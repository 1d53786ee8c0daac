import type { NoteKind } from "../../src/model/note.ts";
import type { Scene } from "../../src/notes/note-rule.ts";
import { parseLog } from "./logged-run.ts";
import { glimpse, machine, project, scene, statementsOf, written } from "./scenes.ts";

/** What a kind of note must be given for, with a piece of its sentence, and what looks alike and is fine. */
export interface NoteCases {
  for: readonly [label: string, scene: Scene, text: RegExp][];
  against: readonly [label: string, scene: Scene][];
}

const webproxy = "http://webproxy.corp.example:3128";
const goMod = "module example.com/app\n\ngo 1.24.0\n\nrequire example.com/hello v1.0.0\n";
const aptLine = (scheme: string, url: string) =>
  machine({
    forwardProxies: {
      apt: [{ file: "/etc/apt/apt.conf.d/80proxy", text: `Acquire::${scheme}::Proxy "${url}";` }],
      profile: [],
    },
  });
const profileLine = (text: string) =>
  machine({ forwardProxies: { apt: [], profile: [{ file: "/etc/environment", text }] } });

export const noteCases: Readonly<Record<NoteKind, NoteCases>> = {
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
  "goenv-shadowed-by-environment": {
    for: [
      [
        "two values",
        scene({ GOTOOLCHAIN: "local" }, written({ GOTOOLCHAIN: "auto" })),
        /the environment has GOTOOLCHAIN=local, so the go env file's GOTOOLCHAIN=auto has no effect/,
      ],
    ],
    against: [
      ["the same value", scene({ GOPROXY: "direct" }, written({ GOPROXY: "direct" }))],
      ["an empty variable lets it through", scene({ GOPROXY: "" }, written({ GOPROXY: "direct" }))],
      [
        "for one command",
        scene(
          {},
          {
            statements: [
              ...statementsOf({ GOPROXY: "off" }, "command-line"),
              ...written({ GOPROXY: "direct" }).statements,
            ],
          },
        ),
      ],
      ["a container's GOPATH", scene({ GOPATH: "/go" }, written({ GOPATH: "/home/dev/go" }))],
    ],
  },
  "variable-in-the-wrong-place": {
    for: [
      ["lower case", scene({ goproxy: "direct" }), /go reads GOPROXY alone/],
      [
        "a proxy in the go env file",
        scene({}, written({ HTTPS_PROXY: webproxy })),
        /go reads HTTPS_PROXY from the environment alone/,
      ],
      [
        "a shell's line in the go env file",
        scene(
          {},
          {
            ignoredLines: [{ text: "export GOPROXY=direct", origin: null, file: "/home/dev/.config/go/env" }],
          },
        ),
        /go passes over the line `export GOPROXY=direct`/,
      ],
    ],
    against: [
      ["https_proxy counts in lower case", scene({ https_proxy: webproxy })],
      ["both cases, one value", scene({ goproxy: "direct", GOPROXY: "direct" })],
      [
        "Windows knows no case",
        scene({ goproxy: "direct" }, { machine: machine({ system: { ...machine().system, os: "win32" } }) }),
      ],
    ],
  },
  "proxy-variables-differ": {
    for: [
      [
        "two proxies",
        glimpse({ HTTPS_PROXY: webproxy, https_proxy: "http://other.example:8080" }),
        /git and curl https_proxy/,
      ],
    ],
    against: [
      ["two spellings of one", glimpse({ HTTPS_PROXY: webproxy, https_proxy: "webproxy.corp.example:3128" })],
      ["one for each scheme", glimpse({ HTTPS_PROXY: webproxy, http_proxy: "http://other.example:8080" })],
    ],
  },
  "http-proxy-alone": {
    for: [
      [
        "go asks the mirror",
        scene({ HTTP_PROXY: webproxy }),
        /goes to proxy\.golang\.org without a forward proxy/,
      ],
    ],
    against: [
      ["both", scene({ HTTP_PROXY: webproxy, https_proxy: webproxy })],
      ["HTTPS_PROXY may be set", glimpse({ HTTP_PROXY: webproxy, GOPROXY: "https://proxy.golang.org" })],
      [
        "nobody outside is asked",
        scene({ HTTP_PROXY: webproxy, GOPROXY: "https://goproxy.corp.example", GOSUMDB: "off" }),
      ],
      ["NO_PROXY=*", scene({ HTTP_PROXY: webproxy, NO_PROXY: "*" })],
    ],
  },
  "no-proxy-covers-proxy": {
    for: [
      [
        "a suffix of the mirror",
        scene({ HTTPS_PROXY: webproxy, NO_PROXY: ".golang.org" }),
        /covers proxy\.golang\.org \(\.golang\.org\)/,
      ],
    ],
    against: [
      [
        "a company's proxy",
        scene({ HTTPS_PROXY: webproxy, NO_PROXY: "corp.example", GOPROXY: "https://goproxy.corp.example" }),
      ],
      ["a star turns it off on purpose", scene({ HTTPS_PROXY: webproxy, NO_PROXY: "*" })],
      ["no forward proxy", scene({ NO_PROXY: ".golang.org" })],
      ["nobody knows whom go asks", glimpse({ HTTPS_PROXY: webproxy, NO_PROXY: ".golang.org" })],
    ],
  },
  "no-proxy-entry-ignored": {
    for: [
      ["a star inside", glimpse({ HTTPS_PROXY: webproxy, NO_PROXY: "localhost,10.0.*" }), /`10\.0\.\*`/],
      [
        "blanks between",
        glimpse({ HTTPS_PROXY: webproxy, no_proxy: "localhost .corp.example" }),
        /no_proxy: go finds no host/,
      ],
    ],
    against: [
      [
        "forms that go knows",
        glimpse({
          HTTPS_PROXY: webproxy,
          NO_PROXY: "localhost, *.corp.example,10.0.0.0/8,[::1]:443,::1,a.example:80",
        }),
      ],
      ["no forward proxy", glimpse({ NO_PROXY: "10.0.*" })],
    ],
  },
  "apt-proxy-alone": {
    for: [
      [
        "for https",
        scene({}, { machine: aptLine("https", webproxy) }),
        /apt reaches https hosts by webproxy\.corp\.example:3128/,
      ],
    ],
    against: [
      ["a cache for packages", scene({}, { machine: aptLine("http", "http://apt-cache.corp.example:3142") })],
      ["DIRECT", scene({}, { machine: aptLine("https", "DIRECT") })],
      ["go has one", scene({ https_proxy: webproxy }, { machine: aptLine("https", webproxy) })],
    ],
  },
  "profile-proxy-not-exported": {
    for: [
      [
        "/etc/environment",
        scene({}, { machine: profileLine(`https_proxy="${webproxy}"`) }),
        /\/etc\/environment names the forward proxy/,
      ],
    ],
    against: [
      [
        "it is exported",
        scene({ https_proxy: webproxy }, { machine: profileLine(`https_proxy="${webproxy}"`) }),
      ],
      ["a variable in it", scene({}, { machine: profileLine("export https_proxy=$corporate_proxy") })],
      ["NO_PROXY alone", scene({}, { machine: profileLine("export no_proxy=localhost") })],
    ],
  },
  "mod-vendor-without-vendor": {
    for: [
      [
        "no folder",
        scene({ GOFLAGS: "-mod=vendor" }, { machine: machine({ project: project(goMod) }) }),
        /there is no vendor folder/,
      ],
    ],
    against: [
      [
        "it is there",
        scene(
          { GOFLAGS: "-mod=vendor" },
          { machine: machine({ project: project(goMod, { vendor: true }) }) },
        ),
      ],
      [
        "the last flag counts",
        scene({ GOFLAGS: "-mod=vendor -mod=mod" }, { machine: machine({ project: project(goMod) }) }),
      ],
      ["no module here", scene({ GOFLAGS: "-mod=vendor" }, { machine: machine() })],
      ["the folder is not on record", scene({ GOFLAGS: "-mod=vendor" })],
    ],
  },
  "gotoolchain-local-older-than-go-line": {
    for: [
      [
        "local",
        scene({ GOTOOLCHAIN: "local" }, { machine: machine({ project: project(goMod) }) }),
        /asks for go 1\.24\.0, this is go1\.22\.12/,
      ],
      [
        "a fixed one",
        scene({ GOTOOLCHAIN: "go1.23.4" }, { machine: machine({ project: project(goMod) }) }),
        /this is go1\.23\.4/,
      ],
    ],
    against: [
      ["auto", scene({ GOTOOLCHAIN: "auto" }, { machine: machine({ project: project(goMod) }) })],
      ["at least", scene({ GOTOOLCHAIN: "local+auto" }, { machine: machine({ project: project(goMod) }) })],
      [
        "new enough",
        scene(
          { GOTOOLCHAIN: "local" },
          { goVersion: "go1.24.0", machine: machine({ project: project(goMod) }) },
        ),
      ],
      [
        "before toolchains",
        scene(
          { GOTOOLCHAIN: "local" },
          { goVersion: "go1.20.5", machine: machine({ project: project(goMod) }) },
        ),
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
