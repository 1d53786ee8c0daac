import type { RuleCase } from "../rule-case.ts";
import { tlsCases } from "./tls.ts";
import { revisionCases } from "./revision.ts";
import { repositoryCases } from "./repository.ts";
import { httpCases } from "./http.ts";
import { forwardProxyCases } from "./forward-proxy.ts";
import { dnsAndConnectCases } from "./dns-and-connect.ts";
import { modfileCases } from "./modfile.ts";
import { quotationMarkCases } from "./quotation-marks.ts";
import { quotedCases } from "./quoted.ts";
import { rarerForms } from "./rarer-forms.ts";
import { settingsCases } from "./settings.ts";
import { storeCases } from "./store.ts";
import { systemCases } from "./system.ts";
import { trustCases } from "./trust.ts";
import { versionAndPackageCases } from "./versions-and-packages.ts";

export const allCases: readonly RuleCase[] = [
  ...settingsCases,
  ...modfileCases,
  ...trustCases,
  ...storeCases,
  ...systemCases,
  ...versionAndPackageCases,
  ...dnsAndConnectCases,
  ...forwardProxyCases,
  ...httpCases,
  ...repositoryCases,
  ...revisionCases,
  ...tlsCases,
  ...rarerForms,
  ...quotedCases,
  ...quotationMarkCases,
];
