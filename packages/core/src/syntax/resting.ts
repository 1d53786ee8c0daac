// The last line of a trace that was taken while everything waited.

/**
 * Calls that a program may wait in for as long as it likes.
 * What go's threads, git and ssh wait in: runtime/{sys_linux,os_linux,netpoll_epoll}.go, libc's poll and select.
 */
const waiting =
  /(?:^|[\s\]])(?:futex|epoll_p?wait2?|p?poll|p?select6?|_newselect|read|recvfrom|recvmsg|wait4|waitid|flock|fcntl|connect|accept4?|nanosleep|clock_nanosleep(?:_time64)?|restart_syscall|pause)\((.*)$/s;

/**
 * Whether a line that ends without a newline is a call at rest. strace prints the arguments when a call begins and the
 * rest of the line when it returns or when another thread does something: a line that ends behind whole arguments of a
 * call that waits is what a record looks like that ends in a wait. One that was cut mostly ends elsewhere.
 */
export function isAtRest(line: string): boolean {
  const args = waiting.exec(line)?.[1];
  return args !== undefined && isWhole(args);
}

/** Every quote and bracket that opens is closed, and nothing follows a closing parenthesis of the call. */
function isWhole(args: string): boolean {
  const outside = args
    .replace(/"(?:[^"\\]|\\.)*"(?:\.\.\.)?/g, '""')
    .replace(/\d<(?:->|<[^<>]*>|[^<>])*(?<!-)>/g, "");
  if (/"[^"]|[^"]"$|<|\)$/.test(outside.replaceAll('""', ""))) return false;
  let depth = 0;
  for (const sign of outside) {
    if ("{[(".includes(sign)) depth += 1;
    if ("}])".includes(sign)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
