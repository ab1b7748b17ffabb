package ephr

import "github.com/openephr/ephr-go/codes"

// Pregnancy is a statement about pregnancy, breastfeeding and contraception.
type Pregnancy struct {
	Entry
	// Status is pregnant, not pregnant, possible, not confirmed.
	Status codes.PregnancyStatus `json:"status,omitempty" tier:"3" group:"PREGNANT"`
	// Effective says when the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"3" group:"PREGNANT"`
	// LastMenstrualPeriod is first day of the last menstrual period.
	LastMenstrualPeriod Date `json:"lastMenstrualPeriod,omitempty" tier:"3" group:"PREGNANT"`
	// DueDate is the estimated date of delivery.
	DueDate Date `json:"dueDate,omitempty" tier:"3" group:"PREGNANT"`
	// DueDateMethod says how that date was estimated.
	DueDateMethod codes.DueDateMethod `json:"dueDateMethod,omitempty" tier:"3" group:"PREGNANT"`
	// GestationalAge is the gestational age, in UCUM wk or d.
	GestationalAge *Quantity `json:"gestationalAge,omitempty" tier:"3" group:"PREGNANT"`
	// Breastfeeding is true where the woman breastfeeds.
	Breastfeeding Bool `json:"breastfeeding,omitempty" tier:"3" group:"PREGNANT"`
	// Contraception is the method of contraception.
	Contraception *Concept `json:"contraception,omitempty" tier:"3" group:"PREGNANT"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
