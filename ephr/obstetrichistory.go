package ephr

import "github.com/openephr/ephr-go/codes"

// ObstetricHistory is counts of earlier pregnancies and their outcomes.
type ObstetricHistory struct {
	Entry
	// Effective says when the counts held.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"PREGNANT"`
	// Gravida is number of pregnancies.
	Gravida Integer `json:"gravida,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// Para is number of births.
	Para Integer `json:"para,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// LiveBirths is number of live births.
	LiveBirths Integer `json:"liveBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// StillLiving is number of children still living.
	StillLiving Integer `json:"stillLiving,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// TermBirths is number of births at term.
	TermBirths Integer `json:"termBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// PretermBirths is number of preterm births.
	PretermBirths Integer `json:"pretermBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// Abortions is number of abortions of any kind.
	Abortions Integer `json:"abortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// SpontaneousAbortions is number of miscarriages.
	SpontaneousAbortions Integer `json:"spontaneousAbortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// InducedAbortions is number of induced abortions.
	InducedAbortions Integer `json:"inducedAbortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// EctopicPregnancies is number of ectopic pregnancies.
	EctopicPregnancies Integer `json:"ectopicPregnancies,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// Cutting says whether the woman has undergone female genital mutilation.
	Cutting codes.Answer `json:"cutting,omitempty" tier:"3" group:"PREGNANT"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
