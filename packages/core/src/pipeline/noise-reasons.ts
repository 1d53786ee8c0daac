import type { NoiseKind } from "../model/noise.ts";

/** What each kind is, and why it is normal. */
export const noiseReasons: Readonly<Record<NoiseKind, string>> = {
  "epoll-on-file":
    "epoll_ctl = EPERM: go offers every file that it opens to its poller; a regular file cannot be polled, the kernel says " +
    "so, and go reads it the ordinary way",
  "read-not-ready":
    "EAGAIN from a read or accept: the descriptor does not block, nothing has come yet, and go waits in epoll until it does",
  "connect-in-progress":
    "connect = EINPROGRESS: the socket does not block; how the connection ended is in getsockopt(SO_ERROR) a moment later",
  "preemption-signal":
    "SIGURG: go's runtime interrupts its own threads by it, so that each goroutine gets its turn; strace -e 'signal=!SIGURG' " +
    "leaves it out",
  "futex-wait":
    "futex = EAGAIN or ETIMEDOUT: a thread went to sleep after it had been woken, or slept as long as it meant to",
  "restarted-call":
    "ERESTARTSYS, restart_syscall: a signal came during the call; the kernel makes it again, or the thread ended in it",
  "path-search":
    "ENOENT below a directory of PATH: a program is looked for in one directory after the other; a compiler that is nowhere " +
    "is done without",
  "module-root-search":
    "ENOENT for go.mod and go.work: go looks in the working directory and then in every directory above it",
  "cache-miss":
    "ENOENT in the module or build cache: it is not there yet, so go fetches or builds it; each file is looked for first",
  "optional-file":
    "ENOENT for settings, locales, certificate bundles and files of a repository that may be there and need not be",
  "path-prefix-not-found":
    "404 for the beginning of a path: go does not know which part of an import path is the module, and asks for all at once",
  "sumdb-supported":
    "404 for /sumdb/…/supported: this proxy does not pass questions on to the checksum database, so go asks that itself",
  "search-domain":
    "NXDOMAIN for a name with a domain of the search list behind it (/etc/resolv.conf): the name itself exists",
  "route-probe":
    "a UDP connect to port 9 or 53 on which nothing is sent: the resolver asks the kernel which of its addresses would be " +
    "used, to sort the ones that it found (RFC 6724)",
  "route-probe-unreachable":
    "ENETUNREACH of such a UDP connect: this machine has no route for that family, so its addresses are tried last",
  "spare-connection":
    "a connection closed after its handshake without a request: go had opened several at once, and HTTP/2 needs one",
  "lost-address-race":
    "a connect to one of IPv4 and IPv6 that failed or was given up: the other one was connected, and go needs one",
  "superseded-thread":
    "+++ superseded by execve +++: a thread ran another program, and the process goes on under its leader's number",
  "pidfd-probe":
    "waitid(P_PIDFD) = ECHILD: go tries out at its start whether the kernel knows process descriptors",
  "telemetry-child":
    'go "** telemetry **": go 1.23 and later start it to tidy their own counters; whatever it meets is not about this build',
  "local-name-service":
    "connect to a socket of nscd or systemd = ENOENT: no such service runs here, so names are looked up the ordinary way",
};
