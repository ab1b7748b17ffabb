#!/usr/bin/env bash
# Runs every fuzz target of the module and of the bridge for the given time (20s),
# two targets at once with one worker each: the machines of CI have two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
time=${1:-20s}

# One target: its output is shown when it ends.
if [ "${2:-}" = one ]; then
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  code=0
  (cd "$3" && go test -run '^$' -fuzz "^$5\$" -fuzztime "$time" -fuzzminimizetime 10x -parallel 1 "$4") >"$log" 2>&1 || code=$?
  echo "-- $4 $5"
  if [ "$code" = 0 ]; then tail -n 3 "$log"; else cat "$log"; fi
  exit "$code"
fi

for module in . fhir/r4pb; do
  (
    cd "$module"
    for pkg in $(go list ./...); do
      # shellcheck disable=SC2013
      for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
        echo "$module $pkg $target"
      done
    done
  )
done | xargs -P 2 -L 1 bash .ci/fuzz.sh "$time" one
