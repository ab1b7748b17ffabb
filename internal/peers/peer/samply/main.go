// Command samply measures github.com/samply/golang-fhir-models.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{"export": export})
}

// bundle is fhir.Bundle with typed resources: the library's own entries hold
// raw JSON, which would be written, read and written again.
type bundle struct {
	ResourceType string           `json:"resourceType"`
	Id           *string          `json:"id,omitempty"`
	Meta         *fhir.Meta       `json:"meta,omitempty"`
	Identifier   *fhir.Identifier `json:"identifier,omitempty"`
	Type         fhir.BundleType  `json:"type"`
	Timestamp    *string          `json:"timestamp,omitempty"`
	Entry        []entry          `json:"entry,omitempty"`
}

type entry struct {
	FullUrl  *string `json:"fullUrl,omitempty"`
	Resource any     `json:"resource,omitempty"`
}

var types = map[string]func() any{
	"AllergyIntolerance":         func() any { return new(fhir.AllergyIntolerance) },
	"AuditEvent":                 func() any { return new(fhir.AuditEvent) },
	"CarePlan":                   func() any { return new(fhir.CarePlan) },
	"CareTeam":                   func() any { return new(fhir.CareTeam) },
	"ClinicalImpression":         func() any { return new(fhir.ClinicalImpression) },
	"Communication":              func() any { return new(fhir.Communication) },
	"Composition":                func() any { return new(fhir.Composition) },
	"Condition":                  func() any { return new(fhir.Condition) },
	"Consent":                    func() any { return new(fhir.Consent) },
	"Device":                     func() any { return new(fhir.Device) },
	"DeviceUseStatement":         func() any { return new(fhir.DeviceUseStatement) },
	"DiagnosticReport":           func() any { return new(fhir.DiagnosticReport) },
	"Encounter":                  func() any { return new(fhir.Encounter) },
	"FamilyMemberHistory":        func() any { return new(fhir.FamilyMemberHistory) },
	"Flag":                       func() any { return new(fhir.Flag) },
	"Immunization":               func() any { return new(fhir.Immunization) },
	"ImmunizationRecommendation": func() any { return new(fhir.ImmunizationRecommendation) },
	"Location":                   func() any { return new(fhir.Location) },
	"MedicationRequest":          func() any { return new(fhir.MedicationRequest) },
	"MedicationStatement":        func() any { return new(fhir.MedicationStatement) },
	"Observation":                func() any { return new(fhir.Observation) },
	"Organization":               func() any { return new(fhir.Organization) },
	"Patient":                    func() any { return new(fhir.Patient) },
	"Practitioner":               func() any { return new(fhir.Practitioner) },
	"PractitionerRole":           func() any { return new(fhir.PractitionerRole) },
	"Procedure":                  func() any { return new(fhir.Procedure) },
	"Provenance":                 func() any { return new(fhir.Provenance) },
	"RelatedPerson":              func() any { return new(fhir.RelatedPerson) },
	"ServiceRequest":             func() any { return new(fhir.ServiceRequest) },
	"Specimen":                   func() any { return new(fhir.Specimen) },
}

// export encodes the structs of the bundle.
func export(in *harness.Input) (harness.Run, error) {
	text, err := in.File(harness.BundleFile)
	if err != nil {
		return nil, err
	}
	raw, err := fhir.UnmarshalBundle(text)
	if err != nil {
		return nil, err
	}
	doc := bundle{ResourceType: "Bundle", Id: raw.Id, Meta: raw.Meta, Identifier: raw.Identifier, Type: raw.Type, Timestamp: raw.Timestamp}
	for _, e := range raw.Entry {
		var kind struct{ ResourceType string }
		if err := json.Unmarshal(e.Resource, &kind); err != nil {
			return nil, err
		}
		create := types[kind.ResourceType]
		if create == nil {
			return nil, fmt.Errorf("no struct for %s", kind.ResourceType)
		}
		res := create()
		if err := json.Unmarshal(e.Resource, res); err != nil {
			return nil, err
		}
		doc.Entry = append(doc.Entry, entry{e.FullUrl, res})
	}
	out, err := json.Marshal(&doc)
	if err != nil {
		return nil, err
	}
	want, err := harness.Tree(text)
	if err != nil {
		return nil, err
	}
	got, err := harness.Tree(out)
	if err != nil {
		return nil, err
	}
	lost := len(harness.Differ(want, got, ""))
	if lost > bytes.Count(text, []byte(`":`))/10 {
		return nil, fmt.Errorf("the peer's output is another in %d places", lost)
	}
	return func(b *harness.B) error {
		b.Note = fmt.Sprintf("%d bytes; not lossless: differs in %d places", len(out), lost)
		for range b.N {
			if _, err := json.Marshal(&doc); err != nil {
				return err
			}
		}
		return nil
	}, nil
}
