// What is known of the threads in one run of `pick`: a table by tid, of which another run finds nothing.
import {
  threadHead,
  threadHeadPicked,
  threadPreempted,
  threadRun,
  threadSlot,
  threadSlots,
  threadTid,
  threadTold,
} from "./layout";

/** More threads than this are not told apart in a run: what hangs on one is then picked. */
const mostThreads: u32 = (threadSlots / 4) * 3;

export const noHead: u32 = 0xffffffff;

let table: usize = 0;
let run: u32 = 0;
let known: u32 = 0;

export function startRun(at: usize): void {
  table = at;
  run += 1;
  known = 0;
}

/** The thread's slot; 0 where there are too many threads. */
export function threadOf(tid: u32): usize {
  let slot = (tid * 0x9e3779b1) >>> 20;
  let at = table + slot * threadSlot;
  while (isKnown(at)) {
    if (load<u32>(at, threadTid) === tid) return at;
    slot = (slot + 1) & (threadSlots - 1);
    at = table + slot * threadSlot;
  }
  return known < mostThreads ? enter(at, tid) : 0;
}

function enter(at: usize, tid: u32): usize {
  known += 1;
  store<u32>(at, tid, threadTid);
  store<u32>(at, run, threadRun);
  store<u32>(at, noHead, threadHead);
  store<u32>(at, 0, threadHeadPicked);
  store<i32>(at, -1, threadTold);
  store<u32>(at, 0, threadPreempted);
  return at;
}

/** The address of a slot, whatever it holds; 0 behind the last one. */
export function slotAt(index: u32): usize {
  return index < threadSlots ? table + index * threadSlot : 0;
}

/** The slot is one of this run. */
export function isKnown(at: usize): bool {
  return load<u32>(at, threadRun) === run;
}
