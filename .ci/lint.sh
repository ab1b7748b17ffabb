#!/usr/bin/env bash
# gofmt, go vet and staticcheck; the linter's version stands in tools/go.mod.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unformatted=$(git ls-files -z '*.go' | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  echo "gofmt would change:" >&2
  echo "$unformatted" >&2
  exit 1
fi
linter=$(mktemp -d)
trap 'rm -rf "$linter"' EXIT
go build -modfile=tools/go.mod -o "$linter/" honnef.co/go/tools/cmd/staticcheck
for module in . fhir/r4pb; do
  (cd "$module" && go vet ./... && "$linter/staticcheck" ./...)
done
