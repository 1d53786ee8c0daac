import type { AttributedMessage } from "../model/facts.ts";
import { isGo } from "./whose-words.ts";

/** Some messages of a log, and the command that a shell or CI system said it ran for them. */
export interface LogCommand {
  argv: readonly string[] | null;
  messages: readonly AttributedMessage[];
}

/** Commands that fetch nothing and fail for no module: their output is settings and help. */
const quiet: ReadonlySet<string> = new Set(["env", "version", "help", "tool", "fmt", "doc"]);

/**
 * Parts a log at the go commands that it shows (`+ go mod download`, `$ go build`): each speaks for what follows it. What
 * stands before the first, and a log without any, is one command's.
 */
export function logCommands(messages: readonly AttributedMessage[]): LogCommand[] {
  const commands: { argv: readonly string[] | null; messages: AttributedMessage[] }[] = [];
  for (const attributed of messages) {
    const argv = goCommandIn(attributed);
    const open = commands.at(-1);
    if (open && (argv === null || open.argv === null)) {
      open.messages.push(attributed);
      open.argv ??= argv;
    } else commands.push({ argv, messages: [attributed] });
  }
  return commands;
}

function goCommandIn({ message: { body } }: AttributedMessage): readonly string[] | null {
  if (body.kind !== "shell-command") return null;
  const [, subcommand = ""] = body.argv;
  return isGo(body.argv) && !quiet.has(subcommand) ? body.argv : null;
}
