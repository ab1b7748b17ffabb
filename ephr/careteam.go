package ephr

// CareTeam is the people who look after the person.
//
// Source: own, fhir-careteam.
type CareTeam struct {
	Entry
	// Members are the practitioners of the team and their roles in it.
	Members []Participant `json:"members,omitempty" tier:"1" content:"true"`
	// Period says when the team looks after the person.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
