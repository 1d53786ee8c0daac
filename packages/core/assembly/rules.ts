// The rules for names in memory (src/syntax/pick-rule.ts: PickRule), asked of a line.
import {
  judgesResult,
  nameSlot,
  nameSlots,
  namesAt,
  ruleDescriptors,
  ruleErrors,
  ruleFlags,
  ruleKinds,
  rulePaths,
  ruleTexts,
  tellsDirectory,
  threadTold,
} from "./layout";
import {
  annotationEnd,
  descriptorAt,
  failsWith,
  finds,
  hasToldDirectory,
  isOfKind,
  mayTellDirectory,
} from "./search";

/** The rule for a name by what its bytes add up to; 0 for none. */
export function ruleOf(area: usize, sum: i32): usize {
  let at = nameAt(area, sum);
  for (; load<u32>(at, 4) !== 0; at = nameAfter(area, at)) {
    if (load<i32>(at) === sum) return load<u32>(at, 4);
  }
  return 0;
}

function nameAt(area: usize, sum: i32): usize {
  return area + namesAt + (sum & (nameSlots - 1)) * nameSlot;
}

function nameAfter(area: usize, at: usize): usize {
  return at + nameSlot < area + namesAt + nameSlots * nameSlot ? at + nameSlot : area + namesAt;
}

/** A call is wanted by its arguments. `thread`: 0 where it is not known; `changes`: how often the tables may have changed. */
export function isWantedBy(rule: usize, thread: usize, changes: i32, args: usize, end: usize): bool {
  const kinds = load<u32>(rule, ruleKinds);
  if (kinds !== 0 && isOfKind(kinds, args)) return true;
  const descriptors = load<u64>(rule, ruleDescriptors);
  if (descriptors !== 0 && isOneOf(descriptors, descriptorAt(args))) return true;
  const paths: usize = load<u32>(rule, rulePaths);
  if (paths !== 0 && finds(paths, args, annotationEnd(args, end))) return true;
  const texts: usize = load<u32>(rule, ruleTexts);
  if (texts !== 0 && finds(texts, args, end)) return true;
  return (load<u32>(rule, ruleFlags) & tellsDirectory) !== 0 && isDirectoryWanted(thread, changes, args, end);
}

function isOneOf(descriptors: u64, fd: i32): bool {
  return fd >= 0 && fd < 64 && ((descriptors >> fd) & 1) !== 0;
}

/** The first line that tells a thread's directory is enough, until something happens to processes or directories. */
function isDirectoryWanted(thread: usize, changes: i32, args: usize, end: usize): bool {
  if (!mayTellDirectory(args)) return false;
  if (thread === 0 || !hasToldDirectory(args, end)) return true;
  if (load<i32>(thread, threadTold) === changes) return false;
  store<i32>(thread, changes, threadTold);
  return true;
}

/** A call is wanted by its second half. */
export function isEndWanted(rule: usize, rest: usize, end: usize): bool {
  if ((load<u32>(rule, ruleFlags) & judgesResult) === 0) return false;
  const texts: usize = load<u32>(rule, ruleTexts);
  return failsWith(load<u32>(rule, ruleErrors), rest, end) || (texts !== 0 && finds(texts, rest, end));
}
