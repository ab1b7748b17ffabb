#!/usr/bin/env bash
# Reads HL7's own examples and writes them again: no element may be lost, and of the
# official patient summaries 85 % of the values must become typed. The examples are
# npm packages of HL7's (CC0); they are fetched into a temporary folder, nothing of
# them stays. Where npm or its registry is missing nothing is compared, which is said
# and is no error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

skip() { echo "examples: $*, not read"; exit 0; }

command -v npm >/dev/null || skip "no npm"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for package in hl7.fhir.uv.ips@2.0.0 hl7.fhir.r4.examples@4.0.1; do
  (cd "$dir" && npm pack --silent "$package" >/dev/null 2>"$dir/log") || skip "$package cannot be had"
done
mkdir "$dir/ips" "$dir/r4"
tar -xzf "$dir"/hl7.fhir.uv.ips-2.0.0.tgz -C "$dir/ips"
tar -xzf "$dir"/hl7.fhir.r4.examples-4.0.1.tgz -C "$dir/r4"
EPHR_EXAMPLES=$dir/ips/package/example go test ./fhir -count=1 -run '^(TestForeignBundlesLoseNothing|TestTypedShare)$'
mkdir "$dir/chosen"
for type in Patient Encounter Condition Observation Immunization AllergyIntolerance Medication MedicationStatement \
  MedicationRequest Procedure DiagnosticReport ServiceRequest CarePlan CareTeam Flag Consent Provenance Composition \
  QuestionnaireResponse Location Organization Practitioner PractitionerRole RelatedPerson Device DeviceUseStatement \
  ImagingStudy Specimen Media DocumentReference Binary Bundle; do
  find "$dir/r4/package" -maxdepth 1 -name "$type-*.json" -exec mv {} "$dir/chosen" \;
done
echo "examples: $(find "$dir/chosen" -name '*.json' | wc -l) examples of FHIR R4"
EPHR_EXAMPLES=$dir/chosen go test ./fhir -count=1 -run '^TestForeignBundlesLoseNothing$'
