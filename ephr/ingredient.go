package ephr

// Ingredient is a substance of which a medicine is made.
//
// Source: fhir-medication.
type Ingredient struct {
	// Code is the substance.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Active is true for a substance that works, and false for one that only carries it.
	Active Bool `json:"active,omitempty" tier:"1"`
	// Strength is how much of the substance there is in how much of the medicine.
	Strength *Ratio `json:"strength,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
