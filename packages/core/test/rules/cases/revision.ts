import { gitLog } from "../git-log.ts";
import type { RuleCase } from "../rule-case.ts";

const git = (...lines: string[]): string => gitLog("git.corp.example/team/lib", "v1.4.2", ...lines);
const atCorp = {
  stage: "vcs",
  role: "direct",
  host: "git.corp.example",
  module: "git.corp.example/team/lib",
};
const vcs = { stage: "vcs", role: "direct", module: "git.corp.example/team/lib" };
const head = "go: git.corp.example/team/lib@v1.4.2: ";
const noRead = "fatal: Could not read from remote repository.";

export const revisionCases: readonly RuleCase[] = [
  {
    cause: "vcs-dubious-ownership",
    for: [
      {
        log: git(
          "fatal: detected dubious ownership in repository at '/go/pkg/mod/cache/vcs/15935e6051'",
          "To add an exception for this directory, call:",
        ),
        expect: { ...vcs, confidence: "certain" },
      },
      {
        log: git("fatal: 'origin' does not appear to be a git repository", noRead),
        expect: { ...vcs, confidence: "possible" },
      },
    ],
    against: [
      {
        cause: "vcs-stamping-failed",
        log: "error obtaining VCS status: exit status 128\n\tUse -buildvcs=false to disable VCS stamping.",
      },
    ],
  },
  {
    cause: "vcs-safe-bare",
    for: [
      {
        log: git(
          "fatal: cannot use bare repository '/go/pkg/mod/cache/vcs/15935e6051' (safe.bareRepository is 'explicit')",
        ),
        expect: vcs,
      },
    ],
    against: [
      {
        cause: "vcs-dubious-ownership",
        log: git("fatal: detected dubious ownership in repository at '/go/pkg/mod/cache/vcs/15935e6051'"),
      },
    ],
  },
  {
    cause: "vcs-old-git",
    for: [
      {
        log: git(
          "fatal: git fetch-pack: expected shallow list",
          "fatal: The remote end hung up unexpectedly",
        ),
        expect: vcs,
      },
    ],
    against: [{ cause: "vcs-network", log: git("fatal: the remote end hung up unexpectedly") }],
  },
  {
    cause: "vcs-unknown-revision",
    for: [
      { log: `${head}invalid version: unknown revision v1.4.2`, expect: atCorp },
      {
        log: `${head}reading git.corp.example/team/lib/go.mod at revision v1.4.2: unknown revision v1.4.2`,
        expect: atCorp,
      },
      { log: git("fatal: couldn't find remote ref v1.4.2"), expect: vcs },
    ],
    against: [
      {
        cause: "vcs-auth-https",
        log: git("fatal: could not read Username for 'https://git.corp.example': terminal prompts disabled"),
      },
      {
        cause: "vcs-invalid-pseudo-version",
        log: "go: git.corp.example/team/lib@v0.0.0-20210101000000-abcdef123456: invalid pseudo-version: does not match version-control timestamp (expected 20210102000000)",
      },
    ],
  },
  {
    cause: "vcs-invalid-pseudo-version",
    for: [
      {
        log: "go: git.corp.example/team/lib@v0.0.0-20210101000000-abcdef123456: invalid pseudo-version: does not match version-control timestamp (expected 20210102000000)",
        expect: atCorp,
      },
      {
        log: "go: git.corp.example/team/lib@v0.0.0-20210101000000-abcdef1234: invalid pseudo-version: revision is shorter than canonical (expected abcdef123456)",
        expect: atCorp,
      },
      {
        log: "go: git.corp.example/team/lib@v1.2.4-0.20210101000000-abcdef123456: invalid pseudo-version: preceding tag (v1.2.3) not found",
        expect: atCorp,
      },
    ],
    against: [
      {
        cause: "vcs-unknown-revision",
        log: "go: git.corp.example/team/lib@v0.0.0-20210101000000-abcdef123456: invalid version: unknown revision abcdef123456",
      },
    ],
  },
  {
    cause: "vcs-major-mismatch",
    for: [
      {
        log: 'go: git.corp.example/team/lib@v2.0.0: invalid version: module contains a go.mod file, so module path must match major version ("git.corp.example/team/lib/v2")',
        expect: atCorp,
      },
      {
        log: "go: git.corp.example/team/lib@v1.4.2+incompatible: invalid version: +incompatible suffix not allowed: major version v1 is compatible",
        expect: vcs,
      },
      {
        log: 'go: git.corp.example/team/lib@v1.4.2: go.mod has post-v1 module path "git.corp.example/team/lib/v2" at revision v1.4.2',
        expect: vcs,
      },
    ],
    against: [
      {
        cause: "module-path-mismatch",
        log: "go: git.corp.example/team/lib@v1.4.2: parsing go.mod:\n\tmodule declares its path as: git.corp.example/new/lib\n\t        but was required as: git.corp.example/team/lib",
      },
    ],
  },
  {
    cause: "vcs-subdirectory",
    for: [
      {
        log: "go: git.corp.example/team/lib/sub@v1.4.2: invalid version: missing git.corp.example/team/lib/sub/go.mod at revision sub/v1.4.2",
        expect: { stage: "vcs", role: "direct" },
      },
    ],
    against: [
      {
        cause: "package-not-in-module",
        log: "main.go:4:2: module git.corp.example/team/lib@latest found (v1.4.2), but does not contain package git.corp.example/team/lib/sub",
      },
    ],
  },
  {
    cause: "govcs-disallowed",
    for: [
      {
        log: `go: bzr.corp.example/knob@v1.4.2: unrecognized import path "bzr.corp.example/knob": GOVCS disallows using bzr for public bzr.corp.example/knob; see 'go help vcs'`,
        expect: { stage: "vcs", role: "direct", module: "bzr.corp.example/knob" },
      },
      {
        log: "go: svn.corp.example/team/lib@v1.4.2: GOVCS disallows using svn for public svn.corp.example/team/lib; see 'go help vcs'",
        expect: { stage: "vcs", role: "direct", host: "svn.corp.example" },
      },
    ],
    against: [
      {
        cause: "git-missing",
        log: `${head}git init --bare in /go/pkg/mod/cache/vcs/15935e6051: exec: "git": executable file not found in $PATH`,
      },
    ],
  },
];
