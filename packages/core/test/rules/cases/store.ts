import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };
const cache = "/home/dev/go/pkg/mod";

/** The module cache and its locks, archives and what is written. */
export const storeCases: readonly RuleCase[] = [
  {
    cause: "cache-permission",
    for: [
      {
        log: "go: could not create module cache: mkdir /go/pkg: permission denied",
        expect: { stage: "cache", ...local },
      },
      {
        log: `go: writing go.mod cache: mkdir ${cache}/cache: permission denied\ngo: writing stat cache: mkdir ${cache}/cache: permission denied\ngo: mkdir ${cache}/cache: permission denied`,
      },
      { log: "go: mkdir /srv/mc/cache: permission denied" },
      {
        log: `go: github.com/acme/widget@v1.2.0: open ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.lock: permission denied`,
      },
      { log: "failed to initialize build cache at /.cache/go-build: mkdir /.cache: permission denied" },
      // What the warning names is the cache's, wherever it is.
      {
        log: "go: writing go.mod cache: mkdir /opt/shared: permission denied\ngo: downloading github.com/acme/widget v1.2.0\ngo get: mkdir /opt/shared: permission denied",
        expect: { stage: "cache", ...local },
      },
      {
        log: `go: github.com/acme/widget@v1.2.0: git fetch -f origin refs/heads/*:refs/heads/* in ${cache}/cache/vcs/0a1b2c: exit status 255:\n\terror: cannot open '${cache}/cache/vcs/0a1b2c/FETCH_HEAD': Permission denied`,
        expect: { stage: "cache", ...local, module: "github.com/acme/widget" },
      },
      {
        log: "go: could not create module cache: mkdir /proc/nope: no such file or directory",
        expect: { confidence: "likely" },
      },
    ],
    against: [
      // Up to 1.11 a warning: go builds without the cache.
      {
        log: "+ go build ./...\ngo: disabling cache (/.cache/go-build) due to initialization failure: mkdir /.cache/go-build: permission denied",
        cause: null,
      },
      {
        log: `go: github.com/acme/widget@v1.2.0: git fetch -f origin in ${cache}/cache/vcs/0a1b2c: exit status 128:\n\tgit@github.com: Permission denied (publickey).\n\tfatal: Could not read from remote repository.`,
        cause: "vcs-auth-ssh",
      },
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: mkdir ${cache}/github.com/acme/widget@v1.2.0: permission denied\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: mkdir ${cache}/github.com/acme/widget@v1.2.0: permission denied`,
        cause: "store-permission",
      },
      { log: `go: mkdir ${cache}/cache: read-only file system`, cause: "cache-readonly" },
      {
        log: "go: creating work dir: mkdir /tmp/go-build123: permission denied",
        cause: "temp-dir-not-writable",
      },
    ],
  },
  {
    cause: "cache-readonly",
    for: [
      {
        log: `go: github.com/acme/widget@v1.2.0: git fetch -f origin refs/heads/*:refs/heads/* in ${cache}/cache/vcs/0a1b2c: exit status 128:\n\tfatal: Unable to create '${cache}/cache/vcs/0a1b2c/shallow.lock': Read-only file system`,
        expect: { stage: "cache", ...local },
      },
      {
        log: "go: could not create module cache: mkdir /go/pkg: read-only file system",
        expect: { stage: "cache", ...local },
      },
      {
        log: `go: writing stat cache: mkdir ${cache}/cache: read-only file system\nmain.go:4:2: mkdir ${cache}/cache: read-only file system`,
      },
    ],
    against: [
      { log: "go: updating go.sum: open /src/go.sum: read-only file system", cause: "gosum-write-failed" },
      {
        log: "go: could not create module cache: mkdir /go/pkg: permission denied",
        cause: "cache-permission",
      },
    ],
  },
  {
    cause: "cache-corrupt",
    for: [
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: zip: not a valid zip file\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: zip: not a valid zip file`,
        expect: { stage: "cache", ...local },
      },
      {
        log: `github.com/acme/widget v1.2.0: dir has been modified (${cache}/github.com/acme/widget@v1.2.0)`,
      },
    ],
    against: [{ log: "go: zip: not a valid zip file", cause: "zip-invalid" }],
  },
  {
    cause: "lock-unsupported",
    for: [
      {
        log: `go install github.com/acme/widget/cmd/knob@latest: Lock ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.lock: no locks available`,
        expect: { stage: "lock", ...local, module: "github.com/acme/widget" },
      },
      {
        log: `go: github.com/acme/widget@v1.2.0: Lock ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.lock: no locks available`,
        expect: { stage: "lock", ...local },
      },
      { log: "go: RLock /sdcard/app/go.mod: function not implemented" },
    ],
    against: [
      {
        log: `go: github.com/acme/widget@v1.2.0: open ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.lock: permission denied`,
        cause: "cache-permission",
      },
    ],
  },
  {
    cause: "disk-full",
    for: [
      // Nobody but go has tools there.
      { log: "/usr/local/go/pkg/tool/linux_amd64/link: mapping output file failed: no space left on device" },
      {
        log: `go: github.com/acme/blob@v0.9.0: read "https://proxy.golang.org/github.com/acme/blob/@v/v0.9.0.zip": write ${cache}/cache/download/github.com/acme/blob/@v/v0.9.0.zip516681344.tmp: no space left on device`,
        expect: { stage: "store", ...local, module: "github.com/acme/blob" },
      },
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/blob/@v/v0.9.0.zip: write ${cache}/github.com/acme/blob@v0.9.0/data.txt: no space left on device\nmain.go:4:2: unzip ${cache}/cache/download/github.com/acme/blob/@v/v0.9.0.zip: write ${cache}/github.com/acme/blob@v0.9.0/data.txt: no space left on device`,
      },
      { log: "go: creating work dir: mkdir /tmp/go-build123: no space left on device" },
      { log: "go: updating go.sum: write /src/go.sum: disk quota exceeded" },
    ],
    against: [
      {
        log: 'go: github.com/acme/blob@v0.9.0: read "https://proxy.golang.org/github.com/acme/blob/@v/v0.9.0.zip": unexpected EOF',
        cause: "transfer-cut",
      },
      { log: `go: mkdir ${cache}/cache: read-only file system`, cause: "cache-readonly" },
    ],
  },
  {
    cause: "zip-invalid",
    for: [
      {
        log: `go: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: github.com/acme/widget@v1.2.0/x/y.go: case-insensitive file name collision: "x/Y.go" and "x/y.go"`,
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: `main.go:12:2: unknown import path "github.com/acme/widget": zip: not a valid zip file`,
        expect: { module: "github.com/acme/widget" },
      },
      { log: "go: zip: not a valid zip file", expect: { stage: "store" } },
      {
        log: "go: downloading github.com/acme/widget v1.2.0\ngo: github.com/acme/widget@v1.2.0: zip: not a valid zip file",
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: module source tree too large (max size is 524288000 bytes)",
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: zip for github.com/acme/widget@v1.2.0 has unexpected file widget/README.md",
      },
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: malformed file path "docs/a:b.md": invalid char ':'\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: malformed file path "docs/a:b.md": invalid char ':'`,
      },
    ],
    against: [
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: zip: not a valid zip file\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: zip: not a valid zip file`,
        cause: "cache-corrupt",
      },
    ],
  },
  {
    cause: "gosum-write-failed",
    for: [
      // Up to 1.13.
      { log: "error writing go.mod: open /src/app/go.mod517047483.tmp: read-only file system" },
      {
        log: "go: updating go.sum: open /src/go.sum: permission denied",
        expect: { stage: "store", ...local },
      },
      { log: "go: updating go.sum: open /src/go.sum: read-only file system" },
    ],
    against: [
      { log: "go: updating go.sum: write /src/go.sum: no space left on device", cause: "disk-full" },
      { log: "go: mkdir /go/pkg/mod/cache: permission denied", cause: "cache-permission" },
    ],
  },
  {
    cause: "store-permission",
    for: [
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: mkdir ${cache}/github.com/acme/widget@v1.2.0: permission denied\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: mkdir ${cache}/github.com/acme/widget@v1.2.0: permission denied`,
        expect: { stage: "store", ...local },
      },
      {
        log: `go: github.com/acme/widget@v1.2.0: open ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip123456.tmp: permission denied`,
      },
    ],
    against: [
      { log: `go: mkdir ${cache}/cache: permission denied`, cause: "cache-permission" },
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: write ${cache}/github.com/acme/widget@v1.2.0/a.go: no space left on device\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: write ${cache}/github.com/acme/widget@v1.2.0/a.go: no space left on device`,
        cause: "disk-full",
      },
    ],
  },
];
