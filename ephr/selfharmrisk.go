package ephr

import "github.com/openephr/ephr-go/codes"

// SelfHarmRisk is an assessment of the risk of self-harm.
//
// Source: eur-human, own.
type SelfHarmRisk struct {
	Entry
	// Level is the level of risk, from none to imminent.
	Level codes.RiskLevel `json:"level" tier:"3" group:"MH" source:"own"`
	// Action is what was done about it, such as a safety plan.
	Action codes.ScreeningAction `json:"action,omitempty" tier:"3" group:"MH" source:"own"`
	// Effective says when it was assessed.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"MH"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
