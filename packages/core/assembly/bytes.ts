// Characters that have a meaning in a line of strace, as bytes.

export const newline: u32 = 0x0a;
export const carriageReturn: u32 = 0x0d;
export const escape: u32 = 0x1b;
export const space: u32 = 0x20;
export const quote: u32 = 0x22;
export const parenthesis: u32 = 0x28;
export const closing: u32 = 0x29;
export const star: u32 = 0x2a;
export const plus: u32 = 0x2b;
export const comma: u32 = 0x2c;
export const dash: u32 = 0x2d;
export const dot: u32 = 0x2e;
export const slash: u32 = 0x2f;
export const colon: u32 = 0x3a;
export const less: u32 = 0x3c;
export const equals: u32 = 0x3d;
export const greater: u32 = 0x3e;
export const question: u32 = 0x3f;
export const bracketOpen: u32 = 0x5b;
export const backslash: u32 = 0x5c;
export const bracketClose: u32 = 0x5d;
