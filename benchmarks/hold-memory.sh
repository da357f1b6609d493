#!/bin/sh
# Runs a command while this virtual machine keeps the memory that it frees; README.md says what else that costs:
#   hold-memory.sh sh benchmarks/compare.sh --only send1k
# For root. Takes the balloon away from its driver, touches most of what is free once, and gives the balloon back at the end.
[ $# -gt 0 ] || { echo "Usage: hold-memory.sh COMMAND [ARGUMENT]..." >&2; exit 2; }
driver=/sys/bus/virtio/drivers/virtio_balloon
balloons=
for device in "$driver"/virtio*; do
    [ -e "$device" ] && balloons="$balloons ${device##*/}"
done

give_back() {
    for balloon in $balloons; do
        echo "$balloon" > "$driver/bind"
    done
}
trap give_back EXIT
trap 'exit 130' INT TERM HUP
for balloon in $balloons; do
    echo "$balloon" > "$driver/unbind" || exit 1
done

free_mb=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)
# tail keeps what it reads, for it waits in vain for the end of a line
head -c "$((free_mb * 9 / 10))M" /dev/zero | tail > /dev/null
"$@"
