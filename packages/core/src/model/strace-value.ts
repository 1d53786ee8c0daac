// The arguments of a system call as strace prints them, typed. `grammars/strace.peggy` makes these values.

/** One argument, or one field of a struct: named where strace prints a name (`flags=…`, `-N`), else null. */
export interface Argument {
  readonly name: string | null;
  readonly value: Value;
}

/** Everything that strace prints in an argument's place. */
export type Value =
  | StringValue
  | NumberValue
  | ConstantValue
  | OperationValue
  | StructValue
  | ArrayValue
  | CallValue
  | ArrowValue
  | DescriptorValue
  | CommentValue
  | ReferenceValue
  | ElisionValue
  | RawValue;

/** `"abc"`, `"abc"...`, `@"abstract"`: escapes are decoded. */
export interface StringValue {
  readonly kind: "string";
  /** One character (0 to 255) a byte. */
  readonly bytes: string;
  /** strace cut the string (`-s`), or the kernel's string had no end. */
  readonly truncated: boolean;
  /** `@"…"`: a socket name in the abstract namespace. */
  readonly abstract: boolean;
}

/** A number as it was printed (`-1`, `0x7ffd…`, `0644`), so that 64 bits stay exact. `integerOf` reads it. */
export interface NumberValue {
  readonly kind: "number";
  readonly text: string;
}

/** A symbolic name: `O_RDONLY`, `NULL`, `AT_FDCWD`, `ECONNREFUSED`. */
export interface ConstantValue {
  readonly kind: "constant";
  readonly name: string;
}

/** `O_RDWR|O_CREAT|0x20`, `FUTEX_OP_SET<<28`, `8192*1024`, `A or B`, `WIFEXITED(s) && WEXITSTATUS(s) == 0`. */
export interface OperationValue {
  readonly kind: "operation";
  readonly operator: "|" | "<<" | "*" | "or" | "&&" | "==" | "+" | "-";
  readonly operands: readonly Value[];
}

/** `{st_mode=S_IFREG|0644, st_size=4, ...}`; fields of old versions have no names. */
export interface StructValue {
  readonly kind: "struct";
  readonly fields: readonly Argument[];
  /** How the list of fields ends: whole, `...` (left out by strace) or `???` (memory could not be read). */
  readonly end: ListEnd;
}

/** `[1, 2]`, `[6 22]`, `~[INT RTMIN]`. */
export interface ArrayValue {
  readonly kind: "array";
  readonly items: readonly Argument[];
  /** `~[…]`: all but these. */
  readonly negated: boolean;
  readonly end: ListEnd;
}

export type ListEnd = "whole" | "abbreviated" | "unreadable";

/** `htons(443)`, `inet_addr("127.0.0.1")`, `makedev(0x8, 0x1)`. */
export interface CallValue {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Argument[];
}

/** What the kernel changed: `[28 => 16]`, `{flags=…} => {parent_tid=[0]}`; older versions print `->`. */
export interface ArrowValue {
  readonly kind: "arrow";
  readonly before: Value;
  readonly after: Value;
}

/** A descriptor or pid with what `-y`, `-yy` or `-Y` says of it: `3</etc/hosts>`, `AT_FDCWD</tmp>`, `7248<sig>`. */
export interface DescriptorValue {
  readonly kind: "descriptor";
  /** The number or `AT_FDCWD` before the angle bracket. */
  readonly value: Value;
  readonly target: DescriptorTarget;
}

/** A number of variables after an address (`39 vars`), or a comment in an argument's place (`value` is null then). */
export interface CommentValue {
  readonly kind: "comment";
  readonly value: Value | null;
  readonly text: string;
}

/** `&sin6_addr`. */
export interface ReferenceValue {
  readonly kind: "reference";
  readonly name: string;
}

/** `...` or `???` in an argument's place. */
export interface ElisionValue {
  readonly kind: "elision";
  readonly mark: "..." | "???";
}

/** Text that the grammar has no rule for, kept as it stands: the tail of a cut line, or a form no version is known for. */
export interface RawValue {
  readonly kind: "raw";
  readonly text: string;
}

/** What an annotation in angle brackets says a descriptor is. */
export type DescriptorTarget = PathTarget | SocketTarget | PipeTarget | AnonymousTarget | OtherTarget;

/** `</etc/hosts>`, `</dev/null<char 1:3>>`, `</tmp/x>(deleted)`. */
export interface PathTarget {
  readonly kind: "path";
  readonly path: string;
  /** `char 1:3`, `block 8:0`, `char 5:2 @/dev/pts/0`; null where strace prints none. */
  readonly device: string | null;
  readonly deleted: boolean;
}

/** `<TCP:[10.0.0.2:41216->10.0.0.1:443]>`, `<UDPv6:[[::]:53]>`, `<UNIX-STREAM:[1->2,"name"]>`, `<socket:[189253]>`. */
export interface SocketTarget {
  readonly kind: "socket";
  /** `TCP`, `UDPv6`, `UNIX-STREAM`, `NETLINK`; null where only `socket` is printed (`-y` without `-yy`). */
  readonly protocol: string | null;
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
  /** The inode, printed while the socket has no address, and always for unix sockets. */
  readonly inode: string | null;
  /** Name of a unix socket (its file, or `@` and its abstract name), or what follows `NETLINK:`. */
  readonly name: string | null;
}

/** An address and port of the Internet families. */
export interface Endpoint {
  /** Without brackets: `10.0.0.1`, `::1`. */
  readonly ip: string;
  readonly port: number;
}

/** `<pipe:[140278]>`: both ends print the same inode. */
export interface PipeTarget {
  readonly kind: "pipe";
  readonly inode: string;
}

/** `<anon_inode:[eventpoll]>`, `<signalfd:[HUP]>`, `<pid:29749>`: `type` is what stands before or within the brackets. */
export interface AnonymousTarget {
  readonly kind: "anonymous";
  readonly type: string;
}

/** Any other annotation, such as the command name that `-Y` puts behind a pid. */
export interface OtherTarget {
  readonly kind: "other";
  readonly text: string;
}
