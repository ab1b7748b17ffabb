#!/usr/bin/env bash
# Makes the FHIR package of fhir/ig, in the layout that HL7's tools load:
# package/package.json and package/.index.json beside the resources, examples
# in package/example.
#
#   .ci/ig-package.sh [FILE]      FILE is openephr.ephr-go.tgz if not given
set -euo pipefail
out=${1:-openephr.ephr-go.tgz}
ig=$(cd "$(dirname "${BASH_SOURCE[0]}")/../fhir/ig" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/package/example"
cp "$ig"/*.json "$ig/package/package.json" "$ig/package/.index.json" "$dir/package"
cp "$ig"/example/*.json "$ig/package/example/.index.json" "$dir/package/example"
tar -czf "$out" -C "$dir" package
echo "$out: $(tar -tzf "$out" | grep -c '\.json$') files"
