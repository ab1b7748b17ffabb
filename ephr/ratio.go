package ephr

// Ratio is an amount for each of another, such as 250 mg in 5 mL.
//
// Source: fhir-datatypes.
type Ratio struct {
	// Numerator is the amount.
	Numerator Quantity `json:"numerator" tier:"1"`
	// Denominator is for how much it is, such as one tablet or 5 mL.
	Denominator *Quantity `json:"denominator,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
