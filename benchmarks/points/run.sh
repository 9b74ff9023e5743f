#!/usr/bin/env bash
# Times the PCA frames of 10,000 clouds of 1,024 points, ours and those of numpy and PyTorch in turns, and prints the ratios of the medians; then the cost of
# frames and partitions against the number of points. PYTHON may name an interpreter that has torch and numpy; otherwise a virtual environment is made.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-3}

if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    PYTHON=$work/venv/bin/python
    "$PYTHON" -m pip install -q torch==2.7.1 numpy
fi
(cd "$root" && mvn ${MVN_OPTIONS:-} -B -ntp -q -Dquick -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/points.classpath)
ours=(java -Xmx2g -cp "$root/benchmarks/target/classes:$(cat "$root/benchmarks/target/points.classpath")" org.lie4j.benchmarks.PointFrames)

uptime
for _ in $(seq "$rounds"); do
    "${ours[@]}" 2>>"$work/log" | sed 's/^/ours /' | tee -a "$work/times"
    # numpy has no setting of its own for threads: the library beneath it takes one.
    OPENBLAS_NUM_THREADS=1 "$PYTHON" "$here/frames.py" 2>>"$work/log" | sed 's/^/python /' | tee -a "$work/times"
done
uptime
"$PYTHON" - "$work/times" <<'PYTHON_END'
import statistics
import sys

times = {}
with open(sys.argv[1], encoding="utf-8") as lines:
    for _, name, value in map(str.split, lines):
        times.setdefault(name, []).append(float(value))
median = {key: statistics.median(values) for key, values in times.items()}
for key, values in times.items():
    print(f"{key} median {median[key]:.0f} ms, from {min(values):.0f} to {max(values):.0f}")
for threads in (1, 2):
    for key in median:
        if key.startswith("numpy") and threads == 1 or key.endswith(f"-{threads}") and key.startswith("torch"):
            print(f"frames-{threads} / {key} = {median[f'frames-{threads}'] / median[key]:.2f}")
PYTHON_END
"${ours[@]}" sizes
