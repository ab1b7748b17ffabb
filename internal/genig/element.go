package main

type elements struct {
	Element []element `json:"element"`
}

// element is an ElementDefinition, as far as ours and those of the bases use it.
type element struct {
	ID                     string       `json:"id"`
	Path                   string       `json:"path"`
	Representation         []string     `json:"representation,omitempty"`
	SliceName              string       `json:"sliceName,omitempty"`
	Slicing                *slicing     `json:"slicing,omitempty"`
	Short                  string       `json:"short,omitempty"`
	Definition             string       `json:"definition,omitempty"`
	Min                    *int         `json:"min,omitempty"`
	Max                    string       `json:"max,omitempty"`
	Base                   *base        `json:"base,omitempty"`
	ContentReference       string       `json:"contentReference,omitempty"`
	Type                   []typeRef    `json:"type,omitempty"`
	FixedURI               string       `json:"fixedUri,omitempty"`
	FixedCode              string       `json:"fixedCode,omitempty"`
	PatternBoolean         *bool        `json:"patternBoolean,omitempty"`
	PatternCoding          *coding      `json:"patternCoding,omitempty"`
	PatternCodeableConcept *concept     `json:"patternCodeableConcept,omitempty"`
	Condition              []string     `json:"condition,omitempty"`
	Constraint             []constraint `json:"constraint,omitempty"`
	MustSupport            *bool        `json:"mustSupport,omitempty"`
	IsModifier             *bool        `json:"isModifier,omitempty"`
	IsModifierReason       string       `json:"isModifierReason,omitempty"`
	IsSummary              *bool        `json:"isSummary,omitempty"`
	Binding                *binding     `json:"binding,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding"`
}

type slicing struct {
	Discriminator []discriminator `json:"discriminator,omitempty"`
	Description   string          `json:"description,omitempty"`
	Ordered       bool            `json:"ordered"`
	Rules         string          `json:"rules"`
}

type discriminator struct {
	Type string `json:"type"`
	Path string `json:"path"`
}

type base struct {
	Path string `json:"path"`
	Min  int    `json:"min"`
	Max  string `json:"max"`
}

type typeRef struct {
	Extension     []fhirType `json:"extension,omitempty"`
	Code          string     `json:"code"`
	Profile       []string   `json:"profile,omitempty"`
	TargetProfile []string   `json:"targetProfile,omitempty"`
}

// fhirType says which FHIR type an element has whose code is a type of FHIRPath.
type fhirType struct {
	URL      string `json:"url"`
	ValueURL string `json:"valueUrl"`
}

type constraint struct {
	Key        string `json:"key"`
	Severity   string `json:"severity"`
	Human      string `json:"human"`
	Expression string `json:"expression,omitempty"`
	Source     string `json:"source,omitempty"`
}

type binding struct {
	Strength    string `json:"strength"`
	Description string `json:"description,omitempty"`
	ValueSet    string `json:"valueSet,omitempty"`
}
