// What net, net/http, crypto/tls and crypto/x509 (and, for git, curl, GnuTLS, OpenSSL and ssh) say of a failed exchange.

/**
 * Every leaf that the network can put at the end of an error. Look-alikes differ here, not in their text:
 * `connect-timeout` is Go's 30 s dial timer (`i/o timeout`), `connect-kernel-timeout` is ETIMEDOUT; `dns-*` is about
 * the name server; `connect-answer` is a forward proxy's answer to CONNECT, which carries no number.
 */
export const networkReasons = [
  "dns-no-such-host",
  "dns-server-misbehaving",
  "dns-timeout",
  "dns-server-refused",
  "dns-server-unreachable",
  "dns-temporary-failure",
  "dns-malformed",
  "dns-other",
  "connect-refused",
  "connect-timeout",
  "connect-kernel-timeout",
  "connect-network-unreachable",
  "connect-host-unreachable",
  "connect-denied",
  "connect-no-source-address",
  "connect-invalid-argument",
  "connect-other",
  "too-many-files",
  "not-permitted",
  "read-timeout",
  "reset",
  "broken-pipe",
  "closed-locally",
  "eof",
  "unexpected-eof",
  "tls-handshake-timeout",
  "tls-alert",
  "tls-not-tls",
  "tls-http-answer",
  "tls-old-version",
  "tls-other",
  "x509-unknown-authority",
  "x509-expired",
  "x509-not-yet-valid",
  "x509-hostname",
  "x509-legacy-cn",
  "x509-no-roots",
  "x509-revoked",
  "x509-other",
  "connect-answer",
  "socks",
  "proxy-value-malformed",
  "http-malformed",
  "http-no-response-in-time",
  "http2-stream-error",
  "http2-goaway",
  "http2-other",
  "redirect-loop",
  "insecure-redirect",
  "client-timeout",
  "deadline-exceeded",
  "canceled",
  "unsupported-scheme",
  "insecure-url",
  "insecure-credentials",
  "network-disabled",
  "transfer-size-mismatch",
  "other",
] as const;

/** Which leaf of the network it was. */
export type NetworkReason = (typeof networkReasons)[number];

/** An address as net prints it: `10.0.0.1:443`, `[2001:db8::1]:443`. */
export interface IpPort {
  readonly ip: string;
  readonly port: number | null;
}

/** What an x509 error says about the certificate; null where it does not say. */
export interface CertificateComplaint {
  /** The clock of the machine that verified, RFC 3339 as Go prints it. */
  readonly now: string | null;
  /** The end of validity that `now` is after. */
  readonly notAfter: string | null;
  /** The start of validity that `now` is before. */
  readonly notBefore: string | null;
  /** Names (or addresses) that the certificate is valid for. */
  readonly validFor: readonly string[];
  /** The name that was wanted. */
  readonly wanted: string | null;
}

/** What an HTTP/2 error says; null where it does not say. */
export interface Http2Complaint {
  readonly streamId: number | null;
  /** `INTERNAL_ERROR`, `REFUSED_STREAM`, … */
  readonly code: string | null;
  readonly receivedFromPeer: boolean;
  readonly debug: string | null;
}

/** One failed exchange with a machine. Flat on purpose: what the text does not say is null. */
export interface NetworkError {
  readonly kind: "network";
  readonly reason: NetworkReason;
  /** The URL that was asked; the final one after redirects. A body error of go 1.19–1.21 holds a mangled one. */
  readonly url: string | null;
  /** `request`: no answer's headers yet (`Get "URL": …`); `body`: while reading the answer (`read "URL": …`). */
  readonly phase: "request" | "body" | null;
  /** What net was doing: `dial`, `lookup`, `read`, `write`, … */
  readonly operation: string | null;
  /** `tcp` or `udp` (`tcp4`, `tcp6`, …) as the text has it. */
  readonly network: string | null;
  /** It happened on the way to, or in the hands of, a forward proxy (`proxyconnect`, CONNECT, SOCKS, curl's proxy texts). */
  readonly proxyconnect: boolean;
  /** The name that was looked up, or that git, ssh or curl could not reach. */
  readonly host: string | null;
  /** The peer. */
  readonly address: IpPort | null;
  readonly localAddress: IpPort | null;
  /** The name server that was asked. */
  readonly server: IpPort | null;
  /** The name of the alert, for `tls-alert`: `handshake failure`, `certificate required`, … */
  readonly alert: string | null;
  readonly certificate: CertificateComplaint | null;
  readonly http2: Http2Complaint | null;
  /** The status text that a forward proxy answered CONNECT with, without its number: `Proxy Authentication Required`. */
  readonly statusText: string | null;
  /** The number of that status, where the text has one (curl prints it, Go does not). */
  readonly status: number | null;
  /** The leaf as it was printed. */
  readonly text: string;
}
