/** One flag of GOFLAGS: `-mod=mod` is `mod` with the value `mod`; `-x` is `x` without one. */
export interface GoFlag {
  readonly name: string;
  readonly value: string | null;
}

/**
 * Reads GOFLAGS: words between blanks, a word may stand in quotes as a whole. Null where go refuses it: a word that is no flag,
 * a quote that does not end. cmd/go/internal/base/goflags.go; cmd/internal/quoted, Split. (Before Go 1.18 quotes were no quotes.)
 */
export function parseGoflags(value: string): GoFlag[] | null {
  const flags: GoFlag[] = [];
  for (const word of wordsOf(value)) {
    const flag = word === null ? null : /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(word);
    if (flag === null) return null;
    flags.push({ name: flag[1] ?? "", value: flag[2] ?? null });
  }
  return flags;
}

/** The last one of a name counts. */
export function flagIn(flags: readonly GoFlag[] | null, name: string): GoFlag | null {
  return flags?.findLast((flag) => flag.name === name) ?? null;
}

function* wordsOf(text: string): Generator<string | null> {
  for (const [, double, single, open, plain] of text.matchAll(/"([^"]*)"|'([^']*)'|(["'])|([^ \t\n\r]+)/g)) {
    yield open === undefined ? (double ?? single ?? plain ?? "") : null;
  }
}
