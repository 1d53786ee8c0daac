// What a line's bytes say at a glance, for who passes over most lines.

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

/** The number that the line at `start` begins with. */
export function tidAt(bytes: Buffer, start: number): number {
  let tid = 0;
  for (let at = start; ; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return tid;
    tid = tid * 10 + digit;
  }
}
