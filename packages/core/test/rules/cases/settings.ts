import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };

/** The environment, the command line and the choice of a toolchain. */
export const settingsCases: readonly RuleCase[] = [
  {
    cause: "goproxy-malformed",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: invalid proxy URL scheme (must be https, http, file): ftp://goproxy.acme.test",
        expect: { stage: "config", ...local },
      },
      { log: "go: github.com/acme/widget@v1.2.0: invalid proxy URL missing scheme: goproxy", expect: local },
      {
        log: "go: github.com/acme/widget@v1.2.0: GOPROXY list is not the empty string, but contains no entries",
        expect: local,
      },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by GOPROXY=off",
        cause: "goproxy-off",
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://goprxy.acme.test/github.com/acme/widget/@v/v1.2.0.info": dial tcp: lookup goprxy.acme.test on 10.0.0.53:53: no such host',
        cause: "dns-no-such-host",
      },
    ],
  },
  {
    cause: "gosumdb-malformed",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: verifying go.mod: github.com/acme/widget@v1.2.0/go.mod: invalid GOSUMDB: malformed verifier id",
        expect: { stage: "config", ...local },
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: verifying module: github.com/acme/widget@v1.2.0: missing GOSUMDB",
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: verifying module: invalid sumdb name (must be host[/path]): https://sum.acme.test",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: verifying module: github.com/acme/widget@v1.2.0: reading tree note: note has no verifiable signatures\nnote:\ngo.sum database tree\n1\n",
        cause: "sumdb-inconsistent",
      },
      {
        log: "go: download go1.24.0: golang.org/toolchain@v0.0.1-go1.24.0.linux-amd64: verifying module: checksum database disabled by GOSUMDB=off",
        cause: "toolchain-download-failed",
      },
    ],
  },
  {
    cause: "goflags-invalid",
    for: [
      { log: 'go: parsing $GOFLAGS: non-flag "mod=mod"', expect: { stage: "config", ...local } },
      { log: "go: parsing $GOFLAGS: unknown flag -insecure" },
    ],
    against: [
      {
        log: "flag provided but not defined: -insecure\nusage: go get [-t] [-u] [-v] [build flags] [packages]\nRun 'go help get' for details.",
        cause: "usage-error",
      },
      { log: "go: unknown environment setting GO111MODULE=yes", cause: "goenv-invalid" },
    ],
  },
  {
    cause: "goenv-invalid",
    for: [
      {
        log: "go: GOPATH entry is relative; must be absolute path: \"gopath\".\nFor more details see: 'go help gopath'",
        expect: { stage: "config", ...local },
      },
      { log: 'GOMODCACHE entry is relative; must be absolute path: "cache".' },
      { log: "go: unknown environment setting GO111MODULE=yes" },
      { log: 'go: invalid GOTOOLCHAIN "1.22"' },
    ],
    against: [
      { log: "module cache not found: neither GOMODCACHE nor GOPATH is set", cause: "home-missing" },
      {
        log: "go: invalid toolchain: go1.22 is a language version but not a toolchain version (go1.22.x)",
        cause: "toolchain-not-available",
      },
    ],
  },
  {
    cause: "usage-error",
    for: [
      {
        log: "flag provided but not defined: -x\nusage: go mod tidy [-e] [-v] [-go=version] [-compat=version]\nRun 'go help mod tidy' for details.",
        expect: { stage: "config", ...local },
      },
      { log: "go downlod: unknown command\nRun 'go help' for usage." },
    ],
    against: [{ log: 'go: parsing $GOFLAGS: non-flag "mod=mod"', cause: "goflags-invalid" }],
  },
  {
    cause: "home-missing",
    for: [
      {
        log: "ERROR: failed to build fetch_repo: build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined",
        expect: { stage: "config", role: "local" },
      },
      {
        log: "go: module cache not found: neither GOMODCACHE nor GOPATH is set",
        expect: { stage: "config", ...local },
      },
      {
        log: "build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined",
      },
    ],
    against: [
      {
        log: "failed to initialize build cache at /.cache/go-build: mkdir /.cache: permission denied",
        cause: "cache-permission",
      },
    ],
  },
  {
    cause: "goroot-missing",
    for: [
      { log: "go: cannot find GOROOT directory: /opt/go1.19", expect: { stage: "config", ...local } },
      { log: "go: cannot find GOROOT directory: 'go' binary is trimmed and GOROOT is not set" },
    ],
    against: [
      { log: "main.go:3:8: package fnt is not in std (/usr/local/go/src/fnt)", cause: "package-not-in-std" },
    ],
  },
  {
    cause: "go-version-too-old",
    for: [
      {
        log: "go: go.mod requires go >= 1.24.0 (running go 1.22.12; GOTOOLCHAIN=local)",
        expect: { stage: "toolchain", ...local, module: null },
      },
      {
        log: "go: github.com/acme/modern@v1.5.0 requires go >= 1.24.0 (running go 1.23.5; GOTOOLCHAIN=local)",
        expect: { stage: "toolchain", ...local, module: "github.com/acme/modern" },
      },
      {
        log: "go: go.mod requires go >= 1.24 (running go 1.22.1; GOTOOLCHAIN=local; go.mod sets toolchain go1.24.2)",
      },
      {
        log: "go: github.com/acme/modern@v1.5.0: module github.com/acme/modern@v1.5.0 requires go >= 1.24.0 (running go 1.23.5; GOTOOLCHAIN=local)",
        expect: { stage: "toolchain", ...local, module: "github.com/acme/modern" },
      },
      {
        log: "# github.com/acme/modern\n../go/pkg/mod/github.com/acme/modern@v1.5.0/x.go:12:7: undefined: slices.Sort\nnote: module requires Go 1.21",
        expect: { confidence: "likely" },
      },
    ],
    against: [
      {
        log: "go: downloading go1.24.0 (linux/amd64)\ngo: download go1.24.0 for linux/amd64: toolchain not available",
        cause: "toolchain-not-available",
      },
      {
        log: "go: errors parsing go.mod:\n/src/go.mod:3: invalid go version '1.24.0': must match format 1.23",
        cause: "gomod-too-new",
      },
      { log: "# example.test/app\n./main.go:5:2: undefined: x", cause: "build-failed" },
      {
        log: "go: module github.com/acme/modern@v1.5.0 requires go >= 1.24.0; switching to go1.24.2\ngo: downloading go1.24.2 (linux/amd64)",
        cause: null,
      },
    ],
  },
  {
    cause: "toolchain-not-available",
    for: [
      {
        log: "go: downloading go1.24.0 (linux/amd64)\ngo: download go1.24.0 for linux/amd64: toolchain not available",
        expect: { stage: "toolchain", role: "toolchain", host: null },
      },
      { log: "go: download go1.22 for linux/amd64: toolchain not available" },
      { log: 'go: cannot find "go1.24.0" in PATH', expect: local },
      {
        log: "go: switching to go >= 1.24: module golang.org/toolchain: reading https://goproxy.acme.test/golang.org/toolchain/@v/list: 404 Not Found",
        expect: { role: "toolchain", host: "goproxy.acme.test" },
      },
    ],
    against: [
      {
        log: "go: go.mod requires go >= 1.24.0 (running go 1.22.12; GOTOOLCHAIN=local)",
        cause: "go-version-too-old",
      },
      {
        log: 'go: download go1.24.0: golang.org/toolchain@v0.0.1-go1.24.0.linux-amd64: Get "https://proxy.golang.org/golang.org/toolchain/@v/v0.0.1-go1.24.0.linux-amd64.zip": dial tcp 142.250.1.1:443: connect: connection refused',
        cause: "connect-refused",
        expect: { role: "toolchain", host: "proxy.golang.org" },
      },
    ],
  },
  {
    cause: "toolchain-download-failed",
    for: [
      {
        log: "go: download go1.24.0: golang.org/toolchain@v0.0.1-go1.24.0.linux-amd64: verifying module: checksum database disabled by GOSUMDB=off",
        expect: { stage: "toolchain", role: "toolchain" },
      },
      { log: "go: exec go1.24.0: permission denied", expect: local },
    ],
    against: [
      {
        log: "go: download go1.24.0: golang.org/toolchain@v0.0.1-go1.24.0.linux-amd64: write /home/dev/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.24.0.linux-amd64.zip123.tmp: no space left on device",
        cause: "disk-full",
      },
      {
        log: "go: download go1.99.0 for linux/amd64: toolchain not available",
        cause: "toolchain-not-available",
      },
    ],
  },
];
