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

export const repositoryCases: readonly RuleCase[] = [
  {
    cause: "discovery-no-meta",
    for: [
      {
        log: `${head}unrecognized import path "git.corp.example/team/lib": parse https://git.corp.example/team/lib?go-get=1: no go-import meta tags ()`,
        expect: { ...atCorp, stage: "discovery" },
      },
      {
        log: `${head}unrecognized import path "git.corp.example/team/lib": parse https://git.corp.example/team/lib?go-get=1: no go-import meta tags (meta tag git.corp.example/team did not match import path git.corp.example/team/lib)`,
        expect: { stage: "discovery" },
      },
      {
        log: `${head}unrecognized import path "git.corp.example/team/lib": reading https://git.corp.example/team/lib?go-get=1: 404 Not Found`,
        expect: { ...atCorp, stage: "discovery" },
      },
      {
        log: 'go: git.corp.example/team/lib@v1.4.2: unrecognized import path "git.corp.example/team/lib" (parse https://git.corp.example/team/lib?go-get=1: no go-import meta tags ())',
        expect: { stage: "discovery" },
      },
    ],
    against: [
      {
        cause: "dns-no-such-host",
        log: `${head}unrecognized import path "git.corp.example/team/lib": https fetch: Get "https://git.corp.example/team/lib?go-get=1": dial tcp: lookup git.corp.example on 10.0.0.2:53: no such host`,
      },
      {
        cause: "http-forbidden",
        log: `${head}unrecognized import path "git.corp.example/team/lib": reading https://git.corp.example/team/lib?go-get=1: 403 Forbidden`,
      },
      // The error says no reason; nothing else does either.
      {
        cause: null,
        log: '+ go get git.corp.example/team/lib\npackage git.corp.example/team/lib: unrecognized import path "git.corp.example/team/lib"',
      },
    ],
  },
  {
    cause: "discovery-bad-path",
    for: [
      {
        log: 'go: malformed module path "team/lib": missing dot in first path element',
        expect: { stage: "discovery", role: "direct" },
      },
      {
        log: 'go: unrecognized import path "team/lib": import path does not begin with hostname',
        expect: { stage: "discovery", role: "direct" },
      },
    ],
    against: [
      {
        cause: "package-not-in-std",
        log: "main.go:4:2: package team/lib is not in std (/usr/local/go/src/team/lib)",
      },
      {
        cause: "package-not-in-std",
        log: 'build example.test/app: cannot load team/lib: malformed module path "team/lib": missing dot in first path element',
      },
    ],
  },
  {
    cause: "insecure-not-allowed",
    for: [
      {
        log: "go: git.corp.example/team/lib.git@v1.4.2: no secure protocol found for repository",
        expect: { stage: "discovery", role: "direct" },
      },
    ],
    against: [
      {
        cause: "tls-not-tls",
        log: `${head}unrecognized import path "git.corp.example/team/lib": https fetch: Get "https://git.corp.example/team/lib?go-get=1": http: server gave HTTP response to HTTPS client`,
      },
    ],
  },
  {
    cause: "git-missing",
    for: [
      {
        log: `${head}git init --bare in /go/pkg/mod/cache/vcs/15935e6051: exec: "git": executable file not found in $PATH`,
        expect: atCorp,
      },
      {
        log: "go: missing Git command. See https://golang.org/s/gogetcmd\ngo: git.corp.example/team/lib.git@v1.4.2: no secure protocol found for repository",
        expect: { stage: "vcs", role: "direct" },
      },
      {
        log: git("fatal: Unable to find remote helper for 'https'"),
        expect: { ...vcs, confidence: "likely" },
      },
    ],
    against: [
      {
        cause: "vcs-auth-https",
        log: git("fatal: could not read Username for 'https://git.corp.example': terminal prompts disabled"),
      },
    ],
  },
  {
    cause: "vcs-auth-https",
    for: [
      {
        log: git(
          "fatal: could not read Username for 'https://git.corp.example': terminal prompts disabled",
          "Confirm the import path was entered correctly.",
        ),
        expect: atCorp,
      },
      {
        log: git(
          "remote: HTTP Basic: Access denied",
          "fatal: Authentication failed for 'https://git.corp.example/team/lib.git/'",
        ),
        expect: atCorp,
      },
      {
        log: git(
          "fatal: unable to access 'https://git.corp.example/team/lib.git/': The requested URL returned error: 403",
        ),
        expect: atCorp,
      },
    ],
    against: [
      {
        cause: "vcs-repo-not-found",
        log: git(
          "remote: Repository not found.",
          "fatal: repository 'https://git.corp.example/team/lib.git/' not found",
        ),
      },
      {
        cause: "http-not-found",
        log: "go: git.corp.example/team/lib@v1.4.2: reading https://goproxy.corp.example/git.corp.example/team/lib/@v/v1.4.2.mod: 404 Not Found\n\tserver response:\n\tnot found: git.corp.example/team/lib@v1.4.2: invalid version: git ls-remote -q origin in /tmp/gopath/pkg/mod/cache/vcs/1: exit status 128:\n\t\tfatal: could not read Username for 'https://git.corp.example': terminal prompts disabled",
      },
    ],
  },
  {
    cause: "vcs-auth-ssh",
    for: [
      {
        log: git(
          "git@git.corp.example: Permission denied (publickey).",
          noRead,
          "",
          "Please make sure you have the correct access rights",
          "and the repository exists.",
        ),
        expect: atCorp,
      },
    ],
    against: [{ cause: "vcs-host-key", log: git("Host key verification failed.", noRead) }],
  },
  {
    cause: "vcs-host-key",
    for: [
      { log: git("Host key verification failed.", noRead), expect: vcs },
      {
        log: git(
          "No ED25519 host key is known for git.corp.example and you have requested strict checking.",
          "Host key verification failed.",
          noRead,
        ),
        expect: vcs,
      },
    ],
    against: [
      {
        cause: "connect-refused",
        log: git("ssh: connect to host git.corp.example port 22: Connection refused", noRead),
      },
    ],
  },
  {
    cause: "vcs-network",
    for: [
      {
        log: git(
          "fetch-pack: unexpected disconnect while reading sideband packet",
          "fatal: early EOF",
          "fatal: fetch-pack: invalid index-pack output",
        ),
        expect: vcs,
      },
      {
        log: git(
          "kex_exchange_identification: Connection closed by remote host",
          "Connection closed by 10.0.0.14 port 22",
          noRead,
        ),
        expect: vcs,
      },
      {
        log: git(
          "fatal: unable to access 'https://git.corp.example/team/lib.git/': Failed to connect to git.corp.example port 443 after 8 ms: Couldn't connect to server",
        ),
        expect: atCorp,
      },
    ],
    against: [
      {
        cause: "connect-timeout",
        log: git("ssh: connect to host git.corp.example port 22: Connection timed out", noRead),
      },
      {
        cause: "tls-unknown-authority",
        log: git(
          "fatal: unable to access 'https://git.corp.example/team/lib.git/': SSL certificate problem: self signed certificate in certificate chain",
        ),
      },
    ],
  },
  {
    cause: "vcs-repo-not-found",
    for: [
      {
        log: git("remote: not found", "fatal: repository 'https://git.corp.example/team/lib.git/' not found"),
        expect: atCorp,
      },
      { log: git("ERROR: Repository not found.", noRead), expect: vcs },
      {
        log: git("fatal: '/srv/git/lib.git' does not appear to be a git repository", noRead),
        expect: { ...vcs, confidence: "likely" },
      },
    ],
    against: [{ cause: "vcs-unknown-revision", log: `${head}invalid version: unknown revision v1.4.2` }],
  },
  {
    cause: "vcs-insteadof",
    for: [
      {
        log: `mkdir -p /home/dev/go/pkg/mod/cache/vcs/15935e6051 # git3 https://git.corp.example/team/lib.git\n${git("fatal: unable to access 'https://mirror.old.example/team/lib.git/': Could not resolve host: mirror.old.example")}`,
        expect: { ...atCorp, confidence: "likely" },
      },
    ],
    against: [
      {
        cause: "dns-no-such-host",
        log: `mkdir -p /home/dev/go/pkg/mod/cache/vcs/15935e6051 # git3 https://git.corp.example/team/lib.git\n${git("fatal: unable to access 'https://git.corp.example/team/lib.git/': Could not resolve host: git.corp.example")}`,
      },
      {
        cause: "vcs-auth-ssh",
        log: `mkdir -p /home/dev/go/pkg/mod/cache/vcs/15935e6051 # git3 https://git.corp.example/team/lib.git\n${git("git@git.corp.example: Permission denied (publickey).", noRead)}`,
      },
    ],
  },
];
