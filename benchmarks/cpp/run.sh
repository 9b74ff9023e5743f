#!/usr/bin/env bash
# Builds peers.cpp against manif and Sophus and runs it. Needs g++, git and the headers of Eigen (apt-get install libeigen3-dev). MANIF and SOPHUS may
# name directories with their sources; otherwise these are fetched, at the commits that docs/results was measured with.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checkout() {
    git init -q "$work/$1"
    git -C "$work/$1" fetch -q --depth 1 "https://github.com/$2" "$3"
    git -C "$work/$1" checkout -q FETCH_HEAD
    echo "$work/$1"
}
MANIF=${MANIF:-$(checkout manif artivis/manif de52f8b8bf354e5e03a61025986f4fdb1abad774)}
SOPHUS=${SOPHUS:-$(checkout sophus strasdat/Sophus d0b7315a0d90fc6143defa54596a3a95d9fa10ec)}
EIGEN=${EIGEN:-/usr/include/eigen3}
"${CXX:-g++}" -O3 -march=native -DNDEBUG -std=c++17 -DSOPHUS_USE_BASIC_LOGGING \
    -I"$EIGEN" -I"$MANIF/include" -I"$MANIF/external/tl" -I"$SOPHUS" "$here/peers.cpp" -o "$work/peers"
"$work/peers"
