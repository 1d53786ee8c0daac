/** What one DNS message says, as far as its bytes were recorded. RFC 1035 section 4. */
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly responseCode: string;
  /** The server's answer did not fit a datagram; the client asks again over TCP. */
  readonly truncatedAnswer: boolean;
  /** The first question's name without the final dot; null where the recording was cut before its end. */
  readonly name: string | null;
  /** The part of the name that was recorded. */
  readonly partialName: string;
  readonly type: string | null;
  /** Number of answer records the header announces. */
  readonly answerCount: number;
  /** Addresses of A and AAAA records whose bytes were recorded. */
  readonly addresses: readonly string[];
}

const headerLength = 12;

// RFC 1035 section 4.1.1; names as dig prints them.
const responseCodes = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

const recordTypes: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  64: "SVCB",
  65: "HTTPS",
};

/**
 * Decodes a DNS message from bytes of which strace may have kept only the beginning.
 *
 * @param bytes one character a byte, as strace's strings are decoded
 * @returns null where not even the header is there, or where the header is not that of a query or its answer
 */
export function decodeDnsMessage(bytes: string): DnsMessage | null {
  if (bytes.length < headerLength) return null;
  const flags = uint16(bytes, 2);
  if (((flags >> 11) & 0xf) !== 0 || uint16(bytes, 4) !== 1) return null;
  const question = readName(bytes, headerLength);
  const typeKnown = question.complete && bytes.length >= question.next + 2;
  const type = typeKnown ? uint16(bytes, question.next) : null;
  return {
    id: uint16(bytes, 0),
    response: (flags & 0x8000) !== 0,
    responseCode: responseCodes[flags & 0xf] ?? `RCODE${flags & 0xf}`,
    truncatedAnswer: (flags & 0x0200) !== 0,
    name: question.complete ? question.name : null,
    partialName: question.name,
    type: type === null ? null : (recordTypes[type] ?? `TYPE${type}`),
    answerCount: uint16(bytes, 6),
    addresses: question.complete ? readAddresses(bytes, question.next + 4, uint16(bytes, 6)) : [],
  };
}

/** DNS over TCP puts two length bytes in front of each message. RFC 1035 section 4.2.2. */
export function decodeDnsOverTcp(bytes: string): DnsMessage | null {
  return bytes.length < 2 ? null : decodeDnsMessage(bytes.slice(2));
}

interface Name {
  name: string;
  complete: boolean;
  /** Offset behind the name. */
  next: number;
}

function readName(bytes: string, start: number): Name {
  const labels: string[] = [];
  let at = start;
  let next: number | null = null;
  // A message has fewer than 128 labels; the bound also ends a loop of compression pointers.
  for (let hops = 0; hops < 128; hops++) {
    if (at >= bytes.length) return { name: labels.join("."), complete: false, next: bytes.length };
    const length = bytes.charCodeAt(at);
    if (length === 0) return { name: labels.join("."), complete: true, next: next ?? at + 1 };
    if (length >= 0xc0) {
      if (at + 1 >= bytes.length) return { name: labels.join("."), complete: false, next: bytes.length };
      next ??= at + 2;
      at = ((length & 0x3f) << 8) | bytes.charCodeAt(at + 1);
      continue;
    }
    const label = bytes.slice(at + 1, at + 1 + length);
    labels.push(label);
    if (label.length < length) return { name: labels.join("."), complete: false, next: bytes.length };
    at += 1 + length;
  }
  return { name: labels.join("."), complete: false, next: bytes.length };
}

function readAddresses(bytes: string, start: number, count: number): string[] {
  const addresses: string[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const owner = readName(bytes, at);
    const fixed = owner.next;
    if (!owner.complete || fixed + 10 > bytes.length) break;
    const type = uint16(bytes, fixed);
    const length = uint16(bytes, fixed + 8);
    const data = bytes.slice(fixed + 10, fixed + 10 + length);
    if (data.length < length) break;
    if (type === 1 && length === 4) addresses.push(ipv4Text(data));
    if (type === 28 && length === 16) addresses.push(ipv6Text(data));
    at = fixed + 10 + length;
  }
  return addresses;
}

function ipv4Text(data: string): string {
  return Array.from(data, (byte) => byte.charCodeAt(0)).join(".");
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
function ipv6Text(data: string): string {
  const groups = Array.from({ length: 8 }, (_, i) => uint16(data, 2 * i).toString(16));
  const runs = [...groups.join(":").matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)];
  const [longest] = runs.toSorted((a, b) => b[0].length - a[0].length);
  if (!longest) return groups.join(":");
  const { input, index } = longest;
  const head = input.slice(0, index).replace(/:$/, "");
  const tail = input.slice(index + longest[0].length).replace(/^:/, "");
  return `${head}::${tail}`;
}

function uint16(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
}
