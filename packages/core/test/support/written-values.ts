// Typed values and calls to write, of every kind that strace prints.
import fc from "fast-check";
import type { Argument, DescriptorTarget, Value } from "../../src/model/strace-value.ts";
import type { LeaderShape } from "../../src/syntax/leader.ts";
import type { ConstantNumbers, StringStyle, WrittenCall, WrittenFrame, WrittenMark } from "./trace-writer.ts";

/** Shapes of a leader that strace can print. */
export const leaderShapes: fc.Arbitrary<LeaderShape> = fc
  .record({
    pid: fc.constantFrom("none", "column", "bracket"),
    comm: fc.boolean(),
    context: fc.boolean(),
    clock: fc.constantFrom("none", "hms", "epoch"),
    clockDigits: fc.constantFrom(0, 3, 6, 9),
    relative: fc.boolean(),
    relativeDigits: fc.constantFrom(0, 3, 6, 9),
    syscallNumber: fc.boolean(),
    instructionPointer: fc.boolean(),
  })
  .map(({ relative, ...shape }) => ({
    ...shape,
    comm: shape.comm && shape.pid !== "none",
    clockDigits: shape.clock === "none" ? 0 : shape.clockDigits,
    relative: relative ? (shape.clock === "none" ? "alone" : "beside-clock") : "none",
    relativeDigits: relative ? shape.relativeDigits : 0,
  }));

const bytes: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));
/** Numbers of the constants that are written. */
export const constantNumbers: ConstantNumbers = {
  O_RDONLY: "0",
  AF_INET: "0x2",
  NULL: "0",
  S_IFREG: "0100000",
  FUTEX_WAIT: "0",
};
const word: fc.Arbitrary<string> = fc.constantFrom(...Object.keys(constantNumbers));
const number: fc.Arbitrary<Value> = fc
  .oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map(String),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => `0x${value.toString(16)}`),
    fc.constantFrom("0", "0644", "01777"),
  )
  .map((text) => ({ kind: "number", text }));
const constant: fc.Arbitrary<Value> = word.map((name) => ({ kind: "constant", name }));
const path = bytes.filter((text) => !text.includes(" (deleted)")).map((text) => `/${text}`);
const endpoint = fc.record({
  ip: fc.constantFrom("10.0.0.1", "::1", "fe80::1"),
  port: fc.integer({ min: 1, max: 65_535 }),
});
const target: fc.Arbitrary<DescriptorTarget> = fc.oneof(
  fc.record({
    kind: fc.constant("path" as const),
    path,
    device: fc.constantFrom(null, "char 1:3", "block 8:0"),
    deleted: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("pipe" as const), inode: fc.nat().map(String) }),
  fc.record({ kind: fc.constant("anonymous" as const), type: fc.constantFrom("eventpoll", "eventfd") }),
  fc.record({
    kind: fc.constant("socket" as const),
    protocol: fc.constantFrom("TCP", "UDPv6"),
    local: endpoint,
    remote: fc.option(endpoint),
    inode: fc.constant(null),
    name: fc.constant(null),
  }),
);
const fieldName = fc.constantFrom("st_mode", "iov_base", "c_cc[VMIN]", "sa_family");

const { value } = fc.letrec<{ value: Value; item: Argument; field: Argument }>((tie) => ({
  item: tie("value").map((inner) => ({ name: null, value: inner })),
  field: fc.record({ name: fieldName, value: tie("value") }),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    number,
    constant,
    fc.record({
      kind: fc.constant("string" as const),
      bytes,
      truncated: fc.boolean(),
      abstract: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("operation" as const),
      operator: fc.constant("|" as const),
      operands: fc.array(fc.oneof(constant, number), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("descriptor" as const),
      value: fc.nat().map((fd): Value => ({ kind: "number", text: String(fd) })),
      target,
    }),
    fc.record({
      kind: fc.constant("comment" as const),
      value: number,
      text: fc.constantFrom("O_RDWR|O_CREAT", "39 vars", "QCMD(0 /* Q_??? */, USRQUOTA)"),
    }),
    fc.record({
      kind: fc.constant("struct" as const),
      fields: fc.array(tie("field"), { maxLength: 4 }),
      end: fc.constantFrom("whole", "abbreviated", "unreadable"),
    }),
    fc.record({
      kind: fc.constant("array" as const),
      items: fc.array(tie("item"), { maxLength: 4 }),
      negated: fc.boolean(),
      end: fc.constantFrom("whole", "abbreviated"),
    }),
    fc.record({
      kind: fc.constant("call" as const),
      name: fc.constantFrom("htons", "inet_addr", "makedev"),
      args: fc.array(tie("item"), { maxLength: 3 }),
    }),
  ),
}));

/** Lists of arguments, with names (-N) or without. */
export const argumentLists: fc.Arbitrary<readonly Argument[]> = fc.array(
  fc.record({ name: fc.option(fc.constantFrom("fd", "buf", "flags"), { freq: 3 }), value }),
  { maxLength: 5 },
);

/** Results in the forms that most calls have. */
const results: fc.Arbitrary<WrittenCall["result"]> = fc.oneof(
  fc.record({
    value: fc.nat(),
    errno: fc.constant(null),
    note: fc.constantFrom(null, "Timeout", "flags O_RDWR"),
  }),
  fc.constantFrom(
    { value: -1, errno: "ENOENT", note: "No such file or directory" },
    { value: -1, errno: "EINPROGRESS", note: "Operation now in progress" },
    { value: null, errno: "ERESTARTSYS", note: "To be restarted if SA_RESTART is set" },
  ),
);

/** Calls that change no process and no descriptor. */
export const calls: fc.Arbitrary<WrittenCall> = fc.record({
  tid: fc.constantFrom(7, 12345, 4_000_000),
  name: fc.constantFrom("read", "lseek", "futex", "getdents64", "ioctl", "syscall_0x270f"),
  args: argumentLists,
  result: results,
  seconds: fc.integer({ min: 0, max: 40_000 }),
  duration: fc.option(fc.integer({ min: 0, max: 9_999_999 })),
});

/** Styles of strings. */
export const stringStyles: fc.Arbitrary<StringStyle> = fc.constantFrom("plain", "hex-if-needed", "hex");

const tid = fc.constantFrom(7, 12345, 4_000_000);
const signalName = fc.constantFrom("SIGURG", "SIGCHLD", "SIGRTMIN", "SIGRT_3");

/** Signals and ends of threads. */
export const marks: fc.Arbitrary<WrittenMark> = fc.record({
  tid,
  seconds: fc.integer({ min: 0, max: 40_000 }),
  mark: fc.oneof(
    fc.record({
      kind: fc.constant("signal" as const),
      signal: signalName,
      info: fc.constantFrom(
        null,
        "{si_signo=SIGURG, si_code=SI_TKILL, si_pid=7, si_uid=0}",
        "{si_signo=17, si_code=0x1, si_pid=7, si_uid=0, si_status=3, si_utime=0, si_stime=1 /* 0.01 s */}",
      ),
      stopped: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("exit" as const), status: fc.nat(255) }),
    fc.record({ kind: fc.constant("killed" as const), signal: signalName, coreDumped: fc.boolean() }),
  ),
});

/** Stacks, with names as C and C++ and Go have them. */
export const stacks: fc.Arbitrary<readonly WrittenFrame[]> = fc.array(
  fc.record({
    binary: fc.constantFrom(
      "/usr/lib/libc.so.6",
      "/home/dev/my (own) app",
      "[vdso]",
      "unexpected_backtracing_error",
    ),
    symbol: fc.constantFrom(
      null,
      "__read",
      "std::vector<int, std::allocator<int> >::push_back(int const&)",
      "main.(*T).run",
    ),
    offset: fc.nat(),
  }),
  { maxLength: 3 },
);
