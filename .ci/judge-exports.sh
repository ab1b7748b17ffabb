#!/usr/bin/env bash
# Exports every valid sample and N generated records (500) as document,
# collection and transaction, with default and all tiers, and asks the judge:
# 0 errors and 0 undeclared extensions. Judges fhir/ig as well: its artefacts,
# its examples, the samples' exports against its profiles, and resources that
# break a profile, each of which must be an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
n=${1:-500}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/documents" "$dir/others" "$dir/claimed"
go test ./fhir -run '^TestExportsForTheJudge$' -count=1 -judge-dir "$dir" -judge-records "$n"
go test ./internal/genig -run '^TestClaimedExports$' -count=1 -judge-dir "$dir/claimed"
bash .ci/judge.sh --no-ips --dir fhir/ig
bash .ci/judge.sh --no-ips --dir fhir/ig/example
bash .ci/judge.sh --no-ips --dir "$dir/claimed"
broken=internal/genig/testdata/broken
bash .ci/judge.sh --no-ips --dir "$broken" >"$dir/broken.txt" || true
if ! grep -q '^judge not available' "$dir/broken.txt"; then
  for f in "$broken"/*.json; do
    grep -q "^$f error " "$dir/broken.txt" || { echo "judge: no error in $f, which breaks a profile" >&2; exit 1; }
  done
fi
bash .ci/judge.sh --dir "$dir/documents"
bash .ci/judge.sh --no-ips --dir "$dir/others"
