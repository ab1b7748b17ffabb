package ephr

// Source is what one foreign bundle held beyond the record.
//
// Source: format, fhir-bundle.
type Source struct {
	// Bundle is the bundle's own wrapper, as JSON. Its entry has, of each of the bundle's entries
	// that hold no resource, how many resources were before it and the entry.
	Bundle Raw `json:"bundle,omitempty" tier:"4"`
	// Resources are its resources, in their order.
	Resources []SourceResource `json:"resources,omitempty" tier:"4"`
	// Imported says when it was imported.
	Imported DateTime `json:"imported,omitempty" tier:"4" source:"format"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// SourceResource is what one foreign resource held beyond the record.
//
// Source: format, fhir-bundle.
type SourceResource struct {
	// Type is the type of the FHIR resource.
	Type string `json:"type,omitempty" tier:"4"`
	// ID is the id of the FHIR resource.
	ID string `json:"id,omitempty" tier:"4"`
	// FullURL is the fullUrl of its bundle entry.
	FullURL string `json:"fullUrl,omitempty" tier:"4"`
	// Item is the id of the record's item that carries its typed values.
	Item ID `json:"item,omitempty" tier:"4" source:"format"`
	// Entry is what its bundle entry holds beside the resource and the fullUrl, as JSON.
	Entry Raw `json:"entry,omitempty" tier:"4" source:"format,fhir-bundle"`
	// Remainder is what the record has no place for, as JSON.
	Remainder Raw `json:"remainder,omitempty" tier:"4" source:"format"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
