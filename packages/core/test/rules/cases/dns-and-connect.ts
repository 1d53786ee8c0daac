import { gitLog } from "../git-log.ts";
import type { RuleCase } from "../rule-case.ts";

const mod =
  'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": ';
const oldMod =
  "go: github.com/acme/widget@v1.2.0: Get https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod: ";
const direct =
  'go: git.corp.example/team/lib@v1.4.2: unrecognized import path "git.corp.example/team/lib": https fetch: Get "https://git.corp.example/team/lib?go-get=1": ';
const sumdb =
  'go: github.com/acme/widget@v1.2.0: verifying module: Get "https://sum.golang.org/lookup/github.com/acme/widget@v1.2.0": ';
const proxied = { role: "module-proxy", host: "proxy.golang.org", module: "github.com/acme/widget" };
const atDatabase = { role: "checksum-database", host: "sum.golang.org", module: "github.com/acme/widget" };
const atCorp = { role: "direct", host: "git.corp.example", module: "git.corp.example/team/lib" };

const git = (...lines: string[]): string => gitLog("github.com/acme/vault", "v0.3.0", ...lines);
const byGit = { role: "direct", host: "github.com", module: "github.com/acme/vault" };

export const dnsAndConnectCases: readonly RuleCase[] = [
  {
    cause: "dns-no-such-host",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: no such host`,
        expect: { stage: "dns", ...proxied },
      },
      {
        log: `${oldMod}dial tcp: lookup proxy.golang.org: no such host`,
        expect: { stage: "dns", ...proxied },
      },
      {
        log: "dial tcp: lookup proxy.golang.org: no such host",
        expect: { stage: "dns", role: "module-proxy", host: "proxy.golang.org", module: null },
      },
      {
        log: `${direct}dial tcp: lookup git.corp.example on 127.0.0.53:53: no such host`,
        expect: { stage: "dns", ...atCorp },
      },
      {
        log: `${sumdb}dial tcp: lookup sum.golang.org on 10.0.0.2:53: no such host`,
        expect: { stage: "dns", ...atDatabase },
      },
      {
        log: git(
          "fatal: unable to access 'https://github.com/acme/vault/': Could not resolve host: github.com",
        ),
        expect: byGit,
      },
    ],
    against: [
      { log: "dial tcp: lookup registry.corp.example: no such host", cause: null },
      {
        cause: "dns-server-misbehaving",
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: server misbehaving`,
      },
      {
        cause: "forward-proxy-no-such-host",
        log: `${mod}proxyconnect tcp: dial tcp: lookup webproxy.corp.example on 10.0.0.2:53: no such host`,
      },
      {
        cause: "forward-proxy-malformed",
        log: `${mod}proxyconnect tcp: dial tcp: lookup http on 10.0.0.2:53: no such host`,
      },
    ],
  },
  {
    cause: "dns-server-misbehaving",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 127.0.0.11:53: server misbehaving`,
        expect: { stage: "dns", ...proxied },
      },
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 192.168.1.1:53: cannot unmarshal DNS message`,
        expect: proxied,
      },
    ],
    against: [
      {
        cause: "dns-temporary-failure",
        log: `${mod}dial tcp: lookup proxy.golang.org: Temporary failure in name resolution`,
      },
    ],
  },
  {
    cause: "dns-timeout",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: read udp 10.0.0.9:40404->10.0.0.2:53: i/o timeout`,
        expect: { stage: "dns", ...proxied },
      },
      { log: `${mod}dial tcp: lookup proxy.golang.org: i/o timeout`, expect: proxied },
    ],
    against: [
      { cause: "connect-timeout", log: `${mod}dial tcp 142.250.1.141:443: i/o timeout` },
      {
        cause: "dns-server-unreachable",
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: read udp 10.0.0.9:4->10.0.0.2:53: read: connection refused`,
      },
    ],
  },
  {
    cause: "dns-server-unreachable",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 127.0.0.53:53: read udp 127.0.0.1:4->127.0.0.53:53: read: connection refused`,
        expect: { stage: "dns", ...proxied },
      },
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: dial udp 10.0.0.2:53: connect: network is unreachable`,
        expect: proxied,
      },
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on 127.0.0.1:53: read udp 127.0.0.1:4->127.0.0.1:53: read: connection refused`,
        expect: proxied,
      },
    ],
    against: [
      {
        cause: "dns-no-resolv-conf",
        log: `${mod}dial tcp: lookup proxy.golang.org on [::1]:53: read udp [::1]:33315->[::1]:53: read: connection refused`,
      },
      { cause: "connect-refused", log: `${mod}dial tcp 10.0.0.2:443: connect: connection refused` },
    ],
  },
  {
    cause: "dns-no-resolv-conf",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on [::1]:53: read udp [::1]:33315->[::1]:53: read: connection refused`,
        expect: { stage: "dns", ...proxied },
      },
      {
        log: `${mod}dial tcp: lookup proxy.golang.org on [::1]:53: dial udp [::1]:53: connect: cannot assign requested address`,
        expect: proxied,
      },
    ],
    against: [
      {
        cause: "dns-server-unreachable",
        log: `${mod}dial tcp: lookup proxy.golang.org on 127.0.0.53:53: read udp 127.0.0.1:4->127.0.0.53:53: read: connection refused`,
      },
    ],
  },
  {
    cause: "dns-temporary-failure",
    for: [
      {
        log: `${mod}dial tcp: lookup proxy.golang.org: Temporary failure in name resolution`,
        expect: { stage: "dns", ...proxied },
      },
      { log: `${mod}dial tcp: lookup proxy.golang.org: Try again`, expect: proxied },
      {
        log: git(
          "ssh: Could not resolve hostname github.com: Temporary failure in name resolution\n\tfatal: Could not read from remote repository.",
        ),
        expect: byGit,
      },
    ],
    against: [{ cause: "dns-no-such-host", log: `${mod}dial tcp: lookup proxy.golang.org: no such host` }],
  },
  {
    cause: "connect-refused",
    for: [
      {
        log: `${mod}dial tcp 10.0.0.5:443: connect: connection refused`,
        expect: { stage: "connect", ...proxied },
      },
      {
        log: `${mod}dial tcp [2001:db8::5]:443: connectex: No connection could be made because the target machine actively refused it.`,
        expect: proxied,
      },
      {
        log: git(
          "ssh: connect to host github.com port 22: Connection refused\n\tfatal: Could not read from remote repository.",
        ),
        expect: { stage: "connect", ...byGit },
      },
      {
        log: `# get https://github.com/acme/vault\n# get https://github.com/acme/vault: Get "https://github.com/acme/vault": dial tcp 10.0.0.3:443: connect: connection refused\n${git("fatal: unable to access 'https://github.com/acme/vault/': Failed to connect to github.com port 443 after 3 ms: Couldn't connect to server")}`,
        expect: { stage: "connect", ...byGit },
      },
    ],
    against: [
      {
        cause: "forward-proxy-refused",
        log: `${mod}proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused`,
      },
      {
        cause: "vcs-network",
        log: git(
          "fatal: unable to access 'https://github.com/acme/vault/': Failed to connect to github.com port 443 after 3 ms: Couldn't connect to server",
        ),
      },
    ],
  },
  {
    cause: "connect-timeout",
    for: [
      { log: `${mod}dial tcp 142.250.1.141:443: i/o timeout`, expect: { stage: "connect", ...proxied } },
      { log: `${sumdb}dial tcp 142.251.43.17:443: i/o timeout`, expect: { stage: "connect", ...atDatabase } },
      { log: `${oldMod}dial tcp 142.250.1.141:443: connect: connection timed out`, expect: proxied },
      {
        log: git(
          "fatal: unable to access 'https://github.com/acme/vault/': Failed to connect to github.com port 443: Connection timed out",
        ),
        expect: byGit,
      },
    ],
    against: [
      { cause: "tls-timeout", log: `${mod}net/http: TLS handshake timeout` },
      { cause: "forward-proxy-timeout", log: `${mod}proxyconnect tcp: dial tcp 10.0.0.5:3128: i/o timeout` },
    ],
  },
  {
    cause: "connect-network-unreachable",
    for: [
      {
        log: `${mod}dial tcp [2404:6800:4012:3::2011]:443: connect: network is unreachable`,
        expect: { stage: "connect", ...proxied },
      },
      {
        log: `${mod}dial tcp 10.0.0.5:443: connect: invalid argument`,
        expect: { ...proxied, confidence: "possible" },
      },
    ],
    against: [
      { cause: "connect-host-unreachable", log: `${mod}dial tcp 10.0.0.5:443: connect: no route to host` },
    ],
  },
  {
    cause: "connect-host-unreachable",
    for: [
      {
        log: `${mod}dial tcp 10.0.0.5:443: connect: no route to host`,
        expect: { stage: "connect", ...proxied },
      },
      {
        log: git(
          "fatal: unable to access 'https://github.com/acme/vault/': Failed to connect to github.com port 443: No route to host",
        ),
        expect: byGit,
      },
    ],
    against: [
      {
        cause: "connect-network-unreachable",
        log: `${mod}dial tcp 10.0.0.5:443: connect: network is unreachable`,
      },
    ],
  },
  {
    cause: "connect-denied",
    for: [
      {
        log: `${mod}dial tcp 10.0.0.5:443: connect: permission denied`,
        expect: { stage: "connect", ...proxied },
      },
    ],
    against: [
      {
        cause: "cache-permission",
        log: "go: could not create module cache: mkdir /go/pkg: permission denied",
      },
      { cause: "connect-refused", log: `${mod}dial tcp 10.0.0.5:443: connect: connection refused` },
    ],
  },
  {
    cause: "connect-no-source-address",
    for: [
      {
        log: `${mod}dial tcp [::1]:443: connect: cannot assign requested address`,
        expect: { stage: "connect", ...proxied },
      },
    ],
    against: [{ cause: "fd-exhausted", log: `${mod}dial tcp 10.0.0.5:443: socket: too many open files` }],
  },
];
