import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };
const compiler = "/usr/local/go/pkg/tool/linux_amd64/compile";
const clone = "# cd .; git clone https://github.com/acme/widget /home/dev/go/src/github.com/acme/widget";
const cloning = "Cloning into '/home/dev/go/src/github.com/acme/widget'...";

const app = "/srv/app";

/** Lines of other programs, in words that go's libraries and tools share. */
const ofOthers = [
  "2024/01/05 10:00:00 dial tcp 127.0.0.1:5432: connect: connection refused",
  '2024/01/05 10:00:01 Get "http://localhost:9000/health": dial tcp 127.0.0.1:9000: connect: connection refused',
  "x509: certificate has expired or is not yet valid",
  "write /var/log/app.log: no space left on device",
  "fork/exec /srv/app/worker: cannot allocate memory",
  'unknown command "foo" for "helm"',
  "main.go:10: starting server",
  "Terminated",
  "npm run test\nKilled\nError: Process completed with exit code 137.",
  `fatal error: concurrent map writes\n\ngoroutine 18 [running]:\nmain.worker()\n\t${app}/worker.go:22 +0x45`,
] as const;

/** Texts that few meet, and that resemble those of another cause. */
export const rarerForms: readonly RuleCase[] = [
  {
    cause: "connect-refused",
    for: [
      {
        log: "+ go mod download\ndial tcp 127.0.0.1:3000: connect: connection refused",
        expect: { stage: "connect" },
      },
    ],
    against: ofOthers.map((log) => ({ log, cause: null })),
  },
  {
    cause: "go-crashed",
    for: [
      {
        log: "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\ncmd/go/internal/modload.(*loader).load(0xc000192000)\n\t/usr/local/go/src/cmd/go/internal/modload/load.go:1200 +0x1f9a",
      },
    ],
    against: [
      {
        log: `+ go run .\npanic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t${app}/main.go:9 +0x1d\nexit status 2`,
        cause: null,
      },
    ],
  },
  {
    cause: "store-permission",
    for: [
      {
        log: "go: github.com/acme/widget@v1.2.0: rename C:\\Users\\dev\\go\\pkg\\mod\\cache\\download\\github.com\\acme\\widget\\@v\\v1.2.0.zip123.tmp C:\\Users\\dev\\go\\pkg\\mod\\cache\\download\\github.com\\acme\\widget\\@v\\v1.2.0.zip: Access is denied.",
        expect: { module: "github.com/acme/widget" },
      },
    ],
    against: [],
  },
  {
    cause: "out-of-memory",
    for: [
      {
        log: "fatal error: runtime: out of memory\n\nruntime stack:\nruntime.throw({0xd4bd4e?, 0x2030?})\n\t/usr/local/go/src/runtime/panic.go:1077 +0x5c",
        expect: { stage: "system", ...local },
      },
      {
        log: "# k8s.io/api/core/v1\nruntime: out of memory: cannot allocate 8388608-byte block (66813952 in use)\nfatal error: out of memory",
      },
    ],
    against: [
      {
        log: "runtime: failed to create new OS thread (have 12 already; errno=11)\nruntime: may need to increase max user processes (ulimit -u)\nfatal error: newosproc",
        cause: "go-crashed",
      },
    ],
  },
  {
    cause: "tracer-denied",
    for: [
      {
        log: "strace: attach: ptrace(PTRACE_SEIZE, 4711): Operation not permitted",
        expect: { stage: "tracer", ...local },
      },
      {
        log: "strace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted\nstrace: ptrace(PTRACE_TRACEME, ...): Operation not permitted\n+++ exited with 1 +++",
      },
      { log: "/usr/bin/strace: PTRACE_SETOPTIONS: Operation not permitted" },
    ],
    against: [
      { log: "strace: attach: ptrace(PTRACE_SEIZE, 4711): No such process", cause: "not-a-go-trace" },
      { log: "strace: Can't stat 'go': No such file or directory", cause: "not-a-go-trace" },
      { log: "strace: Process 4711 attached", cause: null },
      {
        log: "strace: attach: ptrace(PTRACE_SEIZE, 4711): Operation not permitted\n$ go mod download\ngo: github.com/acme/widget@v1.2.0: checksum mismatch",
        cause: "checksum-mismatch-gosum",
      },
    ],
  },
  {
    cause: "killed",
    for: [
      {
        log: `# github.com/acme/widget\n${compiler}: signal: killed\nmake: *** [Makefile:5: build] Error 1`,
        expect: { stage: "build", ...local },
      },
      {
        log: "go: downloading github.com/acme/widget v1.2.0\nKilled\nError: Process completed with exit code 137.",
      },
      { log: `go build github.com/acme/widget: ${compiler}: signal: killed`, expect: { stage: "build" } },
      {
        log: "# example.test/app\n/usr/local/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\ncollect2: fatal error: ld terminated with signal 9 [Killed]",
        expect: { stage: "build" },
      },
    ],
    against: [
      { log: "# example.test/app\nfatal error: runtime: out of memory", cause: "out-of-memory" },
      { log: "gcc: fatal error: Killed signal terminated program cc1", cause: null },
      { log: `# example.test/app\n${compiler}: signal: terminated`, cause: "terminated" },
    ],
  },
  {
    cause: "toolchain-not-available",
    for: [
      {
        log: "go: switching to go >= 1.99: no releases found for go >= 1.99",
        expect: { stage: "toolchain", role: "toolchain" },
      },
    ],
    against: [
      { log: 'go: invalid toolchain "foo" in go.mod', cause: "gomod-malformed" },
      {
        log: "go: exec /home/dev/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.23.4.linux-amd64/bin/go: permission denied",
        cause: "toolchain-download-failed",
      },
    ],
  },
  {
    cause: "goenv-invalid",
    for: [
      { log: "build cache is required, but could not be located: GOCACHE is not an absolute path" },
      { log: "go: build cache is required, but could not be located: GOCACHE is not an absolute path" },
    ],
    against: [
      {
        log: "build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined",
        cause: "home-missing",
      },
    ],
  },
  {
    cause: "version-conflict",
    for: [
      { log: "go: example.com/a@upgrade (v1.0.0) requires example.com/b@v1.3.0, not example.com/b@v1.2.0" },
      {
        log: "go: example.com/a@v1.0.0 (matching example.com/...@v1) requires example.com/b@v1.3.0, not example.com/b@v1.2.0",
      },
      { log: "go: example.com/a@v1.0.0 requires example.com/b@v1.3.0, but v1.2.0 is requested" },
      { log: "go: example.com/a@v1.3.0 is above v1.2.0" },
    ],
    against: [
      {
        log: "go: example.com/a@v1.0.0 (matching example.com/...@v1) requires example.com/b@v1.3.0: unknown revision v1.3.0",
        cause: "vcs-unknown-revision",
      },
    ],
  },
  {
    cause: "usage-error",
    for: [
      { log: "go mod downlod: unknown command\nRun 'go help mod' for usage.", expect: { stage: "config" } },
      { log: "go: -insecure flag is no longer supported; use GOINSECURE instead" },
      { log: "go get: -insecure flag is no longer supported; use GOINSECURE instead" },
    ],
    against: [
      {
        log: 'GOFLAGS="-insecure"\ngo: -insecure flag is no longer supported; use GOINSECURE instead',
        cause: "goflags-invalid",
      },
    ],
  },
  {
    cause: "vendor-lookup-disabled",
    for: [
      {
        log: "go list -m: can't compute 'all' using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)",
      },
    ],
    against: [
      {
        log: "go: example.test/app@v1.0.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt",
        cause: "vendor-inconsistent",
      },
    ],
  },
  {
    cause: "version-query-invalid",
    for: [
      {
        log: 'go: github.com/acme/widget@v1: invalid version: version "v1" invalid: not a canonical version',
        expect: { module: "github.com/acme/widget" },
      },
    ],
    against: [
      {
        log: 'go: errors parsing go.mod:\ngo.mod:5: require example.com/hello: version "v2.0.0" invalid: should be v0 or v1, not v2',
        cause: "gomod-malformed",
      },
    ],
  },
  {
    cause: "build-failed",
    for: [
      { log: "no Go files in /src/app" },
      { log: "FAIL\texample.test/app [build failed]\nFAIL" },
      { log: "--- FAIL: TestWidget (0.02s)\nFAIL\nexit status 1\nFAIL\texample.test/app\t0.020s" },
      {
        log: '# runtime/cgo\ncgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH',
      },
    ],
    against: [
      {
        log: "# example.test/app\ncompile: writing output: write $WORK/b001/_pkg_.a: no space left on device",
        cause: "disk-full",
      },
      {
        log: "# example.test/app\n/usr/local/go/pkg/tool/linux_amd64/link: mapping output file failed: no space left on device",
        cause: "disk-full",
      },
      { log: "ok  \texample.test/app\t0.020s", cause: null },
    ],
  },
  {
    cause: "replace-missing-dir",
    for: [{ log: "go: parsing ../widget/go.mod: open /src/widget/go.mod: no such file or directory" }],
    against: [
      {
        log: "go: github.com/acme/widget@v1.2.0: parsing go.mod: go.mod:3: unknown directive: frobnicate",
        cause: "dependency-gomod-malformed",
      },
    ],
  },
  {
    cause: "vcs-auth-https",
    for: [
      {
        log: `${clone}\n${cloning}\nfatal: could not read Username for 'https://github.com': terminal prompts disabled\npackage github.com/acme/widget: exit status 128`,
        expect: { stage: "vcs", role: "direct", host: "github.com" },
      },
      {
        log: "hugo: collected modules in 20655 msgo: module github.com/acme/theme: git ls-remote -q origin in /tmp/hugo_cache/modules/filecache/modules/pkg/mod/cache/vcs/912f: exit status 128:\n\tfatal: could not read Username for 'https://github.com': terminal prompts disabled",
        expect: { module: "github.com/acme/theme" },
      },
    ],
    against: [
      {
        log: `${clone}\n${cloning}\nfatal: unable to access 'https://github.com/acme/widget/': Could not resolve host: github.com\npackage github.com/acme/widget: exit status 128`,
        cause: "dns-no-such-host",
      },
      { log: "package github.com/acme/widget: exit status 128", cause: null },
    ],
  },
];
