import { expect, test } from "vitest";
import { createRedactor } from "../../src/redact/redactor.ts";

function maskSecrets(text: string): string {
  return createRedactor("secrets").redact(text);
}

test.each([
  ["https://ci:hunter2@goproxy.corp.example/x/@v/list", "https://ci:***@goproxy.corp.example/x/@v/list"],
  ["https://ci:p@ss:w@goproxy.corp.example", "https://ci:***@goproxy.corp.example"],
  ["https://0123456789abcdef@github.com/acme/widget", "https://***@github.com/acme/widget"],
  [
    "GOPROXY=https://a:b@one.example,https://c:d@two.example|direct",
    "GOPROXY=https://a:***@one.example,https://c:***@two.example|direct",
  ],
  ["Authorization: Basic Y2k6aHVudGVyMg==", "Authorization: Basic ***"],
  [
    String.raw`"CONNECT h:443 HTTP/1.1\r\nProxy-Authorization: Bearer abc.def\r\nHost: h\r\n"`,
    String.raw`"CONNECT h:443 HTTP/1.1\r\nProxy-Authorization: Bearer ***\r\nHost: h\r\n"`,
  ],
  [
    String.raw`"machine git.corp.example login dev password s3cret\n"`,
    String.raw`"machine git.corp.example login dev password ***\n"`,
  ],
  ["GITLAB_TOKEN=glpat-aaaaaaaaaaaaaaaaaaaa", "GITLAB_TOKEN=***"],
  ["AWS_SECRET_ACCESS_KEY=abcdef", "AWS_SECRET_ACCESS_KEY=***"],
  [String.raw`read(3</home/dev/netrc>, "hunter2", 9)`, String.raw`read(3</home/dev/netrc>, "***", 9)`],
  [
    String.raw`read(3</home/dev/.aws/credentials>, "x", 9)`,
    String.raw`read(3</home/dev/.aws/credentials>, "***", 9)`,
  ],
  // `Cookie: a`, in octal escapes.
  [String.raw`write(3, "\103\157\157\153\151\145\72\40\141", 9)`, 'write(3, "***", 9)'],
  ["PRIVATE-TOKEN: abcdef", "PRIVATE-TOKEN: ***"],
  ['{"password": "hunter2"}', '{"password": "***"}'],
  ["get /x?private_token=abc&ref=main", "get /x?private_token=***&ref=main"],
  ["fatal: bad ghp_0123456789abcdefghij", "fatal: bad ghp_***"],
])("masks the secret of %s", (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each([
  "github.com/acme/widget@v1.2.0",
  "the forward proxy wants a user name and password (407)",
  "give it a password that has no @ in it, or a token: the proxy's page makes one",
  "machine goproxy.corp.example login USER password TOKEN",
  "export HTTPS_PROXY=http://USER:PASSWORD@proxy.example:3128",
  'git config --global url."https://x-access-token:${GITHUB_TOKEN}@github.com/".insteadOf https://github.com/',
  "ssh://git@github.com/acme/widget",
  "git@github.com:acme/widget.git",
  "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
  'open("/home/dev/.netrc")',
  "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.info",
  "https://go.example/a/@v/list?x=a@b",
])("leaves %s as it is", (text) => {
  expect(maskSecrets(text)).toBe(text);
});
