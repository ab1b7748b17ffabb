package main

import (
	"os"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

func Example() {
	if err := run(os.Stdout); err != nil {
		panic(err)
	}
	// Output:
	// validator: 0 findings
	// schema: ours are right; a wrong one: https://health.example/si/ephr/entitlement/1 does not have the form that its schema gives
	// decoded and encoded: same bytes: true
	// entitlement: true, applicant until 2017-06-30, 12.50 %
	// by default: 0 on the person, 0 on the dose
	// with consent: 0 on the person, 0 on the dose
	// all tiers: 1 on the person, 1 on the dose
	// FHIR by default: named 0 times
	// FHIR with all tiers: Patient, labelled [{V}]
	//   uri: https://health.example/si/ephr/entitlement/1
	//   json: {"basis":"applicant","until":"2017-06-30","share":12.50}
	// FHIR with all tiers: Immunization, labelled [{V}]
	//   uri: https://health.example/si/ephr/registered-dose/1
	//   json: {"number":"D-0042","reported":"2016-11-03T10:20"}
}

// What another country has added is kept with its spelling, and is not judged.
func TestAdditionsOfOthersAreKept(t *testing.T) {
	const theirs = `{"a":[1.50,null],"b":"\u00e9"}`
	rec := example()
	rec.Person.Extensions = ephr.Extensions{{URI: "https://health.example/rs/x", Value: theirs}}
	if err := rec.Person.Extensions.Set(entitlementURI, Entitlement{Basis: "minor", Share: "0"}); err != nil {
		t.Fatal(err)
	}
	if err := check(rec); err != nil {
		t.Error(err)
	}
	data, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), theirs) {
		t.Errorf("written otherwise: %s", data)
	}
	received, err := ephr.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if raw, ok := received.Person.Extensions.Get("https://health.example/rs/x"); !ok || raw != theirs {
		t.Errorf("read as %s", raw)
	}
	if e, ok, err := get[Entitlement](received.Person.Extensions, entitlementURI); !ok || err != nil || e.Basis != "minor" || e.Share != "0" || e.Until != "" {
		t.Errorf("%+v, %t, %v", e, ok, err)
	}
	if _, ok, err := get[Entitlement](received.Extensions, entitlementURI); ok || err != nil {
		t.Errorf("there is none on the record: %t, %v", ok, err)
	}
}

func TestCheckFindsWhatIsWrongAndDoesNotTellIt(t *testing.T) {
	for _, value := range []ephr.Raw{`{"basis":"secret","share":1}`, `{"basis":"minor"}`, `{"basis":"minor","share":100.01}`, `{"basis":"minor","share":1,"secret":1}`, `"secret"`} {
		rec := example()
		rec.Person.Extensions = ephr.Extensions{{URI: entitlementURI, Value: value}}
		if err := check(rec); err == nil {
			t.Errorf("%s passes", value)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the value: %v", err)
		}
	}
	rec := example()
	if err := rec.Immunizations[0].Extensions.Set(registeredURI, RegisteredDose{Number: "42"}); err != nil {
		t.Fatal(err)
	}
	if check(rec) == nil {
		t.Error("a dose with a wrong number passes")
	}
}
