#!/bin/sh
# Runs Apache RocketMQ 5.5.0, from its released jars, and this build alternately under the same load on this machine and
# writes what came out to RESULTS.md, where lines that were not taken stay as they are:
#   compare.sh [--quick] [--sessions N] [--only STEP,STEP] [--heap "FLAGS"] [--out FILE] [--directory DIR]
#              [--restart-mb MB] [--load-seconds S]
# Takes about an hour, with --quick a quarter of it; a bar for memory is one for --load-seconds 600. Both run with their own
# NameServer, on loopback, in a temporary directory below DIR (/tmp), which needs room for twice the restart's log.
here=$(dirname "$(readlink -f "$0")")
. "$here/prepare.sh"
results=$here/RESULTS.md
run_compare CompareMain "$@"
