import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from "node:tls";
import {
  blankNetworkError,
  compareGoVersions,
  type CertificateComplaint,
  type GoError,
  type NetworkError,
  type NetworkReason,
  type TraceError,
} from "@gotrace/core";
import type { Limits } from "./measuring.ts";
import type { Roots } from "./roots.ts";

/** A handshake: the chain that came, and what Go would say of it. */
export interface Handshake {
  /** Null where it did not come about. A refused certificate leaves it open: it can still be asked. */
  readonly socket: TLSSocket | null;
  /** `TLSv1.3`. */
  readonly protocol: string | null;
  /** What the server chose to speak: `h2`, `http/1.1`. */
  readonly alpn: string | null;
  readonly chain: readonly X509Certificate[];
  readonly error: GoError | TraceError | null;
  readonly tookMs: number;
}

/** Greets a server over an open connection, and judges its certificate as Go does. */
export function shakeHands(
  raw: Socket,
  host: string,
  roots: Roots,
  { timeoutMs, signal, goVersion }: Greeting,
): Promise<Handshake> {
  const started = performance.now();
  const socket = connectTls(optionsFor(raw, host, roots, goVersion));
  return new Promise((resolve) => {
    const end = (found: Partial<Handshake>): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abandon);
      socket.removeAllListeners("secureConnect");
      socket.on("error", () => {});
      const nothing = { socket: null, protocol: null, alpn: null, chain: [], error: null };
      resolve({ ...nothing, ...found, tookMs: performance.now() - started });
      if (!found.socket) socket.destroy();
    };
    const abandon = (): void => end({ error: handshakeError("tls-handshake-timeout", host, "") });
    const timer = setTimeout(abandon, timeoutMs);
    signal.addEventListener("abort", abandon);
    socket.on("error", (error: NodeJS.ErrnoException) => end({ error: errorOfHandshake(error, host) }));
    socket.on("secureConnect", () => {
      const chain = chainOf(socket);
      const alpn = typeof socket.alpnProtocol === "string" ? socket.alpnProtocol : null;
      const error = certificateError(chain, host, String(socket.authorizationError ?? ""), roots);
      end({ socket, protocol: socket.getProtocol(), alpn, chain, error });
    });
  });
}

/**
 * With TLS 1.3 a server says only after the handshake what it thinks of the client's certificate, or of the want of one
 * (RFC 8446, section 4.4.2.4); a request that is under way by then may drown the alert in a reset.
 *
 * @returns null where it has not objected by then
 */
export function objection(
  { socket, protocol }: Handshake,
  host: string,
  patienceMs: number,
): Promise<NetworkError | null> {
  if (socket === null || protocol !== "TLSv1.3") return Promise.resolve(null);
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), patienceMs);
    const onError = (error: NodeJS.ErrnoException): void => end(errorOfHandshake(error, host));
    const end = (found: NetworkError | null): void => {
      clearTimeout(timer);
      socket.off("error", onError);
      resolve(found);
    };
    socket.on("error", onError);
    // Nothing arrives for who does not read.
    socket.resume();
  });
}

/** A server has to do with what go offers. */
export interface Greeting extends Limits {
  /** Null: the newest. */
  readonly goVersion: string | null;
}

// crypto/tls, cipher_suites.go, as OpenSSL calls them.
const modernCiphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  ...["ECDSA", "RSA"].flatMap((by) =>
    ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-SHA", "AES256-SHA"].map(
      (name) => `ECDHE-${by}-${name}`,
    ),
  ),
];
/** Without forward secrecy; offered before Go 1.22. */
const olderCiphers = ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA"];

function ciphersOf(goVersion: string | null): string {
  const order = goVersion === null ? null : compareGoVersions(goVersion, "1.22");
  return [...modernCiphers, ...(order !== null && order < 0 ? olderCiphers : [])].join(":");
}

function optionsFor(socket: Socket, host: string, roots: Roots, goVersion: string | null): ConnectionOptions {
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return {
    socket,
    ...servername,
    // As net/http asks for it.
    ALPNProtocols: ["h2", "http/1.1"],
    ciphers: ciphersOf(goVersion),
    // The chain is to be seen whatever it is; Go's judgement is made below.
    rejectUnauthorized: false,
    ...(roots.hidden ? {} : { ca: [...roots.certificates] }),
  };
}

function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next = socket.getPeerCertificate(true);
  while (next?.raw && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

/** In the order of crypto/x509, Certificate.Verify: validity, name, and then who signed it. */
function certificateError(
  [leaf, ...above]: readonly X509Certificate[],
  host: string,
  verdict: string,
  roots: Roots,
): NetworkError | null {
  if (!leaf) return null;
  const validity = [leaf, ...above].map((each) => validityError(each, host)).find((error) => error !== null);
  const own = validityError(leaf, host);
  if (own) return own;
  const name = nameError(leaf, host);
  if (name) return name;
  if (verdict === "" || roots.hidden) return null;
  if (verdict.includes("EXPIRED") || verdict.includes("NOT_YET_VALID"))
    return validity ?? unknown(host, verdict);
  if (roots.certificates.length === 0) return handshakeError("x509-no-roots", host, "no root certificates");
  return unknown(host, verdict);
}

function unknown(host: string, verdict: string): NetworkError {
  const known = /ISSUER|SELF_SIGNED|UNABLE_TO_VERIFY|UNTRUSTED/.test(verdict);
  return handshakeError(known ? "x509-unknown-authority" : "x509-other", host, verdict);
}

function validityError({ validFromDate, validToDate }: X509Certificate, host: string): NetworkError | null {
  const now = new Date();
  const complaint = { ...noComplaint, now: rfc3339(now) };
  if (now > validToDate) {
    const certificate = { ...complaint, notAfter: rfc3339(validToDate) };
    return { ...handshakeError("x509-expired", host, "certificate has expired"), certificate };
  }
  if (now >= validFromDate) return null;
  const certificate = { ...complaint, notBefore: rfc3339(validFromDate) };
  return { ...handshakeError("x509-not-yet-valid", host, "certificate is not yet valid"), certificate };
}

const noComplaint: CertificateComplaint = {
  now: null,
  notAfter: null,
  notBefore: null,
  validFor: [],
  wanted: null,
};

function rfc3339(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

/** Since Go 1.15 a certificate's Common Name is no name of a host. */
function nameError(leaf: X509Certificate, host: string): NetworkError | null {
  const validFor = namesOf(leaf);
  const certificate = { ...noComplaint, validFor, wanted: host };
  if (validFor.length === 0) {
    const reason =
      leaf.checkHost(host, { subject: "always" }) === undefined ? "x509-hostname" : "x509-legacy-cn";
    return { ...handshakeError(reason, host, "no subject alternative names"), certificate };
  }
  const options = { subject: "never", partialWildcards: false } as const;
  const matches = /^[\d.]+$|:/.test(host) ? leaf.checkIP(host) : leaf.checkHost(host, options);
  return matches === undefined
    ? {
        ...handshakeError("x509-hostname", host, `certificate is valid for ${validFor.join(", ")}`),
        certificate,
      }
    : null;
}

export function namesOf({ subjectAltName }: X509Certificate): string[] {
  return (subjectAltName ?? "")
    .split(", ")
    .flatMap((each) => /^(?:DNS|IP Address):(.*)$/.exec(each)?.[1] ?? []);
}

function handshakeError(reason: NetworkReason, host: string, text: string): NetworkError {
  return { ...blankNetworkError(reason), network: "tcp", host, phase: "request", text };
}

/** What OpenSSL says of a broken handshake, in the words that crypto/tls has for it. */
export function errorOfHandshake(
  { code = "", message, syscall }: NodeJS.ErrnoException,
  host: string,
): NetworkError {
  if (code === "ECONNRESET") {
    // Node says ECONNRESET of an end of file, too.
    return handshakeError(syscall === "read" || syscall === "write" ? "reset" : "eof", host, message);
  }
  if (code === "EPIPE") return handshakeError("broken-pipe", host, message);
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE/.test(code)) {
    return handshakeError("tls-not-tls", host, message);
  }
  if (/UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|LEGACY_SIGALG/.test(code)) {
    return handshakeError("tls-old-version", host, message);
  }
  const alert = alertNames[code.replace(/^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_|^ERR_SSL_TLSV1_/, "")];
  return alert === undefined
    ? handshakeError("tls-other", host, message)
    : { ...handshakeError("tls-alert", host, message), alert };
}

// OpenSSL's names of the alerts, and crypto/tls's (alert.go).
const alertNames: Readonly<Record<string, string>> = {
  UNEXPECTED_MESSAGE: "unexpected message",
  BAD_RECORD_MAC: "bad record MAC",
  HANDSHAKE_FAILURE: "handshake failure",
  BAD_CERTIFICATE: "bad certificate",
  UNSUPPORTED_CERTIFICATE: "unsupported certificate",
  CERTIFICATE_REVOKED: "revoked certificate",
  CERTIFICATE_EXPIRED: "expired certificate",
  CERTIFICATE_UNKNOWN: "unknown certificate",
  ILLEGAL_PARAMETER: "illegal parameter",
  UNKNOWN_CA: "unknown certificate authority",
  ACCESS_DENIED: "access denied",
  DECODE_ERROR: "error decoding message",
  PROTOCOL_VERSION: "protocol version not supported",
  INSUFFICIENT_SECURITY: "insufficient security level",
  INTERNAL_ERROR: "internal error",
  UNRECOGNIZED_NAME: "unrecognized name",
  CERTIFICATE_REQUIRED: "certificate required",
  NO_APPLICATION_PROTOCOL: "no application protocol",
};

/** The chain, a line a certificate: whose it is, who signed it, until when. */
export function chainLines(chain: readonly X509Certificate[]): string[] {
  return chain.map(
    (each, index) =>
      `${index === 0 ? "certificate" : "signed by  "} ${nameIn(each.subject)}, until ${rfc3339(each.validToDate).slice(0, 10)}` +
      (index === chain.length - 1 && each.subject !== each.issuer ? `; issuer ${nameIn(each.issuer)}` : ""),
  );
}

/** Who signed the first certificate. */
export function signerOf([leaf]: readonly X509Certificate[]): string {
  return leaf === undefined ? "nobody" : nameIn(leaf.issuer);
}

function nameIn(subject: string): string {
  const part = (key: string): string | undefined =>
    subject
      .split("\n")
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return part("CN") ?? part("O") ?? subject.replaceAll("\n", ", ");
}
