import { expect, test } from "vitest";
import { createTraceSieve } from "../../src/record/trace-sieve.ts";

function sieved(...lines: string[]): string[] {
  const sieve = createTraceSieve();
  return lines.map((line) => sieve.line(line));
}

test("what is read of a source file, and written to one, is not kept", () => {
  expect(
    sieved(
      '7 1795503387.1 read(3</home/dev/app/main.go>, "package main\\n\\"x\\"", 4096) = 15 <0.000003>',
      '7 1795503387.2 pread64(3</home/dev/app/a b.go>(deleted), "x"..., 4096, 0) = 4096 <0.000003>',
      '7 1795503387.3 write(5</home/dev/out.go>, "package x", 9) = 9 <0.000003>',
      '7 1795503387.4 writev(5</home/dev/out>, [{iov_base="ab", iov_len=2}, {iov_base="cd", iov_len=2}], 2) = 4 <0.000003>',
    ),
  ).toEqual([
    '7 1795503387.1 read(3</home/dev/app/main.go>, ""..., 4096) = 15 <0.000003>',
    '7 1795503387.2 pread64(3</home/dev/app/a b.go>(deleted), ""..., 4096, 0) = 4096 <0.000003>',
    '7 1795503387.3 write(5</home/dev/out.go>, ""..., 9) = 9 <0.000003>',
    '7 1795503387.4 writev(5</home/dev/out>, [{iov_base=""..., iov_len=2}, {iov_base=""..., iov_len=2}], 2) = 4 <0.000003>',
  ]);
});

test("nor where another thread's line came between; the next read of the thread is another matter", () => {
  expect(
    sieved(
      "7 1795503387.1 read(3</home/dev/app/main.go>,  <unfinished ...>",
      "8 1795503387.2 read(4<TCP:[10.77.0.2:1->10.77.0.10:443]>,  <unfinished ...>",
      '8 1795503387.3 <... read resumed>"abc", 4096) = 3 <0.000003>',
      '7 1795503387.4 <... read resumed>"package main", 4096) = 12 <0.000003>',
      '7 1795503387.5 <... read resumed>"abc", 4096) = 3 <0.000003>',
    ).slice(2),
  ).toEqual([
    '8 1795503387.3 <... read resumed>"abc", 4096) = 3 <0.000003>',
    '7 1795503387.4 <... read resumed>""..., 4096) = 12 <0.000003>',
    '7 1795503387.5 <... read resumed>"abc", 4096) = 3 <0.000003>',
  ]);
});

test.each([
  '7 1795503387.1 read(3</home/dev/app/go.mod>, "module x", 4096) = 8 <0.000003>',
  '7 1795503387.1 read(3</home/dev/.config/go/env>, "GOPROXY=off\\n", 4096) = 12 <0.000003>',
  '7 1795503387.1 read(3</etc/resolv.conf>, "nameserver 10.0.0.1\\n", 4096) = 20 <0.000003>',
  '7 1795503387.1 read(3</home/dev/go/pkg/mod/cache/download/example.com/a/@v/v1.0.0.info>, "{}", 512) = 2 <0.000003>',
  '7 1795503387.1 read(6<TCP:[10.77.0.2:1->10.77.0.10:80]>, "HTTP/1.1 200 OK", 4096) = 15 <0.000003>',
  '7 1795503387.1 read(6<pipe:[4711]>, "fatal: no", 4096) = 9 <0.000003>',
  '7 1795503387.1 write(2</home/dev/app/go.log>, "go: x", 5) = 5 <0.000003>',
  '7 1795503387.1 write(2</dev/pts/0<char 136:0>>, "go: x", 5) = 5 <0.000003>',
  '7 1795503387.1 openat(AT_FDCWD</home/dev/app>, "main.go", O_RDONLY) = 3</home/dev/app/main.go> <0.000003>',
  "7 1795503387.1 +++ exited with 0 +++",
])("what tells of the fetch stays: %s", (line) => {
  expect(sieved(line)).toEqual([line]);
});

test("of the environment stays what go and git look at", () => {
  const head = '7 1795503387.1 execve("/usr/bin/go", ["go", "a, [b", "x=\\"y\\""], ';
  expect(
    sieved(
      `${head}["HOME=/home/dev", "MYSELF=me, \\"[myself]\\"", "GOPROXY=off", "https_proxy=http://a:1"]) = 0 <0.000234>`,
      `${head}["MYSELF=x"] <unfinished ...>`,
      `${head}["GOPROXY=off", "LONG="..., ...]) = 0 <0.000234>`,
      `${head}0x7ffc /* 39 vars */) = 0 <0.000234>`,
    ),
  ).toEqual([
    `${head}["HOME=/home/dev", "GOPROXY=off", "https_proxy=http://a:1"]) = 0 <0.000234>`,
    `${head}[] <unfinished ...>`,
    `${head}["GOPROXY=off", ...]) = 0 <0.000234>`,
    `${head}0x7ffc /* 39 vars */) = 0 <0.000234>`,
  ]);
});
