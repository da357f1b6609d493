#!/bin/sh
# Runs a class in a JVM sized for a broker: runbroker.sh MAIN_CLASS [ARGUMENT...]

# JVM configuration: edit this line, or set JAVA_OPT_EXT in the environment (it comes last and wins).
# The heap takes what it needs up to a quarter of the machine; the rest serves messages from the page cache.
JAVA_OPT="${JAVA_OPT} -server -XX:MaxRAMPercentage=25 -XX:+ExitOnOutOfMemoryError"

bin=$(dirname "$(readlink -f "$0")")
. "$bin/java.sh"
# RMQ_NUMA_NODE binds the broker to one node of the machine
if [ -n "${RMQ_NUMA_NODE:-}" ]; then
    command -v numactl >/dev/null || fail "RMQ_NUMA_NODE is $RMQ_NUMA_NODE, but numactl is not installed."
    numa="numactl --cpunodebind=$RMQ_NUMA_NODE --membind=$RMQ_NUMA_NODE"
fi
run_java "${LOG_CONFIGURATION:-log4j2-broker.xml}" "$@"
