import type { RuleCase } from "../rule-case.ts";

const url = "https://goproxy.corp.example/github.com/acme/widget/@v/v1.2.0.mod";
const reading = `go: github.com/acme/widget@v1.2.0: reading ${url}: `;
const get = `go: github.com/acme/widget@v1.2.0: Get "${url}": `;
const atCorp = {
  stage: "http",
  role: "module-proxy",
  host: "goproxy.corp.example",
  module: "github.com/acme/widget",
};
const lookup =
  "go: github.com/acme/widget@v1.2.0: verifying module: github.com/acme/widget@v1.2.0: reading https://sum.golang.org/lookup/github.com/acme/widget@v1.2.0: ";
const goGet =
  'go: git.corp.example/team/lib@v1.4.2: unrecognized import path "git.corp.example/team/lib": reading https://git.corp.example/team/lib?go-get=1: ';

export const httpCases: readonly RuleCase[] = [
  {
    cause: "http-bad-request",
    for: [
      {
        log: `${reading}400 Bad Request\n\tserver response: bad request: invalid escaped module path`,
        expect: atCorp,
      },
    ],
    against: [
      {
        cause: "sumdb-supported-error",
        log: "go: github.com/acme/widget@v1.2.0: verifying module: reading https://goproxy.corp.example/sumdb/sum.golang.org/supported: 400 Bad Request",
      },
    ],
  },
  {
    cause: "http-unauthorized",
    for: [
      { log: `${reading}401 Unauthorized\n\tserver response: unauthorized`, expect: atCorp },
      {
        log: `${goGet}401 Unauthorized`,
        expect: { stage: "http", role: "direct", host: "git.corp.example" },
      },
    ],
    against: [
      { cause: "http-forbidden", log: `${reading}403 Forbidden` },
      { cause: "forward-proxy-auth", log: `${get}Proxy Authentication Required` },
    ],
  },
  {
    cause: "http-forbidden",
    for: [
      { log: `${reading}403 Forbidden\n\tserver response: blocked by policy`, expect: atCorp },
      {
        log: `${lookup}403 Forbidden`,
        expect: { stage: "http", role: "checksum-database", host: "sum.golang.org" },
      },
      {
        // Up to 1.17 go asks Bitbucket which tool a repository is for; that hg is missing is no failure of its own.
        log: "go: missing Mercurial command. See https://golang.org/s/gogetcmd\ngo: bitbucket.org/acme/widget@v2.0.0+incompatible: reading https://api.bitbucket.org/2.0/repositories/acme/widget?fields=scm: 403 Forbidden\n\tserver response: Access denied.",
        expect: { role: "direct", module: "bitbucket.org/acme/widget", host: "api.bitbucket.org" },
      },
    ],
    against: [{ cause: "forward-proxy-denied", log: `${get}Forbidden` }],
  },
  {
    cause: "http-not-found",
    for: [
      {
        log: `${reading}404 Not Found\n\tserver response: not found: github.com/acme/widget@v1.2.0: invalid version: unknown revision v1.2.0`,
        expect: atCorp,
      },
      { log: `${reading}410 Gone`, expect: atCorp },
      {
        log: `go: module github.com/acme/widget: reading https://goproxy.corp.example/github.com/acme/widget/@v/list: 404 Not Found`,
        expect: atCorp,
      },
      // A part of the database's proof, not the module's record in it.
      {
        log: "go: github.com/acme/widget@v1.2.0: verifying module: github.com/acme/widget@v1.2.0: checking tree#100 against tree#200: reading https://goproxy.corp.example/sumdb/sum.golang.org/tile/8/1/7: 404 Not Found\n\tserver response: not found",
        expect: {
          stage: "http",
          role: "checksum-database",
          module: "github.com/acme/widget",
          host: "goproxy.corp.example",
        },
      },
    ],
    against: [
      {
        cause: "http-gateway-timeout",
        log: `${reading}404 Not Found\n\tserver response: not found: fetch timed out`,
      },
      {
        cause: "sumdb-not-found",
        log: `${lookup}404 Not Found\n\tserver response: not found: github.com/acme/widget@v1.2.0: invalid version: unknown revision v1.2.0`,
      },
      { cause: "discovery-no-meta", log: `${goGet}404 Not Found` },
    ],
  },
  {
    cause: "http-too-many-requests",
    for: [{ log: `${reading}429 Too Many Requests`, expect: atCorp }],
    against: [{ cause: "http-forbidden", log: `${reading}403 Forbidden` }],
  },
  {
    cause: "http-server-error",
    for: [
      { log: `${reading}503 Service Unavailable`, expect: atCorp },
      { log: `${reading}500 Internal Server Error`, expect: atCorp },
      { log: `${reading}502 Bad Gateway`, expect: atCorp },
      {
        // A part of the URL only; what is at a public mirror is nobody's own host.
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/...": 502 Bad Gateway',
        expect: { role: "module-proxy", module: "github.com/acme/widget", host: "proxy.golang.org" },
      },
      { log: `${lookup}500 Internal Server Error`, expect: { stage: "http", role: "checksum-database" } },
    ],
    against: [
      { cause: "forward-proxy-denied", log: `${get}Bad Gateway` },
      { cause: "http-gateway-timeout", log: `${reading}504 Gateway Timeout` },
    ],
  },
  {
    cause: "http-gateway-timeout",
    for: [
      { log: `${reading}504 Gateway Timeout`, expect: atCorp },
      { log: `${reading}404 Not Found\n\tserver response: not found: fetch timed out`, expect: atCorp },
    ],
    against: [{ cause: "http-not-found", log: `${reading}404 Not Found` }],
  },
  {
    cause: "http-other-status",
    for: [
      { log: `${reading}418 I'm a teapot`, expect: atCorp },
      { log: `${reading}451 Unavailable For Legal Reasons`, expect: atCorp },
    ],
    against: [{ cause: "http-not-found", log: `${reading}410 Gone` }],
  },
  {
    cause: "http-redirect",
    for: [
      { log: `${get}stopped after 10 redirects`, expect: atCorp },
      {
        log: 'go: git.corp.example/team/lib@v1.4.2: unrecognized import path "git.corp.example/team/lib": https fetch: Get "http://git.corp.example/login": redirected from secure URL https://git.corp.example/team/lib?go-get=1 to insecure URL http://git.corp.example/login',
        expect: { stage: "http", role: "direct", host: "git.corp.example" },
      },
    ],
    against: [{ cause: "http-unauthorized", log: `${reading}401 Unauthorized` }],
  },
  {
    cause: "http-not-a-module",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: invalid response from proxy \"https://goproxy.corp.example\": invalid character '<' looking for beginning of value",
        expect: { stage: "http", role: "module-proxy", host: "goproxy.corp.example", confidence: "certain" },
      },
      {
        log: `# get ${url}\n# get ${url}: 200 OK (0.010s)\ngo: github.com/acme/widget@v1.2.0: parsing go.mod: missing module line`,
        expect: { ...atCorp, confidence: "likely" },
      },
    ],
    against: [
      { cause: "zip-invalid", log: "go: github.com/acme/widget@v1.2.0: zip: not a valid zip file" },
      {
        cause: "http-wrong-version",
        log: "go: github.com/acme/widget@v1.2.0: proxy returned info for version v1.1.0 instead of requested version",
      },
    ],
  },
  {
    cause: "http-wrong-version",
    for: [
      {
        log: 'go: github.com/acme/widget@v1.2.0: invalid response from proxy "https://goproxy.corp.example": proxy returned info for version v1.1.0 instead of requested version',
        expect: { stage: "http", role: "module-proxy" },
      },
    ],
    against: [
      {
        cause: "http-not-a-module",
        log: "go: github.com/acme/widget@v1.2.0: invalid response from proxy \"https://goproxy.corp.example\": invalid character '<' looking for beginning of value",
      },
    ],
  },
  {
    cause: "http-malformed",
    for: [
      {
        log: `${get}net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0-OpenSSH_9.6"`,
        expect: atCorp,
      },
    ],
    against: [{ cause: "tls-not-tls", log: `${get}http: server gave HTTP response to HTTPS client` }],
  },
  {
    cause: "http2-stream-error",
    for: [
      { log: `${get}stream error: stream ID 1; INTERNAL_ERROR; received from peer`, expect: atCorp },
      {
        log: `${get}http2: server sent GOAWAY and closed the connection; LastStreamID=3, ErrCode=ENHANCE_YOUR_CALM, debug=""`,
        expect: atCorp,
      },
    ],
    against: [
      {
        cause: "transfer-cut",
        log: `go: github.com/acme/widget@v1.2.0: read "${url}": stream error: stream ID 5; INTERNAL_ERROR`,
      },
    ],
  },
  {
    cause: "http-no-response",
    for: [
      {
        log: `${get}net/http: request canceled (Client.Timeout exceeded while awaiting headers)`,
        expect: { ...atCorp, confidence: "likely" },
      },
    ],
    against: [{ cause: "tls-timeout", log: `${get}net/http: TLS handshake timeout` }],
  },
  {
    cause: "file-proxy-not-found",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: reading file:///srv/proxy/github.com/acme/widget/@v/v1.2.0.mod: no such file or directory",
        expect: { stage: "http", role: "module-proxy", module: "github.com/acme/widget" },
      },
    ],
    against: [
      {
        cause: "goproxy-off",
        log: "go: github.com/acme/widget@v1.2.0: module lookup disabled by GOPROXY=off",
      },
    ],
  },
  {
    cause: "transfer-cut",
    for: [
      {
        log: 'go: github.com/acme/widget@v1.2.0: read "https://goproxy.corp.example/github.com/acme/widget/@v/v1.2.0.zip": unexpected EOF',
        expect: { ...atCorp, stage: "transfer" },
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: read "https:/goproxy.corp.example/@v/v1.2.0.zip": unexpected EOF',
        expect: { stage: "transfer", module: "github.com/acme/widget" },
      },
      {
        log: "go: github.com/acme/widget@v1.2.0: unexpected EOF",
        expect: { stage: "transfer", module: "github.com/acme/widget" },
      },
    ],
    against: [
      { cause: "connection-closed", log: `${get}EOF` },
      {
        cause: "disk-full",
        log: 'go: github.com/acme/widget@v1.2.0: read "https://goproxy.corp.example/github.com/acme/widget/@v/v1.2.0.zip": write /go/pkg/mod/cache/download/github.com/acme/widget/@v/v1.2.0.zip123.tmp: no space left on device',
      },
    ],
  },
];
