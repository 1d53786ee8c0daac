// The arguments of all lists that are open while a call is parsed: an array that grows takes more memory than most lists need.
import type { Argument } from "../model/strace-value.ts";

const open: Argument[] = [];
let count = 0;

/** Whatever was open is given up. */
export function forgetLists(): void {
  count = 0;
}

/** Begins a list; `endList` takes what is returned. */
export function beginList(): number {
  return count;
}

/** Adds to the list that was begun last. */
export function addToList(argument: Argument): void {
  open[count] = argument;
  count += 1;
}

/** The list that was begun last is over. */
export function endList(start: number): Argument[] {
  const length = count - start;
  count = start;
  return length <= 3 ? short(start, length) : open.slice(start, start + length);
}

/** `slice` is a call, a short array is not. */
function short(start: number, length: number): Argument[] {
  const [first, second, third] = [open[start], open[start + 1], open[start + 2]] as [
    Argument,
    Argument,
    Argument,
  ];
  if (length === 0) return [];
  if (length === 1) return [first];
  return length === 2 ? [first, second] : [first, second, third];
}
