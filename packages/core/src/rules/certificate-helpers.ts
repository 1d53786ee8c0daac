import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { Failure, Run } from "../model/run.ts";
import { errorOfKind } from "./matching.ts";

/** The failure's certificate error, of the host itself or of a forward proxy that is spoken to by https. */
export function certificateError(failure: Failure, ...reasons: NetworkReason[]): NetworkError | null {
  const error = errorOfKind(failure, "network");
  return error && reasons.includes(error.reason) ? error : null;
}

// crypto/x509/root_linux.go and root_unix.go: where Go looks for roots. `SSL_CERT_FILE` and `SSL_CERT_DIR` replace them.
const bundles: ReadonlySet<string> = new Set([
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
]);

/** True where the trace shows that go looked for the system's bundle and found none at any of its places. */
export function foundNoRoots(run: Run): boolean {
  const looked = run.files.filter((file) => !file.write && bundles.has(file.path));
  return looked.length > 0 && looked.every((file) => file.errno === "ENOENT");
}

/** An alert of the server that is about the client's certificate, not about its own. */
export function wantsClientCertificate(alert: string | null): boolean {
  return alert !== null && clientCertificateAlerts.has(alert);
}

// crypto/tls/alert.go. Only a server that asked for a certificate sends these.
const clientCertificateAlerts: ReadonlySet<string> = new Set([
  "certificate required",
  "bad certificate",
  "unsupported certificate",
  "revoked certificate",
  "expired certificate",
  "unknown certificate",
  "unknown certificate authority",
]);
