#!/bin/sh
# Runs a class in a JVM sized for a NameServer: runserver.sh MAIN_CLASS [ARGUMENT...]

# JVM configuration: edit this line, or set JAVA_OPT_EXT in the environment (it comes last and wins).
# The heap takes what it needs up to a tenth of the machine; -Xms256m -Xmx256m -Xmn128m in its place is enough for most.
JAVA_OPT="${JAVA_OPT} -server -XX:MaxRAMPercentage=10 -XX:+ExitOnOutOfMemoryError"

# whoever calls this by a whole path has resolved that; each program that a start runs takes a millisecond or two
self=$0
case $self in /*) [ ! -h "$self" ] ;; *) false ;; esac || self=$(readlink -f "$self")
bin=${self%/*}
. "$bin/java.sh"
run_java "${LOG_CONFIGURATION:-log4j2-namesrv.xml}" "$@"
