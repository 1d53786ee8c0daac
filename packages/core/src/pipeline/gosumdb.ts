/** What GOSUMDB says. `go help module-auth`; cmd/go/internal/modfetch/sumdb.go, dbDial. */
export type ChecksumDatabase =
  | { readonly kind: "off" }
  | {
      readonly kind: "database";
      /** `sum.golang.org`. */
      readonly name: string;
      /** Where it is asked: then neither a proxy nor the name's own host is. Null: a proxy that passes it on, else that host. */
      readonly url: string | null;
    }
  /** Too many words, or none. */
  | { readonly kind: "malformed" };

/** What go uses where GOSUMDB is not set. */
export const defaultGosumdb = "sum.golang.org";

/** Reads `off`, `NAME`, `NAME+HASH+KEY`, each with or without a URL behind it. */
export function parseGosumdb(value: string): ChecksumDatabase {
  if (value === "off") return { kind: "off" };
  // The alias that can be reached in mainland China.
  if (value === "sum.golang.google.cn") {
    return { kind: "database", name: defaultGosumdb, url: "https://sum.golang.google.cn" };
  }
  const [key, url, ...more] = value.split(/\s+/).filter((word) => word !== "");
  if (key === undefined || more.length > 0) return { kind: "malformed" };
  return { kind: "database", name: key.split("+")[0] ?? key, url: url ?? null };
}

/** The host that is asked where no proxy passes the questions on; null where none is. */
export function hostOfDatabase(database: ChecksumDatabase): string | null {
  if (database.kind !== "database") return null;
  const { name, url } = database;
  return url !== null && URL.canParse(url) ? new URL(url).hostname : (name.split("/")[0] ?? name);
}
