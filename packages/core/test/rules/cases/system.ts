import type { RuleCase } from "../rule-case.ts";

const local = { role: "local", host: null };
const cache = "/home/dev/go/pkg/mod";

/** Past the fetch, and what the system has to give: descriptors, memory, processes; signals and the tracer. */
export const systemCases: readonly RuleCase[] = [
  {
    cause: "build-failed",
    for: [
      {
        log: "# example.test/app\n./main.go:5:27: cannot use hello.Greeting() (value of type string) as type int in variable declaration",
        expect: { stage: "build", ...local },
      },
      { log: "go: build constraints exclude all Go files in /src/win" },
      {
        log: "package example.test/app\n\timports github.com/acme/widget/internal/cog: use of internal package github.com/acme/widget/internal/cog not allowed",
      },
    ],
    against: [
      {
        log: "error obtaining VCS status: exit status 128\n\tUse -buildvcs=false to disable VCS stamping.",
        cause: "vcs-stamping-failed",
      },
    ],
  },
  {
    cause: "vcs-stamping-failed",
    for: [
      {
        log: "error obtaining VCS status: exit status 128\n\tUse -buildvcs=false to disable VCS stamping.",
        expect: { stage: "build", ...local },
      },
      {
        log: "go: error obtaining VCS status: exit status 128\n\tUse -buildvcs=false to disable VCS stamping.",
      },
    ],
    against: [
      {
        log:
          "go: github.com/acme/vault@v0.3.0: git ls-remote -q origin in /home/dev/go/pkg/mod/cache/vcs/912f: exit status 128:\n" +
          "\tfatal: detected dubious ownership in repository at '/home/dev/go/pkg/mod/cache/vcs/912f'",
        cause: "vcs-dubious-ownership",
      },
    ],
  },
  {
    cause: "fd-exhausted",
    for: [
      {
        log: `-> unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: open ${cache}/github.com/acme/widget@v1.2.0/go.mod: too many open files\ngo: unzip ${cache}/cache/download/github.com/acme/widget/@v/v1.2.0.zip: open ${cache}/github.com/acme/widget@v1.2.0/go.mod: too many open files`,
        expect: { stage: "system", ...local },
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": dial tcp 142.250.1.1:443: socket: too many open files',
        expect: local,
      },
      { log: "go: open /src/go.mod: too many open files in system" },
      {
        log: "$ go mod download\nruntime: pipe failed with 24\nfatal error: runtime: pipe failed",
        expect: local,
      },
    ],
    against: [
      { log: "go: creating work dir: mkdir /tmp/go-build123: no space left on device", cause: "disk-full" },
    ],
  },
  {
    cause: "out-of-memory",
    for: [
      {
        log: "go: github.com/acme/vault@v0.3.0: git init --bare in /home/dev/go/pkg/mod/cache/vcs/912f: fork/exec /usr/bin/git: cannot allocate memory",
      },
      {
        log: "$ go build ./...\nfatal error: failed to reserve page summary memory\n\nruntime stack:\nruntime.throw({0xa8d676?, 0x7fdd5a3e0008?})",
      },
    ],
    against: [
      {
        log: "# example.test/app\n/usr/local/go/pkg/tool/linux_amd64/compile: signal: killed",
        cause: "killed",
      },
    ],
  },
  {
    cause: "temp-dir-not-writable",
    for: [
      {
        log: "go: creating work dir: mkdir /tmp/go-build123: permission denied",
        expect: { stage: "system", ...local },
      },
      { log: "go: creating work dir: stat /var/tmp/gone: no such file or directory" },
    ],
    against: [{ log: `go: mkdir ${cache}/cache: permission denied`, cause: "cache-permission" }],
  },
  {
    cause: "syscall-blocked",
    for: [
      {
        log: "+ go mod download\nruntime/cgo: pthread_create failed: Operation not permitted\nSIGABRT: abort\nPC=0x7f299d101ccc m=0 sigcode=18446744073709551610\n\ngoroutine 0 [idle]:",
        expect: { stage: "system", ...local, confidence: "likely" },
      },
      {
        log: "go: github.com/acme/vault@v0.3.0: git init --bare in /home/dev/go/pkg/mod/cache/vcs/912f: fork/exec /usr/bin/git: operation not permitted",
        expect: { stage: "system", ...local },
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": dial tcp 142.250.1.1:443: socket: operation not permitted',
        expect: { confidence: "likely" },
      },
    ],
    against: [
      { log: "runtime/cgo: pthread_create failed: Operation not permitted\nSIGABRT: abort", cause: null },
      {
        log: "+ go mod download\nruntime/cgo: pthread_create failed: Resource temporarily unavailable\nSIGABRT: abort",
        cause: "go-crashed",
      },
      {
        log: 'go: github.com/acme/widget@v1.2.0: Get "https://proxy.golang.org/github.com/acme/widget/@v/v1.2.0.mod": dial tcp 142.250.1.1:443: connect: permission denied',
        cause: "connect-denied",
      },
      {
        log: "go: github.com/acme/vault@v0.3.0: git init --bare in /home/dev/go/pkg/mod/cache/vcs/912f: fork/exec /usr/bin/git: cannot allocate memory",
        cause: "out-of-memory",
      },
    ],
  },
  {
    cause: "go-crashed",
    for: [
      {
        log: "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x7a1b2c]\n\ngoroutine 1 [running]:\ncmd/go/internal/modload.LoadPackages(0xc00001c0a8)",
        expect: { stage: "system", ...local },
      },
      { log: "go: internal error: module loader did not resolve import" },
      {
        log: "$ go mod download\nSIGQUIT: quit\nPC=0x478081 m=0 sigcode=0\n\ngoroutine 1 [select]:\ncmd/go/internal/modload.LoadModGraph({0xa77f28, 0xf2a4c0})",
      },
    ],
    against: [
      {
        log: "# example.test/app\n/usr/local/go/pkg/tool/linux_amd64/compile: signal: killed",
        cause: "killed",
      },
    ],
  },
  {
    cause: "killed",
    for: [
      {
        log: "# example.test/app\n/usr/local/go/pkg/tool/linux_amd64/compile: signal: killed",
        expect: { stage: "build", ...local },
      },
      {
        log: "go: github.com/acme/vault@v0.3.0: git fetch -f origin refs/heads/*:refs/heads/* in /home/dev/go/pkg/mod/cache/vcs/912f: signal: killed",
        expect: { stage: "vcs", role: "direct" },
      },
    ],
    against: [{ log: "# example.test/app\n./main.go:5:2: undefined: x", cause: "build-failed" }],
  },
  {
    cause: "tracer-denied",
    for: [
      {
        log: "GOPROXY=https://proxy.golang.org,direct\nstrace: test_ptrace_get_syscall_info: PTRACE_TRACEME: Operation not permitted\nstrace: ptrace(PTRACE_TRACEME, ...): Operation not permitted",
        expect: { stage: "tracer", ...local },
      },
      {
        log: "GOPROXY=https://proxy.golang.org,direct\nstrace: attach: ptrace(PTRACE_SEIZE, 4711): Operation not permitted",
      },
    ],
    against: [
      {
        log: "go: github.com/acme/vault@v0.3.0: git init --bare in /home/dev/go/pkg/mod/cache/vcs/912f: fork/exec /usr/bin/git: operation not permitted",
        cause: "syscall-blocked",
      },
    ],
  },
];
