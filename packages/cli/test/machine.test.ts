import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRedactor, learnFromMachine, withoutSecrets } from "@gotrace/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gitKeys } from "../src/machine/git-config.ts";
import { thisMachine, type Machine, type ProgramResult } from "../src/machine/machine.ts";
import { readMachine } from "../src/machine/read-machine.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "gotrace-machine-"));
});
afterEach(() => rm(root, { recursive: true }));

const gitConfigCall = `git config --null --show-origin --get-regexp ${gitKeys}`;
const silent: ProgramResult = { missing: true, ok: false, stdout: "", stderr: "" };

function machine(parts: Partial<Machine>, answers: Record<string, string> = {}): Machine {
  return {
    platform: "linux",
    env: {},
    cwd: "/home/dev/app",
    root,
    go: "go",
    run: (command, args) => {
      const stdout = answers[[command, ...args].join(" ")];
      return Promise.resolve(stdout === undefined ? silent : { ...silent, missing: false, ok: true, stdout });
    },
    ...parts,
  };
}

async function files(contents: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

const goEnv = {
  GOENV: "/home/dev/.config/go/env",
  GOROOT: "/usr/lib/go",
  GOPROXY: "https://goproxy.corp.example,direct",
  GOTOOLCHAIN: "local",
  GOMOD: "/home/dev/app/go.mod",
  GOWORK: "",
  GOMODCACHE: "/home/dev/go/pkg/mod",
  GOCACHE: "/home/dev/.cache/go-build",
};

test("an empty machine has a state, and says of nothing what it does not know", async () => {
  const state = await readMachine(machine({}));
  expect(state).toMatchObject({
    versions: { go: null, git: null, strace: null, ssh: null },
    goEnv: null,
    goEnvError: "go: not found",
    goEnvFile: null,
    environment: {},
    resolver: { resolvConf: null, nsswitchHosts: null, hosts: null },
    forwardProxies: { apt: [], profile: [] },
    netrc: null,
    gitConfig: [],
    project: { cwd: "/home/dev/app", goMod: null, goWork: null, goSum: null, vendor: false },
  });
});

test("everything that go, git and the resolver look at is read", async () => {
  await files({
    "/home/dev/.config/go/env": "GOFLAGS=-mod=mod\nGOTOOLCHAIN=go1.23.5\n",
    "/usr/lib/go/go.env": "# defaults\nGOPROXY=direct\nGOTOOLCHAIN=auto\n",
    "/etc/resolv.conf": "# made by a tool\nsearch corp.example\nnameserver 10.0.0.53\n",
    "/etc/nsswitch.conf": "passwd: files\nhosts:   files mdns4_minimal [NOTFOUND=return] dns # as shipped\n",
    "/etc/hosts": "127.0.0.1 localhost loop # home\n10.0.0.9 proxy.golang.org\n",
    "/etc/apt/apt.conf.d/80proxy":
      '// Acquire::http::Proxy "old";\nAcquire::http::Proxy "http://cache.corp.example:3142";\n',
    "/etc/profile.d/proxy.sh": "export https_proxy=http://forward.corp.example:3128\nalias ll=ls\n",
    "/home/dev/.netrc":
      "machine git.corp.example login dev password machine\ndefault login anonymous password x\n",
    "/home/dev/app/go.mod": "module example.com/app\n",
    "/home/dev/app/go.sum": "example.com/hello v1.0.0 h1:abc=\n",
    "/home/dev/app/vendor/modules.txt": "# example.com/hello v1.0.0\n",
  });
  const state = await readMachine(
    machine(
      {
        env: {
          HOME: "/home/dev",
          HTTP_PROXY: "http://a.example",
          http_proxy: "http://b.example",
          EDITOR: "vi",
        },
      },
      {
        "go env -json": JSON.stringify(goEnv),
        "go version": "go version go1.22.12 linux/amd64",
        "git --version": "git version 2.39.5",
        "strace -V": "strace -- version 6.1\nCopyright",
        [gitConfigCall]:
          "file:/home/dev/.gitconfig\0url.git@git.corp.example:.insteadof\nhttps://git.corp.example/\0",
      },
    ),
  );
  expect(state.goEnv).toEqual({ ...goEnv, GOTOOLCHAIN: "go1.23.5" });
  expect(state.versions).toEqual({ go: "go1.22.12", git: "2.39.5", strace: "6.1", ssh: null });
  expect(state.goEnvFile?.lines).toEqual(["GOFLAGS=-mod=mod", "GOTOOLCHAIN=go1.23.5"]);
  expect(state.environment).toEqual({
    HOME: "/home/dev",
    HTTP_PROXY: "http://a.example",
    http_proxy: "http://b.example",
  });
  expect(state.resolver).toEqual({
    resolvConf: { path: "/etc/resolv.conf", lines: ["search corp.example", "nameserver 10.0.0.53"] },
    nsswitchHosts: "files mdns4_minimal [NOTFOUND=return] dns",
    hosts: [
      { address: "127.0.0.1", names: ["localhost", "loop"] },
      { address: "10.0.0.9", names: ["proxy.golang.org"] },
    ],
  });
  expect(state.forwardProxies).toEqual({
    apt: [
      { file: "/etc/apt/apt.conf.d/80proxy", text: 'Acquire::http::Proxy "http://cache.corp.example:3142";' },
    ],
    profile: [
      { file: "/etc/profile.d/proxy.sh", text: "export https_proxy=http://forward.corp.example:3128" },
    ],
  });
  expect(state.netrc?.hosts).toEqual(["git.corp.example", "default"]);
  expect(state.gitConfig).toEqual([
    {
      file: "/home/dev/.gitconfig",
      key: "url.git@git.corp.example:.insteadof",
      value: "https://git.corp.example/",
    },
  ]);
  expect(state.project).toMatchObject({
    goMod: { text: "module example.com/app\n", cut: false },
    goWork: null,
    goSum: { text: "example.com/hello v1.0.0 h1:abc=\n" },
    vendor: true,
  });
  expect(state.disks.map(({ use, exists, writable }) => ({ use, exists, writable }))).toEqual([
    { use: "GOMODCACHE", exists: false, writable: true },
    { use: "GOCACHE", exists: false, writable: true },
    { use: "TMPDIR", exists: false, writable: true },
    { use: "project", exists: true, writable: true },
  ]);
});

test("what opens a door is taken out, wherever it stands", async () => {
  await files({
    "/etc/environment": "http_proxy=http://dev:hunter2pass@forward.corp.example:3128\n",
    "/home/dev/.netrc": "machine git.corp.example login dev password netrcpass99\n",
  });
  const env = {
    HOME: "/home/dev",
    GOPROXY: "https://dev:goproxypass@goproxy.corp.example",
    GIT_ACCESS_TOKEN: "sesame12345",
  };
  const answers = {
    "go env -json": JSON.stringify({ GOPROXY: env.GOPROXY, GOFLAGS: "-ldflags=sesame12345" }),
    [gitConfigCall]:
      "file:/home/dev/.gitconfig\0http.extraheader\nAuthorization: Basic ZGV2OmJhc2ljcGFzcw==\0",
  };
  const state = await readMachine(machine({ env }, answers));
  const redactor = createRedactor("secrets");
  learnFromMachine(state, redactor);
  const text = JSON.stringify(withoutSecrets(state, redactor));
  for (const secret of ["hunter2pass", "netrcpass99", "goproxypass", "sesame12345", "ZGV2OmJhc2ljcGFzcw"]) {
    expect(text).not.toContain(secret);
  }
  expect(text).toContain("https://dev:***@goproxy.corp.example");
});

test("this very machine can be read, and a program that does not exist is missing", async () => {
  const here = thisMachine({ PATH: process.env["PATH"] }, root, "no-such-go");
  const state = await readMachine(here);
  expect(state.goEnvError).toBe("no-such-go: not found");
  expect(state.system.os).toBe(process.platform);
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});
