package fhir

import (
	"crypto/sha1"
	"encoding/hex"
)

// uuid is the text of a UUID.
type uuid [36]byte

// siteSpace is the namespace for the ids of organisations, locations and
// practitioners, which are the same in every record that names the same key:
// version 5 of the URL namespace of RFC 9562 over https://openephr.github.io/ephr-go/site.
var siteSpace = [16]byte{0xd8, 0x4b, 0x22, 0x5d, 0x8f, 0x72, 0x58, 0x38, 0xba, 0xa9, 0x6c, 0xa3, 0xbb, 0xa9, 0xc3, 0x0b}

// space is the namespace of a record's own ids: the record's random id.
func space(id string) (ns [16]byte) {
	var text [32]byte
	n := 0
	for i := range len(id) {
		if id[i] != '-' && n < len(text) {
			text[n] = id[i]
			n++
		}
	}
	if _, err := hex.Decode(ns[:], text[:]); err != nil {
		// Not a UUID: the record is not valid. The ids still are.
		sum := sha1.Sum([]byte(id))
		copy(ns[:], sum[:16])
	}
	return ns
}

// nameUUID is the UUID (version 5, RFC 9562) of a namespace and a name, given as
// one run of bytes: the 16 of the namespace first.
func nameUUID(name []byte) (id uuid) {
	sum := sha1.Sum(name)
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	hex.Encode(id[0:8], sum[0:4])
	hex.Encode(id[9:13], sum[4:6])
	hex.Encode(id[14:18], sum[6:8])
	hex.Encode(id[19:23], sum[8:10])
	hex.Encode(id[24:36], sum[10:16])
	id[8], id[13], id[18], id[23] = '-', '-', '-', '-'
	return id
}
