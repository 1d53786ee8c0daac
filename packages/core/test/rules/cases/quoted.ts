import type { RuleCase } from "../rule-case.ts";

const app = "/srv/app";
const list = "https://proxy.golang.org/github.com/acme/widget/@v/list";
const noDial =
  "A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.";
const cutReset = `go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.info": read tcp 192.0.2.9:55273->198.51.100.4:443: wsarecv: An existing connection wa`;
const advice =
  "Confirm the import path was entered correctly.\nIf this is a private repository, see https://golang.org/doc/faq#git_https for additional information.";
const noUsername = "fatal: could not read Username for 'https://github.com': terminal prompts disabled";

/** Texts as people paste them: cut, broken at a margin, within a sentence, without their first line. */
export const quotedCases: readonly RuleCase[] = [
  {
    cause: "connect-timeout",
    for: [
      {
        log: `go get github.com/acme/widget: module github.com/acme/widget: Get "${list}": dial tcp 198.51.100.4:443: \nconnectex: ${noDial.replace("of time, or", "of time, \nor")}`,
        expect: { stage: "connect", role: "module-proxy", host: "proxy.golang.org" },
      },
      {
        log: `\`C:\\src\\app>go run main.go\nmain.go:3:8: no required module provides package github.com/acme/widget; to add it:\n\tgo get github.com/acme/widget\n\nC:\\src\\app>go get github.com/acme/widget\ngo get: module github.com/acme/widget: Get "${list}": dial tcp 198.51.100.4:443: connectex: ${noDial}\``,
        expect: { module: "github.com/acme/widget" },
      },
    ],
    against: [
      { log: `dial tcp 198.51.100.4:443: \nconnectex: ${noDial}`, cause: null },
      {
        log: `go: downloading github.com/acme/widget v1.2.0\ndial tcp 198.51.100.4:443: i/o timeout is what a wrong proxy would give`,
        cause: null,
      },
    ],
  },
  {
    cause: "connection-reset",
    for: [
      { log: cutReset, expect: { host: "proxy.golang.org", module: "github.com/acme/widget" } },
      { log: `# Cannot build: ${cutReset}` },
    ],
    against: [
      {
        log: cutReset.replace(/read tcp.*/u, "dial tcp 198.51.100.4:443: i/o timeout"),
        cause: "connect-timeout",
      },
    ],
  },
  {
    cause: "go-version-too-old",
    for: [
      {
        log: "# The image does not build: go.mod requires go >= 1.24.0 (running go 1.23.8; GOTOOLCHAIN=local)",
        expect: { stage: "toolchain", role: "local" },
      },
    ],
    against: [{ log: "# our go.mod requires go 1.24, the image has 1.23", cause: null }],
  },
  {
    cause: "missing-gosum-entry",
    for: [
      { log: `the editor shows "missing go.sum entry for module providing package github.com/acme/widget"` },
    ],
    against: [
      { log: "=== RUN   TestReport/missing go.sum entry for module providing package x", cause: null },
    ],
  },
  {
    cause: "goproxy-malformed",
    for: [{ log: "The message is:\n\n    GOPROXY list is not the empty string, but contains no entries" }],
    against: [{ log: "    invalid proxy URL missing scheme: corp", cause: null }],
  },
  {
    cause: "vcs-auth-https",
    for: [
      {
        log: `fatal: Cannot prompt because user interactivity has been disabled.\n        ${noUsername}\n${advice}`,
        expect: { stage: "vcs", role: "direct", host: "github.com" },
      },
      {
        log: `> $ go get github.com/acme/vault/api\n> ${noUsername}\n> package github.com/acme/vault: exit status 128`,
        expect: { role: "direct", module: "github.com/acme/vault" },
      },
      {
        log: `cd .; git clone https://github.com/acme/vault /home/dev/go/src/github.com/acme/vault\n${noUsername}\npackage github.com/acme/vault/api: exit status 128`,
        expect: { module: "github.com/acme/vault" },
      },
    ],
    against: [
      {
        log: `Fetching the repository\n  Error: ${noUsername}\n  The process '/usr/bin/git' failed with exit code 128`,
        cause: null,
      },
      { log: `Cloning into 'vault'...\n${noUsername}`, cause: null },
    ],
  },
  {
    cause: "checksum-mismatch-gosum",
    for: [
      {
        log: "SECURITY ERROR: verifying github.com/acme/widget@v1.2.0: checksum mismatch",
        expect: { module: "github.com/acme/widget" },
      },
    ],
    against: [{ log: "SECURITY ERROR: the gate is open", cause: null }],
  },
  {
    cause: "vcs-major-mismatch",
    for: [
      {
        log: '# go: github.com/acme/widget@v2.4.0:\n#    invalid version: module contains a go.mod file,\n#    so module path must match major version ("github.com/acme/widget/v2")',
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: "$> go get github.com/acme/widget\ngo get github.com/acme/widget: module github.com/acme/widget@upgrade found (v1.0.0), but does not contain package github.com/acme/widget\n$> go get github.com/acme/widget@v2.4.0\ngo get github.com/acme/widget@v2.4.0: github.com/acme/widget@v2.4.0: invalid version: module contains a go.mod file, so major version must be compatible: should be v0 or v1, not v2",
      },
    ],
    against: [
      {
        log: "# go: github.com/acme/widget@v2.4.0:\n#    invalid version: unknown revision v2.4.0",
        cause: "vcs-unknown-revision",
      },
    ],
  },
  {
    cause: "gomod-too-new",
    for: [
      { log: "go: errors parsing go.mod:\n/media/dev/Local Disk/app/go.mod:5: unknown directive: toolchain" },
      { log: "go: errors parsing go.mod:\nC:\\src\\app\\go.mod:5: unknown directive: toolchain" },
      { log: "It says\n\n`app/go.mod:5: unknown directive: toolchain`" },
    ],
    against: [
      {
        log: "go: errors parsing go.mod:\n/media/dev/Local Disk/app/go.mod:5: unknown directive: requires",
        cause: "gomod-malformed",
      },
    ],
  },
  {
    cause: "module-path-mismatch",
    for: [
      {
        log: "    module declares its path as: widget\n            but was required as: github.com/acme/widget",
        expect: { module: "github.com/acme/widget" },
      },
    ],
    against: [{ log: "the module declares its path as github.com/acme/widget", cause: null }],
  },
  {
    cause: "install-replace-directive",
    for: [
      {
        log: "go install github.com/acme/widget@latest: github.com/acme/widget@v1.2.0\n\tThe go.mod file for the module providing named packages contains one or\n\tmore replace directives. It must not contain directives that would cause\n\tit to be interpreted differently than if it were the main module.",
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: "\tThe go.mod file for the module providing named packages contains one or\n\tmore replace directives. It must not contain directives that would cause\n\tit to be interpreted differently than if it were the main module.",
      },
    ],
    against: [{ log: "The go.mod file for the project is fine", cause: null }],
  },
  {
    cause: "build-failed",
    for: [
      {
        log: "# github.com/acme/widget\n../../pkg/mod/github.com/acme/widget@v1.3.0/cgo.go:15:2: error: libwidget 3 required",
        expect: { stage: "build", role: "local", host: null },
      },
    ],
    against: [
      {
        log: "../../pkg/mod/github.com/acme/widget@v1.3.0/cgo.go:15:2: github.com/acme/dep@v0.1.0: invalid version: unknown revision v0.1.0",
        cause: "vcs-unknown-revision",
      },
    ],
  },
  {
    cause: "vendor-package-missing",
    for: [
      {
        log: "[builder] go: ignoring package app.test/fn which exists in the vendor directory but is missing from vendor/modules.txt. To sync the vendor directory run go mod vendor.\n[builder] cannot find module providing package app.test/fn: import lookup disabled by -mod=vendor\n[builder]   (Go version in go.mod is at least 1.14 and vendor directory exists.)",
        expect: { stage: "vendor", role: "local" },
      },
    ],
    against: [{ log: `[builder] cannot find module "x" in ${app}`, cause: null }],
  },
  {
    cause: "http2-stream-error",
    for: [
      {
        log: "# get https://goproxy.example/github.com/acme/widget/@v/v1.2.0.zip\n# get https://goproxy.example/github.com/acme/widget/@v/v1.2.0.zip: 200 OK (1.745s)\nmain.go:22:2: github.com/acme/widget@v1.2.0: stream error: stream ID 5; INTERNAL_ERROR; received from peer",
        expect: { role: "module-proxy", host: "goproxy.example" },
      },
    ],
    against: [{ log: "stream error: stream ID 5; INTERNAL_ERROR", cause: null }],
  },
  {
    cause: "transfer-cut",
    for: [
      {
        log: "go get: github.com/acme/widget@v1.2.0: verifying module: github.com/acme/widget@v1.2.0: reading https://goproxy.example/sumdb/sum.golang.org/lookup/github.com/acme/widget@v1.2.0: stream error: stream ID 11; INTERNAL_ERROR",
        expect: { role: "checksum-database" },
      },
    ],
    against: [
      {
        log: "reading https://goproxy.example/list: stream error: stream ID 11; INTERNAL_ERROR",
        cause: null,
      },
    ],
  },
];
