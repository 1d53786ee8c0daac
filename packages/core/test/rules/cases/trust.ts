import type { RuleCase } from "../rule-case.ts";

const gosumMismatch =
  "verifying github.com/acme/widget@v1.2.0: checksum mismatch\n\tdownloaded: h1:yEdTX6nOLK9I27LKsx5tIsJqVIM0/ccx1JHAZwyzV/k=\n" +
  "\tgo.sum:     h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nSECURITY ERROR\n" +
  "This download does NOT match an earlier download recorded in go.sum.\nThe bits may have been replaced on the origin server, or an attacker may\n" +
  "have intercepted the download attempt.\n\nFor more information, see 'go help module-auth'.";
const sumdbMismatch =
  "go: github.com/acme/widget@v1.2.0: verifying module: checksum mismatch\n\tdownloaded: h1:yEdTX6nOLK9I27LKsx5tIsJqVIM0/ccx1JHAZwyzV/k=\n" +
  "\tsum.golang.org: h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nSECURITY ERROR\n" +
  "This download does NOT match the one reported by the checksum server.\nThe bits may have been replaced on the origin server, or an attacker may\n" +
  "have intercepted the download attempt.\n\nFor more information, see 'go help module-auth'.";
const lookup = "https://sum.golang.org/lookup/github.com/acme/vault@v0.3.0";
const gitAuth =
  "\tserver response:\n\tnot found: github.com/acme/vault@v0.3.0: invalid version: git ls-remote -q origin in /tmp/gopath/pkg/mod/cache/vcs/0a1b: exit status 128:\n" +
  "\t\tfatal: could not read Username for 'https://github.com': terminal prompts disabled";
const servedByMirror = (path: string): string =>
  `# get https://proxy.golang.org/${path}/@v/v0.3.0.mod\n# get https://proxy.golang.org/${path}/@v/v0.3.0.mod: 200 OK (0.021s)\n`;

/** Whom go asks, and whether it believes what came. */
export const trustCases: readonly RuleCase[] = [
  {
    cause: "goproxy-off",
    for: [
      {
        log: "go: downloading github.com/acme/gadget v1.0.0\ngo: downloading github.com/acme/widget v1.2.0\nbuild example.com/app/cmd: cannot load github.com/acme/widget/knob: module lookup disabled by GOPROXY=off",
        expect: { stage: "route", module: "github.com/acme/widget" },
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by GOPROXY=off",
        expect: { stage: "route", role: "local", host: null, module: "github.com/acme/widget" },
      },
      { log: "main.go:4:2: github.com/acme/widget@v1.2.0: module lookup disabled by GOPROXY=off" },
      {
        log: "main.go:4:2: cannot find module providing package github.com/acme/widget: module lookup disabled by GOPROXY=off",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by -mod=vendor",
        cause: "vendor-lookup-disabled",
      },
    ],
  },
  {
    cause: "private-module-on-public-proxy",
    for: [
      {
        log:
          "# get https://proxy.golang.org/github.com/acme/vault/@v/v0.3.0.info\n# get https://proxy.golang.org/github.com/acme/vault/@v/v0.3.0.info: 404 Not Found (0.120s)\n" +
          "go: github.com/acme/vault@v0.3.0: reading github.com/acme/vault/go.mod at revision v0.3.0: git ls-remote -q origin in /home/dev/go/pkg/mod/cache/vcs/912f: exit status 128:\n" +
          "\tfatal: could not read Username for 'https://github.com': terminal prompts disabled\nConfirm the import path was entered correctly.\n" +
          "If this is a private repository, see https://golang.org/doc/faq#git_https for additional information.",
        expect: {
          stage: "route",
          role: "module-proxy",
          host: "proxy.golang.org",
          module: "github.com/acme/vault",
        },
      },
      {
        log: `go: github.com/acme/vault@v0.3.0: reading https://proxy.golang.org/github.com/acme/vault/@v/v0.3.0.info: 404 Not Found\n${gitAuth}`,
        expect: { role: "module-proxy", host: "proxy.golang.org" },
      },
    ],
    against: [
      {
        log:
          "go: github.com/acme/vault@v0.3.0: reading github.com/acme/vault/go.mod at revision v0.3.0: git ls-remote -q origin in /home/dev/go/pkg/mod/cache/vcs/912f: exit status 128:\n" +
          "\tfatal: could not read Username for 'https://github.com': terminal prompts disabled",
        cause: "vcs-auth-https",
      },
      {
        log: `go: github.com/acme/vault@v0.3.0: verifying module: reading ${lookup}: 404 Not Found\n${gitAuth}`,
        cause: "private-module-on-checksum-database",
      },
    ],
  },
  {
    cause: "private-module-on-checksum-database",
    for: [
      {
        log: `go: github.com/acme/vault@v0.3.0: verifying module: reading ${lookup}: 404 Not Found\n${gitAuth}`,
        expect: {
          stage: "route",
          role: "checksum-database",
          host: "sum.golang.org",
          module: "github.com/acme/vault",
        },
      },
      {
        log: `go: github.com/acme/vault@v0.3.0: verifying go.mod: github.com/acme/vault@v0.3.0/go.mod: reading ${lookup}: 410 Gone\n${gitAuth}`,
      },
      {
        log:
          "# get https://git.acme.test/platform/logging?go-get=1\n# get https://git.acme.test/platform/logging?go-get=1: 200 OK (0.010s)\n" +
          "go: git.acme.test/platform/logging@v1.4.2: verifying go.mod: git.acme.test/platform/logging@v1.4.2/go.mod: reading https://sum.golang.org/lookup/git.acme.test/platform/logging@v1.4.2: 404 Not Found\n" +
          '\tserver response: not found: git.acme.test/platform/logging@v1.4.2: unrecognized import path "git.acme.test/platform/logging": https fetch: Get "https://git.acme.test/platform/logging?go-get=1": dial tcp: lookup git.acme.test on 8.8.8.8:53: no such host',
        expect: { module: "git.acme.test/platform/logging" },
      },
    ],
    against: [
      {
        log: `${servedByMirror("github.com/acme/gears")}go: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 404 Not Found\n\tserver response: not found: github.com/acme/gears@v0.3.0: invalid version: unknown revision v0.3.0`,
        cause: "sumdb-not-found",
      },
    ],
  },
  {
    cause: "sumdb-not-found",
    for: [
      {
        log: `${servedByMirror("github.com/acme/gears")}go: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 404 Not Found\n\tserver response: not found: github.com/acme/gears@v0.3.0: invalid version: unknown revision v0.3.0`,
        expect: { stage: "sumdb", role: "checksum-database", host: "sum.golang.org", confidence: "certain" },
      },
      {
        log: "go: github.com/acme/gears@v0.3.0: verifying go.mod: github.com/acme/gears@v0.3.0/go.mod: reading https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 410 Gone\n\tserver response: not found: github.com/acme/gears@v0.3.0: invalid version: unknown revision v0.3.0",
        expect: { confidence: "likely" },
      },
      {
        log: "verifying github.com/acme/gears@v0.3.0: github.com/acme/gears@v0.3.0: reading https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 410 Gone",
      },
    ],
    against: [
      {
        log: `go: github.com/acme/vault@v0.3.0: verifying module: reading ${lookup}: 404 Not Found\n${gitAuth}`,
        cause: "private-module-on-checksum-database",
      },
      {
        log: "go: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 500 Internal Server Error",
        cause: "http-server-error",
        expect: { role: "checksum-database" },
      },
      {
        log: "go: github.com/acme/gears@v0.3.0: reading https://proxy.golang.org/github.com/acme/gears/@v/v0.3.0.info: 404 Not Found\n\tserver response: not found: github.com/acme/gears@v0.3.0: invalid version: unknown revision v0.3.0",
        cause: "http-not-found",
      },
    ],
  },
  {
    cause: "sumdb-supported-error",
    for: [
      {
        log: "go: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading https://goproxy.acme.test/sumdb/sum.golang.org/supported: 403 Forbidden",
        expect: { stage: "sumdb", role: "checksum-database", host: "goproxy.acme.test" },
      },
      {
        log: "go: github.com/acme/gears@v0.3.0: verifying go.mod: github.com/acme/gears@v0.3.0/go.mod: reading https://nexus.acme.test/repository/go/sumdb/sum.golang.org/supported: 400 Bad Request",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/gears@v0.3.0: reading https://goproxy.acme.test/github.com/acme/gears/@v/v0.3.0.info: 403 Forbidden",
        cause: "http-forbidden",
      },
    ],
  },
  {
    cause: "sumdb-inconsistent",
    for: [
      {
        log: "# get https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0\n# get https://sum.golang.org/lookup/github.com/acme/gears@v0.3.0: 200 OK (0.031s)\ngo: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading tree note: note has no verifiable signatures",
        expect: { stage: "sumdb", role: "checksum-database", host: "sum.golang.org" },
      },
      {
        log: "go: github.com/acme/gears@v0.3.0: verifying module: github.com/acme/gears@v0.3.0: reading tree note: malformed note",
      },
    ],
    against: [{ log: sumdbMismatch, cause: "checksum-mismatch-sumdb" }],
  },
  {
    cause: "checksum-mismatch-gosum",
    for: [
      { log: gosumMismatch, expect: { stage: "verify", module: "github.com/acme/widget" } },
      { log: gosumMismatch.replace("@v1.2.0: checksum", "@v1.2.0/go.mod: checksum") },
      { log: gosumMismatch.replace("go.sum:     ", "go.work.sum:     ") },
      {
        log: "SECURITY ERROR\nThis download does NOT match an earlier download recorded in go.sum.\nThe bits may have been replaced on the origin server, or an attacker may\nhave intercepted the download attempt.",
      },
    ],
    against: [
      { log: sumdbMismatch, cause: "checksum-mismatch-sumdb" },
      {
        log: "go: github.com/acme/widget@v1.2.0: missing go.sum entry; to add it:\n\tgo mod download github.com/acme/widget",
        cause: "missing-gosum-entry",
      },
    ],
  },
  {
    cause: "checksum-mismatch-sumdb",
    for: [
      { log: sumdbMismatch, expect: { stage: "verify", module: "github.com/acme/widget" } },
      {
        log: `# get https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.zip\n# get https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.zip: 200 OK (0.021s)\n${sumdbMismatch}`,
        expect: { role: "module-proxy", host: "proxy.golang.org" },
      },
    ],
    against: [{ log: gosumMismatch, cause: "checksum-mismatch-gosum" }],
  },
  {
    cause: "module-path-mismatch",
    for: [
      {
        log: "go: github.com/acme/gadget@v1.0.0: parsing go.mod:\n\tmodule declares its path as: github.com/acme-archive/gadget\n\t        but was required as: github.com/acme/gadget",
        expect: { stage: "verify", module: "github.com/acme/gadget" },
      },
      {
        log: "go: github.com/acme/gadget@v1.0.0 requires\n\tgithub.com/Acme/cog@v1.0.0: parsing go.mod:\n\tmodule declares its path as: github.com/acme/cog\n\t        but was required as: github.com/Acme/cog",
        expect: { module: "github.com/Acme/cog" },
      },
    ],
    against: [
      {
        log: "go: github.com/acme/sloppy@v0.1.0: parsing go.mod: go.mod:3: unknown directive: requires",
        cause: "dependency-gomod-malformed",
      },
    ],
  },
  {
    cause: "dependency-gomod-malformed",
    for: [
      {
        log: "go: github.com/acme/sloppy@v0.1.0: parsing go.mod: go.mod:3: unknown directive: requires",
        expect: { stage: "verify", module: "github.com/acme/sloppy" },
      },
      {
        log: "go: github.com/acme/a@v1.0.0 requires\n\tgithub.com/acme/sloppy@v0.1.0: parsing go.mod: go.mod:3: usage: require module/path v1.2.3",
        expect: { module: "github.com/acme/sloppy" },
      },
    ],
    against: [
      {
        log: "go: errors parsing go.mod:\n/src/go.mod:3: unknown directive: requires",
        cause: "gomod-malformed",
      },
      {
        log: "# get https://goproxy.acme.test/github.com/acme/widget/@v/v1.2.0.mod\n# get https://goproxy.acme.test/github.com/acme/widget/@v/v1.2.0.mod: 200 OK (0.009s)\ngo: github.com/acme/widget@v1.2.0: parsing go.mod: missing module line",
        cause: "http-not-a-module",
      },
    ],
  },
  {
    cause: "cache-poisoned",
    for: [
      {
        log: `${servedByMirror("github.com/acme/gears")}go: github.com/acme/widget@v1.2.0: parsing go.mod: missing module line`,
        expect: { stage: "cache", role: "local", host: null, confidence: "likely" },
      },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: parsing go.mod: missing module line",
        cause: "dependency-gomod-malformed",
        expect: { role: null, confidence: "possible" },
      },
      {
        log: "# get https://goproxy.acme.test/github.com/acme/widget/@v/v1.2.0.mod\n# get https://goproxy.acme.test/github.com/acme/widget/@v/v1.2.0.mod: 200 OK (0.009s)\ngo: github.com/acme/widget@v1.2.0: parsing go.mod: missing module line",
        cause: "http-not-a-module",
      },
      {
        log: "go: github.com/acme/sloppy@v0.1.0: parsing go.mod: go.mod:3: unknown directive: requires",
        cause: "dependency-gomod-malformed",
      },
    ],
  },
];
