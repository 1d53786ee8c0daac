// Decides a file's leader by vote: one line alone is ambiguous (`1234 ` may be a pid, a relative time in seconds or
// a time of day in seconds since 1970), two hundred are not.
import { bareLeader, type LeaderShape } from "./leader.ts";

type TokenKind = "bracket" | "comm" | "number" | "hms" | "beside" | "scno" | "ip" | "context";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

// Tried in this order at each place. An address is 8 or 16 hexadecimal digits, so it goes before the syscall number.
const tokenPatterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["bracket", /\[pid +\d+(?:<[^<>]*>)?\] /y],
  ["hms", /\d\d:\d\d:\d\d(?:\.\d+)? /y],
  ["comm", /\d+<[^<>]*> +/y],
  ["number", / *\d+(?:\.\d+)? +/y],
  ["beside", /\(\+ *\d+(?:\.\d+)?\) /y],
  ["ip", /\[(?:[0-9a-f]{16}|[0-9a-f]{8}|\?{16}|\?{8})\] /y],
  ["scno", /\[(?: *\d+|\?+)\] /y],
  ["context", /\[[^\][\s]+\] /y],
];

/** What may follow a leader: a call, its second half, a signal, an end. */
const bodyStart =
  /(?:[A-Za-z_][A-Za-z0-9_]*|\?\?\?)\(|<\.\.\. [a-z0-9_?]+ resumed>|--- (?:SIG|RT|stopped)|\+\+\+ (?:exited|killed|superseded)/y;

/** The leader's tokens of a line, or null where the line is not one that has a leader. */
function tokenize(line: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    bodyStart.lastIndex = at;
    if (bodyStart.test(line)) return tokens;
    const token = tokenAt(line, at);
    // Six parts are the most that there are; text with more brackets or numbers in a row is no leader.
    if (token === null || tokens.length > 6) return null;
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(line: string, at: number): Token | null {
  for (const [kind, pattern] of tokenPatterns) {
    pattern.lastIndex = at;
    if (pattern.test(line)) return { kind, text: line.slice(at, pattern.lastIndex) };
  }
  return null;
}

/** True where a line looks like one of strace's that carries a leader, whatever its shape. */
export function looksLikeTraceLine(line: string): boolean {
  return tokenize(line) !== null;
}

/** The shape that most of these lines have; null where none of them is strace's. */
export function voteLeader(lines: readonly string[]): LeaderShape | null {
  const votes = new Map<string, Token[][]>();
  let brackets = 0;
  for (const line of lines) {
    const tokens = tokenize(line);
    if (tokens === null) continue;
    if (tokens[0]?.kind === "bracket") brackets += 1;
    const rest = tokens[0]?.kind === "bracket" ? tokens.slice(1) : tokens;
    // A command may have an empty name, and its lines then have a bare pid: count them with their like.
    const signature = rest.map(({ kind }) => (kind === "comm" ? "number" : kind)).join(" ");
    const ballot = votes.get(signature);
    if (ballot) ballot.push(rest);
    else votes.set(signature, [rest]);
  }
  const winner = [...votes.values()].toSorted((a, b) => b.length - a.length)[0];
  if (winner === undefined) return null;
  return shapeOf(winner, brackets > 0, lines);
}

/** The shape of one line by itself, for lines that do not fit their file's. */
export function leaderOfLine(line: string): LeaderShape | null {
  return voteLeader([line]);
}

function shapeOf(ballots: Token[][], bracket: boolean, lines: readonly string[]): LeaderShape {
  const first = ballots[0] ?? [];
  const shape: { -readonly [K in keyof LeaderShape]: LeaderShape[K] } = { ...bareLeader };
  if (bracket) {
    shape.pid = "bracket";
    shape.comm = lines.some((line) => /^\[pid +\d+</.test(line));
  }
  first.forEach((token, index) => {
    const column = ballots.map((tokens) => tokens[index]?.text ?? "");
    switch (token.kind) {
      case "comm":
      case "number":
        numberColumn(shape, column, first.length - index);
        break;
      case "hms":
        shape.clock = "hms";
        shape.clockDigits = digitsAfterDot(token.text);
        break;
      case "beside":
        shape.relative = "beside-clock";
        shape.relativeDigits = digitsAfterDot(token.text);
        break;
      case "scno":
        shape.syscallNumber = true;
        break;
      case "ip":
        shape.instructionPointer = true;
        break;
      case "context":
        shape.context = true;
        break;
      case "bracket":
        break;
    }
  });
  return shape;
}

/** What a column of numbers is: pids, seconds since 1970, or seconds since the line before. */
function numberColumn(
  shape: { -readonly [K in keyof LeaderShape]: LeaderShape[K] },
  column: readonly string[],
  remaining: number,
): void {
  const digits = digitsAfterDot(column[0] ?? "");
  const values = column.map((text) => Number.parseFloat(text));
  if (column.some((text) => text.includes("<"))) {
    shape.pid = "column";
    shape.comm = true;
  } else if (values.every((value) => value >= 1e8)) {
    shape.clock = "epoch";
    shape.clockDigits = digits;
  } else if (digits > 0 || shape.pid === "column" || column.every((text) => text.startsWith(" "))) {
    shape.relative = "alone";
    shape.relativeDigits = digits;
  } else if (shape.pid === "none" || remaining > 1) {
    shape.pid = "column";
  } else {
    shape.relative = "alone";
    shape.relativeDigits = 0;
  }
}

function digitsAfterDot(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}
