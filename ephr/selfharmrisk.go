package ephr

import "github.com/openephr/ephr-go/codes"

// SelfHarmRisk is an assessment of the risk of self-harm.
type SelfHarmRisk struct {
	Entry
	// Level is the level of risk.
	Level codes.RiskLevel `json:"level" tier:"3" group:"MH"`
	// Action is what was done about it.
	Action codes.ScreeningAction `json:"action,omitempty" tier:"3" group:"MH"`
	// Effective says when it was assessed.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"MH"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
