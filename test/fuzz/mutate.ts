// What happens to recordings on their way, and what nobody would write but somebody may send.
import type { Random } from "./random.ts";

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** Pieces that a parser of strace may stumble over, in places where it does not expect them. */
const pieces = [
  "\0",
  "\x1b[31m",
  "\x07\b\x7f",
  "\xff\xfe\xc3\x28",
  "\xef\xbb\xbf",
  "\r",
  "\n",
  '"',
  "\\",
  "(",
  ")",
  "{",
  "]",
  "<",
  ">",
  "->",
  " => ",
  " = ",
  ") = ",
  " <unfinished ...>",
  "<... read resumed>",
  "<... execve resumed>) = 0",
  "+++ exited with 0 +++",
  "+++ superseded by execve in pid 1 +++",
  "--- SIGCHLD {",
  " ---",
  "/* ",
  " */",
  "|",
  "99999999999999999999",
  "-9223372036854775808",
  "0x",
  " = ?",
  " = -1 E",
  "</a>",
  " <0.1>",
  "[pid  1] ",
  "00:00:00.000000 ",
  "strace: Process 7 attached",
  "go: ",
  "# get https://",
  "x509: ",
  "\t\t\t",
  "2024-05-01T10:20:31.0001000Z ",
  "% time     seconds  usecs/call     calls    errors syscall\n",
  "------ ----------- ----------- --------- --------- ----------------\n",
];

const span = (bytes: Buffer, random: Random, longest: number): readonly [number, number] => {
  const start = random.below(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random.below(longest))];
};

function insert(bytes: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

const flipBits: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  for (let count = 1 + random.below(16); count > 0; count -= 1) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
};

const cutOut: Mutation = (bytes, random) => {
  const [start, end] = span(bytes, random, 400);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
};

const splice: Mutation = (bytes, random) => {
  const [start, end] = span(bytes, random, 2000);
  return insert(bytes, random.below(bytes.length), bytes.subarray(start, end));
};

const insertPieces: Mutation = (bytes, random) => {
  let result = bytes;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    result = insert(result, random.below(result.length), Buffer.from(random.pick(pieces), "latin1"));
  }
  return result;
};

const nest: Mutation = (bytes, random) => {
  const bracket = random.pick(["{", "[", "(", "<", "/*", "~[", "a(", "{a=", '"', "->", " or "]);
  return insert(bytes, random.below(bytes.length), Buffer.from(bracket.repeat(1 + random.below(3000))));
};

const cutEnd: Mutation = (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length));

const joinLines: Mutation = (bytes, random) => {
  const at = bytes.indexOf(0x0a, random.below(bytes.length));
  return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
};

/** Lines with an end in them twice, or in another order: halves without their other half. */
const moveLine: Mutation = (bytes, random) => {
  const lines = bytes.toString("latin1").split("\n");
  const [line = ""] = lines.splice(random.below(lines.length), 1);
  lines.splice(random.below(lines.length), 0, ...Array.from({ length: random.below(3) }, () => line));
  return Buffer.from(lines.join("\n"), "latin1");
};

const mutations: readonly Mutation[] = [
  flipBits,
  cutOut,
  splice,
  insertPieces,
  nest,
  cutEnd,
  joinLines,
  moveLine,
];

/** The bytes, changed in one to eight ways. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let count = 1 + random.below(8); count > 0 && result.length > 0; count -= 1)
    result = random.pick(mutations)(result, random);
  return result;
}

/** Pieces that repeated make one line of `size` bytes, each behind the beginning of a call. */
export const endless: readonly string[] = [
  "a",
  '"',
  "\\",
  "\\x",
  "(",
  ")",
  "{",
  "[",
  "]",
  "<",
  ">",
  "->",
  " => ",
  ", ",
  " = ",
  ") = ",
  "/*",
  "*/",
  "|",
  "1",
  "a=",
  "a(",
  " or ",
  " ",
  '"a", ',
  '"\\"',
  "<unfinished ...>",
  "<... read resumed>",
  "strace: ",
  "https://a:b@c ",
  ": ",
  "# get ",
];

/** One line without an end. */
export function endlessLine(start: string, piece: string, size: number): Buffer {
  return Buffer.from(start + piece.repeat(Math.ceil(size / piece.length)), "latin1");
}
