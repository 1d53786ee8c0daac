import type { NotePlace } from "../model/note.ts";
import type { Run } from "../model/run.ts";
import type { SettingsView } from "../model/setting.ts";
import { hostOfEntry, parseGoproxy } from "../pipeline/goproxy.ts";
import { hostOfDatabase, parseGosumdb } from "../pipeline/gosumdb.ts";
import { isPublicHost } from "../pipeline/public-hosts.ts";
import { effectiveIn } from "../pipeline/settings.ts";
import { placeOf, type Scene } from "./note-rule.ts";

/** A host of the open Internet that go asks over https, and how that is known. */
export interface AskedHost {
  name: string;
  seen: NotePlace;
  /** Go itself opened a connection to it: it went there, whatever the settings say. */
  opened: boolean;
}

/** The public hosts that go asked in this run, past any forward proxy, or would ask by its settings. */
export function publicHostsAsked({ settings, run }: Scene): AskedHost[] {
  const opened = run === null ? [] : openedHosts(run);
  return opened.length > 0 ? opened : hostsBySettings(settings);
}

function openedHosts(run: Run): AskedHost[] {
  const hosts = new Map<string, AskedHost>();
  for (const { host, pid, tls, tunnel, started } of run.connections) {
    if (host === null || tls === null || tunnel !== null || pid !== run.program?.pid) continue;
    if (!isPublicHost(host) || hosts.has(host)) continue;
    const seen = {
      origin: started.at,
      at: "",
      source: null,
      shows: `go opens a connection to ${host} itself`,
    };
    hosts.set(host, { name: host, seen, opened: true });
  }
  return [...hosts.values()];
}

function hostsBySettings(settings: SettingsView): AskedHost[] {
  const goproxy = effectiveIn(settings, "GOPROXY");
  const gosumdb = effectiveIn(settings, "GOSUMDB");
  const proxies = goproxy === null ? [] : parseGoproxy(goproxy.value);
  const asked = proxies
    .filter(({ value }) => value.startsWith("https:"))
    .map((entry) => ({ name: hostOfEntry(entry), setting: goproxy }));
  const database = gosumdb === null ? null : hostOfDatabase(parseGosumdb(gosumdb.value));
  return [...asked, { name: database, setting: gosumdb }].flatMap(({ name, setting }) =>
    name !== null && setting !== null && isPublicHost(name)
      ? [{ name, seen: placeOf(setting), opened: false }]
      : [],
  );
}
