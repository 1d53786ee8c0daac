/** Quotes an argument for a POSIX shell where it needs that. */
export function shellQuote(argument: string): string {
  if (/^[\w%+,./:=@^~-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
