// The closed lists of the public result. Ids are never renamed and never reused.

export const outcomes = ["ok", "failed", "slow", "stuck", "interrupted", "unknown"] as const;

/** How the command ended: `slow` is exit 0 with waits that dominate, `stuck` ends in a wait, `interrupted` by a signal. */
export type Outcome = (typeof outcomes)[number];

export const roles = ["module-proxy", "direct", "checksum-database", "toolchain", "local"] as const;

/** On whose account a stage failed. */
export type Role = (typeof roles)[number];

export const stages = [
  "config",
  "toolchain",
  "modfile",
  "vendor",
  "gosum",
  "route",
  "cache",
  "lock",
  "dns",
  "connect",
  "forward-proxy",
  "tls",
  "http",
  "transfer",
  "discovery",
  "vcs",
  "resolve",
  "sumdb",
  "verify",
  "store",
  "load",
  "build",
  "system",
  "tracer",
] as const;

/** What the go command was about to do, in pipeline order. */
export type Stage = (typeof stages)[number];

const stagesByCause = {
  "goproxy-malformed": ["config"],
  "gosumdb-malformed": ["config"],
  "goflags-invalid": ["config"],
  "goenv-invalid": ["config"],
  "usage-error": ["config"],
  "home-missing": ["config"],
  "goroot-missing": ["config"],
  "go-version-too-old": ["toolchain"],
  "toolchain-not-available": ["toolchain"],
  "toolchain-download-failed": ["toolchain"],
  "no-gomod": ["modfile"],
  "gomod-malformed": ["modfile"],
  "gomod-too-new": ["modfile"],
  "gomod-needs-update": ["modfile"],
  "gowork-inconsistent": ["modfile"],
  "replace-missing-dir": ["modfile"],
  "install-replace-directive": ["modfile"],
  "vendor-inconsistent": ["vendor"],
  "vendor-package-missing": ["vendor"],
  "vendor-lookup-disabled": ["vendor"],
  "missing-gosum-entry": ["gosum"],
  "gosum-malformed": ["gosum"],
  "goproxy-off": ["route"],
  "private-module-on-public-proxy": ["route"],
  "private-module-on-checksum-database": ["route"],
  "goproxy-slow-entry": ["route"],
  "cache-permission": ["cache"],
  "cache-readonly": ["cache"],
  "cache-corrupt": ["cache"],
  "cache-poisoned": ["cache"],
  "lock-wait": ["lock"],
  "lock-unsupported": ["lock"],
  "dns-no-such-host": ["dns"],
  "dns-server-misbehaving": ["dns"],
  "dns-timeout": ["dns"],
  "dns-server-unreachable": ["dns"],
  "dns-no-resolv-conf": ["dns"],
  "dns-temporary-failure": ["dns"],
  "dns-hosts-override": ["dns"],
  "dns-slow-search": ["dns"],
  "dns-slow-server": ["dns"],
  "connect-refused": ["connect"],
  "connect-timeout": ["connect"],
  "connect-network-unreachable": ["connect"],
  "connect-host-unreachable": ["connect"],
  "connect-denied": ["connect"],
  "connect-no-source-address": ["connect"],
  "connect-slow-ipv6": ["connect"],
  "forward-proxy-refused": ["forward-proxy"],
  "forward-proxy-no-such-host": ["forward-proxy"],
  "forward-proxy-timeout": ["forward-proxy"],
  "forward-proxy-auth": ["forward-proxy"],
  "forward-proxy-denied": ["forward-proxy"],
  "forward-proxy-scheme": ["forward-proxy"],
  "forward-proxy-malformed": ["forward-proxy"],
  "forward-proxy-socks": ["forward-proxy"],
  "forward-proxy-not-applied": ["forward-proxy"],
  "forward-proxy-git-only": ["forward-proxy"],
  "tls-unknown-authority": ["tls"],
  "tls-expired": ["tls"],
  "tls-hostname-mismatch": ["tls"],
  "tls-legacy-cn": ["tls"],
  "tls-handshake-failure": ["tls"],
  "tls-old-version": ["tls"],
  "tls-not-tls": ["tls"],
  "tls-timeout": ["tls"],
  "tls-client-cert": ["tls"],
  "tls-no-roots": ["tls"],
  "tls-rejected": ["tls"],
  "connection-reset": ["tls", "http", "transfer"],
  "connection-closed": ["tls", "http", "transfer"],
  "http-bad-request": ["http"],
  "http-unauthorized": ["http"],
  "http-forbidden": ["http"],
  "http-not-found": ["http"],
  "http-too-many-requests": ["http"],
  "http-server-error": ["http"],
  "http-gateway-timeout": ["http"],
  "http-other-status": ["http"],
  "http-redirect": ["http"],
  "http-not-a-module": ["http"],
  "http-wrong-version": ["http"],
  "http-malformed": ["http"],
  "http2-stream-error": ["http"],
  "http-no-response": ["http"],
  "http-slow": ["http"],
  "file-proxy-not-found": ["http"],
  "transfer-cut": ["transfer"],
  "transfer-slow": ["transfer"],
  "discovery-no-meta": ["discovery"],
  "discovery-bad-path": ["discovery"],
  "insecure-not-allowed": ["discovery"],
  "git-missing": ["vcs"],
  "vcs-auth-https": ["vcs"],
  "vcs-auth-ssh": ["vcs"],
  "vcs-host-key": ["vcs"],
  "vcs-network": ["vcs"],
  "vcs-repo-not-found": ["vcs"],
  "vcs-insteadof": ["vcs"],
  "vcs-dubious-ownership": ["vcs"],
  "vcs-safe-bare": ["vcs"],
  "vcs-old-git": ["vcs"],
  "vcs-unknown-revision": ["vcs"],
  "vcs-invalid-pseudo-version": ["vcs"],
  "vcs-major-mismatch": ["vcs", "verify", "store"],
  "vcs-subdirectory": ["vcs"],
  "govcs-disallowed": ["vcs"],
  "vcs-slow": ["vcs"],
  "no-matching-versions": ["resolve"],
  "version-conflict": ["resolve"],
  "version-query-invalid": ["resolve"],
  "sumdb-not-found": ["sumdb"],
  "sumdb-supported-error": ["sumdb"],
  "sumdb-inconsistent": ["sumdb"],
  "checksum-mismatch-gosum": ["verify"],
  "checksum-mismatch-sumdb": ["verify"],
  "module-path-mismatch": ["verify"],
  "dependency-gomod-malformed": ["verify"],
  "disk-full": ["store"],
  "zip-invalid": ["store"],
  "gosum-write-failed": ["store"],
  "store-permission": ["store"],
  "no-required-module": ["load"],
  "package-not-in-std": ["load"],
  "package-not-in-module": ["load"],
  "ambiguous-import": ["load"],
  "build-failed": ["build"],
  "vcs-stamping-failed": ["build"],
  "fd-exhausted": ["system"],
  "out-of-memory": ["system"],
  "temp-dir-not-writable": ["system"],
  "syscall-blocked": ["system"],
  "go-crashed": ["system"],
  "tracer-denied": ["tracer"],
  "tracer-partial": ["tracer"],
  "not-a-go-trace": ["tracer"],
  interrupted: "any",
  terminated: "any",
  killed: "any",
} as const;

/** Why the command stopped, or lost its time. */
export type Cause = keyof typeof stagesByCause;

export const causes: readonly Cause[] = Object.keys(stagesByCause) as Cause[];

/** The stages at which a cause is reported; the first is the usual one. */
export function stagesOf(cause: Cause): readonly Stage[] {
  const reported: readonly Stage[] | "any" = stagesByCause[cause];
  return reported === "any" ? stages : reported;
}

export const confidences = ["certain", "likely", "possible"] as const;

/** `certain` when two independent sources agree or the errno or message leaves no other reading. */
export type Confidence = (typeof confidences)[number];

export const stageStatuses = ["ok", "failed", "slow", "skipped", "not-seen"] as const;

export type StageStatus = (typeof stageStatuses)[number];
