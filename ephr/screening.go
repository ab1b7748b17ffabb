package ephr

import "github.com/openephr/ephr-go/codes"

// Screening is a mental-health screener with its score; item texts are never stored.
type Screening struct {
	Entry
	// Instrument is the instrument.
	Instrument codes.Screener `json:"instrument" tier:"3" group:"MH"`
	// Effective says when it was asked.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"MH"`
	// Language is the BCP 47 tag of the language in which it was asked.
	Language codes.Language `json:"language,omitempty" tier:"3" group:"MH"`
	// Items are the answers by item number.
	Items []ScreeningItem `json:"items,omitempty" tier:"3" group:"MH"`
	// Score is the total score.
	Score Decimal `json:"score,omitempty" tier:"3" group:"MH"`
	// Result is screen positive, negative or incomplete; never a diagnosis.
	Result codes.ScreeningResult `json:"result,omitempty" tier:"3" group:"MH"`
	// Action is what was done about it.
	Action codes.ScreeningAction `json:"action,omitempty" tier:"3" group:"MH"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// ScreeningItem is the answer to one item of a screener.
type ScreeningItem struct {
	// Number is the item's number.
	Number Integer `json:"number" tier:"3" group:"MH" min:"1" max:"100"`
	// Value is the answer's points.
	Value Integer `json:"value" tier:"3" group:"MH" min:"0" max:"100"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
