import { encode, type Answer, type Packet } from "dns-packet";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDnsMessage, decodeDnsOverTcp } from "../../../src/evidence/wire/dns-message.ts";

const proxyQuestion = { type: "A" as const, name: "proxy.golang.org" };

function bytesOf(packet: Packet): string {
  return encode(packet).toString("latin1");
}

function answerWith(answers: Answer[], flags = 0x8180): string {
  return bytesOf({ type: "response", id: 7, flags: flags & 0x7fff, questions: [proxyQuestion], answers });
}

describe("a DNS message", () => {
  test("a question names what is asked", () => {
    const message = decodeDnsMessage(bytesOf({ type: "query", id: 4660, questions: [proxyQuestion] }));
    expect(message).toMatchObject({ id: 4660, response: false, name: "proxy.golang.org", type: "A" });
  });

  test("an answer gives its addresses, behind a CNAME too", () => {
    const message = decodeDnsMessage(
      answerWith([
        { type: "CNAME", name: "proxy.golang.org", data: "edge.example.net" },
        { type: "A", name: "edge.example.net", data: "10.77.0.10" },
        { type: "AAAA", name: "edge.example.net", data: "2001:db8::10" },
      ]),
    );
    expect(message).toMatchObject({ response: true, responseCode: "NOERROR", answerCount: 3 });
    expect(message?.addresses).toEqual(["10.77.0.10", "2001:db8::10"]);
  });

  test.each([
    [2, "SERVFAIL"],
    [3, "NXDOMAIN"],
    [5, "REFUSED"],
    [9, "RCODE9"],
  ])("response code %i is %s", (code, name) => {
    const bytes = answerWith([]);
    const changed = bytes.slice(0, 3) + String.fromCharCode(0x80 | code) + bytes.slice(4);
    expect(decodeDnsMessage(changed)?.responseCode).toBe(name);
  });

  test("a message over TCP has its length in front", () => {
    const bytes = bytesOf({ type: "query", id: 1, questions: [proxyQuestion] });
    const length = String.fromCharCode(bytes.length >> 8, bytes.length & 0xff);
    expect(decodeDnsOverTcp(length + bytes)?.name).toBe("proxy.golang.org");
  });

  test("a name that the recording cut is not taken for a whole one", () => {
    const bytes = bytesOf({ type: "query", id: 1, questions: [proxyQuestion] });
    const message = decodeDnsMessage(bytes.slice(0, 24));
    expect(message?.name).toBeNull();
    expect(message?.partialName).toBe("proxy.golan");
  });

  test.each([
    ["2001:db8::1", "2001:db8::1"],
    ["::1", "::1"],
    ["fe80::", "fe80::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ])("IPv6 address %s is written as RFC 5952 has it", (data, written) => {
    const message = decodeDnsMessage(answerWith([{ type: "AAAA", name: "proxy.golang.org", data }]));
    expect(message?.addresses).toEqual([written]);
  });

  test("bytes that are something else are none", () => {
    expect(decodeDnsMessage("")).toBeNull();
    expect(decodeDnsMessage("GET / HTTP/1.1\r\nHost: example.com\r\n")).toBeNull();
  });

  test("cut and mangled messages never throw and never loop", () => {
    const whole = answerWith([{ type: "A", name: "proxy.golang.org", data: "10.77.0.10" }]);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        (length, changes) => {
          const bytes = whole.split("");
          for (const [at, byte] of changes) bytes[at] = String.fromCharCode(byte);
          const message = decodeDnsMessage(bytes.slice(0, length).join(""));
          return message === null || message.addresses.length <= message.answerCount;
        },
      ),
    );
  });
});
