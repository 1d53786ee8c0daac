import { ambiguousImport } from "./ambiguous-import.ts";
import { buildFailed } from "./build-failed.ts";
import { cacheCorrupt } from "./cache-corrupt.ts";
import { cachePermission } from "./cache-permission.ts";
import { cachePoisoned } from "./cache-poisoned.ts";
import { cacheReadonly } from "./cache-readonly.ts";
import { checksumMismatchGosum } from "./checksum-mismatch-gosum.ts";
import { checksumMismatchSumdb } from "./checksum-mismatch-sumdb.ts";
import { connectDenied } from "./connect-denied.ts";
import { connectHostUnreachable } from "./connect-host-unreachable.ts";
import { connectNetworkUnreachable } from "./connect-network-unreachable.ts";
import { connectNoSourceAddress } from "./connect-no-source-address.ts";
import { connectRefused } from "./connect-refused.ts";
import { connectSlowIpv6 } from "./connect-slow-ipv6.ts";
import { connectTimeout } from "./connect-timeout.ts";
import { connectionClosed } from "./connection-closed.ts";
import { connectionReset } from "./connection-reset.ts";
import { dependencyGomodMalformed } from "./dependency-gomod-malformed.ts";
import { discoveryBadPath } from "./discovery-bad-path.ts";
import { discoveryNoMeta } from "./discovery-no-meta.ts";
import { diskFull } from "./disk-full.ts";
import { dnsHostsOverride } from "./dns-hosts-override.ts";
import { dnsNoResolvConf } from "./dns-no-resolv-conf.ts";
import { dnsNoSuchHost } from "./dns-no-such-host.ts";
import { dnsServerMisbehaving } from "./dns-server-misbehaving.ts";
import { dnsServerUnreachable } from "./dns-server-unreachable.ts";
import { dnsSlowSearch } from "./dns-slow-search.ts";
import { dnsSlowServer } from "./dns-slow-server.ts";
import { dnsTemporaryFailure } from "./dns-temporary-failure.ts";
import { dnsTimeout } from "./dns-timeout.ts";
import { fdExhausted } from "./fd-exhausted.ts";
import { fileProxyNotFound } from "./file-proxy-not-found.ts";
import { forwardProxyAuth } from "./forward-proxy-auth.ts";
import { forwardProxyDenied } from "./forward-proxy-denied.ts";
import { forwardProxyGitOnly } from "./forward-proxy-git-only.ts";
import { forwardProxyMalformed } from "./forward-proxy-malformed.ts";
import { forwardProxyNoSuchHost } from "./forward-proxy-no-such-host.ts";
import { forwardProxyNotApplied } from "./forward-proxy-not-applied.ts";
import { forwardProxyRefused } from "./forward-proxy-refused.ts";
import { forwardProxyScheme } from "./forward-proxy-scheme.ts";
import { forwardProxySocks } from "./forward-proxy-socks.ts";
import { forwardProxyTimeout } from "./forward-proxy-timeout.ts";
import { gitMissing } from "./git-missing.ts";
import { goCrashed } from "./go-crashed.ts";
import { goVersionTooOld } from "./go-version-too-old.ts";
import { goenvInvalid } from "./goenv-invalid.ts";
import { goflagsInvalid } from "./goflags-invalid.ts";
import { gomodMalformed } from "./gomod-malformed.ts";
import { gomodNeedsUpdate } from "./gomod-needs-update.ts";
import { gomodTooNew } from "./gomod-too-new.ts";
import { goproxyMalformed } from "./goproxy-malformed.ts";
import { goproxyOff } from "./goproxy-off.ts";
import { goproxySlowEntry } from "./goproxy-slow-entry.ts";
import { gorootMissing } from "./goroot-missing.ts";
import { gosumMalformed } from "./gosum-malformed.ts";
import { gosumWriteFailed } from "./gosum-write-failed.ts";
import { gosumdbMalformed } from "./gosumdb-malformed.ts";
import { govcsDisallowed } from "./govcs-disallowed.ts";
import { goworkInconsistent } from "./gowork-inconsistent.ts";
import { homeMissing } from "./home-missing.ts";
import { httpBadRequest } from "./http-bad-request.ts";
import { httpForbidden } from "./http-forbidden.ts";
import { httpGatewayTimeout } from "./http-gateway-timeout.ts";
import { httpMalformed } from "./http-malformed.ts";
import { httpNoResponse } from "./http-no-response.ts";
import { httpNotAModule } from "./http-not-a-module.ts";
import { httpNotFound } from "./http-not-found.ts";
import { httpOtherStatus } from "./http-other-status.ts";
import { httpRedirect } from "./http-redirect.ts";
import { httpServerError } from "./http-server-error.ts";
import { httpSlow } from "./http-slow.ts";
import { httpTooManyRequests } from "./http-too-many-requests.ts";
import { httpUnauthorized } from "./http-unauthorized.ts";
import { httpWrongVersion } from "./http-wrong-version.ts";
import { http2StreamError } from "./http2-stream-error.ts";
import { insecureNotAllowed } from "./insecure-not-allowed.ts";
import { installReplaceDirective } from "./install-replace-directive.ts";
import { interrupted } from "./interrupted.ts";
import { killed } from "./killed.ts";
import { lockUnsupported } from "./lock-unsupported.ts";
import { lockWait } from "./lock-wait.ts";
import { missingGosumEntry } from "./missing-gosum-entry.ts";
import { modulePathMismatch } from "./module-path-mismatch.ts";
import { noGomod } from "./no-gomod.ts";
import { noMatchingVersions } from "./no-matching-versions.ts";
import { noRequiredModule } from "./no-required-module.ts";
import { notAGoTrace } from "./not-a-go-trace.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { packageNotInModule } from "./package-not-in-module.ts";
import { packageNotInStd } from "./package-not-in-std.ts";
import { privateModuleOnChecksumDatabase } from "./private-module-on-checksum-database.ts";
import { privateModuleOnPublicProxy } from "./private-module-on-public-proxy.ts";
import { replaceMissingDir } from "./replace-missing-dir.ts";
import { storePermission } from "./store-permission.ts";
import { sumdbInconsistent } from "./sumdb-inconsistent.ts";
import { sumdbNotFound } from "./sumdb-not-found.ts";
import { sumdbSupportedError } from "./sumdb-supported-error.ts";
import { syscallBlocked } from "./syscall-blocked.ts";
import { tempDirNotWritable } from "./temp-dir-not-writable.ts";
import { terminated } from "./terminated.ts";
import { tlsClientCert } from "./tls-client-cert.ts";
import { tlsExpired } from "./tls-expired.ts";
import { tlsHandshakeFailure } from "./tls-handshake-failure.ts";
import { tlsHostnameMismatch } from "./tls-hostname-mismatch.ts";
import { tlsLegacyCn } from "./tls-legacy-cn.ts";
import { tlsNoRoots } from "./tls-no-roots.ts";
import { tlsNotTls } from "./tls-not-tls.ts";
import { tlsOldVersion } from "./tls-old-version.ts";
import { tlsRejected } from "./tls-rejected.ts";
import { tlsTimeout } from "./tls-timeout.ts";
import { tlsUnknownAuthority } from "./tls-unknown-authority.ts";
import { toolchainDownloadFailed } from "./toolchain-download-failed.ts";
import { toolchainNotAvailable } from "./toolchain-not-available.ts";
import { tracerDenied } from "./tracer-denied.ts";
import { tracerPartial } from "./tracer-partial.ts";
import { transferCut } from "./transfer-cut.ts";
import { transferSlow } from "./transfer-slow.ts";
import { usageError } from "./usage-error.ts";
import { vcsAuthHttps } from "./vcs-auth-https.ts";
import { vcsAuthSsh } from "./vcs-auth-ssh.ts";
import { vcsDubiousOwnership } from "./vcs-dubious-ownership.ts";
import { vcsHostKey } from "./vcs-host-key.ts";
import { vcsInsteadof } from "./vcs-insteadof.ts";
import { vcsInvalidPseudoVersion } from "./vcs-invalid-pseudo-version.ts";
import { vcsMajorMismatch } from "./vcs-major-mismatch.ts";
import { vcsNetwork } from "./vcs-network.ts";
import { vcsOldGit } from "./vcs-old-git.ts";
import { vcsRepoNotFound } from "./vcs-repo-not-found.ts";
import { vcsSafeBare } from "./vcs-safe-bare.ts";
import { vcsSlow } from "./vcs-slow.ts";
import { vcsStampingFailed } from "./vcs-stamping-failed.ts";
import { vcsSubdirectory } from "./vcs-subdirectory.ts";
import { vcsUnknownRevision } from "./vcs-unknown-revision.ts";
import { vendorInconsistent } from "./vendor-inconsistent.ts";
import { vendorLookupDisabled } from "./vendor-lookup-disabled.ts";
import { vendorPackageMissing } from "./vendor-package-missing.ts";
import { versionConflict } from "./version-conflict.ts";
import { versionQueryInvalid } from "./version-query-invalid.ts";
import { zipInvalid } from "./zip-invalid.ts";
import type { Cause } from "../model/vocabulary.ts";
import type { Rule } from "./rule.ts";

/** The rule of each cause, in the vocabulary's order. A cause without one does not compile. */
export const rules: Readonly<Record<Cause, Rule>> = {
  "goproxy-malformed": goproxyMalformed,
  "gosumdb-malformed": gosumdbMalformed,
  "goflags-invalid": goflagsInvalid,
  "goenv-invalid": goenvInvalid,
  "usage-error": usageError,
  "home-missing": homeMissing,
  "goroot-missing": gorootMissing,
  "go-version-too-old": goVersionTooOld,
  "toolchain-not-available": toolchainNotAvailable,
  "toolchain-download-failed": toolchainDownloadFailed,
  "no-gomod": noGomod,
  "gomod-malformed": gomodMalformed,
  "gomod-too-new": gomodTooNew,
  "gomod-needs-update": gomodNeedsUpdate,
  "gowork-inconsistent": goworkInconsistent,
  "replace-missing-dir": replaceMissingDir,
  "install-replace-directive": installReplaceDirective,
  "vendor-inconsistent": vendorInconsistent,
  "vendor-package-missing": vendorPackageMissing,
  "vendor-lookup-disabled": vendorLookupDisabled,
  "missing-gosum-entry": missingGosumEntry,
  "gosum-malformed": gosumMalformed,
  "goproxy-off": goproxyOff,
  "private-module-on-public-proxy": privateModuleOnPublicProxy,
  "private-module-on-checksum-database": privateModuleOnChecksumDatabase,
  "goproxy-slow-entry": goproxySlowEntry,
  "cache-permission": cachePermission,
  "cache-readonly": cacheReadonly,
  "cache-corrupt": cacheCorrupt,
  "cache-poisoned": cachePoisoned,
  "lock-wait": lockWait,
  "lock-unsupported": lockUnsupported,
  "dns-no-such-host": dnsNoSuchHost,
  "dns-server-misbehaving": dnsServerMisbehaving,
  "dns-timeout": dnsTimeout,
  "dns-server-unreachable": dnsServerUnreachable,
  "dns-no-resolv-conf": dnsNoResolvConf,
  "dns-temporary-failure": dnsTemporaryFailure,
  "dns-hosts-override": dnsHostsOverride,
  "dns-slow-search": dnsSlowSearch,
  "dns-slow-server": dnsSlowServer,
  "connect-refused": connectRefused,
  "connect-timeout": connectTimeout,
  "connect-network-unreachable": connectNetworkUnreachable,
  "connect-host-unreachable": connectHostUnreachable,
  "connect-denied": connectDenied,
  "connect-no-source-address": connectNoSourceAddress,
  "connect-slow-ipv6": connectSlowIpv6,
  "forward-proxy-refused": forwardProxyRefused,
  "forward-proxy-no-such-host": forwardProxyNoSuchHost,
  "forward-proxy-timeout": forwardProxyTimeout,
  "forward-proxy-auth": forwardProxyAuth,
  "forward-proxy-denied": forwardProxyDenied,
  "forward-proxy-scheme": forwardProxyScheme,
  "forward-proxy-malformed": forwardProxyMalformed,
  "forward-proxy-socks": forwardProxySocks,
  "forward-proxy-not-applied": forwardProxyNotApplied,
  "forward-proxy-git-only": forwardProxyGitOnly,
  "tls-unknown-authority": tlsUnknownAuthority,
  "tls-expired": tlsExpired,
  "tls-hostname-mismatch": tlsHostnameMismatch,
  "tls-legacy-cn": tlsLegacyCn,
  "tls-handshake-failure": tlsHandshakeFailure,
  "tls-old-version": tlsOldVersion,
  "tls-not-tls": tlsNotTls,
  "tls-timeout": tlsTimeout,
  "tls-client-cert": tlsClientCert,
  "tls-no-roots": tlsNoRoots,
  "tls-rejected": tlsRejected,
  "connection-reset": connectionReset,
  "connection-closed": connectionClosed,
  "http-bad-request": httpBadRequest,
  "http-unauthorized": httpUnauthorized,
  "http-forbidden": httpForbidden,
  "http-not-found": httpNotFound,
  "http-too-many-requests": httpTooManyRequests,
  "http-server-error": httpServerError,
  "http-gateway-timeout": httpGatewayTimeout,
  "http-other-status": httpOtherStatus,
  "http-redirect": httpRedirect,
  "http-not-a-module": httpNotAModule,
  "http-wrong-version": httpWrongVersion,
  "http-malformed": httpMalformed,
  "http2-stream-error": http2StreamError,
  "http-no-response": httpNoResponse,
  "http-slow": httpSlow,
  "file-proxy-not-found": fileProxyNotFound,
  "transfer-cut": transferCut,
  "transfer-slow": transferSlow,
  "discovery-no-meta": discoveryNoMeta,
  "discovery-bad-path": discoveryBadPath,
  "insecure-not-allowed": insecureNotAllowed,
  "git-missing": gitMissing,
  "vcs-auth-https": vcsAuthHttps,
  "vcs-auth-ssh": vcsAuthSsh,
  "vcs-host-key": vcsHostKey,
  "vcs-network": vcsNetwork,
  "vcs-repo-not-found": vcsRepoNotFound,
  "vcs-insteadof": vcsInsteadof,
  "vcs-dubious-ownership": vcsDubiousOwnership,
  "vcs-safe-bare": vcsSafeBare,
  "vcs-old-git": vcsOldGit,
  "vcs-unknown-revision": vcsUnknownRevision,
  "vcs-invalid-pseudo-version": vcsInvalidPseudoVersion,
  "vcs-major-mismatch": vcsMajorMismatch,
  "vcs-subdirectory": vcsSubdirectory,
  "govcs-disallowed": govcsDisallowed,
  "vcs-slow": vcsSlow,
  "no-matching-versions": noMatchingVersions,
  "version-conflict": versionConflict,
  "version-query-invalid": versionQueryInvalid,
  "sumdb-not-found": sumdbNotFound,
  "sumdb-supported-error": sumdbSupportedError,
  "sumdb-inconsistent": sumdbInconsistent,
  "checksum-mismatch-gosum": checksumMismatchGosum,
  "checksum-mismatch-sumdb": checksumMismatchSumdb,
  "module-path-mismatch": modulePathMismatch,
  "dependency-gomod-malformed": dependencyGomodMalformed,
  "disk-full": diskFull,
  "zip-invalid": zipInvalid,
  "gosum-write-failed": gosumWriteFailed,
  "store-permission": storePermission,
  "no-required-module": noRequiredModule,
  "package-not-in-std": packageNotInStd,
  "package-not-in-module": packageNotInModule,
  "ambiguous-import": ambiguousImport,
  "build-failed": buildFailed,
  "vcs-stamping-failed": vcsStampingFailed,
  "fd-exhausted": fdExhausted,
  "out-of-memory": outOfMemory,
  "temp-dir-not-writable": tempDirNotWritable,
  "syscall-blocked": syscallBlocked,
  "go-crashed": goCrashed,
  "tracer-denied": tracerDenied,
  "tracer-partial": tracerPartial,
  "not-a-go-trace": notAGoTrace,
  interrupted: interrupted,
  terminated: terminated,
  killed: killed,
};
