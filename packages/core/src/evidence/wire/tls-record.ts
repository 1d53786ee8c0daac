/** What the first bytes of one write or read on a TCP socket are, as far as TLS lets an onlooker see. RFC 8446 section 5. */
export type TlsRecord =
  | { readonly kind: "client-hello"; readonly serverName: string | null }
  | { readonly kind: "server-hello" }
  | { readonly kind: "handshake" }
  /** The client's second flight: ChangeCipherSpec, then Finished (success) or a short encrypted alert (it refuses the server). */
  | { readonly kind: "change-cipher-spec"; readonly refused: boolean }
  | { readonly kind: "alert"; readonly fatal: boolean; readonly code: number | null; readonly name: string }
  | { readonly kind: "application-data" };

const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

// RFC 8446 section 6, spelled as Go's crypto/tls spells them (src/crypto/tls/alert.go).
const alertNames: Readonly<Record<number, string>> = {
  0: "close notify",
  10: "unexpected message",
  20: "bad record MAC",
  40: "handshake failure",
  42: "bad certificate",
  43: "unsupported certificate",
  44: "revoked certificate",
  45: "expired certificate",
  46: "unknown certificate",
  47: "illegal parameter",
  48: "unknown certificate authority",
  49: "access denied",
  50: "error decoding message",
  51: "error decrypting message",
  70: "protocol version not supported",
  71: "insufficient security level",
  80: "internal error",
  86: "inappropriate fallback",
  112: "unrecognized name",
  116: "certificate required",
  120: "no application protocol",
};

/** @returns null where the bytes are no TLS record: plain HTTP, SSH, an HTML page */
export function decodeTlsRecord(bytes: string): TlsRecord | null {
  if (bytes.length < 3 || bytes.charCodeAt(1) !== 3 || bytes.charCodeAt(2) > 4) return null;
  switch (bytes.charCodeAt(0)) {
    case contentType.handshake:
      return decodeHandshake(bytes);
    case contentType.changeCipherSpec:
      return { kind: "change-cipher-spec", refused: carriesEncryptedAlert(bytes) };
    case contentType.alert:
      return decodeAlert(bytes);
    case contentType.applicationData:
      return { kind: "application-data" };
    default:
      return null;
  }
}

function decodeHandshake(bytes: string): TlsRecord {
  switch (bytes.charCodeAt(5)) {
    case 1:
      return { kind: "client-hello", serverName: serverName(bytes) };
    case 2:
      return { kind: "server-hello" };
    default:
      return { kind: "handshake" };
  }
}

/** An alert of two bytes is in clear; a longer one is encrypted and tells nothing but that it is an alert. */
function decodeAlert(bytes: string): TlsRecord {
  const clear = bytes.length >= 7 && bytes.charCodeAt(3) === 0 && bytes.charCodeAt(4) === 2;
  const code = clear ? bytes.charCodeAt(6) : null;
  const name = code === null ? "encrypted" : (alertNames[code] ?? `alert ${code}`);
  return { kind: "alert", fatal: clear && bytes.charCodeAt(5) === 2, code, name };
}

/**
 * TLS 1.3 sends the client's alert encrypted as application data: 19 bytes (2 of alert, 1 of type, 16 of tag) right
 * behind the one-byte ChangeCipherSpec, where a Finished message takes 53 or more.
 */
function carriesEncryptedAlert(bytes: string): boolean {
  return (
    bytes.charCodeAt(6) === contentType.applicationData &&
    bytes.charCodeAt(9) === 0 &&
    bytes.charCodeAt(10) === 19
  );
}

/**
 * The host_name of the server_name extension (RFC 6066 section 3).
 *
 * @returns null where there is none, or where the recording was cut before it
 */
function serverName(bytes: string): string | null {
  let at = 5 + 4 + 2 + 32;
  at += 1 + byteAt(bytes, at);
  at += 2 + uint16(bytes, at);
  at += 1 + byteAt(bytes, at);
  const end = at + 2 + uint16(bytes, at);
  at += 2;
  while (at + 4 <= Math.min(end, bytes.length)) {
    const type = uint16(bytes, at);
    const length = uint16(bytes, at + 2);
    if (type === 0) {
      const name = bytes.slice(at + 9, at + 4 + length);
      return name.length === uint16(bytes, at + 7) && name !== "" ? name : null;
    }
    at += 4 + length;
  }
  return null;
}

function byteAt(bytes: string, at: number): number {
  return at < bytes.length ? bytes.charCodeAt(at) : 0;
}

function uint16(bytes: string, at: number): number {
  return (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);
}
