import { expect, test } from "vitest";
import { complaintAboutGosumdb } from "../../src/doctor/gosumdb.ts";

const known = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

test.each([
  ["", null],
  ["off", null],
  ["sum.golang.org", null],
  ["sum.golang.google.cn", null],
  [known, null],
  [`${known} https://sums.corp.example`, null],
  ["sum.golang.org+033de0ae", "invalid GOSUMDB: malformed verifier id"],
  ["sums.corp.example", "invalid GOSUMDB: malformed verifier id"],
  [known.replace("033de0ae", "033de0af"), "invalid GOSUMDB: invalid verifier hash"],
  ["a b c", "invalid GOSUMDB: too many fields"],
])("GOSUMDB=%s", (value, complaint) => {
  expect(complaintAboutGosumdb(value)).toBe(complaint);
});
