import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };

/** go.mod, go.work, vendor/ and go.sum. */
export const modfileCases: readonly RuleCase[] = [
  {
    cause: "no-gomod",
    for: [
      {
        log: "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
        expect: { stage: "modfile", ...local },
      },
      { log: "go: cannot find main module; see 'go help modules'" },
      {
        log: "go: go.mod file not found in current directory or any parent directory.\n\t'go get' is no longer supported outside a module.\n\tTo build and install a command, use 'go install' with a version,",
      },
      { log: "go: no modules specified (see 'go help mod download')" },
      {
        log: "main.go:3:8: no required module provides package github.com/acme/widget: go.mod file not found in current directory or any parent directory; see 'go help modules'",
      },
    ],
    against: [
      {
        log: "go: cannot load module ../tools listed in go.work file: open ../tools/go.mod: no such file or directory",
        cause: "gowork-inconsistent",
      },
    ],
  },
  {
    cause: "gomod-malformed",
    for: [
      {
        log: "go: errors parsing go.mod:\ngo.mod:9: unknown directive: <<<<<<<\ngo.mod:11: unknown directive: =======",
        expect: { stage: "modfile", ...local },
      },
      {
        log: 'go: errors parsing go.mod:\n/src/go.mod:5: require github.com/acme/widget: version "v2.0.0" invalid: should be v0 or v1, not v2',
      },
      {
        log: "go: error reading go.mod: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod",
      },
    ],
    against: [
      {
        log: "go: errors parsing go.mod:\n/src/go.mod:3: invalid go version '1.23.0': must match format 1.23\n/src/go.mod:9: unknown directive: toolchain",
        cause: "gomod-too-new",
      },
      {
        log: "go: github.com/acme/sloppy@v0.1.0: parsing go.mod: go.mod:3: unknown directive: requires",
        cause: "dependency-gomod-malformed",
      },
    ],
  },
  {
    cause: "gomod-too-new",
    for: [
      {
        log: "go: errors parsing go.mod:\n/src/go.mod:3: invalid go version '1.23.0': must match format 1.23\n/src/go.mod:9: unknown directive: toolchain",
        expect: { stage: "modfile", ...local },
      },
      { log: "go: errors parsing go.mod:\n/src/go.mod:5: unknown directive: toolchain" },
      { log: "go: errors parsing go.mod:\ngo.mod:9: unknown block type: tool" },
    ],
    against: [
      {
        log: "go: errors parsing go.mod:\n/src/go.mod:3: invalid go version '1.23.0': must match format 1.23\n/src/go.mod:9: unknown directive: <<<<<<<",
        cause: "gomod-malformed",
      },
      {
        log: "go: go.mod requires go >= 1.24.0 (running go 1.22.12; GOTOOLCHAIN=local)",
        cause: "go-version-too-old",
      },
    ],
  },
  {
    cause: "gomod-needs-update",
    for: [
      {
        log: "go: updates to go.mod needed; to update it:\n\tgo mod tidy",
        expect: { stage: "modfile", ...local },
      },
      { log: "go: updates to go.mod needed, disabled by -mod=readonly; to update it:\n\tgo mod tidy" },
      { log: "go: updates to go.mod needed, disabled by -mod=readonly" },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: missing go.sum entry for go.mod file; to add it:\n\tgo mod download github.com/acme/widget",
        cause: "missing-gosum-entry",
      },
      { log: "go: updates to go.sum needed, disabled by -mod=readonly", cause: "missing-gosum-entry" },
    ],
  },
  {
    cause: "gowork-inconsistent",
    for: [
      {
        log: "go: cannot load module ../tools listed in go.work file: open ../tools/go.mod: no such file or directory",
        expect: { stage: "modfile", ...local },
      },
      {
        log: "go: module . listed in go.work file requires go >= 1.23, but go.work lists go 1.21; to update it:\n\tgo work use",
      },
      {
        log: "go: current directory is contained in a module that is not one of the workspace modules listed in go.work. You can add the module to the workspace using:\n\tgo work use .",
      },
      { log: "go: open /src/tools/go.mod: no such file or directory", expect: { confidence: "likely" } },
    ],
    against: [
      { log: "go: cannot find main module; see 'go help modules'", cause: "no-gomod" },
      {
        log: "go: github.com/acme/widget@v1.2.0 (replaced by ../widget): reading ../widget/go.mod: open /src/widget/go.mod: no such file or directory",
        cause: "replace-missing-dir",
      },
    ],
  },
  {
    cause: "replace-missing-dir",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0 (replaced by ../widget): reading ../widget/go.mod: open /src/widget/go.mod: no such file or directory",
        expect: { stage: "modfile", ...local, module: "github.com/acme/widget" },
      },
      {
        log: "main.go:4:2: github.com/acme/widget@v1.2.0 (replaced by ../widget): reading ../widget/go.mod: open /src/widget/go.mod: no such file or directory",
      },
      {
        log: "go: github.com/acme/widget@v1.2.0 (replaced by ../widget): replacement directory ../widget does not exist",
      },
    ],
    against: [
      { log: "go: open /src/tools/go.mod: no such file or directory", cause: "gowork-inconsistent" },
      {
        log: "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
        cause: "no-gomod",
      },
    ],
  },
  {
    cause: "install-replace-directive",
    for: [
      {
        log: "go: github.com/acme/tool@latest (in github.com/acme/tool@v1.0.0):\n\tThe go.mod file for the module providing named packages contains one or\n\tmore replace directives. It must not contain directives that would cause\n\tit to be interpreted differently than if it were the main module.",
        expect: { stage: "modfile", ...local },
      },
      {
        log: "go install: github.com/acme/tool@latest (in github.com/acme/tool@v1.0.0):\n\tThe go.mod file for the module providing named packages contains one or\n\tmore replace directives. It must not contain directives that would cause\n\tit to be interpreted differently than if it were the main module.",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/tool@v1.0.0: parsing go.mod:\n\tmodule declares its path as: acme.test/tool\n\t        but was required as: github.com/acme/tool",
        cause: "module-path-mismatch",
      },
    ],
  },
  {
    cause: "vendor-inconsistent",
    for: [
      {
        log: "\tgithub.com/acme/widget: is marked as replaced in vendor/modules.txt, but not replaced in go.mod\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.",
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: "go: inconsistent vendoring in /src:\n\tgithub.com/acme/widget@v1.2.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\tTo sync the vendor directory, run:\n\t\tgo mod vendor",
        expect: { stage: "vendor", ...local, module: "github.com/acme/widget" },
      },
      {
        log: "go: inconsistent vendoring in /src:\n\tgithub.com/acme/widget@v1.2.0: is explicitly required in go.mod, but vendor/modules.txt indicates github.com/acme/widget@v1.1.0\n\nrun 'go mod vendor' to sync, or use -mod=mod or -mod=readonly to ignore the vendor directory",
      },
    ],
    against: [
      {
        log: "main.go:4:2: cannot find module providing package github.com/acme/widget: import lookup disabled by -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)",
        cause: "vendor-package-missing",
      },
    ],
  },
  {
    cause: "vendor-package-missing",
    for: [
      {
        log: "build example.test/app: cannot load github.com/acme/widget/gear: open /src/vendor/github.com/acme/widget/gear: no such file or directory",
        expect: { stage: "vendor", role: "local", host: null },
      },
      {
        log: "main.go:4:2: cannot find module providing package github.com/acme/widget: import lookup disabled by -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)",
        expect: { stage: "vendor", ...local },
      },
      { log: 'main.go:4:2: cannot find package "." in:\n\t/src/vendor/github.com/acme/widget' },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@latest: cannot query module due to -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)",
        cause: "vendor-lookup-disabled",
      },
      {
        log: "main.go:4:2: no required module provides package github.com/acme/widget; to add it:\n\tgo get github.com/acme/widget",
        cause: "no-required-module",
      },
    ],
  },
  {
    cause: "vendor-lookup-disabled",
    for: [
      {
        log: "go: github.com/acme/widget@latest: cannot query module due to -mod=vendor\n\t(Go version in go.mod is at least 1.14 and vendor directory exists.)",
        expect: { stage: "vendor", ...local },
      },
      { log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by -mod=vendor" },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by GOPROXY=off",
        cause: "goproxy-off",
      },
    ],
  },
  {
    cause: "missing-gosum-entry",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: missing go.sum entry for go.mod file; to add it:\n\tgo mod download github.com/acme/widget",
        expect: { stage: "gosum", ...local, module: "github.com/acme/widget" },
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: missing go.sum entry; to add it:\n\tgo mod download github.com/acme/widget",
      },
      {
        log: "main.go:3:8: missing go.sum entry for module providing package github.com/acme/widget (imported by example.test/app); to add:\n\tgo get example.test/app",
      },
      { log: "go: updates to go.sum needed, disabled by -mod=readonly" },
    ],
    against: [
      {
        log: "verifying github.com/acme/widget@v1.2.0: checksum mismatch\n\tdownloaded: h1:yEdTX6nOLK9I27LKsx5tIsJqVIM0/ccx1JHAZwyzV/k=\n\tgo.sum:     h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nSECURITY ERROR\nThis download does NOT match an earlier download recorded in go.sum.",
        cause: "checksum-mismatch-gosum",
      },
      { log: "go: updates to go.mod needed; to update it:\n\tgo mod tidy", cause: "gomod-needs-update" },
    ],
  },
  {
    cause: "gosum-malformed",
    for: [
      {
        log: "malformed go.sum:\n/src/go.sum:7: wrong number of fields 1",
        expect: { stage: "gosum", ...local },
      },
      { log: "go: malformed go.sum:\n/src/go.sum:7: wrong number of fields 1" },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: missing go.sum entry; to add it:\n\tgo mod download github.com/acme/widget",
        cause: "missing-gosum-entry",
      },
    ],
  },
];
