// Where things stand in memory: each thread has an area of its own, which begins with what the caller wrote there
// (src/syntax/picker-memory.ts says the same from its side); behind the areas stand the bytes of the trace.

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
