#!/bin/sh
# Runs a conformance suite against the built distribution: conformance.sh SUITE [OPTION...]
# SUITE is the suite's program; it is given --home with the distribution and prints PASS, FAIL or SKIP and a name per
# line. What may fail stands in conformance-not-yet.txt beside this script.
here=$(cd "$(dirname "$0")" && pwd)
suite=${1:?the suite\'s program}
shift
for home in "$here"/../distribution/target/apogeemq-*/; do
    [ -d "$home/lib" ] && break
done
[ -d "$home/lib" ] || { echo "Build first: mvn package -DskipTests" >&2; exit 2; }
out=$(mktemp) || exit 2
trap 'rm -f "$out" "$out".*' EXIT
"$suite" --home "$home" --only pull,seed,lite,send,consume "$@" | tee "$out"
grep -v '^#' "$here/conformance-not-yet.txt" | grep . | sort >"$out.known"
sed -n 's/^FAIL \([^:]*\):.*/\1/p' "$out" | sort >"$out.failed"
sed -n 's/^PASS \([^ ]*\) .*/\1/p' "$out" | sort >"$out.passed"
[ -s "$out.passed" ] || { echo "the suite passed nothing" >&2; exit 1; }
new=$(comm -23 "$out.failed" "$out.known")
gone=$(comm -12 "$out.passed" "$out.known")
[ -z "$new" ] || echo "failed, and should not have: $(echo "$new" | tr '\n' ' ')"
[ -z "$gone" ] || echo "passes now, take it off conformance-not-yet.txt: $(echo "$gone" | tr '\n' ' ')"
[ -z "$new$gone" ]
