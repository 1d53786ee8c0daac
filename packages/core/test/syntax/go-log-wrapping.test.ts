// What CI systems and their like put in front of lines: one sample of each that was met in public logs.
import { describe, expect, test } from "vitest";
import { readLog } from "./go-log-helpers.ts";

const said = "go: example.com/hello@v1.0.0: unknown revision v1.0.0";

const prefixes: readonly (readonly [wrapper: string, prefix: string])[] = [
  ["buildkit", "#12 14.70 "],
  ["pulumi", "     pulumi:pulumi:Stack app-production  "],
  ["pulumi", "  pulumi:pulumi:Stack (app-production): "],
  ["buildkit", "build #15 4.619 "],
  ["buildkit", '"#12 0.338 '],
  ["buildkit", "  #12 0.338 "],
  ["docker", "0.409 "],
  ["github-actions", "2023-04-19T11:32:04.0904284Z "],
  ["gh-run github-actions", "build\tRun go mod download\t2023-04-19T11:32:04.0904284Z "],
  ["jenkins", "[2020-06-15T01:17:55.889Z] "],
  ["clock", "10:10:05  "],
  ["clock", "[10:10:05] "],
  ["clock", "[12:01:02][Step 1/2] "],
  ["obs", "[   47s] "],
  ["gitlab", "2024-05-22T12:12:46.214457Z 01O "],
  ["kubernetes", "2024-05-22T12:12:46.214457Z stderr F "],
  ["boxes", "│ │ ┃ "],
  ["boxes", "┃ "],
  ["buildkite", "  | "],
  ["compose", "builder-1  | "],
  ["woodpecker", "[pull:L6:0s] "],
  ["brackets", "[builder] "],
  ["quote", "       > "],
  ["quote", "> "],
  ["std-stream", "#STDERR> "],
  ["std-stream", "stderr: "],
  ["editor", "Your workspace is misconfigured: go [-e -json -compiled=true]: exit status 1: "],
  ["editor", "err: exit status 1: stderr: "],
  ["wrapped-error", "Error: "],
  ["wrapped-error", "Error : "],
  ["goreleaser", "build failed: exit status 1: "],
  ["cloud-build", `Step #0 - "build": `],
  ["go-log", "2022/01/02 15:04:05 "],
  ["timestamp", "2022-01-02 15:04:05,123 "],
  ["netlify", "3:45:12 PM: "],
  ["kaniko", "INFO[0012] "],
  ["terraform", "null_resource.x (local-exec): "],
  ["npm", "npm ERR! "],
  ["powershell", "go : "],
  ["powershell", "go.exe : "],
  ["syslog", "Nov 22 10:11:12 host build[123]: "],
  ["tracer", "[pid   59] "],
  ["annotation", "##[error]"],
  ["prompt", "dev@host:~/app$ "],
  ["prompt", "PS D:\\src> "],
  ["github-actions buildkit", "2023-04-19T11:32:04.0904284Z #12 14.70 "],
  ["markdown", "`"],
  ["level", "ERROR[9:17AM]: "],
  ["line-number", "12"],
  ["line-number", "    12\t"],
];

describe("prefixes", () => {
  test.each(prefixes)("%s: %s", (wrapper, prefix) => {
    const text = prefix === "`" ? `\`${said}\`` : prefix + said;
    expect(readLog(text)).toMatchObject([
      {
        wrapper,
        text: said,
        body: { kind: "error", error: { kind: "unknown-revision", revision: "v1.0.0" } },
      },
    ]);
  });

  test.each(
    prefixes.filter(([wrapper]) => !/prompt|markdown|editor|wrapped|goreleaser|annotation/.test(wrapper)),
  )("several lines under %s: %s", (_, prefix) => {
    const lines = [
      "go: app.test/app requires",
      "\texample.com/hello@v1.0.0: reading https://proxy.golang.org/example.com/hello/@v/v1.0.0.mod: 404 Not Found",
      "\tserver response: not found: fetch timed out",
    ];
    const messages = readLog(lines.map((line) => prefix + line).join("\n"));
    expect(messages).toMatchObject([
      {
        origin: { line: 1 },
        lastOrigin: { line: 3 },
        body: { error: { kind: "http-status", serverResponse: { kind: "fetch-timed-out" } } },
      },
    ]);
  });

  test("TABs that became blanks, or went missing", () => {
    const lines = [
      "go: example.com/hello@v1.0.0: git ls-remote -q origin in /go/pkg/mod/cache/vcs/abc: exit status 128:",
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      "Confirm the import path was entered correctly.",
    ];
    for (const indent of ["\t", "        ", "    ", ""]) {
      const messages = readLog(lines.map((line, index) => (index === 1 ? indent : "") + line).join("\n"));
      expect(messages).toMatchObject([
        { lastOrigin: { line: 3 }, body: { error: { kind: "vcs", failures: [{ reason: "auth-https" }] } } },
      ]);
    }
  });

  test("a log that is indented as a whole", () => {
    const messages = readLog(
      "    go: app.test/app requires\n    \texample.com/hello@v1.0.0: unknown revision v1.0.0\n    go: downloading example.com/x v1.0.0",
    );
    expect(messages.map(({ body }) => body.kind)).toEqual(["error", "downloading"]);
  });

  test("a sentence that a terminal broke at its margin", () => {
    const [first, ...rest] = readLog(
      "go: app.test/app@v1.21.1 (replaced by example.com/fork@v1.21.2): verifying go.mod: e\n" +
        "xample.com/fork@v1.21.2/go.mod: reading https://sum.golang.org/lookup/example.com/f\n" +
        "ork@v1.21.2: 410 Gone\nthen nothing",
    );
    expect(first).toMatchObject({
      lastOrigin: { line: 3 },
      body: { error: { kind: "http-status", status: 410 } },
    });
    expect(rest).toMatchObject([{ text: "then nothing" }]);
  });

  test("an error that a console broke at its eightieth column, between words, too", () => {
    const whole =
      "go get example.com/team/hello@develop: Get https://proxy.example.com/example.com/team/hello/@v/develop.info: " +
      "dial tcp 192.0.2.12:443: connectex: A connection attempt failed because the connected party did not properly " +
      "respond after a period of time, or established connection failed because connected host has failed to respond.";
    const lines = (whole.match(/.{1,80}/gu) ?? []).map((line) => line.trimEnd());
    expect(readLog(lines.join("\n"))[0]).toMatchObject({
      body: {
        context: { module: "example.com/team/hello" },
        error: {
          kind: "network",
          reason: "connect-kernel-timeout",
          url: "https://proxy.example.com/example.com/team/hello/@v/develop.info",
        },
      },
    });
  });

  test("a package that go 1.12 could not load, broken within a URL", () => {
    const line =
      "build command-line-arguments: cannot load example.com/hello: module example.com/hello: reading https://proxy.example.com/exam";
    expect(readLog(`${line}\nple.com/hello/@v/list: 504 Gateway Timeout`)).toMatchObject([
      { lastOrigin: { line: 2 }, body: { error: { kind: "http-status", status: 504 } } },
    ]);
    expect(readLog(`${line}\nwarming up`)).toHaveLength(2);
  });

  test("what follows an error that nobody knows stays by itself", () => {
    const messages = readLog(
      `go: example.com/hello@v1.0.0: something that no version of go says\nwarming up\n${said}`,
    );
    expect(messages.map(({ text }) => text)).toEqual([
      "go: example.com/hello@v1.0.0: something that no version of go says",
      "warming up",
      said,
    ]);
  });

  test("colours and carriage returns", () => {
    expect(readLog(`\u001b[31m${said}\u001b[0m\r`)).toMatchObject([{ text: said }]);
    expect(readLog(`section_start:1700000000:step\r\u001b[0K${said}`)).toMatchObject([{ text: said }]);
  });

  test("bytes of UTF-8 read as Latin-1", () => {
    const latin1 = Buffer.from('go: warning: "./ä" matched no packages', "utf8").toString("latin1");
    expect(readLog(latin1)).toMatchObject([{ text: 'go: warning: "./ä" matched no packages' }]);
  });

  test("times", () => {
    expect(readLog(`2023-04-19T11:32:04.0904284Z ${said}`)[0]?.stamp).toEqual({
      clock: "wall",
      ms: Date.UTC(2023, 3, 19, 11, 32, 4, 90),
    });
    expect(readLog(`10:10:05  ${said}`)[0]?.stamp).toEqual({ clock: "clock", ms: 36_605_000 });
    expect(readLog(`#12 14.70 ${said}`)[0]?.stamp).toEqual({ clock: "elapsed", ms: 14_700 });
    expect(readLog(said)[0]?.stamp).toBeNull();
  });
});

describe("lines that hold several", () => {
  test("logfmt and JSON logs", () => {
    const logfmt = String.raw`level=error msg="Running error: context loading failed: failed to load packages: err: exit status 1: stderr: go: updates to go.mod needed; to update it:\n\tgo mod tidy\n"`;
    expect(readLog(logfmt).map(({ body }) => body)).toMatchObject([
      { kind: "error", error: { kind: "gomod-needs-update" } },
    ]);
    const docker = String.raw`{"log":"go: example.com/hello@v1.0.0: unknown revision v1.0.0\n","stream":"stderr","time":"2023-04-19T11:32:04.09Z"}`;
    expect(readLog(docker)).toMatchObject([{ body: { kind: "error", error: { kind: "unknown-revision" } } }]);
    const editor = String.raw`err: exit status 1: stderr: go: example.com/hello@v1.0.0: reading https://x.example/v1.0.0.mod: 404 Not Found\n\tserver response: not found: fetch timed out\n`;
    expect(readLog(editor)).toMatchObject([
      {
        body: { kind: "error", error: { kind: "http-status", serverResponse: { kind: "fetch-timed-out" } } },
      },
    ]);
  });

  test("a Windows path is no escaped line break", () => {
    expect(readLog(String.raw`go: open C:\new\go.mod: Access is denied.`)).toMatchObject([
      { body: { error: { kind: "file", path: String.raw`C:\new\go.mod` } } },
    ]);
  });

  test("# lock of go 1.18 and earlier", () => {
    const messages = readLog(
      "# lock /go/pkg/mod/cache/vcs/ab.lockmkdir -p /go/pkg/mod/cache/vcs/ab # git3 https://github.com/a/b\n# lock /go/pkg/mod/cache/vcs/ab.lock# /go/pkg/mod/cache/vcs/ab for git3 https://github.com/a/b",
    );
    expect(messages.map(({ body }) => body.kind)).toEqual(["lock", "vcs-dir", "lock", "vcs-dir"]);
    expect(messages[0]?.body).toEqual({ kind: "lock", path: "/go/pkg/mod/cache/vcs/ab.lock" });
  });

  test("a message glued behind other text", () => {
    expect(readLog("rt_sigaction(SIGPROF, NULL, # get http://127.0.0.1:8080/x/@v/list")).toMatchObject([
      { wrapper: "glued", body: { kind: "get-start", url: "http://127.0.0.1:8080/x/@v/list" } },
    ]);
    expect(readLog(`the build says "${said}"`)).toMatchObject([{ wrapper: "glued", text: said }]);
    const quoting = `example.com/hello@v1.0.0: Get "https://proxy.example.com/x": EOF`;
    expect(readLog(`the error is "${quoting}`)).toMatchObject([{ wrapper: "glued", text: quoting }]);
    expect(readLog(`the error is "${quoting}"`)).toMatchObject([{ wrapper: "glued", text: quoting }]);
  });

  test("commands that CI echoes", () => {
    const commands = [
      "Step 7/43 : RUN go mod download",
      "#12 [build 3/6] RUN go mod download",
      " => ERROR [4/7] RUN go mod download          3.4s",
      " > [build 3/6] RUN go mod download:",
      "10:10:05  + go mod download",
      "6.71s$ go mod download",
      "task: [local-setup] go mod download",
      "root@abc123:/src# go mod download",
      "/app # go mod download",
      "➜  app git:(main) ✗ go mod download",
      "##[group]Run go mod download",
      "INFO[0012] Running: [/bin/sh -c go mod download]",
      "PS C:\\src> go mod download",
      "$> go mod download",
      ">> go mod download",
      "$go mod download",
      "go mod download",
    ];
    for (const command of commands) {
      expect(readLog(command), command).toMatchObject([
        { body: { kind: "shell-command", argv: ["go", "mod", "download"] } },
      ]);
    }
  });

  test("exit statuses behind a prefix", () => {
    for (const line of [
      "34.96 2022/01/02 15:04:05 [FATAL] exit status 1",
      '#12 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1',
      "2023-04-19T11:32:04.0904284Z ##[error]Process completed with exit code 1.",
    ]) {
      expect(readLog(line), line).toMatchObject([{ body: { kind: "exit-status", status: 1 } }]);
    }
  });
});
