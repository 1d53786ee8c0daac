// Texts that came lately, so that the caller makes each but once: traces say the same things over and over. A text stays until
// another one takes its slot.
import { longestKept, notKept, textSlot } from "./layout";

const bytesAt: usize = 8;

/**
 * The slot of the text from `start` to `end` in a table of `slots` (a power of two); -1 and the slot less where it has just come
 * there; `notKept` for a long one.
 */
export function keep(table: usize, slots: u32, start: usize, end: usize): i32 {
  const length = u32(end - start);
  if (length > longestKept) return notKept;
  const index = i32(hashOf(start, length) & (slots - 1));
  const slot = table + index * textSlot;
  // A slot that was never taken has the length 0, and 0 is taken for a text of no bytes: its length is noted as one more.
  if (load<u32>(slot) === length + 1 && isEqual(slot + bytesAt, start, length)) return index;
  store<u32>(slot, length + 1);
  memory.copy(slot + bytesAt, start, length);
  return -1 - index;
}

// An odd number without a pattern (2 to the 64th by the golden ratio): a product with it spreads each bit to those above.
const spread: u64 = (u64(0x9e3779b9) << 32) | 0x7f4a7c15;

/** Eight bytes at a time; those behind the text's end are shifted out. */
function hashOf(start: usize, length: u32): u32 {
  let hash: u64 = length;
  let left = length;
  let at = start;
  for (; left >= 8; left -= 8) {
    hash = (hash ^ load<u64>(at)) * spread;
    hash ^= hash >> 29;
    at += 8;
  }
  if (left > 0) {
    hash = (hash ^ (load<u64>(at) << (64 - 8 * left))) * spread;
    hash ^= hash >> 29;
  }
  return u32(hash ^ (hash >> 32));
}

function isEqual(one: usize, other: usize, length: u32): bool {
  let left = length;
  let at: usize = 0;
  for (; left >= 8; left -= 8) {
    if (load<u64>(one + at) !== load<u64>(other + at)) return false;
    at += 8;
  }
  return left === 0 || (load<u64>(one + at) ^ load<u64>(other + at)) << (64 - 8 * left) === 0;
}
