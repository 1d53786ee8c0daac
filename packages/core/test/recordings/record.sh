#!/bin/sh
# Records sample.pl under strace with one option set a file. Needs strace and perl; run it in this folder.
set -eu
here=$(pwd)
rm -rf /tmp/app && mkdir -p /tmp/app && cp sample.pl /tmp/app/
cd /tmp/app
printf 'module example.com/app\n' > go.mod
export PATH=/usr/bin:/bin HOME=/tmp LC_ALL=C
trace='-e trace=execve,openat,read,write,close,socket,connect,sendto,pipe2,dup2,clone,vfork,wait4,exit_group,kill,chdir,pselect6,clock_nanosleep,rt_sigreturn,getpid'
into() { name=$1; shift; env -i PATH=$PATH HOME=$HOME strace "$@" $trace perl sample.pl > /dev/null 2>&1 || true; echo "$name"; }
file() { name=$1; shift; into "$name" -o "$here/$name${suffix-.log}" "$@"; }

file plain -f
file single
file t -f -t
file tt -f -tt
file ttt-T -f -ttt -T
file ns -f --absolute-timestamps=format:unix,precision:ns --syscall-times=ns
file ms -f --absolute-timestamps=precision:ms --relative-timestamps=ms
file seconds -f --relative-timestamps=s --syscall-times=s
file r -f -r
file tt-r -f -tt -r
file y -f -y
file yy-ttt-T -f -yy -ttt -T
file comm -f -Y
file n-i -f -n -i -tt
file stack -f -k
file hex -f -xx
file raw -f -X raw
file verbose -f -X verbose -y
file everything -f -v -s 4096
file short -f -s 0 -a 1
file dump -f -e read=3 -e write=1,2
file injected -f -e inject=openat:error=EACCES:when=20+20
file table -f -c
file and-table -f -C
file quiet -f -qqq
file successful -f -z
env -i PATH=$PATH HOME=$HOME strace -f $trace perl sample.pl > "$here/mixed.log" 2>&1 || true
env -i PATH=$PATH HOME=$HOME strace -f -ttt -T $trace perl sample.pl > "$here/mixed-ttt.log" 2>&1 || true
env -i PATH=$PATH HOME=$HOME strace $trace perl sample.pl > "$here/mixed-single.log" 2>&1 || true
env -i PATH=$PATH HOME=$HOME script -qc "strace -f -tt $trace perl sample.pl" "$here/pty.log" > /dev/null || true
mkdir -p "$here/set" && rm -f "$here"/set/*
suffix= file set/trace -ff -ttt -T -yy
mkdir -p "$here/set-plain" && rm -f "$here"/set-plain/*
suffix= file set-plain/trace -ff
