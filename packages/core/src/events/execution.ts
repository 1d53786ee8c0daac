import type { Execution, SyscallEvent } from "../model/event.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { itemsOf, plainValue, stringOf } from "../syntax/values.ts";
import type { Argument } from "../model/strace-value.ts";

/** The calls that start a program. */
export const executingCalls: ReadonlySet<string> = new Set(["execve", "execveat"]);

/** The program that a successful execve or execveat starts. */
export function executionOf(event: SyscallEvent): Execution {
  const all = argumentsOf(event);
  // execveat takes a directory first.
  const args = event.name === "execveat" ? all.slice(1) : all;
  const argv = stringsOf(args[1]);
  const env = stringsOf(args[2]);
  return {
    origin: event.origin,
    time: event.time,
    path: stringOf(args[0])?.bytes ?? null,
    argv: argv?.strings ?? null,
    argvTruncated: argv?.truncated ?? false,
    env: env?.whole ?? null,
    envCut: env?.cut ?? [],
  };
}

interface Strings {
  strings: string[];
  truncated: boolean;
  /** Of `NAME=value` strings: those that were not cut, and the names of the others. */
  whole: string[];
  cut: string[];
}

function stringsOf(argument: Argument | undefined): Strings | null {
  const list = argument === undefined ? null : plainValue(argument.value);
  if (list?.kind !== "array") return null;
  const values = itemsOf(argument).map((item) => stringOf(item));
  const strings = values.filter((value) => value !== null);
  // `[/* 39 vars */]` of 4.x is no list of strings.
  if (strings.length === 0 && values.length > 0) return null;
  return {
    strings: strings.map(({ bytes }) => bytes),
    whole: strings.filter(({ truncated }) => !truncated).map(({ bytes }) => bytes),
    cut: strings.filter(({ truncated }) => truncated).map(({ bytes }) => bytes.split("=")[0] ?? ""),
    truncated:
      list.end !== "whole" || strings.length < values.length || strings.some(({ truncated }) => truncated),
  };
}
