package ephr

import "github.com/openephr/ephr-go/codes"

// Screening is a mental-health screener with its score; item texts are never stored.
//
// Source: own.
type Screening struct {
	Entry
	// Instrument is the screener that was used, such as RHS-15 or PHQ-9.
	Instrument codes.Screener `json:"instrument" tier:"3" group:"MH" source:"own,rhs-15,loinc"`
	// Effective says when it was asked.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"MH"`
	// Language is the BCP 47 tag of the language in which it was asked.
	Language codes.Language `json:"language,omitempty" tier:"3" group:"MH" source:"own,bcp-47"`
	// Items are the answers by item number.
	Items []ScreeningItem `json:"items,omitempty" tier:"3" group:"MH"`
	// Score is the total score, counted as the instrument prescribes.
	Score Decimal `json:"score,omitempty" tier:"3" group:"MH" source:"rhs-15,own"`
	// Result is positive, negative or incomplete; positive means that more is to be asked, and is never a diagnosis.
	Result codes.ScreeningResult `json:"result,omitempty" tier:"3" group:"MH" source:"rhs-15,own"`
	// Action is what was done about the result.
	Action codes.ScreeningAction `json:"action,omitempty" tier:"3" group:"MH"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// ScreeningItem is the answer to one item of a screener.
//
// Source: own.
type ScreeningItem struct {
	// Number is the item's number in the instrument, 1 being the first.
	Number Integer `json:"number" tier:"3" group:"MH" min:"1" max:"100"`
	// Value is the points of the answer.
	Value Integer `json:"value" tier:"3" group:"MH" min:"0" max:"100"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
