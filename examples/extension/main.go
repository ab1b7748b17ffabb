// Extension adds to records what one country needs and the format does not have:
// here, for how long a person is entitled to care, and under which number a dose
// stands in a national register. The country's rules, numbers and people are made up.
//
//	go run ./examples/extension
//
// It defines two additions, writes them from Go types, checks them with a JSON
// Schema of its own, reads them back after the record has travelled, and shows who
// gets to see them.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/validate"
)

// 1. A URI names an addition for good, under a domain that its author controls.
// What it means never changes: another shape is another URI, hence the number.
const (
	entitlementURI ephr.URI = "https://health.example/si/ephr/entitlement/1"
	registeredURI  ephr.URI = "https://health.example/si/ephr/registered-dose/1"
)

// Entitlement is an addition to a person. Types of package ephr keep what was
// written: an estimated date, the digits of a number.
type Entitlement struct {
	Basis string       `json:"basis"`
	Until ephr.Date    `json:"until,omitempty"`
	Share ephr.Decimal `json:"share"` // of the costs, in per cent
}

// RegisteredDose is an addition to a dose of a vaccine.
type RegisteredDose struct {
	Number   string        `json:"number"`
	Reported ephr.DateTime `json:"reported"`
}

// additions says what each addition looks like; publish it under the URIs.
//
//go:embed additions.schema.json
var additions string

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	rec := example()

	// 2. Write. Set marshals with encoding/json, in place of an older value.
	if err := rec.Person.Extensions.Set(entitlementURI, Entitlement{Basis: "applicant", Until: "2017-06-30", Share: "12.50"}); err != nil {
		return err
	}
	if err := rec.Immunizations[0].Extensions.Set(registeredURI, RegisteredDose{Number: "D-0042", Reported: "2016-11-03T10:20"}); err != nil {
		return err
	}

	// 3. Check. The validator does not look into additions: it cannot know them. A
	// schema of one's own can, beside it; additions of others are not our matter.
	fmt.Fprintf(out, "validator: %d findings\n", len(validate.Validate(rec)))
	if err := check(rec); err != nil {
		return err
	}
	wrong := ephr.Extensions{{URI: entitlementURI, Value: `{"basis":"applicant","share":"half"}`}}
	fmt.Fprintf(out, "schema: ours are right; a wrong one: %v\n", checkAll(wrong))

	// 4. Send and receive. Every reader keeps additions, those it never heard of too.
	data, err := rec.Append(nil)
	if err != nil {
		return err
	}
	received, err := ephr.Decode(data)
	if err != nil {
		return err
	}
	again, err := received.Append(nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "decoded and encoded: same bytes: %t\n", bytes.Equal(data, again))

	// 5. Read.
	e, ok, err := get[Entitlement](received.Person.Extensions, entitlementURI)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "entitlement: %t, %s until %s, %s %%\n", ok, e.Basis, e.Until, e.Share)

	// 6. Who sees it. Nothing but its author knows what an addition tells, so it is
	// T4: no consent releases it, and it leaves with all tiers only. What the next
	// country must read belongs into a member of the record; an addition may say it
	// once more, never alone.
	for _, to := range []struct {
		name    string
		release ephr.Release
	}{{"by default", ephr.Release{}}, {"with consent", ephr.Release{Restricted: true}}, {"all tiers", ephr.Release{All: true}}} {
		shown := rec.Redact(to.release)
		fmt.Fprintf(out, "%s: %d on the person, %d on the dose\n", to.name, len(shown.Person.Extensions), len(shown.Immunizations[0].Extensions))
	}

	// 7. In FHIR it is the same: no trace of it by default; with all tiers an
	// extension that holds URI and JSON, on a resource that is labelled.
	without, err := fhir.Append(nil, rec, fhir.Collection)
	if err != nil {
		return err
	}
	with, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "FHIR by default: named %d times\n", strings.Count(string(without), "health.example/si/ephr"))
	return national(out, with)
}

// get reads the addition under a URI into a type; false where there is none.
func get[T any](x ephr.Extensions, uri ephr.URI) (v T, ok bool, err error) {
	raw, ok := x.Get(uri)
	if ok {
		err = json.Unmarshal([]byte(raw), &v)
	}
	return v, ok, err
}

// check checks our additions in the places for which they are defined.
func check(rec *ephr.Record) error {
	if rec.Person != nil {
		if err := checkAll(rec.Person.Extensions); err != nil {
			return err
		}
	}
	for i := range rec.Immunizations {
		if err := checkAll(rec.Immunizations[i].Extensions); err != nil {
			return err
		}
	}
	return nil
}

func checkAll(x ephr.Extensions) error {
	names := map[ephr.URI]string{entitlementURI: "entitlement", registeredURI: "registeredDose"}
	c := jsonschema.NewCompiler()
	c.LoadURL = func(url string) (io.ReadCloser, error) { return nil, fmt.Errorf("%s is not here", url) } // nothing is downloaded
	if err := c.AddResource("additions.schema.json", strings.NewReader(additions)); err != nil {
		return err
	}
	for uri, raw := range x.All() {
		name, ours := names[uri]
		if !ours {
			continue
		}
		s, err := c.Compile("additions.schema.json#/$defs/" + name)
		if err != nil {
			return err
		}
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.UseNumber() // else 12.50 would be checked as 12.5
		var v any
		if err := d.Decode(&v); err != nil {
			return err
		}
		if s.Validate(v) != nil { // the error itself may hold the value: a person's data
			return fmt.Errorf("%s does not have the form that its schema gives", uri)
		}
	}
	return nil
}

// national prints the additions of a bundle.
func national(out io.Writer, bundle []byte) error {
	type extension struct {
		URL       string
		ValueURI  string `json:"valueUri"`
		Text      string `json:"valueString"`
		Extension []extension
	}
	var b struct {
		Entry []struct {
			Resource struct {
				ResourceType string
				Meta         struct{ Security []struct{ Code string } }
				Extension    []extension
			}
		}
	}
	if err := json.Unmarshal(bundle, &b); err != nil {
		return err
	}
	for _, e := range b.Entry {
		for _, x := range e.Resource.Extension {
			if x.URL != codes.Canonical+"StructureDefinition/national" {
				continue
			}
			fmt.Fprintf(out, "FHIR with all tiers: %s, labelled %v\n", e.Resource.ResourceType, e.Resource.Meta.Security)
			for _, part := range x.Extension {
				fmt.Fprintf(out, "  %s: %s%s\n", part.URL, part.ValueURI, part.Text)
			}
		}
	}
	return nil
}

// example is a small record of nobody.
func example() *ephr.Record {
	rec := ephr.New()
	rec.Synthetic = ephr.True
	rec.Person = &ephr.Person{
		Names: []ephr.HumanName{{Family: "Vzorec", Given: []string{"Amina"}}}, Sex: codes.SexFemale, BirthDate: "2012-05~",
	}
	site := rec.AddSite(ephr.Site{Key: "https://health.example/si/site/4", Kind: codes.SiteKindHealthCentre, Name: "Example Health Centre", Country: "SI"})
	enc := rec.AddEncounter(ephr.Encounter{Type: codes.EncounterTypeVaccination, Country: "SI", Site: site, Period: ephr.Period{Start: "2016-11-03T10:00"}})
	rec.Immunizations = []ephr.Immunization{{
		Entry: ephr.NewEntry(enc, "", "2016-11-03"), Vaccine: codes.VaccineMMR, Status: codes.ImmunizationStatusCompleted, Occurrence: "2016-11-03",
	}}
	return rec
}
