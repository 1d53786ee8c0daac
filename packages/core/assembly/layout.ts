// Where things stand in memory: each thread has an area of its own, which begins with what the caller wrote there
// (src/syntax/picker-rules.ts says the same from its side); behind the areas stand the bytes of the trace.

/** Slots of the table of names: what a name's bytes add up to, and the address of its rule; 0 for none. */
export const nameSlots: u32 = 1024;
export const nameSlot: u32 = 8;

// A rule. Addresses of searches and errors are 0 where there are none.
export const ruleFlags: usize = 0;
export const ruleKinds: usize = 4;
export const ruleDescriptors: usize = 8;
export const rulePaths: usize = 16;
export const ruleTexts: usize = 20;
export const ruleErrors: usize = 24;
export const ruleSeen: usize = 28;
/** Its number. */
export const ruleIndex: usize = 32;

/** Every line is wanted. */
export const always: u32 = 1;
/** Of lines that are not wanted otherwise, those that failed with one of its errors are, or that never returned. */
export const judgesResult: u32 = 2;
/** The first line of a thread that tells its working directory is wanted. */
export const tellsDirectory: u32 = 4;
/** Such a line, if it is wanted, may change processes, descriptors or directories. */
export const changesTables: u32 = 8;

/** A thread: its number and what is known of it. */
export const threadSlots: u32 = 4096;
export const threadSlot: u32 = 32;
export const threadTid: usize = 0;
/** The run of `pick` that the rest is of. */
export const threadRun: usize = 4;
/** Its first half that waits for its second one: the line's index, and whether it was picked. */
export const threadHead: usize = 8;
export const threadHeadPicked: usize = 12;
/** How often the tables had changed when it told its directory; -1 for not yet. */
export const threadTold: usize = 16;
export const threadPreempted: usize = 20;

/** As many lines are gone over in one run. */
export const mostLines: u32 = 32768;

/** A line: its place, its number in the run, from 1, and what it is. */
export const lineSize: u32 = 20;
/** Counted from the run's base; the end is in front of the newline, or of nothing where the line is cut. */
export const lineStart: usize = 0;
export const lineEnd: usize = 4;
export const lineNumber: usize = 8;
/** What the line is, and from `ruleShift` on the number of its rule. */
export const lineKind: usize = 12;
/** Where the arguments of a call begin, or what follows `resumed>`. */
export const lineArguments: usize = 16;

export const ruleShift: u32 = 3;
/** A line of which the bytes do not tell whether anybody wants it, or one that is cut. */
export const unclear: u32 = 0;
/** A line without a leader. */
export const odd: u32 = 1;
export const call: u32 = 2;
/** `<... name resumed>`. */
export const tail: u32 = 3;
/** `+++ exited with 0 +++`. */
export const exit: u32 = 4;
/** Go preempts its goroutines by SIGURG: runtime/signal_unix.go, sigPreempt. */
export const preemption: u32 = 5;
/** Nobody wants it: a call that has no rule, or one that stands here because of the line behind it. */
export const unruled: u32 = 6;

export const namesAt: usize = 0;
export const threadsAt: usize = namesAt + nameSlots * nameSlot;
export const linesAt: usize = threadsAt + threadSlots * threadSlot;
export const marksAt: usize = linesAt + mostLines * lineSize;
/** Rules, searches and errors: as much as there is. */
export const rulesAt: usize = marksAt + mostLines;

// What scan.ts has for itself, from address 0 on, in memory where nothing is picked: the window that lines are copied to, what it
// says of each line in it, and the texts that it remembers.

/** Bytes that are gone over at once. */
export const windowSize: u32 = 65536;
export const windowAt: usize = 64;
/** As many lines are read at once. */
export const mostScanned: u32 = 1024;
/** A line; numbers of eight bytes stand first. */
export const scannedSize: u32 = 72;
/** Microseconds of its clock and of its duration; -1 for none. */
export const scannedClock: usize = 0;
export const scannedDuration: usize = 8;
/** Counted from the window's first byte; the end is in front of the newline. */
export const scannedStart: usize = 16;
export const scannedEndAt: usize = 20;
export const scannedKind: usize = 24;
/** -1 for none. */
export const scannedTid: usize = 28;
/**
 * Three texts, each with its first byte, its end, and the slot in which it is remembered: -1 and the slot less where it has just
 * come there, `notKept` where it is too long.
 */
export const scannedName: usize = 32;
export const scannedArguments: usize = 44;
export const scannedResult: usize = 56;
export const notKept: i32 = 0x7fffffff;

// What a line is. `unread`: its text must be looked at.
export const unread: u32 = 0;
export const wholeCall: u32 = 1;
export const firstHalf: u32 = 2;
export const secondHalf: u32 = 3;
export const signal: u32 = 4;

/** Texts that came lately, each in a slot: its length, and its bytes. */
export const nameTexts: u32 = 512;
export const otherTexts: u32 = 4096;
export const longestKept: u32 = 120;
export const textSlot: u32 = 128;
/** Readers of sixteen bytes go beyond the window's end. */
const margin: u32 = 64;
export const scannedAt: usize = windowAt + windowSize + margin;
export const nameTextsAt: usize = scannedAt + mostScanned * scannedSize;
export const argumentTextsAt: usize = nameTextsAt + nameTexts * textSlot;
export const resultTextsAt: usize = argumentTextsAt + otherTexts * textSlot;
export const scanSize: usize = resultTextsAt + otherTexts * textSlot;
