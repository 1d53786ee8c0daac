# What the recordings in this folder trace: files, sockets, a pipe, a fork, an exec, signals, text on both streams.
use Socket;
$| = 1;
open(my $in, '<', 'go.mod'); my $line = <$in>; close $in;
open(my $none, '<', 'missing') or print STDERR "no missing\n";
mkdir 'sub dir'; chdir 'sub dir'; open(my $odd, '>', "a \"q\" <x>\n\303\251.mod"); print $odd 'x'; close $odd; chdir '..';
socket(my $s, PF_INET, SOCK_STREAM, 0); connect($s, sockaddr_in(9, inet_aton('127.0.0.1'))); close $s;
socket(my $u, PF_UNIX, SOCK_STREAM, 0); connect($u, sockaddr_un('/run/none.sock')); close $u;
socket(my $d, PF_INET, SOCK_DGRAM, 0); connect($d, sockaddr_in(9, inet_aton('127.0.0.1'))); send $d, "hi", 0; close $d;
pipe(my $r, my $w);
$SIG{USR1} = sub { };
my $pid = fork;
if (!$pid) { close $r; syswrite $w, "a\0\303\251\"\n"; select undef, undef, undef, 0.05; exec 'sh', '-c', 'echo out; exit 3' }
close $w; sysread $r, my $got, 100; kill USR1 => $$; waitpid $pid, 0;
my $k = fork; if (!$k) { sleep 10; exit }
select undef, undef, undef, 0.02; kill KILL => $k; waitpid $k, 0;
print "no newline"; print STDERR "done\n";
