/** A checksum database as GOSUMDB names it. `go help module-auth`; cmd/go/internal/modfetch/sumdb.go, dbDial. */
export interface ChecksumDatabase {
  /** The name that its notes are signed with: `sum.golang.org`. */
  readonly name: string;
  /** NAME+HASH+KEY; null where only its name is given, and it is none that go knows. */
  readonly verifier: string | null;
  /** Where it is asked without any proxy. Null: at https://NAME, and first through the proxies that pass it on. */
  readonly url: string | null;
}

/** What GOSUMDB says; `malformed`: too many words, or none. */
export type Gosumdb =
  | { readonly kind: "off" }
  | ({ readonly kind: "database" } & ChecksumDatabase)
  | { readonly kind: "malformed" };

/** What go uses where GOSUMDB is not set. */
export const defaultGosumdb = "sum.golang.org";

// cmd/go/internal/modfetch/key.go.
const knownVerifiers: Readonly<Record<string, string>> = {
  [defaultGosumdb]: "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
};

/** Reads `off`, `NAME`, `NAME+HASH+KEY`, the last two with or without a URL behind them. */
export function parseGosumdb(value: string): Gosumdb {
  const [key, url = null, ...more] = value.split(/\s+/).filter((word) => word !== "");
  if (key === undefined || more.length > 0) return { kind: "malformed" };
  if (key === "off" && url === null) return { kind: "off" };
  // The alias that can be reached in mainland China.
  if (key === "sum.golang.google.cn" && url === null) {
    return { kind: "database", ...named(defaultGosumdb), url: "https://sum.golang.google.cn" };
  }
  return { kind: "database", ...named(key), url };
}

function named(key: string): Pick<ChecksumDatabase, "name" | "verifier"> {
  const verifier = knownVerifiers[key] ?? (key.includes("+") ? key : null);
  return { name: key.split("+")[0] ?? key, verifier };
}

/** The host that is asked where no proxy passes the questions on; null where none is. */
export function hostOfDatabase(database: Gosumdb): string | null {
  if (database.kind !== "database") return null;
  const { name, url } = database;
  return url !== null && URL.canParse(url) ? new URL(url).hostname : (name.split("/")[0] ?? name);
}
