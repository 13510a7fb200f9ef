#!/bin/sh
# Tells which functions of a program that was built with its names run in the first minute: a session is opened, a step, a
# panel and a form, a word is typed, the list of sessions is looked at, and a folder is told about, twice: then it is known.
# Wants valgrind, and `script` of util-linux.
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_STATE_HOME="$work" XDG_CACHE_HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"
export TERM=xterm-256color LC_ALL=C
cp -r sessions "$work"

# Under valgrind a start takes some seconds.
run() {
    counted="valgrind --tool=callgrind --demangle=no --callgrind-out-file=$work/$1.%p $program"
    (cd "$work" && script -qec "stty rows 40 cols 120; $counted $2" /dev/null >/dev/null)
}
press() {
    sleep 10
    for key in "$@"; do
        printf "$key"
        sleep 2
    done
}
# The compiler gives each name a number of its own, and the next time another.
names() {
    cat "$work/$1".* | sed -nE "s/^c?fn=\([0-9]+\) ((_ZN|_R)[^ ']*).*/\1/p" |
        sed -E 's/17h[0-9a-f]{16}E.*/*/; s/Cs[0-9a-zA-Z]+_/Cs*_/g' | sort -u
}
press 1 '\r' '\033[B' '\r' a '\033' '\033' '\033' '\021' | run screen "open sessions/lindenkwartier-2026-03-12.ron" >&2
press '\033[B' '\021' | run screen "" >&2
run folder "overview sessions" </dev/null >&2
run folder "overview sessions" </dev/null >&2

# What the screen runs comes first: it is what people wait for.
{
    names screen
    names folder
} | awk '!seen[$0]++'
