import { gitLog } from "../git-log.ts";
import type { RuleCase } from "../rule-case.ts";

const mod =
  'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": ';
const zip =
  'go: github.com/acme/widget@v1.2.0: read "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.zip": ';
const proxied = { role: "module-proxy", host: "proxy.golang.org", module: "github.com/acme/widget" };

const git = (...lines: string[]): string => gitLog("github.com/acme/vault", "v0.3.0", ...lines);
const access = "fatal: unable to access 'https://github.com/acme/vault/': ";
const byGit = { role: "direct", host: "github.com", module: "github.com/acme/vault" };

export const tlsCases: readonly RuleCase[] = [
  {
    cause: "tls-unknown-authority",
    for: [
      {
        log: `${mod}tls: failed to verify certificate: x509: certificate signed by unknown authority`,
        expect: { stage: "tls", ...proxied },
      },
      { log: `${mod}x509: certificate signed by unknown authority`, expect: proxied },
      {
        log: git(`${access}server certificate verification failed. CAfile: none CRLfile: none`),
        expect: { stage: "tls", ...byGit },
      },
      { log: git(`${access}SSL certificate problem: unable to get local issuer certificate`), expect: byGit },
    ],
    against: [
      {
        cause: "tls-expired",
        log: `${mod}x509: certificate has expired or is not yet valid: current time 2024-05-01T10:00:00Z is after 2024-04-01T00:00:00Z`,
      },
    ],
  },
  {
    cause: "tls-expired",
    for: [
      {
        log: `${mod}tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2024-05-01T10:00:00Z is after 2024-04-01T00:00:00Z`,
        expect: { stage: "tls", ...proxied },
      },
      {
        log: `${mod}x509: certificate has expired or is not yet valid: current time 1970-01-02T00:00:00Z is before 2024-04-01T00:00:00Z`,
        expect: proxied,
      },
      { log: `${mod}x509: certificate has expired or is not yet valid`, expect: proxied },
    ],
    against: [{ cause: "tls-unknown-authority", log: `${mod}x509: certificate signed by unknown authority` }],
  },
  {
    cause: "tls-hostname-mismatch",
    for: [
      {
        log: `${mod}tls: failed to verify certificate: x509: certificate is valid for portal.corp.example, not proxy.golang.org`,
        expect: { stage: "tls", ...proxied },
      },
      {
        log: `${mod}x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs`,
        expect: { stage: "tls" },
      },
      {
        log: git(
          `${access}SSL: no alternative certificate subject name matches target host name 'github.com'`,
        ),
        expect: byGit,
      },
    ],
    against: [
      {
        cause: "tls-legacy-cn",
        log: `${mod}x509: certificate relies on legacy Common Name field, use SANs instead`,
      },
    ],
  },
  {
    cause: "tls-legacy-cn",
    for: [
      {
        log: `${mod}x509: certificate relies on legacy Common Name field, use SANs or temporarily enable Common Name matching with GODEBUG=x509ignoreCN=0`,
        expect: { stage: "tls", ...proxied },
      },
    ],
    against: [
      {
        cause: "tls-hostname-mismatch",
        log: `${mod}x509: certificate is not valid for any names, but wanted to match proxy.golang.org`,
      },
    ],
  },
  {
    cause: "tls-handshake-failure",
    for: [
      { log: `${mod}remote error: tls: handshake failure`, expect: { stage: "tls", ...proxied } },
      { log: `${mod}remote error: tls: unrecognized name`, expect: proxied },
      {
        log: git(`${access}gnutls_handshake() failed: Handshake failed`),
        expect: { stage: "tls", ...byGit },
      },
    ],
    against: [
      { cause: "tls-old-version", log: `${mod}remote error: tls: protocol version not supported` },
      { cause: "tls-client-cert", log: `${mod}remote error: tls: certificate required` },
    ],
  },
  {
    cause: "tls-old-version",
    for: [
      {
        log: `${mod}remote error: tls: protocol version not supported`,
        expect: { stage: "tls", ...proxied },
      },
      { log: `${mod}tls: server selected unsupported protocol version 301`, expect: proxied },
    ],
    against: [{ cause: "tls-handshake-failure", log: `${mod}remote error: tls: internal error` }],
  },
  {
    cause: "tls-not-tls",
    for: [
      { log: `${mod}http: server gave HTTP response to HTTPS client`, expect: { stage: "tls", ...proxied } },
      { log: `${mod}tls: first record does not look like a TLS handshake`, expect: proxied },
    ],
    against: [
      {
        cause: "forward-proxy-scheme",
        log: `${mod}proxyconnect tcp: http: server gave HTTP response to HTTPS client`,
      },
    ],
  },
  {
    cause: "tls-timeout",
    for: [{ log: `${mod}net/http: TLS handshake timeout`, expect: { stage: "tls", ...proxied } }],
    against: [{ cause: "connect-timeout", log: `${mod}dial tcp 142.250.1.141:443: i/o timeout` }],
  },
  {
    cause: "tls-client-cert",
    for: [
      { log: `${mod}remote error: tls: certificate required`, expect: { stage: "tls", ...proxied } },
      { log: `${mod}remote error: tls: bad certificate`, expect: proxied },
    ],
    against: [{ cause: "tls-unknown-authority", log: `${mod}x509: certificate signed by unknown authority` }],
  },
  {
    cause: "tls-rejected",
    for: [
      {
        log: `${mod}tls: failed to verify certificate: x509: negative serial number`,
        expect: { stage: "tls", confidence: "likely" },
      },
    ],
    against: [{ cause: "tls-unknown-authority", log: `${mod}x509: certificate signed by unknown authority` }],
  },
  {
    cause: "connection-reset",
    for: [
      {
        log: `${mod}read tcp 10.0.0.9:4->142.250.1.141:443: read: connection reset by peer`,
        expect: { stage: "http", ...proxied },
      },
      {
        log: `${zip}read tcp 10.0.0.9:4->142.250.1.141:443: read: connection reset by peer`,
        expect: { stage: "transfer", ...proxied },
      },
      { log: `${mod}write tcp 10.0.0.9:4->142.250.1.141:443: write: broken pipe`, expect: { stage: "http" } },
      {
        log: git(`${access}OpenSSL SSL_connect: Connection reset by peer in connection to github.com:443`),
        expect: { role: "direct", host: "github.com" },
      },
    ],
    against: [
      { cause: "connection-closed", log: `${mod}EOF` },
      { cause: "transfer-cut", log: `${zip}unexpected EOF` },
      {
        cause: "vcs-network",
        log: git(
          "kex_exchange_identification: read: Connection reset by peer\n\tfatal: Could not read from remote repository.",
        ),
      },
    ],
  },
  {
    cause: "connection-closed",
    for: [
      { log: `${mod}EOF`, expect: { stage: "http", ...proxied } },
      { log: `${mod}unexpected EOF`, expect: { stage: "http", ...proxied } },
      { log: git(`${access}Empty reply from server`), expect: { role: "direct", host: "github.com" } },
    ],
    against: [
      { cause: "transfer-cut", log: `${zip}unexpected EOF` },
      { cause: "forward-proxy-scheme", log: `${mod}proxyconnect tcp: EOF` },
    ],
  },
];
