#!/bin/sh
# A large store of many topics, killed with kill -9: how long until its broker takes a message again, ours and Apache
# RocketMQ 5.5.0 on copies of one directory. Prints both; writes its line into a page of results when --out names one:
#   restart.sh [--mb 10240] [--topics 1000] [--writer apache|ours] [--cache cold|warm] [--heap "FLAGS"] [--directory DIR] [--out FILE]
# DIR (/tmp) needs room for the store twice. Takes some 15 minutes.
here=$(dirname "$(readlink -f "$0")")
. "$here/prepare.sh"
run_compare RestartMain "$@"
