package ephr

import "github.com/openephr/ephr-go/codes"

// ObstetricHistory is counts of earlier pregnancies and their outcomes.
//
// Source: ips, loinc.
type ObstetricHistory struct {
	Entry
	// Effective is the time at which the counts held.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"PREGNANT" source:"fhir-observation"`
	// Gravida is the number of pregnancies, a present one included.
	Gravida Integer `json:"gravida,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30" source:"loinc,own"`
	// Para is the number of births.
	Para Integer `json:"para,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30" source:"loinc,own"`
	// LiveBirths is the number of live births.
	LiveBirths Integer `json:"liveBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// StillLiving is the number of children still living.
	StillLiving Integer `json:"stillLiving,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// TermBirths is the number of births at term.
	TermBirths Integer `json:"termBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// PretermBirths is the number of preterm births.
	PretermBirths Integer `json:"pretermBirths,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// Abortions is the number of abortions of any kind, miscarriages and induced ones together.
	Abortions Integer `json:"abortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// SpontaneousAbortions is the number of miscarriages.
	SpontaneousAbortions Integer `json:"spontaneousAbortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// InducedAbortions is the number of induced abortions.
	InducedAbortions Integer `json:"inducedAbortions,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// EctopicPregnancies is the number of ectopic pregnancies.
	EctopicPregnancies Integer `json:"ectopicPregnancies,omitempty" tier:"3" group:"PREGNANT" min:"0" max:"30"`
	// Cutting says whether the woman has undergone female genital mutilation.
	Cutting codes.Answer `json:"cutting,omitempty" tier:"3" group:"PREGNANT" source:"directive-2013-33,icd-10,own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
