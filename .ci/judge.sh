#!/usr/bin/env bash
# Judges FHIR files with the independent FHIR R4 + IPS judge, in one process.
#
#   .ci/judge.sh [--warnings] [--dir DIR | --list FILE | OPTION | FILE]...
#
#   --dir DIR     every *.json of a folder
#   --list FILE   the files named in FILE, one per line; - is stdin
#   --warnings    print the judge's warnings too
#   --no-ips      do not ask for the IPS: for a collection or transaction that begins with a
#                 Composition, which --ips takes for a broken summary
#   OPTION        any other option is the judge's own (--profile URL, --lenient-refs, ...)
#
# The judge is a separate program, no part of this repository. $FHIR_JUDGE names its folder, or the
# judge.mjs in it; where it is not set, it is looked for in tools/fhir-judge of a folder "shared" beside
# the repository. Where its dependencies are not installed, a copy is installed once in the user's cache.
# Without a judge nothing is judged, which is said and is no error.
#
# Exit: 0 no errors and no undeclared extension, or no judge to ask; 1 findings; 2 unusable.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() { echo "judge: $*" >&2; exit 2; }

# The folder of an installed judge in $judge, empty if there is none.
find_judge() {
  local from=${FHIR_JUDGE:-$root/../shared/tools/fhir-judge}
  [ -f "$from" ] && from=$(dirname "$from")
  if [ ! -f "$from/judge.mjs" ]; then
    [ -z "${FHIR_JUDGE:-}" ] || fail "no judge.mjs at FHIR_JUDGE=$FHIR_JUDGE"
    judge=
    return
  fi
  if [ -d "$from/node_modules" ] && [ -d "$from/vendor" ]; then
    judge=$from
    return
  fi
  local copy=${XDG_CACHE_HOME:-$HOME/.cache}/ephr-go/fhir-judge
  install_copy "$from" "$copy"
  judge=$copy
}

# Copies the sources of the judge and installs it there, unless that copy is of the same sources.
install_copy() {
  local from=$1 to=$2 f same=yes
  while IFS= read -r f; do
    cmp -s "$from/$f" "$to/$f" || { same=no; break; }
  done < <(sources "$from")
  [ "$same" = yes ] && [ -f "$to/.installed" ] && return
  echo "judge: installing a copy in the user's cache, once" >&2
  local new=$to.$$
  rm -rf "$new"
  while IFS= read -r f; do
    mkdir -p "$new/$(dirname "$f")"
    cat "$from/$f" > "$new/$f"
  done < <(sources "$from")
  bash "$new/install.sh" >&2 || { rm -rf "$new"; fail "the judge's install.sh failed"; }
  touch "$new/.installed"
  rm -rf "$to"
  mv "$new" "$to"
}

sources() {
  (cd "$1" && find . -type f \
    ! -path './node_modules/*' ! -path './vendor/*' ! -path './cache/*' | sort)
}

ips=(--ips)
args=()
files=()
warnings=no
add_lines() {
  local f
  while IFS= read -r f || [ -n "$f" ]; do
    if [ -n "$f" ]; then files+=("$f"); fi
  done
}
while [ $# -gt 0 ]; do
  case $1 in
    --dir)
      [ -d "${2:-}" ] || fail "no folder ${2:-}"
      add_lines < <(find "$2" -maxdepth 1 -name '*.json' ! -type d | sort)
      shift
      ;;
    --list)
      if [ "${2:-}" = - ]; then add_lines; else
        [ -f "${2:-}" ] || fail "no file ${2:-}"
        add_lines < "$2"
      fi
      shift
      ;;
    --warnings) warnings=yes ;;
    --no-ips) ips=() ;;
    --profile | --extra-dir) args+=("$1" "${2:?}"); shift ;;
    --*) args+=("$1") ;;
    *) files+=("$1") ;;
  esac
  shift
done
[ ${#files[@]} -gt 0 ] || fail "no files to judge"
[ -d "$root/fhir/ig" ] && args+=(--extra-dir "$root/fhir/ig")

find_judge
if [ -z "$judge" ]; then
  echo "judge not available, skipped (FHIR_JUDGE names the folder of one)"
  exit 0
fi
command -v node >/dev/null || fail "node is not installed"

out=$(mktemp)
trap 'rm -f "$out"' EXIT
code=0
node "$judge/judge.mjs" ${ips[@]+"${ips[@]}"} ${args[@]+"${args[@]}"} "${files[@]}" > "$out" || code=$?

undeclared=$(grep -c '(ext-unknown)$' "$out" || true)
if [ "$warnings" = yes ]; then
  cat "$out"
else
  grep -E ' error | warning .*\(ext-unknown\)$' "$out" || true
  tail -n 1 "$out"
fi
if [ "$code" -gt 1 ]; then exit 2; fi
if [ "$undeclared" -gt 0 ]; then
  echo "judge: $undeclared undeclared extensions" >&2
  code=1
fi
exit "$code"
