package ephr

import "github.com/openephr/ephr-go/codes"

// Disclosure is what the person said about torture, trauma or violence when asked; never mandatory.
//
// Source: directive-2013-33, own.
type Disclosure struct {
	Entry
	// Kind is what was asked about, such as torture or domestic violence.
	Kind codes.DisclosureKind `json:"kind" tier:"3" group:"VIO" source:"directive-2013-33,directive-2024-1346"`
	// Answer is yes, no, unknown, not-asked or asked-declined; nobody has to answer.
	Answer codes.Answer `json:"answer" tier:"3" group:"VIO" source:"own"`
	// Country says where it happened.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"VIO" source:"own"`
	// Documentation says whether the person wants medico-legal documentation of what happened.
	Documentation codes.Answer `json:"documentation,omitempty" tier:"3" group:"VIO" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
