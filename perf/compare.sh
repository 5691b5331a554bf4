#!/bin/sh
# Races Lanegrad with other libraries: one process for each library, number of threads and group of tasks, by turns.
# First: mvn -Ppeers -DskipTests package
#
# usage: perf/compare.sh [ROUNDS]         all of it from the beginning, 7 rounds unless told
#        perf/compare.sh race [ROUNDS]    one round or more, added to what was raced before
#        perf/compare.sh table            the tables of what was raced, to perf/results/<date>-<processor>.md and .json
#        perf/compare.sh forget           begins anew
#        perf/compare.sh sizes            what our training step costs over width, depth and batch, without others
#
# The environment says what a race is made of:
#   LIBRARIES="openblas netlib libtorch libtorch-passive pytorch scikit-learn onnxruntime"   THREADS="1 2"
#   TASKS="products elements steps predictions"
#   PYTHON=/usr/bin/python3, a Python with PyTorch and scikit-learn
set -eu

libraries=${LIBRARIES:-"openblas netlib libtorch libtorch-passive pytorch scikit-learn onnxruntime"}
counts=${THREADS:-"1 2"}
groups=${TASKS:-"products elements steps predictions"}
perf=$(cd "$(dirname "$0")" && pwd)
jar=$perf/target/benchmarks.jar
lines=$perf/target/race.tsv
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
python=${PYTHON:-python3}
# The last: other libraries' objects are closed one by one, and need nobody to look for those that were forgotten.
flags="--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx4g -Dorg.bytedeco.javacpp.nopointergc=true"

[ -f "$jar" ] || { echo "there is no $jar; build it with: mvn -Ppeers -DskipTests package" >&2; exit 1; }
"$java" -version 2>&1 | grep -q '"25' || { echo "$java isn't of a JDK 25; set JAVA_HOME" >&2; exit 1; }

# Some shells preset variables that halve a library's speed; only the threads are ours to set.
for name in $(env | sed -n 's/^\(\(OPENBLAS\|OMP\|MKL\|GOTO\|KMP\|DNNL\|ONEDNN\|ATEN\)_[A-Za-z_0-9]*\)=.*/\1/p'); do
    echo "unset $name" >&2
    unset "$name"
done

has() { # library group threads: whether it has any such task
    case $1-$2-$3 in
    libtorch-passive-steps-2) ;;
    libtorch-passive-*) false ;;
    lanegrad-* | libtorch-*) ;;
    openblas-products-*) ;;
    netlib-products-1) ;; # it has one thread
    pytorch-steps-* | scikit-learn-steps-* | onnxruntime-predictions-*) ;;
    *) false ;;
    esac
}

race() { # library threads group
    # OpenMP's threads and OpenBLAS's, both of them in one process, take the cores from each other as long as they spin.
    waiting=
    case $1-$3 in
    libtorch-steps | libtorch-predictions | pytorch-steps) waiting="GOMP_SPINCOUNT=1000 OPENBLAS_THREAD_TIMEOUT=10" ;;
    libtorch-passive-*) waiting="OMP_WAIT_POLICY=PASSIVE" ;;
    esac
    case $1 in
    pytorch | scikit-learn) env $waiting "$python" "$perf/peers/training_step.py" "$1" "$2" ;;
    *) env $waiting "$java" $flags -cp "$jar" lanegrad.perf.peers.Race "$1" "$2" "$3" ;;
    esac
}

round() {
    number=$(($(cut -f 1 "$lines" 2>/dev/null | sort -n | tail -n 1) + 1))
    for group in $groups; do
        for threads in $counts; do
            export OMP_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads" MKL_NUM_THREADS="$threads"
            for library in lanegrad $libraries; do
                has "$library" "$group" "$threads" || continue
                echo "round $number: $library, $group, $threads thread(s)" >&2
                if ! race "$library" "$threads" "$group" >"$lines.new" 2>"$lines.log"; then
                    echo "$library: results are missing:" >&2
                    tail -n 5 "$lines.log" >&2
                fi
                sed -n "/	/s/^/$number	/p" "$lines.new" >>"$lines" # a JVM that dies says so on other lines
            done
        done
    done
    rm -f "$lines.new" "$lines.log"
}

cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
cpu=${cpu:-$(uname -m)}
results=$perf/results/$(date -u +%Y-%m-%d)-$(echo "$cpu" | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-$//')
mkdir -p "$perf/results"

table() {
    widest=$(grep -o -m 1 -w -e avx512f -e avx2 /proc/cpuinfo 2>/dev/null | sort | tail -n 1 || true)
    {
        echo "# Lanegrad beside other libraries"
        echo
        echo "- date: $(date -u +%Y-%m-%dT%H:%M:%SZ); each library, number of threads and group of tasks in a process of its own"
        echo "- processor: $cpu${widest:+ ($widest)}, $(getconf _NPROCESSORS_ONLN) cores; load average: $(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || echo unknown)"
        echo "- $("$java" -version 2>&1 | sed -n 2p), $(uname -sr)"
        echo "- flags: $flags"
        "$java" -cp "$jar" lanegrad.perf.peers.Comparison <"$lines"
        echo
        echo "Rates and times are medians over the rounds of each round's median of 9 samples. The ratio is the strongest"
        echo "library's time divided by ours, above 1 where we are ahead: its median over the rounds, and of the best"
        echo "sample of all rounds. \"At the limit\" is what the ratio would be if all our multiply-adds ran at the speed that"
        echo "registers alone allow, the updates of a step as fast as those of 1024 weights, and all else took no time: no"
        echo "strict limit, as updates of arrays that lie well to each other are faster still. The round numbers tell which"
        echo "lines of the JSON file belong together."
    } >"$results.md"
    "$java" -cp "$jar" lanegrad.perf.peers.Comparison json <"$lines" >"$results.json"
    cat "$results.md"
}

rounds() {
    left=$1
    while [ "$left" -gt 0 ]; do
        round
        left=$((left - 1))
    done
}

case ${1:-all} in
race) rounds "${2:-1}" ;;
table) table ;;
forget) rm -f "$lines" ;;
sizes) "$java" $flags -cp "$jar" lanegrad.perf.CostOverSize "$results-sizes" ;;
*)
    rm -f "$lines"
    rounds "${1:-7}"
    table
    ;;
esac
