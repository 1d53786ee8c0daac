import { readFile } from "node:fs/promises";

/** What go sends to a host as its user's. Never shown, and nowhere kept. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Looks a host up in netrc, as cmd/go/internal/auth does: by its whole name, over https alone, and `default` never. */
export async function netrcCredentials(path: string | null, url: URL): Promise<Credentials | null> {
  if (path === null || url.protocol !== "https:") return null;
  const text = await readFile(path, "utf8").catch(() => "");
  const words = text.replaceAll(/^macdef[\s\S]*?(?:\n\n|$(?![\s\S]))/gm, "").split(/\s+/);
  let machine = "";
  let user = "";
  for (let i = 0; i + 1 < words.length; i += 1) {
    const value = words[i + 1] ?? "";
    switch (words[i]) {
      case "machine":
        machine = value;
        user = "";
        i += 1;
        break;
      case "login":
        user = value;
        i += 1;
        break;
      case "password":
        if (machine === url.host) return { user, password: value };
        i += 1;
        break;
      case "default":
        return null;
      default:
        break;
    }
  }
  return null;
}

/** RFC 7617. */
export function basicAuthorization({ user, password }: Credentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
