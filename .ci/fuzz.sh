#!/usr/bin/env bash
# Runs every fuzz target of the module and of the bridge for the given time (20s).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
time=${1:-20s}
for module in . fhir/r4pb; do
  pushd "$module" >/dev/null
  for pkg in $(go list ./...); do
    targets=$(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true)
    for target in $targets; do
      echo "-- $pkg $target"
      go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x "$pkg"
    done
  done
  popd >/dev/null
done
