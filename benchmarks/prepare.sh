# Read by compare.sh and restart.sh, which set $here: finds both products, and has what our installation makes when it is
# first used. Defines run_compare MAIN [OPTION]..., which runs a program of the package `compare` in the place of the shell;
# $results is the page that it writes when no --out is given.
home=$(dirname "$here")
bin=$home/bin
. "$bin/java.sh"
ls "$here"/target/apogeemq-benchmarks-*.jar >/dev/null 2>&1 && ls -d "$home"/distribution/target/apogeemq-*/bin >/dev/null 2>&1 \
    || fail "Not built. In a source checkout: mvn package -DskipTests -Dquick -pl benchmarks,distribution -am"
find_java
find_lib

apache=$here/target/apache-classpath.txt
if [ ! -s "$apache" ]; then
    goal="org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath"
    arguments="-q -B -f $here/apache/pom.xml $goal -Dmdep.outputFile=$apache -Dmdep.includeScope=runtime"
    # shellcheck disable=SC2086
    mvn -o $arguments >/dev/null 2>&1 || mvn $arguments || fail "The jars of Apache RocketMQ 5.5.0 cannot be had from Maven's repository."
fi

# an installation has the archive of classes that its quickstart makes; that of an earlier build is of no use
find_class_archive
[ -n "$sharing" ] || sh "$(dirname "$lib")/bin/quickstart" >/dev/null || fail "The quickstart of $(dirname "$lib") fails."

build=$(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo "of unknown revision")

run_compare() {
    main=$1
    shift
    exec "$java" -Xms512m -Xmx512m -XX:+UseSerialGC -cp "$here/target/*:$here/target/lib/*" "io.apogeemq.benchmarks.compare.$main" \
        --ours "$(dirname "$lib")" --apache "$apache" --java "$java" --build "$build" --reasons "$here/REASONS.md" --out "${results:-}" --arguments "$*" "$@"
}
