import type { CasesByKind } from "./note-case.ts";
import { glimpse, machine, project, scene, statementsOf, written } from "./scenes.ts";

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

/** Where settings stand, forward proxies, and what does not go with the project. */
export const environmentCases: CasesByKind = {
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
};
