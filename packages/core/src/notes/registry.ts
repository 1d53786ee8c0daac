import type { NoteKind } from "../model/note.ts";
import {
  aptProxyAlone,
  httpProxyAlone,
  noProxyCoversProxy,
  noProxyEntryIgnored,
  profileProxyNotExported,
  proxyVariablesDiffer,
} from "./forward-proxy-notes.ts";
import { goproxyEntriesUnread, goproxyWithoutDirect, patternListWithBlank } from "./goproxy-notes.ts";
import { deprecated, retracted } from "./module-notes.ts";
import { netrcHostNotPrivate } from "./netrc-notes.ts";
import type { NoteRule } from "./note-rule.ts";
import { goenvShadowed, variableInWrongPlace } from "./place-notes.ts";
import { gotoolchainLocalOlder, modVendorWithoutVendor } from "./project-notes.ts";
import {
  checksumDatabaseOffline,
  goflagsInsecure,
  goinsecureTooWide,
  gonosumdbMissing,
  goprivateTooWide,
  gosumdbOff,
} from "./verification-notes.ts";

/** Every kind of note; a kind without a rule does not compile. */
export const noteRules: Readonly<Record<NoteKind, NoteRule>> = {
  "goproxy-without-direct": goproxyWithoutDirect,
  "goproxy-entries-unread": goproxyEntriesUnread,
  "pattern-list-with-blank": patternListWithBlank,
  "gosumdb-off": gosumdbOff,
  "gonosumdb-missing": gonosumdbMissing,
  "netrc-host-not-private": netrcHostNotPrivate,
  "goprivate-too-wide": goprivateTooWide,
  "goinsecure-too-wide": goinsecureTooWide,
  "goflags-insecure": goflagsInsecure,
  "checksum-database-offline": checksumDatabaseOffline,
  "goenv-shadowed-by-environment": goenvShadowed,
  "variable-in-the-wrong-place": variableInWrongPlace,
  "proxy-variables-differ": proxyVariablesDiffer,
  "http-proxy-alone": httpProxyAlone,
  "no-proxy-covers-proxy": noProxyCoversProxy,
  "no-proxy-entry-ignored": noProxyEntryIgnored,
  "apt-proxy-alone": aptProxyAlone,
  "profile-proxy-not-exported": profileProxyNotExported,
  "mod-vendor-without-vendor": modVendorWithoutVendor,
  "gotoolchain-local-older-than-go-line": gotoolchainLocalOlder,
  retracted,
  deprecated,
};
