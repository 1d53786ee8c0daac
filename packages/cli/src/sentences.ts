/** What yargs says of a wrong command line, in this program's words. */
export function usageSentence(message: string): string {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1];
  if (unknown !== undefined) {
    const names = unknown.split(", ").map((name) => (name.length === 1 ? `-${name}` : `--${name}`));
    return `unknown option${names.length === 1 ? "" : "s"} ${names.join(", ")}; see --help`;
  }
  const valueless = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
  if (valueless !== undefined) return `${valueless.length === 1 ? "-" : "--"}${valueless} needs a value`;
  const [, name, given, choices] = /Argument: (\S+), Given: "(.*)", Choices: (.*)$/.exec(message) ?? [];
  if (name !== undefined) return `--${name} cannot be ${given}: choose from ${choices?.replaceAll('"', "")}`;
  return message;
}

/** Any text on one line, without characters that a terminal would obey: names of files may hold them. */
export function plainSentence(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
