import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };

/** The versions that go picks, and the packages that imports name. */
export const versionAndPackageCases: readonly RuleCase[] = [
  {
    cause: "no-matching-versions",
    for: [
      // Up to 1.12.
      {
        log: 'go: github.com/acme/widget@v1.0: invalid module version "v1.0": no matching versions for query "v1.0"',
      },
      {
        log: 'go: module github.com/acme/widget: no matching versions for query "latest"',
        expect: { stage: "resolve", module: "github.com/acme/widget" },
      },
      { log: 'go get github.com/acme/widget@>=v3: no matching versions for query ">=v3"' },
    ],
    against: [
      {
        log: "go: github.com/acme/widget@v9.9.9: invalid version: unknown revision v9.9.9",
        cause: "vcs-unknown-revision",
      },
    ],
  },
  {
    cause: "version-conflict",
    for: [
      {
        log: "go: github.com/acme/a@v1.0.0 requires github.com/acme/b@v1.3.0, not github.com/acme/b@v1.2.0",
        expect: { stage: "resolve" },
      },
      {
        log: "go: github.com/acme/a@v1.0.0 indirectly requires github.com/acme/b@v1.3.0, not github.com/acme/b@v1.2.0",
      },
    ],
    against: [
      {
        log: 'go: module github.com/acme/widget: no matching versions for query "latest"',
        cause: "no-matching-versions",
      },
    ],
  },
  {
    cause: "version-query-invalid",
    for: [
      {
        log: 'go: github.com/acme/widget@>v3: ambiguous semantic version "v3" in range ">v3"',
        expect: { stage: "resolve" },
      },
      { log: 'go: github.com/acme/widget@>=: invalid semantic version "" in range ">="' },
    ],
    against: [
      {
        log: 'go: github.com/acme/widget@>=v3: no matching versions for query ">=v3"',
        cause: "no-matching-versions",
      },
    ],
  },
  {
    cause: "no-required-module",
    for: [
      {
        log: "main.go:4:2: no required module provides package github.com/acme/gears; to add it:\n\tgo get github.com/acme/gears",
        expect: { stage: "load", ...local },
      },
      {
        log: "example.test/app imports\n\tgithub.com/acme/gears: cannot find module providing package github.com/acme/gears",
      },
      {
        log: "main.go:4:2: cannot find module providing package github.com/acme/gears: import lookup disabled by -mod=readonly",
      },
    ],
    against: [
      {
        log: "main.go:4:2: package slog is not in GOROOT (/usr/lib/go/src/slog)",
        cause: "package-not-in-std",
      },
      {
        log: "main.go:4:2: module github.com/acme/gears@latest found (v0.4.1), but does not contain package github.com/acme/gears/cog",
        cause: "package-not-in-module",
      },
    ],
  },
  {
    cause: "package-not-in-std",
    for: [
      {
        log: "main.go:4:2: package log/slog is not in GOROOT (/usr/lib/go-1.19/src/log/slog)",
        expect: { stage: "load", ...local },
      },
      { log: "main.go:4:2: package internals/store is not in std (/usr/local/go/src/internals/store)" },
      {
        log: 'example.test/app tested by\n\texample.test/app.test imports\n\tstore: malformed module path "store": missing dot in first path element',
        expect: { stage: "load", ...local },
      },
    ],
    against: [
      {
        log: 'go: malformed module path "team/lib": missing dot in first path element',
        cause: "discovery-bad-path",
      },
      {
        log: "main.go:4:2: no required module provides package github.com/acme/gears; to add it:\n\tgo get github.com/acme/gears",
        cause: "no-required-module",
      },
    ],
  },
  {
    cause: "package-not-in-module",
    for: [
      {
        log: "go get github.com/acme/widget/v2: module github.com/acme/widget@upgrade found (v1.5.0), but does not contain package github.com/acme/widget/v2",
        expect: { module: "github.com/acme/widget" },
      },
      {
        log: "main.go:4:2: module github.com/acme/gears@latest found (v0.4.1), but does not contain package github.com/acme/gears/cog",
        expect: { stage: "load", ...local, module: "github.com/acme/gears" },
      },
      {
        log: "go: github.com/acme/gears/cog@latest: module github.com/acme/gears@latest found (v0.4.1), but does not contain package github.com/acme/gears/cog",
        expect: { stage: "load", ...local, module: "github.com/acme/gears" },
      },
      {
        log: "main.go:4:2: package github.com/acme/gears/cog provided by github.com/acme/gears at latest version v0.5.0 but not at required version v0.4.1",
      },
    ],
    against: [
      {
        log: "main.go:4:2: ambiguous import: found package github.com/acme/gears/cog in multiple modules:\n\tgithub.com/acme/gears v0.4.1 (/home/dev/go/pkg/mod/github.com/acme/gears@v0.4.1/cog)\n\tgithub.com/acme/gears/cog v0.1.0 (/home/dev/go/pkg/mod/github.com/acme/gears/cog@v0.1.0)",
        cause: "ambiguous-import",
      },
    ],
  },
  {
    cause: "ambiguous-import",
    for: [
      {
        log: "main.go:4:2: ambiguous import: found package github.com/acme/gears/cog in multiple modules:\n\tgithub.com/acme/gears v0.4.1 (/home/dev/go/pkg/mod/github.com/acme/gears@v0.4.1/cog)\n\tgithub.com/acme/gears/cog v0.1.0 (/home/dev/go/pkg/mod/github.com/acme/gears/cog@v0.1.0)",
        expect: { stage: "load", ...local },
      },
      {
        log: "example.test/app imports\n\tgithub.com/acme/gears/cog: ambiguous import: found package github.com/acme/gears/cog in multiple modules:\n\tgithub.com/acme/gears v0.4.1 (/home/dev/go/pkg/mod/github.com/acme/gears@v0.4.1/cog)\n\tgithub.com/acme/gears/cog v0.1.0 (/home/dev/go/pkg/mod/github.com/acme/gears/cog@v0.1.0)",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/a@v1.0.0 requires github.com/acme/b@v1.3.0, not github.com/acme/b@v1.2.0",
        cause: "version-conflict",
      },
    ],
  },
];
