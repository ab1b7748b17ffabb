// Hospital sends a record to a FHIR server as a transaction, twice: the second
// time changes nothing, for the ids are derived from the record's own.
//
//	go run ./examples/hospital [-fhir https://server.example/fhir] [FILE]
//
// Without a server it starts one of its own that remembers what it is sent.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func main() {
	base := flag.String("fhir", "", "base `URL` of a FHIR R4 server; without it one is started here")
	flag.Parse()
	path := "testdata/records/valid/greece-then-serbia.json"
	if flag.NArg() > 0 {
		path = flag.Arg(0)
	}
	if err := run(path, *base, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(path, base string, out io.Writer) error {
	// 1. Read the record.
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		return err
	}

	// 2. Write it as a transaction. By default that is what everybody who treats
	// the person may see; fhir.ForRecipient adds what the person has agreed to.
	bundle, err := fhir.Append(nil, rec, fhir.Transaction)
	if err != nil {
		return err
	}

	// 3. Without a server, start one.
	if base == "" {
		server, err := start()
		if err != nil {
			return err
		}
		defer server.Close()
		base = "http://" + server.Addr
	}

	// 4. Send it, and send it again, as after a connection that broke.
	first, err := post(base, bundle)
	if err != nil {
		return err
	}
	second, err := post(base, bundle)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "first:  %s\nsecond: %s\n", first, second)
	if strings.Join(first.ids, " ") != strings.Join(second.ids, " ") {
		return fmt.Errorf("the server gave other ids the second time")
	}
	fmt.Fprintf(out, "the same %d ids, such as %s\n", len(first.ids), first.ids[0])
	return nil
}

// answer is what a server says to a transaction.
type answer struct {
	ids            []string // Type/id
	created, other int
}

func (a answer) String() string {
	return fmt.Sprintf("%d resources created, %d there already", a.created, a.other)
}

// post sends a bundle to a server.
func post(base string, bundle []byte) (a answer, err error) {
	client := http.Client{Timeout: time.Minute}
	res, err := client.Post(strings.TrimSuffix(base, "/"), "application/fhir+json", bytes.NewReader(bundle))
	if err != nil {
		return a, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return a, fmt.Errorf("the server answers %s", res.Status)
	}
	var body struct {
		Entry []struct {
			Response struct{ Status, Location string }
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&body); err != nil {
		return a, err
	}
	for _, e := range body.Entry {
		// 5. A location is [base/]Type/id[/_history/version].
		path, _, _ := strings.Cut(e.Response.Location, "/_history/")
		parts := strings.Split(path, "/")
		a.ids = append(a.ids, strings.Join(parts[max(0, len(parts)-2):], "/"))
		if strings.HasPrefix(e.Response.Status, "201") {
			a.created++
		} else {
			a.other++
		}
	}
	if len(a.ids) == 0 {
		return a, fmt.Errorf("the server's answer has no entries")
	}
	return a, nil
}
