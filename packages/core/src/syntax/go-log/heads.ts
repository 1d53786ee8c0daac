// How every message that the grammar knows begins. A log of a whole build has many lines of other programs; asking
// this costs a fiftieth of asking the grammar. A test holds it against every case of the grammar.

const fetchLines = String.raw`go[ :]|# |cd |mkdir -p |\d+\.\d+s +# |-> unzip |WORK=|get "|Fetching http|Parsing meta|http2: |HASH|testcache: |init |gc \d|scvg|SCHED |GOMAXPROCS=|GOAUTH `;
const settings = String.raw`GO[A-Z0-9_]*[=: ]|CGO_|GIT_|SSL_CERT_|SSH_|XDG_|(?:HTTPS?|NO|ALL|FTP|https?|no|all|ftp)_(?:PROXY|proxy)|HOME=|NETRC=|TMPDIR=|RES_OPTIONS=|set |ENV |ARG |declare |\$env:|export `;
const commands = String.raw`\+|\$ |RUN |Run |% |> |\[INFO\] exec|exec|running|Executing: |[^\s=]+=\S* |\S*\/go |sudo |env |time `;
const endings = String.raw`Error: |##\[|ERROR: |error: |\[FATAL\]|FATAL: |exit|subprocess |Process |Job failed|Service '|script returned|Command exited|Bash exited|build failed|The (?:process|command|operation|runner) |failed |rpc error|executor failed|process "|g?make|mingw32-make|Killed|zsh: killed|Terminated|\^C|\S+: signal: |[A-Z]:.*: signal: |signal: |panic: |fatal error: |runtime|SIG|\[signal|unexpected fault|Segmentation|goroutine |created by |\S*strace: |sudo: |command terminated`;
const tools = String.raw`fatal: |remote: |conq: |ssh|kex_|banner|Connection |client_loop|packet_write|Timeout, |Unable to negotiate|(?:\S+: )?Permission denied|Load key|sign_and|no such identity|Agent admitted|Could not open|Enter passphrase|read_passphrase|identity_sign|[Ww]arning: |Received disconnect|Host key|The authenticity|@@?|Offending|IT IS POSSIBLE|Are you sure|Add correct|No \S+ host key|abort: |svn: |bzr: |brz: |fossil: |fetch-pack|send-pack|git: '|Gitea: |Please make sure|and the repository|Confirm the import|If this is a private|hint: |From (?:http|ssh|git)| \* |To add an exception|git config|Initialized empty|Permanently added|Receiving objects|Resolving deltas|Unpacking objects|Cloning into|Switched to `;
const bare = String.raw`[^\s@:"]+@[^\s:@]+:?\s|[\w.-]+\.\w+\/[^\s:]+: |[^\s:]+\.go:\d|[^\s:]+\.(?:mod|work|sum):\d|\S+ (?:imports|requires|tested by)\s|verifying |missing |module |package |build |The go\.mod file |cannot |can't |no required |no Go files |no non-test Go files |no buildable Go |cgo: |compile: |asm: |collect2|gcc|g\+\+|clang|cc|ld|ambiguous import|malformed |[\w-]+: (?:malformed module path|package \S+ is not in) |invalid |flag |unknown |error |errors |open |mkdir |write |read |rename |unlink|stat |lstat |chdir |R?Lock |fork\/|zip: |zip for |unzip |unexpected |Get |"?https?:\/\/[^\s"]+": |dial |lookup |reading |parsing |replacement |inconsistent |could not |x509: |tls: |net\/http: |updates to |requires |note: |vet: |link: |\/\S+\/link: |\/\S*\/pkg\/tool\/|SECURITY|git |hg |unrecognized |internal |directory |pattern |main |imports? |parse |downloaded |\S+ v\d\S*: |use of |pipe|modules disabled|current |checksum |neither |EOF|\S+ is not in GOROOT`;
const noise = String.raw`ok\s|At line:|--->|Sending|Removing|Successfully |\?\s|---|===|PASS|FAIL|coverage|all modules|For more |Run 'go|See 'go|[Uu]sage: |cat >|mv |cp |rm -rf|touch |packagefile |echo |TERM=|PWD=|[a-z][a-z0-9]*$|[\w.~-]+(?:\/[\w.~!+-]+)+(?: |$)|[\w.~\/-]+@|[\t ]*$`;

const known = new RegExp(
  `^(?:${[fetchLines, settings, commands, endings, tools, bare, noise].join("|")})`,
  "u",
);

/** Whether the grammar might know a text of one line; false only where it surely does not. */
export function mayBeKnown(line: string): boolean {
  return known.test(line);
}
