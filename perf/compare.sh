#!/bin/sh
# Races Lanegrad with other libraries: one process for each library and number of threads, by turns, for some rounds.
# Prints tables and writes them to perf/results/<date>-<processor>.md. First: mvn -Ppeers -DskipTests package
# usage: perf/compare.sh [ROUNDS]     (default 3)    LIBRARIES="openblas netlib" perf/compare.sh   for some of them only
set -eu

rounds=${1:-3}
libraries=${LIBRARIES:-"openblas netlib libtorch pytorch"}
perf=$(cd "$(dirname "$0")" && pwd)
jar=$perf/target/benchmarks.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
python=${PYTHON:-python3}
flags="--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx4g"

[ -f "$jar" ] || { echo "there is no $jar; build it with: mvn -Ppeers -DskipTests package" >&2; exit 1; }
"$java" -version 2>&1 | grep -q '"25' || { echo "$java isn't of a JDK 25; set JAVA_HOME" >&2; exit 1; }
lines=$(mktemp)
trap 'rm -f "$lines" "$lines.log"' EXIT
trap 'exit 130' INT TERM

# Some shells preset variables that halve a library's speed; only the threads are ours to set.
for name in $(env | sed -n 's/^\(\(OPENBLAS\|OMP\|MKL\|GOTO\|KMP\|DNNL\)_[A-Za-z_0-9]*\)=.*/\1/p'); do
    echo "unset $name" >&2
    unset "$name"
done

race() { # library threads
    case $1 in
    pytorch) "$python" "$perf/peers/training_step.py" "$2" |
        sed -n "s/.*median \([0-9.]*\) us, best \([0-9.]*\) us/pytorch	$2	training step	\1	\2/p" ;;
    *) "$java" $flags -cp "$jar" lanegrad.perf.peers.Race "$1" "$2" ;;
    esac
}

load=$(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || echo unknown)
round=1
while [ "$round" -le "$rounds" ]; do
    for threads in 1 2; do
        export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads MKL_NUM_THREADS=$threads
        for library in lanegrad $libraries; do
            echo "round $round of $rounds: $library, $threads thread(s)" >&2
            out=$(race "$library" "$threads" 2>"$lines.log") || true
            [ -n "$out" ] && echo "$out" | sed "s/^/$round	/" >>"$lines"
            # Warnings of the JVM are usual; an exception is not.
            if [ -z "$out" ] || grep -q -e Exception -e Error "$lines.log"; then
                echo "$library: some results are missing:" >&2
                tail -n 5 "$lines.log" >&2
            fi
        done
    done
    round=$((round + 1))
done

cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
cpu=${cpu:-$(uname -m)}
widest=$(grep -o -m 1 -w -e avx512f -e avx2 /proc/cpuinfo 2>/dev/null | sort | tail -n 1 || true)
results=$perf/results/$(date +%Y-%m-%d)-$(echo "$cpu" | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-$//').md
mkdir -p "$perf/results"
{
    echo "# Lanegrad beside other libraries"
    echo
    echo "- date: $(date -u +%Y-%m-%dT%H:%M:%SZ); rounds: $rounds; each library and number of threads in a process of its own"
    echo "- processor: $cpu${widest:+ ($widest)}, $(getconf _NPROCESSORS_ONLN) cores; load average before: $load, after: $(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || echo unknown)"
    echo "- $("$java" -version 2>&1 | sed -n 2p)"
    echo "- flags: $flags"
    echo "- libraries: $(ls "$perf/target/lib" | grep -E '^(openblas|pytorch|blas)-[0-9.a-z-]*\.jar$' | grep -v linux | tr '\n' ' ')"
    echo
    echo "Rates are medians over the rounds of each round's median of 9 samples. The ratio is the strongest library's time"
    echo "divided by ours, above 1 where we are ahead: its median over the rounds, and of the best sample of all rounds."
    "$java" -cp "$jar" lanegrad.perf.peers.Comparison <"$lines"
} >"$results"
cat "$results"
