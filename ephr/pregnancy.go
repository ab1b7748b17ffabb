package ephr

import "github.com/openephr/ephr-go/codes"

// Pregnancy is a statement about pregnancy, breastfeeding and contraception.
//
// Source: own, ips.
type Pregnancy struct {
	Entry
	// Status is pregnant, not-pregnant, possible or not-confirmed.
	Status codes.PregnancyStatus `json:"status,omitempty" tier:"3" group:"PREGNANT" source:"ips"`
	// Effective is the time at which the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"PREGNANT" source:"fhir-observation"`
	// LastMenstrualPeriod is the first day of the last menstrual period.
	LastMenstrualPeriod Date `json:"lastMenstrualPeriod,omitempty" tier:"3" group:"PREGNANT" source:"own,loinc"`
	// DueDate is the estimated date of delivery.
	DueDate Date `json:"dueDate,omitempty" tier:"3" group:"PREGNANT" source:"ips,loinc"`
	// DueDateMethod says how that date was found: estimated, last-period, ovulation or ultrasound.
	DueDateMethod codes.DueDateMethod `json:"dueDateMethod,omitempty" tier:"3" group:"PREGNANT" source:"ips"`
	// GestationalAge is how long the pregnancy has lasted, in UCUM wk or d.
	GestationalAge *Quantity `json:"gestationalAge,omitempty" tier:"3" group:"PREGNANT" source:"own,loinc,ucum"`
	// Breastfeeding is true where the woman breastfeeds.
	Breastfeeding Bool `json:"breastfeeding,omitempty" tier:"3" group:"PREGNANT" source:"own"`
	// Contraception is the method of contraception.
	Contraception *Concept `json:"contraception,omitempty" tier:"3" group:"PREGNANT" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
