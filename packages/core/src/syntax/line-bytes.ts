// What a line's bytes say at a glance, for who passes over most lines.

// What a name consists of: 1, anything else: 0.
export const isNameByte: Uint8Array = new Uint8Array(256);
for (const char of "abcdefghijklmnopqrstuvwxyz_0123456789") isNameByte[char.charCodeAt(0)] = 1;

/** True for the signal by which Go preempts its goroutines: `--- SIGURG {…`. The caller has seen its first dash. */
export function isPreemption(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < preemption.length) return false;
  for (let at = 4; at < preemption.length; at += 1) {
    if (bytes[start + at] !== preemption[at]) return false;
  }
  return true;
}

const preemption = Buffer.from("--- SIGURG {");

/** A terminal's log ends lines in CR LF. */
export function withoutReturn(bytes: Buffer, end: number): number {
  return bytes[end - 1] === 0x0d ? end - 1 : end;
}

/** True for ` <unfinished ...>` and the other marks at a line's end. */
export function isHead(bytes: Buffer, end: number): boolean {
  return bytes[end - 1] === 0x3e && bytes[end - 2] === 0x2e;
}

/** True for what an out-argument begins with: `[`, `{`, `"`, a digit. */
export function startsArgument(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b || byte === 0x22 || (byte >= 0x30 && byte <= 0x39);
}
