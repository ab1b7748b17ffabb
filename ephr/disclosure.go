package ephr

import "github.com/openephr/ephr-go/codes"

// Disclosure is what the person said about torture, trauma or violence when asked; never mandatory.
type Disclosure struct {
	Entry
	// Kind is what was asked about.
	Kind codes.DisclosureKind `json:"kind" tier:"3" group:"VIO"`
	// Answer is yes, no, not asked, refused.
	Answer codes.Answer `json:"answer" tier:"3" group:"VIO"`
	// Country says where it happened.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"VIO"`
	// Documentation says whether medico-legal documentation is wanted.
	Documentation codes.Answer `json:"documentation,omitempty" tier:"3" group:"VIO"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
