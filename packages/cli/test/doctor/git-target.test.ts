import { expect, test } from "vitest";
import { placeIn } from "../../src/doctor/probes/git-target.ts";

// git-fetch(1), GIT URLS.
test.each([
  ["https://git.corp.example/team/x", "https", "git.corp.example", null, null],
  ["https://ci@git.corp.example:8443/team/x", "https", "git.corp.example", 8443, "ci"],
  ["ssh://git@github.com/acme/x", "ssh", "github.com", null, "git"],
  ["ssh://git@[2001:db8::7]:2222/x", "ssh", "2001:db8::7", 2222, "git"],
  ["git@github.com:acme/x.git", "ssh", "github.com", null, "git"],
  ["github.com:acme/x.git", "ssh", "github.com", null, null],
  ["git://git.corp.example/x", "git", "git.corp.example", null, null],
  ["/srv/git/x.git", "other", null, null, null],
  ["file:///srv/git/x.git", "other", null, null, null],
])("%s", (url, transport, host, port, user) => {
  expect(placeIn(url)).toEqual({ transport, host, port, user });
});
