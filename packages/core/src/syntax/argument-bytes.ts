// What a character can be in the arguments of a call, for who goes over them one by one.

/** Characters that have a meaning. Behind a text stands a NUL as its end. */
export const codes = {
  end: 0,
  space: 0x20,
  quote: 0x22,
  star: 0x2a,
  comma: 0x2c,
  dash: 0x2d,
  slash: 0x2f,
  zero: 0x30,
  nine: 0x39,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  bar: 0x7c,
} as const;

/** 3: may begin a name; 2: may only go on in one. */
export const nameClass: Uint8Array = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_") nameClass[char.charCodeAt(0)] = 3;
for (const char of "0123456789") nameClass[char.charCodeAt(0)] = 2;

/** What follows a value that nothing is appended to. */
export const isValueEnd: Uint8Array = new Uint8Array(256);
for (const char of ",)}]\0") isValueEnd[char.charCodeAt(0)] = 1;

/** What a path in angle brackets can hold without another look. */
export const inPath: Uint8Array = allBut('<>"\\\0');

/** What stands for itself in a string. */
export const inString: Uint8Array = allBut('"\\\0');

/** 1 for each character but some. */
export function allBut(chars: string): Uint8Array {
  const table = new Uint8Array(256).fill(1);
  for (const char of chars) table[char.charCodeAt(0)] = 0;
  return table;
}

/** True for a digit of a number, of a hexadecimal one in small letters. */
export function isDigit(char: number, isHex: boolean): boolean {
  return (char >= codes.zero && char <= codes.nine) || (isHex && char >= 0x61 && char <= 0x66);
}

/** The operator that stands behind a value; null for none, and for those that are left to the grammar. */
export function operatorAt(bytes: Uint8Array, at: number): "|" | "*" | "<<" | "or" | null {
  switch (bytes[at]) {
    case codes.bar:
      return "|";
    case codes.star:
      return "*";
    case codes.less:
      return "<<";
    case codes.space:
      return bytes[at + 1] === 0x6f && bytes[at + 2] === 0x72 && bytes[at + 3] === codes.space ? "or" : null;
    default:
      return null;
  }
}

/** An operator that is left to the grammar: `+`, `-`, ` && `, ` == `. */
export function startsOperator(bytes: Uint8Array, at: number): boolean {
  const char = bytes[at];
  if (char === codes.dash) return bytes[at + 1] !== codes.greater;
  return char === 0x2b || char === 0x26 || isWordOperator(bytes, at);
}

/** ` && `, ` == `. */
function isWordOperator(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === codes.equals) return bytes[at + 1] === codes.equals;
  if (bytes[at] !== codes.space) return false;
  const next = bytes[at + 1];
  if (next === 0x26) return true;
  return next === codes.equals && bytes[at + 2] === codes.equals;
}
