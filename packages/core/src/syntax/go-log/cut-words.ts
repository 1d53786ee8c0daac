// The end of a message that strace cut (-s): what go can only have meant by it.

/**
 * Words of go's that name no module, file or host, so that a beginning of them says all. Of two that begin alike neither is
 * known before they part.
 */
const phrases: readonly string[] = [
  "missing go.sum entry",
  "updates to go.mod needed",
  "updates to go.sum needed",
  "go.mod file not found in current directory or any parent directory; see 'go help modules'",
  "cannot find main module; see 'go help modules'",
  "cannot find main module, but found .git/config in ",
  "no modules specified (see 'go help mod download')",
  "module lookup disabled by GOPROXY=off",
  "module lookup disabled by -mod=vendor",
  "import lookup disabled by -mod=vendor",
  "module cache not found: neither GOMODCACHE nor GOPATH is set",
  "build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined",
  "toolchain not available",
  "checksum mismatch",
  "zip: not a valid zip file",
  "connect: connection refused",
  "connect: no route to host",
  "connect: network is unreachable",
  "read: connection reset by peer",
  "no such host",
  "server misbehaving",
  "net/http: TLS handshake timeout",
  "permission denied",
  "read-only file system",
  "no space left on device",
  "too many open files",
];

/** Less of a phrase may be the beginning of many. */
const shortest = 10;

/** The text with its last words whole; null where they are whole, or might be others. */
export function withWholeWords(text: string): string | null {
  const meant = phrases.flatMap((phrase) => {
    const length = lengthAtEnd(text, phrase);
    return length === 0 ? [] : [text.slice(0, -length) + phrase];
  });
  const [only, ...others] = meant;
  return only === undefined || others.length > 0 ? null : only;
}

/** How much of the phrase the text ends with, at the beginning of a word; 0 for too little, or all. */
function lengthAtEnd(text: string, phrase: string): number {
  for (let length = Math.min(phrase.length - 1, text.length); length >= shortest; length -= 1) {
    const before = text.at(-length - 1);
    if (text.endsWith(phrase.slice(0, length)) && (before === undefined || /[\s(]/u.test(before)))
      return length;
  }
  return 0;
}
