import { describe, expect, test } from "vitest";
import { bypassesProxy, parseNoProxy } from "../../src/pipeline/no-proxy.ts";
import { compareGoVersions } from "../../src/pipeline/go-version.ts";
import { parseGoflags } from "../../src/pipeline/goflags.ts";
import { parseGoproxy, unreadGoproxy } from "../../src/pipeline/goproxy.ts";
import { parseGosumdb } from "../../src/pipeline/gosumdb.ts";
import { parseGotoolchain } from "../../src/pipeline/gotoolchain.ts";
import { govcsAllows, parseGovcs } from "../../src/pipeline/govcs.ts";
import { effectiveIn, isUnset, settingOf, settingsOfRun, valueIn } from "../../src/pipeline/settings.ts";
import { settingsOfMachine } from "../../src/pipeline/machine-settings.ts";
import { goProgram, moment, run, setting } from "../rules/run-builder.ts";
import { glimpse, machine, scene, statementsOf, written } from "../notes/scenes.ts";

describe("which value counts", () => {
  test("the environment goes before the go env file, and that before GOROOT's", () => {
    const statements = [
      ...written({ GOPROXY: "direct", GOSUMDB: "off" }).statements,
      ...statementsOf(
        { GOPROXY: "https://b.example", GOSUMDB: "sum.b.example", GOTOOLCHAIN: "local" },
        "goroot-env-file",
      ),
    ];
    const { settings } = scene({ GOPROXY: "off" }, { statements });
    expect(["GOPROXY", "GOSUMDB", "GOTOOLCHAIN"].map((name) => valueIn(settings, name)?.value)).toEqual([
      "off",
      "off",
      "local",
    ]);
  });

  test("an empty variable is none", () => {
    expect(valueIn(scene({ GOPROXY: "" }, written({ GOPROXY: "direct" })).settings, "GOPROXY")?.value).toBe(
      "direct",
    );
    expect(effectiveIn(scene({ GOPROXY: "" }).settings, "GOPROXY")).toMatchObject({
      source: "default",
      value: "https://proxy.golang.org,direct",
    });
  });

  test("GONOPROXY and GONOSUMDB are GOPRIVATE where they are not set", () => {
    const { settings } = scene({ GOPRIVATE: "a.example", GONOSUMDB: "b.example" });
    expect(effectiveIn(settings, "GONOPROXY")).toMatchObject({ name: "GOPRIVATE", value: "a.example" });
    expect(effectiveIn(settings, "GONOSUMDB")?.value).toBe("b.example");
  });

  test("what is not on record is not taken for unset", () => {
    const { settings } = glimpse({ GOPROXY: "direct" });
    expect([isUnset(settings, "GOSUMDB"), effectiveIn(settings, "GOSUMDB")]).toEqual([false, null]);
    expect(isUnset(scene({}).settings, "GOSUMDB")).toBe(true);
    expect(isUnset(scene({}, { userFileWhole: false }).settings, "GOSUMDB")).toBe(false);
    // The default stands in GOROOT's go.env, which nobody saw.
    expect(effectiveIn(scene({}, { gorootFileWhole: false }).settings, "GOSUMDB")).toBeNull();
    expect(
      effectiveIn(scene({}, { gorootFileWhole: false, goVersion: "go1.19.8" }).settings, "GOSUMDB")?.value,
    ).toBe("sum.golang.org");
  });

  test("a variable whose value strace cut is set, and has no value", () => {
    const program = { ...goProgram, environment: {}, cutVariables: ["GOPROXY"] };
    const view = settingsOfRun(run({ program, settings: [setting("GOPROXY", "direct", "go-env-file")] }));
    expect([valueIn(view, "GOPROXY"), isUnset(view, "GOPROXY")]).toEqual([null, false]);
  });

  test("of two exports in a log the last before the command counts, and unset takes it back", () => {
    expect(
      settingOf(
        run({ settings: [exported("http://a.example", 1), exported("http://b.example", 2)] }),
        "HTTPS_PROXY",
      )?.value,
    ).toBe("http://b.example");
    expect(
      settingOf(run({ settings: [exported("http://a.example", 1), exported("", 2)] }), "HTTPS_PROXY"),
    ).toBeNull();
  });

  test("what go env prints tells of a value that nothing else shows", () => {
    const { settings } = scene(
      {},
      {
        statements: [
          ...written({ GOPROXY: "direct" }).statements,
          ...statementsOf({ GOPROXY: "off" }, "go-env-output"),
        ],
      },
    );
    expect(valueIn(settings, "GOPROXY")).toMatchObject({ value: "off", source: "go-env-output" });
  });

  test("a machine's settings keep the file that they stand in", () => {
    const view = settingsOfMachine(
      machine({
        environment: { GOFLAGS: "-mod=mod" },
        goEnvFile: {
          path: "/home/dev/.config/go/env",
          lines: ["GOPROXY=off", "GOPROXY=direct", "export GOSUMDB=off"],
        },
        goEnv: { GOPROXY: "direct", GOFLAGS: "-mod=mod" },
      }),
    );
    expect(valueIn(view, "GOPROXY")).toMatchObject({
      value: "direct",
      source: "go-env-file",
      file: "/home/dev/.config/go/env",
    });
    expect(valueIn(view, "GOSUMDB")).toBeNull();
    expect(view.ignoredLines.map(({ text }) => text)).toEqual(["export GOSUMDB=off"]);
  });
});

// cmd/go/internal/modfetch/proxy.go, proxyList.
test.each([
  ["goproxy.corp.example:8080", "https://goproxy.corp.example:8080"],
  ["goproxy.corp.example/x/", "https://goproxy.corp.example/x"],
  ["http://a.example", "http://a.example"],
  ["file:///srv/modules", "file:///srv/modules"],
  ["noproxy", "noproxy"],
])("an entry %s of GOPROXY is %s", (entry, value) => {
  expect(parseGoproxy(` ${entry} ,direct`).map((each) => each.value)).toEqual([value, "direct"]);
});

test("go reads nothing behind direct and off", () => {
  expect(unreadGoproxy("https://a.example,off,direct|https://b.example")).toEqual([
    "direct",
    "https://b.example",
  ]);
  expect(unreadGoproxy("https://a.example|direct , ")).toEqual([]);
});

// cmd/go/internal/vcs/vcs.go, parseGOVCS and govcsConfig.allow; cmd/go/internal/vcs/vcs_test.go has more.
test.each<[string, string, boolean, string, boolean | null]>([
  ["", "github.com/acme/x", false, "git", true],
  ["", "github.com/acme/x", false, "svn", false],
  ["", "git.corp.example/x", true, "svn", true],
  ["*:all", "github.com/acme/x", false, "bzr", true],
  ["public:off,private:git", "github.com/acme/x", false, "git", false],
  ["github.com:git|hg,*:off", "github.com/acme/x", false, "hg", true],
  ["github.com:git|hg,*:off", "gitlab.com/acme/x", false, "git", false],
  ["github.com", "github.com/acme/x", false, "git", null],
  ["github.com:git,github.com:hg", "github.com/acme/x", false, "git", null],
  ["./x:git", "github.com/acme/x", false, "git", null],
])("GOVCS=%s for %s (private: %s), %s: %s", (value, root, isPrivate, system, allowed) => {
  expect(govcsAllows(value, root, isPrivate, system)).toBe(allowed);
  expect(parseGovcs(value) === null).toBe(allowed === null);
});

test.each<[string, object]>([
  ["off", { kind: "off" }],
  ["sum.golang.google.cn", { kind: "database", name: "sum.golang.org", url: "https://sum.golang.google.cn" }],
  [
    "sum.corp.example+0a1b2c3d+AbC https://mirror.example/sum",
    { name: "sum.corp.example", url: "https://mirror.example/sum" },
  ],
  ["a b c", { kind: "malformed" }],
])("GOSUMDB=%s", (value, read) => {
  expect(parseGosumdb(value)).toMatchObject(read);
});

test.each<[string, { name: string; value: string | null }[] | null]>([
  [
    "-mod=mod  -x",
    [
      { name: "mod", value: "mod" },
      { name: "x", value: null },
    ],
  ],
  [
    '"-ldflags=-s -w" --v',
    [
      { name: "ldflags", value: "-s -w" },
      { name: "v", value: null },
    ],
  ],
  ["mod=mod", null],
  ["'-x", null],
  ["-=x", null],
])("GOFLAGS=%s", (value, flags) => {
  expect(parseGoflags(value)).toEqual(flags);
});

test.each<[string, object | null]>([
  ["auto", { least: "local", newer: "auto" }],
  ["local", { least: "local", newer: null }],
  ["go1.22.3+path", { least: "go1.22.3", newer: "path" }],
  ["go1.22.3+later", null],
  ["1.22", null],
])("GOTOOLCHAIN=%s", (value, choice) => {
  expect(parseGotoolchain(value)).toEqual(choice);
});

// internal/gover/gover_test.go has these orders.
test("versions of Go in their order", () => {
  const ordered = [
    "1.19beta1",
    "1.19rc1",
    "1.19",
    "1.19.1",
    "1.21",
    "1.21rc1",
    "1.21.0",
    "go1.21.1",
    "1.22",
    "go1.22.0",
    "1.100",
  ];
  for (const [i, version] of ordered.entries()) {
    for (const [j, other] of ordered.entries())
      expect(Math.sign(compareGoVersions(version, other) ?? NaN), `${version} ${other}`).toBe(
        Math.sign(i - j),
      );
  }
  expect(compareGoVersions("1.19", "1.19.0")).toBe(0);
  expect(compareGoVersions("devel", "1.22")).toBeNull();
});

// golang.org/x/net/http/httpproxy, proxy_test.go has these forms.
test.each<[string, string, boolean]>([
  ["", "localhost", true],
  ["", "127.3.4.5", true],
  ["", "[::1]", true],
  ["corp.example", "git.corp.example", true],
  ["corp.example", "corp.example", true],
  [".corp.example", "corp.example", false],
  ["*.corp.example", "git.corp.example", true],
  ["corp.example", "notcorp.example", false],
  ["git.corp.example:443", "git.corp.example", true],
  ["git.corp.example:80", "git.corp.example", false],
  ["10.0.0.0/8", "10.77.0.1", true],
  ["10.0.0.0/8", "git.corp.example", false],
  ["fd00::/8", "fd00::1", true],
  ["192.0.2.1", "192.0.2.1", true],
  ["192.0.2.1:80", "192.0.2.1", false],
  ["10.0.*", "10.0.1.2", false],
  [" a.example , *", "b.example", true],
])("NO_PROXY=%s and https://%s: past the proxy is %s", (list, host, past) => {
  expect(bypassesProxy(parseNoProxy(list), host, 443) !== null).toBe(past);
});

function exported(value: string, line: number): ReturnType<typeof setting> {
  return { ...setting("HTTPS_PROXY", value, "log"), at: { ...moment.at, line, offset: line } };
}
