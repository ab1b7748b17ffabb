#!/usr/bin/env bash
# Optional: HAPI's validator judges documents of all samples and of some
# generated records, and a FHIR server in memory gets every transaction twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/documents" "$dir/others" "$dir/claimed"
go test ./internal/genig -run '^TestClaimedExports$' -count=1 -judge-dir "$dir/claimed"
go test ./fhir -run '^TestExportsForTheJudge$' -count=1 -judge-dir "$dir" -judge-records "${1:-40}"
(cd integration/medplum && npm ci --no-audit --no-fund --loglevel=error)
mkdir "$dir/transactions"
mv "$dir"/others/transaction-* "$dir/transactions"
node integration/medplum/twice.mjs --quiet --dir "$dir/transactions"
bash integration/hapi/run.sh fhir/ig fhir/ig/example "$dir/claimed" "$dir/documents" "$dir/others"
broken=internal/genig/testdata/broken
bash integration/hapi/run.sh "$broken" >"$dir/broken.txt" && code=0 || code=$?
for f in "$broken"/*.json; do
  [ "$code" = 1 ] && grep -q "^$f:" "$dir/broken.txt" || { echo "hapi: no error in $f, which breaks a profile" >&2; exit 1; }
done
