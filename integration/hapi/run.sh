#!/usr/bin/env bash
# Validates FHIR R4 JSON with HAPI's validator, offline; builds it when needed.
#
#   integration/hapi/run.sh [--ig DIR]... [--warnings] FILE|DIR...
#
# The repository's own fhir/ig is always loaded, and so are the packages of IPS 2.0.0 and of the
# extensions that it uses: from $FHIR_PACKAGES/{ips,extensions} where that is set, else fetched once
# with npm into target/packages.
#
# Exit: 0 no errors apart from those in allowed-messages.txt, 1 errors, 2 usage or build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
target=$here/target
main=$target/classes/org/openephr/integration/Validate.class
source=$here/src/main/java/org/openephr/integration/Validate.java

fail() { echo "hapi: $*" >&2; exit 2; }
need() { command -v "$1" >/dev/null || fail "$1 is not installed"; }

# package NAME VERSION DIR: unpacks an npm package of FHIR definitions into target/packages/DIR.
package() {
  local dir=$target/packages/$3
  [ -f "$dir/package/package.json" ] && return
  need npm
  mkdir -p "$dir"
  (cd "$dir" && npm pack --silent "$1@$2" >/dev/null && tar -xzf ./*.tgz && rm -f ./*.tgz) ||
    { rm -rf "$dir"; fail "cannot fetch $1"; }
}

need java
if [ ! -f "$main" ] || [ "$source" -nt "$main" ] || [ "$here/pom.xml" -nt "$target/classpath" ]; then
  need mvn
  mvn -B -q -ntp -f "$here/pom.xml" compile >&2 || fail "the build failed"
  touch "$main" "$target/classpath"
fi
if [ -z "${FHIR_PACKAGES:-}" ]; then
  package hl7.fhir.uv.ips 2.0.0 ips
  package hl7.fhir.uv.extensions.r4 5.3.0-ballot-tc1 extensions
  FHIR_PACKAGES=$target/packages
fi
igs=(--ig "$FHIR_PACKAGES/ips" --ig "$FHIR_PACKAGES/extensions")
[ -d "$root/fhir/ig" ] && igs+=(--ig "$root/fhir/ig")

exec java -Xmx2g -cp "$target/classes:$(cat "$target/classpath")" org.openephr.integration.Validate \
  --allow "$here/allowed-messages.txt" "${igs[@]}" "$@"
