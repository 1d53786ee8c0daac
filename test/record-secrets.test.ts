// A secret in every place that gotrace record collects from, and a look for each of them in all that the bundle holds.
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { gotraceRecord, member, missing, recordingPlace, skipped } from "./support/recording.ts";

/** By where it stands. Each is found by its number, so that no part of it may be left either. */
const secrets = {
  "URL in GOPROXY": "Zq593817801goproxy",
  "URL in HTTPS_PROXY": "Zq593817802httpsproxy",
  "URL in the lower case http_proxy": "Zq593817803httpproxy",
  "a token's variable": "Zq593817804variable",
  "a flag in GOFLAGS": "Zq593817805goflags",
  "go env -w": "Zq593817806goenv",
  "netrc's password": "Zq593817807netrc",
  "git's url.….insteadOf": "Zq593817808insteadof",
  "git's http.….extraHeader": "Zq593817809extraheader",
  "git's credential store": "Zq593817810store",
  "git's settings in the environment": "Zq593817811gitenv",
  "apt's proxy": "Zq593817812apt",
  "the profile of login shells": "Zq593817813profile",
  "Authorization in a request": "Zq593817814bearer",
  "Basic in a request": "Zq593817815basic",
  "Cookie in a request": "Zq593817816cookie",
  "Set-Cookie in an answer": "Zq593817817setcookie",
  "a header of GitLab's": "Zq593817818private",
  "a signature in a query": "Zq593817819signature",
  "an argument": "Zq593817820argument",
  "a URL among the arguments": "Zq593817821url",
  "what is printed": "Zq593817822printed",
  "a replace in go.mod": "Zq593817823gomod",
} as const;

describe.skipIf(missing !== null)(`gotrace record keeps no secret${skipped}`, () => {
  const place = recordingPlace();

  test("of any place that it collects from", async () => {
    const server = await listen();
    await plant(portOf(server));
    // What stands in /etc is put there in a mount namespace.
    const etc = [
      `mkdir -p apt/apt.conf.d profile.d && mount --bind apt/apt.conf.d /etc/apt/apt.conf.d && mount --bind profile.d /etc/profile.d`,
      `echo 'Acquire::http::Proxy "http://dev:${secrets["apt's proxy"]}@proxy.corp.example:3128/";' >/etc/apt/apt.conf.d/90proxy`,
      `echo 'export https_proxy=http://dev:${secrets["the profile of login shells"]}@proxy.corp.example:3128' >/etc/profile.d/proxy.sh`,
      `exec "$@"`,
    ].join("\n");
    const record = [...gotraceRecord, "-o", "run.gotrace", "--no-analyze", "--", "bash", "talk.sh"];
    const { exitCode } = await place.start(["unshare", "--mount", "sh", "-c", etc, "sh", ...record]);
    server.close();
    expect(exitCode).toBe(0);

    const { stdout: names } = await execa("tar", ["-tzf", join(place.folder, "run.gotrace")]);
    const members = await Promise.all(names.split("\n").map((name) => member(place, name)));
    const everything = members.join("\n");
    // The places are there, with what is no secret of them.
    for (const text of [
      "GOPROXY",
      "insteadof",
      "Acquire::http::Proxy",
      "https_proxy=",
      "Cookie: ",
      "X-Amz-Signature=",
    ])
      expect(everything.toLowerCase()).toContain(text.toLowerCase());
    const left = Object.entries(secrets).filter(([, secret]) =>
      spellingsOf(secret).some((spelling) => everything.includes(spelling)),
    );
    expect(left.map(([where]) => where)).toEqual([]);
  });

  async function plant(port: number): Promise<void> {
    const { folder } = place;
    const basic = Buffer.from(`dev:${secrets["Basic in a request"]}`).toString("base64");
    const requests = [
      `GET /a?X-Amz-Signature=${secrets["a signature in a query"]} HTTP/1.1`,
      "Host: localhost",
      `Authorization: Bearer ${secrets["Authorization in a request"]}`,
      `Proxy-Authorization: Basic ${basic}`,
      `Cookie: session=${secrets["Cookie in a request"]}`,
      `PRIVATE-TOKEN: ${secrets["a header of GitLab's"]}`,
    ];
    const talk = [
      `exec 9<>/dev/tcp/127.0.0.1/${port}`,
      `printf '%s\\r\\n' ${requests.map((line) => `'${line}'`).join(" ")} '' >&9`,
      "cat <&9 >/dev/null",
      "cat .netrc .git-credentials .gitconfig >/dev/null",
      `true --password ${secrets["an argument"]} https://dev:${secrets["a URL among the arguments"]}@git.corp.example/x`,
      `echo "fatal: https://dev:${secrets["what is printed"]}@git.corp.example/x not found" >&2`,
      "git ls-remote https://git.corp.example/x.git >/dev/null 2>&1",
      "go env GOPROXY >/dev/null; go list -m all >/dev/null 2>&1",
      "exit 0",
    ];
    const files: Record<string, string> = {
      "talk.sh": `${talk.join("\n")}\n`,
      ".netrc": `machine git.corp.example login dev password ${secrets["netrc's password"]}\n`,
      ".git-credentials": `https://dev:${secrets["git's credential store"]}@git.corp.example\n`,
      ".gitconfig": [
        `[url "https://oauth2:${secrets["git's url.….insteadOf"]}@127.0.0.1:${port}/"]`,
        "\tinsteadOf = https://git.corp.example/",
        '[http "https://git.corp.example/"]',
        `\textraHeader = AUTHORIZATION: bearer ${secrets["git's http.….extraHeader"]}`,
        "[credential]\n\thelper = store",
        "",
      ].join("\n"),
      ".config/go/env": `GOPRIVATE=git.corp.example\nGONOPROXY=https://dev:${secrets["go env -w"]}@git.corp.example\n`,
      "go.mod": `module example.com/app\n\ngo 1.19\n\n// see https://dev:${secrets["a replace in go.mod"]}@git.corp.example/x\n`,
    };
    await mkdir(join(folder, ".config/go"), { recursive: true });
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text, { mode: 0o600 });
    Object.assign(place.env, {
      GOPROXY: `https://dev:${secrets["URL in GOPROXY"]}@goproxy.corp.example,off`,
      HTTPS_PROXY: `http://dev:${secrets["URL in HTTPS_PROXY"]}@127.0.0.1:9`,
      http_proxy: `http://dev:${secrets["URL in the lower case http_proxy"]}@127.0.0.1:9`,
      GO_BUILD_TOKEN: secrets["a token's variable"],
      GOFLAGS: `-mod=mod -ldflags=-X=main.apiToken=${secrets["a flag in GOFLAGS"]}`,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.extraHeader",
      GIT_CONFIG_VALUE_0: `Authorization: Bearer ${secrets["git's settings in the environment"]}`,
    });
  }
});

/** As it stands, and as strace, URLs and base64 write it, whatever stands beside it. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const escaped = (base: number, prefix: string): string =>
    Array.from(bytes, (byte) => `\\${prefix}${byte.toString(base)}`).join("");
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(before === 0 ? 0 : before + 1, -4),
  );
  // The number alone, too: a secret of which a part is left is not gone.
  return [secret, /\d+/.exec(secret)?.[0] ?? secret, escaped(16, "x"), escaped(8, ""), ...base64];
}

/** A server that takes what it is sent and answers with a cookie. */
async function listen(): Promise<Server> {
  const answer = `HTTP/1.1 200 OK\r\nSet-Cookie: id=${secrets["Set-Cookie in an answer"]}; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
  const server = createServer((socket) => {
    socket.once("data", () => socket.end(answer));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
