import process from "node:process";
import { isatty } from "node:tty";
import { statOf } from "./process-tree.ts";

/** Signals that somebody may send to gotrace and mean the command. */
const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR2", "SIGCONT"];

/** A terminal sends these to every process of its foreground group by itself. termios(3), ISIG. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>(["SIGINT", "SIGQUIT"]);

/** What to do with the signals that arrive. */
export interface SignalPolicy {
  /** The process that they are for; null as long as there is none. */
  readonly target: () => number | null;
  /** Told of each signal, and how many of its kind there have been. */
  readonly onSignal: (signal: NodeJS.Signals, count: number) => void;
}

/**
 * Keeps signals from ending gotrace and passes them on, until the returned function is called. What a terminal has sent to the
 * command already is not sent again.
 */
export function passSignals({ target, onSignal }: SignalPolicy): () => void {
  const counts = new Map<NodeJS.Signals, number>();
  const handle = (signal: NodeJS.Signals): void => {
    const count = (counts.get(signal) ?? 0) + 1;
    counts.set(signal, count);
    if (!(fromTerminal.has(signal) && isForeground())) send(target(), signal);
    onSignal(signal, count);
  };
  for (const signal of passedOn) process.on(signal, handle);
  return () => {
    for (const signal of passedOn) process.off(signal, handle);
  };
}

/** Sends a signal to a process that may be gone. */
export function send(pid: number | null, signal: NodeJS.Signals): void {
  if (pid === null) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

/** Whether this process is of the group to which its terminal sends Ctrl-C. proc(5), stat: pgrp, tty_nr, tpgid. */
function isForeground(): boolean {
  const [, , group, , terminal, foreground] = statOf("self");
  if (group === undefined) return isatty(0) || isatty(2);
  return terminal !== "0" && group === foreground;
}

function ignore(): void {}

/** Signals that wait while something is brought to its end. */
export interface HeldSignals {
  count(): number;
  /** The work's result, or null where a second signal says that nobody wants it any more. */
  unless<T>(work: Promise<T>): Promise<T | null>;
  release(): void;
}

/**
 * Keeps the signals that would end gotrace from doing so, until they are released.
 *
 * @param hangUps whether nobody wants the recording any more when the terminal goes; under nohup it is wanted all the same
 */
export function holdSignals(
  note: (sentence: string) => Promise<void>,
  { hangUps }: { hangUps: "ignored" | "heeded" },
): HeldSignals {
  const { promise: givenUp, resolve } = Promise.withResolvers<null>();
  let count = 0;
  const handle = (): void => {
    count += 1;
    if (count === 1) void note("writing the recording; Ctrl-C once more gives it up");
    else resolve(null);
  };
  const held: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  const handlerOf = (signal: NodeJS.Signals): (() => void) =>
    signal === "SIGHUP" && hangUps === "ignored" ? ignore : handle;
  for (const signal of held) process.on(signal, handlerOf(signal));
  return {
    count: () => count,
    unless: (work) => Promise.race([work, givenUp]),
    release: () => {
      for (const signal of held) process.off(signal, handlerOf(signal));
    },
  };
}
