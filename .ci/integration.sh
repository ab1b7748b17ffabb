#!/usr/bin/env bash
# Optional: HAPI's validator judges documents of all samples and of some
# generated records, and a FHIR server in memory gets every transaction twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/documents" "$dir/others"
go test ./fhir -run '^TestExportsForTheJudge$' -count=1 -judge-dir "$dir" -judge-records "${1:-40}"
(cd integration/medplum && npm ci --no-audit --no-fund --loglevel=error)
mkdir "$dir/transactions"
mv "$dir"/others/transaction-* "$dir/transactions"
node integration/medplum/twice.mjs --quiet --dir "$dir/transactions"
bash integration/hapi/run.sh --ig fhir/ig "$dir/documents" "$dir/others"
