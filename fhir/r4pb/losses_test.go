package r4pb_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	_ "time/tzdata" // not every machine has it

	c4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/codes_go_proto"
	d4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/datatypes_go_proto"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	conditionpb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/condition_go_proto"
	patientpb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/patient_go_proto"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/fhir/r4pb"
)

// What the package's documentation says of times, each with what comes back.
func TestTimesThatAreLost(t *testing.T) {
	for _, c := range []struct {
		before, after ephr.DateTime
		source        bool // google/fhir's own reading of it goes into the source
	}{
		{before: "2017", after: "2017"},
		{before: "2017-03~", after: "2017-03~"},
		{before: "2017-03-14", after: "2017-03-14"},
		{before: "2017-03-14T09:30", after: "2017-03-14T09:30"},
		{before: "2017-03-14T09:30Z", after: "2017-03-14T09:30Z"},
		{before: "2017-03-14T09:30:05.5", after: "2017-03-14T09:30:05.5"},
		{before: "2017-03-14T09:30:05Z", after: "2017-03-14T09:30:05Z"},
		{before: "2017-03-14T09:30:05+00:00", after: "2017-03-14T09:30:05+00:00"},
		{before: "2017-03-14T09:30:05+05:45", after: "2017-03-14T09:30:05+05:45"},
		{before: "2017-03-14T09:30:05-03:30", after: "2017-03-14T09:30:05-03:30"},
		{before: "2017-03-14T09:30:05.250+02:00", after: "2017-03-14T09:30:05.250+02:00"},
		{before: "2017-03-14T09:30:05.123456Z", after: "2017-03-14T09:30:05.123456Z"},
		{before: "1904-02-29T00:00:00.001Z", after: "1904-02-29T00:00:00.001Z"},

		{before: "2017-03-14T09:30:05.5Z", after: "2017-03-14T09:30:05.500Z"},
		{before: "2017-03-14T09:30:05.25+02:00", after: "2017-03-14T09:30:05.250+02:00"},
		{before: "2017-03-14T09:30:05.1234Z", after: "2017-03-14T09:30:05.123400Z"},
		{before: "2017-03-14T09:30:05.123456789Z", after: "2017-03-14T09:30:05.123456Z"},
		{before: "2017-03-14T09:30:05-00:00", after: "2017-03-14T09:30:05+00:00"},
		{before: "2017-03-14T09:30:05.5-00:00", after: "2017-03-14T09:30:05.500+00:00"},
		{before: "2017-03-14T09:30-00:00", after: "2017-03-14T09:30-00:00", source: true},
	} {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: "female"}
		rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", c.before), Code: ephr.ICD10("J45")}}
		after := there(t, rec)
		if got := after.Conditions[0].Recorded; got != c.after {
			t.Errorf("%s comes back as %s, want %s", c.before, got, c.after)
		}
		if (len(after.Source) > 0) != c.source {
			t.Errorf("%s: is there a source: %v", c.before, !c.source)
		}
	}
}

// What the package's documentation says of that which others have written.
func TestSourceThatIsLost(t *testing.T) {
	const subject = `"subject":{"reference":"Patient/p"}`
	for name, c := range map[string]struct{ before, after string }{
		"kept: digits":                 {`"valueQuantity":{"value":1.50e2}`, `"valueQuantity":{"value":1.50e2}`},
		"kept: nulls in arrays":        {`"effectiveTiming":{"event":["2017",null],"_event":[null,{"id":"i"}]}`, `"effectiveTiming":{"event":["2017",null],"_event":[null,{"id":"i"}]}`},
		"kept: an empty string":        {`"valueString":""`, `"valueString":""`},
		"kept: an absent value":        {`"_valueString":{"extension":[{"url":"urn:x","valueCode":"y"}]}`, `"_valueString":{"extension":[{"url":"urn:x","valueCode":"y"}]}`},
		"kept: a version":              {`"focus":[{"reference":"Condition/c/_history/2"}]`, `"focus":[{"reference":"Condition/c/_history/2"}]`},
		"kept: the id of a Reference":  {`"focus":[{"id":"i","reference":"Condition/c"}]`, `"focus":[{"id":"i","reference":"Condition/c"}]`},
		"kept: an absolute reference":  {`"focus":[{"reference":"urn:x","_reference":{"id":"i"}}]`, `"focus":[{"reference":"urn:x","_reference":{"id":"i"}}]`},
		"kept: something contained":    {`"contained":[{"resourceType":"Condition","id":"c",` + subject + `}],"focus":[{"reference":"#c"}]`, `"contained":[{"resourceType":"Condition","id":"c",` + subject + `}],"focus":[{"reference":"#c"}]`},
		"fractions":                    {`"valueTime":"10:00:00.5"`, `"valueTime":"10:00:00.500"`},
		"the string of a relative one": {`"focus":[{"reference":"Condition/c","_reference":{"id":"i"}}]`, `"focus":[{"reference":"Condition/c"}]`},
		"the string of a fragment":     {`"contained":[{"resourceType":"Condition","id":"c",` + subject + `}],"focus":[{"reference":"#c","_reference":{"id":"i"}}]`, `"contained":[{"resourceType":"Condition","id":"c",` + subject + `}],"focus":[{"reference":"#c"}]`},
		"an empty array":               {`"focus":[],"valueString":"a"`, `"valueString":"a"`},
		"a code in capitals":           {`"text":{"status":"GENERATED","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a</div>"}`, `"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a</div>"}`},
		"idle bits":                    {`"extension":[{"url":"urn:x","valueBase64Binary":"aGl="}]`, `"extension":[{"url":"urn:x","valueBase64Binary":"aGk="}]`},
		"-0":                           {`"valueInteger":-0`, `"valueInteger":0`},
		"refused: not R4":              {`"valueString":"a","mood":"a"`, ""},
		"refused: a leap second":       {`"effectiveDateTime":"2016-12-31T23:59:60Z"`, ""},
		"refused: null for a value":    {`"valueQuantity":{"value":null}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			resource := func(members string) string {
				return `{"resourceType":"Observation","id":"o","status":"final","code":{"text":"a"},` + subject + `,` + members + `}`
			}
			data := `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}},{"resource":` + resource(c.before) + `}]}`
			imported, err := fhir.Import([]byte(data))
			if err != nil {
				t.Fatal(err)
			}
			bundle, err := r4pb.Export(imported[0].Record, fhir.Collection, fhir.AllTiers())
			var refused *r4pb.UnmarshalError
			if errors.As(err, &refused) != (c.after == "") {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			again, err := r4pb.Import(bundle)
			if err != nil {
				t.Fatal(err)
			}
			out, err := fhir.Append(nil, again[0].Record, fhir.Collection, fhir.AllTiers())
			if err != nil {
				t.Fatal(err)
			}
			var got struct {
				Entry []struct{ Resource json.RawMessage }
			}
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatal(err)
			}
			for _, e := range got.Entry {
				if r := tree(t, e.Resource); r.(map[string]any)["resourceType"] == "Observation" {
					if !reflect.DeepEqual(r, tree(t, []byte(resource(c.after)))) {
						t.Errorf("comes back as %s", e.Resource)
					}
					return
				}
			}
			t.Error("it does not come back")
		})
	}
}

// The name of a zone is not in JSON; its offset is.
func TestZonesThatAreLost(t *testing.T) {
	patient := &bundlepb.ContainedResource{OneofResource: &bundlepb.ContainedResource_Patient{Patient: &patientpb.Patient{Id: &d4pb.Id{Value: "p"}}}}
	condition := func(zone string) *bundlepb.ContainedResource {
		return &bundlepb.ContainedResource{OneofResource: &bundlepb.ContainedResource_Condition{Condition: &conditionpb.Condition{
			Code:    &d4pb.CodeableConcept{Text: &d4pb.String{Value: "a"}},
			Subject: &d4pb.Reference{Reference: &d4pb.Reference_PatientId{PatientId: &d4pb.ReferenceId{Value: "p"}}},
			RecordedDate: &d4pb.DateTime{
				ValueUs: 1_500_000_000_000_000, Timezone: zone, Precision: d4pb.DateTime_SECOND, // 2017-07-14T02:40:00Z
			},
		}}}
	}
	for zone, want := range map[string]ephr.DateTime{
		"Z":             "2017-07-14T02:40:00Z",
		"+03:00":        "2017-07-14T05:40:00+03:00",
		"Europe/Athens": "2017-07-14T05:40:00+03:00",
		"Nowhere/None":  "",
	} {
		bundle := &bundlepb.Bundle{
			Type:  &bundlepb.Bundle_TypeCode{Value: c4pb.BundleTypeCode_COLLECTION},
			Entry: []*bundlepb.Bundle_Entry{{Resource: patient}, {Resource: condition(zone)}},
		}
		out, err := r4pb.Import(bundle)
		if want == "" {
			if fmt.Sprint(err) != "r4pb: google/fhir cannot write the message: Bundle.entry[1].resource.recorded_date: not as FHIR R4 has it" {
				t.Errorf("%s: %v", zone, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := out[0].Record.Conditions[0].Recorded; got != want {
			t.Errorf("%s: %s, want %s", zone, got, want)
		}
	}
}
