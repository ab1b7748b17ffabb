#!/usr/bin/env bash
# Exports every valid sample and N generated records (500) as document,
# collection and transaction, with default and all tiers, and asks the judge:
# 0 errors and 0 undeclared extensions. Judges fhir/ig as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
n=${1:-500}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/documents" "$dir/others"
go test ./fhir -run '^TestExportsForTheJudge$' -count=1 -judge-dir "$dir" -judge-records "$n"
bash .ci/judge.sh --no-ips --dir fhir/ig
bash .ci/judge.sh --dir "$dir/documents"
bash .ci/judge.sh --no-ips --dir "$dir/others"
