# Read by runserver.sh and runbroker.sh after their JAVA_OPT line; starts java in the place of the shell, so that
# signals reach it. Wants in $bin the directory of these scripts.

fail() {
    echo "$*" >&2
    exit 1
}

# Sets java (the program), java_release (17.0.15) and java_version (17).
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no program bin/java in it. Set JAVA_HOME to a JDK of version 17 or newer."
    else
        java=$(command -v java) || java=
        for each in "$HOME/jdk/java" /usr/java; do
            [ -z "$java" ] && [ -x "$each/bin/java" ] && java=$each/bin/java
        done
        [ -n "$java" ] || fail "No java found. Install a JDK of version 17 or newer, or set JAVA_HOME to one."
    fi
    java_version=
    release=$(readlink -f "$java")
    release=${release%/*/*}/release
    # a JDK says its version in a text file; asking java itself costs as much as starting it
    if [ -r "$release" ]; then
        while read -r line; do
            case $line in JAVA_VERSION=*) java_version=${line#JAVA_VERSION=} ;; esac
        done <"$release"
    fi
    if [ -z "$java_version" ]; then
        java_version=$("$java" -version 2>&1 | sed -n 's/.* version \("[^"]*"\).*/\1/p')
    fi
    java_version=${java_version#\"}
    java_release=${java_version%\"}
    java_version=${java_version%%[!0-9]*}
    [ "${java_version:-0}" -ge 17 ] || fail "ApogeeMQ needs Java 17 or newer, and $java is older. Set JAVA_HOME to a newer one."
}

# Sets lib: the jars of an unpacked distribution, or of the one that the build leaves in a source checkout.
find_lib() {
    home=${bin%/*}
    lib=$home/lib
    if [ ! -d "$lib" ]; then
        for lib in "$home"/distribution/target/apogeemq-*/lib; do
            [ -d "$lib" ] && break
        done
    fi
    [ -d "$lib" ] || fail "No jars in $home/lib. In a source checkout, build first: mvn package -DskipTests"
}

# Sets sharing: the option for the archive of loaded classes, which halves the time that a start takes; from 25 on java keeps
# them linked there, with what its compilers have learned. A quickstart makes it (TRAIN_CLASSES), all others only use it. Java
# ignores an archive of other jars, but knows them by length and time, which a build that can be repeated does not change: so
# one that is older than a jar is not used at all.
find_class_archive() {
    if [ "$java_version" -ge 25 ]; then
        archive=$lib/classes-$java_release.aot using=-XX:AOTCache= archive_log=aot
    else
        archive=$lib/classes-$java_release.jsa using=-XX:SharedArchiveFile= archive_log=cds
    fi
    sharing='' training=''
    if [ -r "$archive" ] && [ -z "$(find "$lib" -name '*.jar' -cnewer "$archive" 2>&1)" ]; then
        sharing=$using$archive
    elif [ -n "${TRAIN_CLASSES:-}" ] && [ -w "$lib" ]; then
        training=yes
    fi
}

# Runs java with these arguments, and makes the archive of what it did; from 25 on that takes a second run, which says much.
# It gets its name when it is whole: another quickstart may be at the same, and this one may be stopped.
train_java() {
    new=$archive.$$
    trap 'rm -f "$new" "$new.seen"' EXIT
    # a shell that dies of a signal does not come by there
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if [ "$java_version" -ge 25 ]; then
        # it would say at the terminal where it has recorded
        making="-XX:AOTConfiguration=$new.seen"
        recording="-XX:AOTMode=record -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput"
    else
        making="-XX:ArchiveClassesAtExit=$new" recording=
    fi
    # shellcheck disable=SC2086
    "$java" "$making" "-Xlog:$archive_log*=off" -Dapogeemq.training=true $recording "$@"
    status=$?
    [ $status -eq 0 ] || exit $status
    if [ "$java_version" -ge 25 ]; then
        "$java" -XX:AOTMode=create "$making" "-XX:AOTCache=$new" "$@" >/dev/null 2>&1 || exit 0
    fi
    [ ! -r "$new" ] || mv "$new" "$archive"
    exit 0
}

# run_java LOG_CONFIGURATION MAIN_CLASS [ARGUMENT...]
run_java() {
    log_configuration=$1
    shift
    find_java
    find_lib
    find_class_archive
    ROCKETMQ_HOME=${ROCKETMQ_HOME:-$home}
    export ROCKETMQ_HOME
    logging=$ROCKETMQ_HOME/conf/$log_configuration
    # ROCKETMQ_HOME may still name an installation of before
    [ -r "$logging" ] || logging=$home/conf/$log_configuration

    # file names and messages may hold any character, also where no locale is set (containers, cron)
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]*) ;;
        *) LC_ALL=C.UTF-8 && export LC_ALL ;;
    esac
    encoding="-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8"

    # what these would find by looking through all jars; the network library must not wake the flight recorder, nor note the stack
    # at each 128th buffer, which is for finding leaks, by -Dio.netty.leakDetection.level=simple in JAVA_OPT_EXT
    lean="-Dslf4j.provider=${LOG_PROVIDER:-io.apogeemq.launch.log.LateLog} -Dslf4j.internal.verbosity=WARN -Dio.netty.jfr.enabled=false"
    lean="$lean -Dio.netty.leakDetection.level=disabled"
    [ ! -d /proc/sys/fs/epoll ] || lean="$lean -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider"

    # from 24 on java warns about what the network library needs, unless it is told that we know
    permissions=
    [ "$java_version" -lt 24 ] || permissions="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

    # a widespread tutorial writes {JAVA_OPT} without the dollar sign; java would take it for the class to run
    JAVA_OPT=${JAVA_OPT#"{JAVA_OPT}"}

    # words are split on purpose, but * in an option is no file pattern
    set -f
    # shellcheck disable=SC2086
    set -- $JAVA_OPT ${server_options:-} $encoding $lean "-Djava.library.path=$lib/META-INF/native" $permissions "-Dlog4j2.configurationFile=$logging" ${JAVA_OPT_EXT:-} \
        -cp "$lib/*${CLASSPATH:+:$CLASSPATH}" "$@"
    [ -z "$training" ] || train_java "$@"
    exec ${numa:-} "$java" ${sharing:+"$sharing" "-Xlog:$archive_log*=off"} "$@"
}
