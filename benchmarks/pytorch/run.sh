#!/usr/bin/env bash
# Times training steps of this library and of PyTorch in turns, and prints the ratios of the medians. Needs python3 with venv, git, and this project
# installed (mvn -B -ntp -Dquick -DskipTests install). RGENN may name a directory with the sources of the method's authors; otherwise they are fetched, at the
# commit that docs/results was measured with. PYTHON may name an interpreter that has torch, numpy, scipy, einops and tqdm; otherwise a virtual environment is made.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-5}

if [ -z "${RGENN:-}" ]; then
    RGENN=$work/rgenn
    git init -q "$RGENN"
    git -C "$RGENN" fetch -q --depth 1 https://github.com/mirceamironenco/rgenn df54466a12d50f723ff1d03951aaa755d7a58f8d
    git -C "$RGENN" checkout -q FETCH_HEAD
fi
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    PYTHON=$work/venv/bin/python
    "$PYTHON" -m pip install -q torch==2.7.1 numpy scipy einops tqdm
fi
(cd "$root" && mvn -B -ntp -q -Dquick -pl benchmarks dependency:build-classpath -Dmdep.outputFile="$work/classpath")

# As in the launcher: idle threads of the backend must not spin on the cores that Java needs, and Java's vectors are there. VECTORS=no leaves them out. PyTorch keeps its default, with which it is faster.
vectors=(--add-modules=jdk.incubator.vector)
[ "${VECTORS:-yes}" = yes ] || vectors=()
for _ in $(seq "$rounds"); do
    GOMP_SPINCOUNT=3000 java ${vectors[@]+"${vectors[@]}"} -cp "$root/benchmarks/target/classes:$(cat "$work/classpath")" org.lie4j.benchmarks.TrainingSteps 2>>"$work/log" |
        sed 's/^/ours /' | tee -a "$work/times"
    PYTHONPATH=$RGENN "$PYTHON" "$here/steps.py" 2>>"$work/log" | grep -v ^Warning | sed 's/^/torch /' | tee -a "$work/times"
done
grep -h threads "$work/log" | sort -u
"$PYTHON" - "$work/times" <<'PYTHON_END'
import statistics
import sys

times = {}
with open(sys.argv[1], encoding="utf-8") as lines:
    for who, name, value in map(str.split, lines):
        times.setdefault((who, name), []).append(float(value))
median = {key: statistics.median(values) for key, values in times.items()}
for key, values in times.items():
    print(*key, f"median {median[key]:.1f} ms, from {min(values):.1f} to {max(values):.1f}")
for ours, theirs in (("cnn", "cnn"), ("group", "group"), ("separable", "group"), ("separable2", "group")):
    print(f"{ours} / torch {theirs} = {median['ours', ours] / median['torch', theirs]:.2f}")
for name in ("separable", "separable2"):
    print(f"{name} / group, both ours = {median['ours', name] / median['ours', 'group']:.2f}")
PYTHON_END
