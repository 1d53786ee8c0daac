import type { Argv } from "yargs";
import type { Io } from "./io.ts";

/** One command of gotrace, in a file of its own that is loaded when the command is called. */
export interface Command {
  /** Declares the usage line, the options and the examples. */
  configure: (parser: Argv) => Argv;
  /** What its options are where none is given. With it, a command line without options needs no parser, which takes long to load. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Does the work and returns the exit status. */
  run: (args: CommandArguments, io: Io) => Promise<number>;
}

/** A command line after yargs: options by name, and in `_` the command's name and all that is no option. */
export interface CommandArguments {
  readonly _: readonly (string | number)[];
  readonly [option: string]: unknown;
}

/** What follows the command's name: files, mostly. */
export function operands(args: CommandArguments): string[] {
  return args._.slice(1).map(String);
}

/** The value of an option that takes text; the last one counts where it is given more than once. */
export function textOption(args: CommandArguments, name: string): string | undefined {
  const given: unknown = args[name];
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return typeof last === "string" ? last : undefined;
}

/** The value of an option that is on or off; undefined where it is not given. */
export function flagOption(args: CommandArguments, name: string): boolean | undefined {
  const given: unknown = args[name];
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return typeof last === "boolean" ? last : undefined;
}
