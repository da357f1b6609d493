#!/bin/sh
# Runs a class in a JVM sized for a broker: runbroker.sh MAIN_CLASS [ARGUMENT...]

# JVM configuration: edit this line, or set JAVA_OPT_EXT in the environment (it comes last and wins).
# The heap takes what it needs up to a quarter of the machine; the rest serves messages from the page cache.
JAVA_OPT="${JAVA_OPT} -server -XX:MaxRAMPercentage=25 -XX:+ExitOnOutOfMemoryError"

# A heap of up to a gigabyte: one thread collects it in milliseconds, and a young generation of 32 MiB is all that requests
# under way fill; a larger one would only be touched from end to end, memory that the page cache lacks then.
# C2 takes into a caller whatever it has compiled to at most 2,500 bytes already, and so the broker's long paths into each
# other: with less it is through sooner, and its code fits better into a processor's cache (benchmarks/README.md).
# Whoever chooses one of these, or a young generation, is let alone, in any of these variables.
set -f
given="$JAVA_OPT ${JAVA_OPT_EXT:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}"
server_options='' heap='' collector='' young='' inlining=''
for option in $given; do
    case $option in
        -Xmx*) heap=${option#-Xmx} ;;
        -XX:MaxHeapSize=*) heap=${option#-XX:MaxHeapSize=} ;;
        -XX:+Use*GC) collector=$option ;;
        -XX:InlineSmallCode=*) inlining=$option ;;
        -Xmn* | -XX:*NewSize=* | -XX:NewRatio=*) young=$option ;;
    esac
done
set +f
case $heap in
    1[gG] | [0-9][mM] | [0-9][0-9][mM] | [0-9][0-9][0-9][mM] | 10[01][0-9][mM] | 102[0-4][mM])
        [ -n "$collector" ] || server_options="$server_options -XX:+UseSerialGC"
        [ -n "$young" ] || server_options="$server_options -XX:MaxNewSize=32m"
        ;;
esac
[ -n "$inlining" ] || server_options="$server_options -XX:InlineSmallCode=1200"
# what the compilers of the JVM have freed goes back to the system, instead of staying with each of its threads: they work in
# pieces of 32 KiB, which glibc gives back one by one only when each is a mapping of its own
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}" \
    MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-24576}"

# whoever calls this by a whole path has resolved that; each program that a start runs takes a millisecond or two
self=$0
case $self in /*) [ ! -h "$self" ] ;; *) false ;; esac || self=$(readlink -f "$self")
bin=${self%/*}
. "$bin/java.sh"
# RMQ_NUMA_NODE binds the broker to one node of the machine
if [ -n "${RMQ_NUMA_NODE:-}" ]; then
    command -v numactl >/dev/null || fail "RMQ_NUMA_NODE is $RMQ_NUMA_NODE, but numactl is not installed."
    numa="numactl --cpunodebind=$RMQ_NUMA_NODE --membind=$RMQ_NUMA_NODE"
fi
run_java "${LOG_CONFIGURATION:-log4j2-broker.xml}" "$@"
