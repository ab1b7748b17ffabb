package ephr

// Append appends the record as one line of JSON without a line end, members
// in the order of the structs. The error is a [*Fault] where a value cannot
// be written as JSON: text that is not UTF-8, a number or raw JSON that is
// none; dst is then returned unchanged. Append does not check more than that:
// [Record.Check] does. It allocates only where dst has to grow.
func (r *Record) Append(dst []byte) ([]byte, error) {
	e := encoder{b: dst}
	e.record(r)
	if e.err != nil {
		return dst, e.err
	}
	return e.b, nil
}

// MarshalJSON is [Record.Append] for encoding/json.
func (r *Record) MarshalJSON() ([]byte, error) { return r.Append(nil) }

// UnmarshalJSON is [Decode] for encoding/json.
func (r *Record) UnmarshalJSON(data []byte) error {
	v, err := Decode(data)
	if err != nil {
		return err
	}
	*r = *v
	return nil
}
