// Package schema holds the JSON Schema of the record, draft 2020-12. It is made
// from the structs of package ephr by go generate, and accepts what ephr.Decode
// accepts, apart from what no JSON Schema can say: see its $comment.
package schema

import _ "embed" // for the schema

// ID is the address that the schema gives itself; it has the version of the format.
const ID = "https://openephr.github.io/ephr-go/schema/1.0/ephr.schema.json"

//go:embed ephr.schema.json
var text string

// JSON is the schema. The caller may change the bytes.
func JSON() []byte { return []byte(text) }
