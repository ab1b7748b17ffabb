package fhir

import "github.com/openephr/ephr-go/internal/jsontext"

// The files of bulk data are one for each type, and servers keep no order. A
// record has one: so, with all tiers, a List beside the resources tells it. It
// is also what refers to a site or an organisation to which nothing else does.

// orderID is the id of the List of a record.
func orderID(record string) uuid {
	ns := space(record)
	return nameUUID(append(ns[:], "List/order"...))
}

// appendOrder appends the List. It tells that something is there, and is labelled
// as the most restricted of it.
func appendOrder(dst []byte, record, patient string, names []string) []byte {
	w := writer{b: dst}
	w.lit(`{"resourceType":"List"`)
	id := orderID(record)
	w.member("id", string(id[:]))
	w.lit(`,"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}]},"identifier":[{"system":"` + systemURN + `","value":`)
	w.str("urn:uuid:" + record)
	w.lit(`}],"status":"current","mode":"snapshot","title":"Order of the record","subject":{"reference":`)
	w.b = jsontext.AppendString(w.b, patient)
	w.lit(`},"entry":[`)
	for _, name := range names {
		w.comma()
		w.lit(`{"item":{"reference":`)
		w.b = jsontext.AppendString(w.b, name)
		w.lit(`}}`)
	}
	w.lit(`]}`)
	return w.b
}
