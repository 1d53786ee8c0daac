import { gitLog } from "../git-log.ts";
import type { RuleCase } from "../rule-case.ts";

const mod =
  'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": ';
const plain =
  "go: github.com/acme/widget@v1.2.0: reading http://goproxy.corp.example/github.com/acme/widget/@v/v1.2.0.mod: ";

const git = (...lines: string[]): string => gitLog("github.com/acme/vault", "v0.3.0", ...lines);
const access = "fatal: unable to access 'https://github.com/acme/vault/': ";

export const forwardProxyCases: readonly RuleCase[] = [
  {
    cause: "forward-proxy-refused",
    for: [
      {
        log: `${mod}proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused`,
        expect: { stage: "forward-proxy", role: "module-proxy", host: "127.0.0.1" },
      },
      {
        log: `${mod}proxyconnect tcp: dial tcp 10.0.0.15:3128: connect: no route to host`,
        expect: { confidence: "likely" },
      },
    ],
    against: [
      { cause: "connect-refused", log: `${mod}dial tcp 127.0.0.1:7890: connect: connection refused` },
      { cause: "forward-proxy-timeout", log: `${mod}proxyconnect tcp: dial tcp 10.0.0.15:3128: i/o timeout` },
    ],
  },
  {
    cause: "forward-proxy-no-such-host",
    for: [
      {
        log: `${mod}proxyconnect tcp: dial tcp: lookup webproxy.corp.example on 10.0.0.2:53: no such host`,
        expect: { stage: "forward-proxy", host: "webproxy.corp.example" },
      },
      {
        log: git(`${access}Could not resolve proxy: webproxy.corp.example`),
        expect: { stage: "forward-proxy", role: "direct", host: "webproxy.corp.example" },
      },
    ],
    against: [
      {
        cause: "forward-proxy-malformed",
        log: `${mod}proxyconnect tcp: dial tcp: lookup https on 10.0.0.2:53: no such host`,
      },
      {
        cause: "dns-no-such-host",
        log: `${mod}dial tcp: lookup proxy.golang.org on 10.0.0.2:53: no such host`,
      },
    ],
  },
  {
    cause: "forward-proxy-timeout",
    for: [
      {
        log: `${mod}proxyconnect tcp: dial tcp 10.0.0.15:3128: i/o timeout`,
        expect: { stage: "forward-proxy", confidence: "certain" },
      },
      {
        log: `${mod}context deadline exceeded`,
        expect: { stage: "forward-proxy", host: null, confidence: "likely" },
      },
    ],
    against: [
      { cause: "connect-timeout", log: `${mod}dial tcp 10.0.0.15:443: i/o timeout` },
      {
        cause: "http-no-response",
        log: `${mod}net/http: request canceled (Client.Timeout exceeded while awaiting headers)`,
      },
    ],
  },
  {
    cause: "forward-proxy-auth",
    for: [
      {
        log: `${mod}Proxy Authentication Required`,
        expect: { stage: "forward-proxy", role: "module-proxy", host: null },
      },
      {
        log: `${plain}407 Proxy Authentication Required`,
        expect: { stage: "forward-proxy", role: "module-proxy", host: null },
      },
      {
        log: git(`${access}Received HTTP code 407 from proxy after CONNECT`),
        expect: { stage: "forward-proxy", role: "direct" },
      },
      {
        log: git(`${access}CONNECT tunnel failed, response 407`),
        expect: { stage: "forward-proxy", role: "direct" },
      },
    ],
    against: [
      { cause: "http-unauthorized", log: `${plain}401 Unauthorized` },
      { cause: "forward-proxy-denied", log: `${mod}Forbidden` },
    ],
  },
  {
    cause: "forward-proxy-denied",
    for: [
      { log: `${mod}Forbidden`, expect: { stage: "forward-proxy", role: "module-proxy", host: null } },
      { log: `${mod}Service Unavailable`, expect: { stage: "forward-proxy" } },
      {
        log: git(`${access}CONNECT tunnel failed, response 403`),
        expect: { stage: "forward-proxy", role: "direct" },
      },
    ],
    against: [
      { cause: "http-forbidden", log: `${plain}403 Forbidden` },
      { cause: "http-server-error", log: `${plain}503 Service Unavailable` },
    ],
  },
  {
    cause: "forward-proxy-scheme",
    for: [
      {
        log: `go: git.corp.example/widget@v1.2.0: unrecognized import path "git.corp.example/widget" (https fetch: Get https://git.corp.example/widget?go-get=1: proxyconnect tcp: tls: first record does not look like a TLS handshake)`,
        expect: { stage: "forward-proxy", role: "direct", host: null },
      },
      {
        log: `${mod}proxyconnect tcp: tls: first record does not look like a TLS handshake`,
        expect: { stage: "forward-proxy", confidence: "certain" },
      },
      { log: `${mod}proxyconnect tcp: EOF`, expect: { stage: "forward-proxy", confidence: "likely" } },
    ],
    against: [
      { cause: "tls-not-tls", log: `${mod}tls: first record does not look like a TLS handshake` },
      { cause: "connection-closed", log: `${mod}EOF` },
    ],
  },
  {
    cause: "forward-proxy-malformed",
    for: [
      {
        log: `${mod}proxyconnect tcp: dial tcp: lookup http on 10.0.0.2:53: no such host`,
        expect: { stage: "forward-proxy" },
      },
      {
        log: `${mod}proxyconnect tcp: dial tcp: lookup ftp on 10.0.0.2:53: server misbehaving`,
        expect: { stage: "forward-proxy" },
      },
    ],
    against: [
      {
        cause: "forward-proxy-no-such-host",
        log: `${mod}proxyconnect tcp: dial tcp: lookup webproxy on 10.0.0.2:53: no such host`,
      },
    ],
  },
  {
    cause: "forward-proxy-socks",
    for: [
      {
        log: `${mod}socks connect tcp 127.0.0.1:1080->proxy.golang.org:443: unknown error general SOCKS server failure`,
        expect: { stage: "forward-proxy" },
      },
      {
        log: git(`${access}Can't complete SOCKS5 connection to github.com. (1)`),
        expect: { stage: "forward-proxy", role: "direct" },
      },
    ],
    against: [
      {
        cause: "forward-proxy-refused",
        log: `${mod}socks connect tcp 127.0.0.1:1080->proxy.golang.org:443: dial tcp 127.0.0.1:1080: connect: connection refused`,
      },
    ],
  },
];
